"""Settings of the tests: stricter than production, quick where it is safe."""

import os

os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("FIELD_KEYS", "t1:dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")

from tests.undefined import FailsInOurTemplates
from wardportal.settings import *  # noqa: F403
from wardportal.settings import (
    CONFIGURATION,
    DATABASES,
    INSTALLED_APPS,
    STORAGES,
    TEMPLATES,
)

INSTALLED_APPS = ["tests.harness", *INSTALLED_APPS]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = FailsInOurTemplates("%s")

suffix = os.environ.get("TEST_DB_SUFFIX", "main")
DATABASES["default"]["TEST"] = (
    {} if CONFIGURATION.embedded else {"NAME": f"test_ward_{suffix}"}
)
