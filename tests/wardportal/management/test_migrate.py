"""manage.py migrate as the tables' owner: the application's role gets what it needs."""

import base64
from uuid import uuid4

import pytest
from django.db import connection

from tests.harness.installation import Installation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no roles"),
]

TRY_AS_APPLICATION = """
from django.db import ProgrammingError, connection
from django.utils import timezone
import uuid
from wardportal.history.chain import Draft, first_broken_link, record
from wardportal.history.models import Event
record(Draft("tried", timezone.now(), "office", uuid.UUID(int=1), words={"a": "b"}))
try:
    Event.objects.update(event="forged")
except ProgrammingError as refusal:
    print("permission denied" in str(refusal), connection.settings_dict["USER"])
print(first_broken_link())
"""


@pytest.fixture
def two_roles():
    """Return the addresses of a new database: its owner's and the application's."""
    name = f"two_roles_{uuid4().hex[:8]}"
    owner, application = f"{name}_owner", f"{name}_app"
    with connection.cursor() as cursor:
        for role in (owner, application):
            cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'geheim'")
        cursor.execute(f"CREATE DATABASE {name} OWNER {owner}")
    place = "{HOST}:{PORT}".format(**connection.settings_dict)
    yield [f"postgres://{r}:geheim@{place}/{name}" for r in (owner, application)]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        cursor.execute(f"DROP ROLE {owner}")
        cursor.execute(f"DROP ROLE {application}")


def test_the_owner_migrates_and_the_application_works_but_cannot_forge(
    two_roles, tmp_path
):
    owner, application = two_roles
    keys = {
        "DJANGO_SETTINGS_MODULE": "wardportal.settings",
        "SECRET_KEY": "tests-only",
        "FIELD_KEYS": f"k1:{base64.b64encode(b'k' * 32).decode()}",
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": application,
    }
    migrating = Installation(tmp_path, **keys, DATABASE_OWNER_URL=owner)
    migrating.manage("migrate", "--verbosity", "0")
    migrating.manage("migrate", "--verbosity", "0")  # again: nothing to do, no error
    office = Installation(tmp_path, **keys)
    user = application.split("//")[1].split(":")[0]
    assert office.shell(TRY_AS_APPLICATION) == f"True {user}\nNone"
