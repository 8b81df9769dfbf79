"""Settings of both profiles; what a deployment may change is read by env.py."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from wardportal.env import read_configuration

BASE_DIR = Path(__file__).resolve().parent.parent
CONFIGURATION = read_configuration(BASE_DIR)

SECRET_KEY = CONFIGURATION.secret_key
DEBUG = CONFIGURATION.debug
ALLOWED_HOSTS = CONFIGURATION.allowed_hosts
PUBLIC_URL = CONFIGURATION.public_url
VAR = CONFIGURATION.var
FIELD_KEYS = CONFIGURATION.field_keys

INSTALLED_APPS = [
    "wardportal",
    "wardportal.office",
    "wardportal.accounts",
    "wardportal.history",
    "wardportal.limits",
    "wardportal.outbox",
    "procedures",
    "dossiers",
    "feedback",
    "reports",
    "wardportal.administration.config.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wardportal.shell.OfficeMiddleware",
    "wardportal.caching.CachingMiddleware",
    "wardportal.idleness.IdlenessMiddleware",
    "wardportal.access.AccessMiddleware",
    "wardportal.accounts.second_factor.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wardportal.urls"
WSGI_APPLICATION = "wardportal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wardportal.shell.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": CONFIGURATION.database}
if CONFIGURATION.owner_database:
    DATABASES["owner"] = CONFIGURATION.owner_database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis is never in the request path: sessions and lock-outs live in the database.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "wardportal.faults.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "wardportal.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = False  # django-axes does it, in the database
ACCOUNT_FORMS = {
    "change_password": "wardportal.accounts.forms.LimitedChangePasswordForm",
}
MFA_ADAPTER = "wardportal.accounts.adapter.SealedMFAAdapter"
MFA_FORMS = {
    "authenticate": "wardportal.accounts.forms.LimitedAuthenticateForm",
    "reauthenticate": "wardportal.accounts.forms.LimitedReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Một cửa"
SECOND_FACTOR_REQUIRED = CONFIGURATION.second_factor_required

AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "wardportal.accounts.lockout.typed_name"
AXES_CLIENT_IP_CALLABLE = "wardportal.addresses.client_address"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # accounts are unlocked on their own page
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt"))]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["wardportal.locale_formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = CONFIGURATION.media_root
HEAD_BOOK = CONFIGURATION.head_book
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "wardportal.staticstorage.PortalStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
if PUBLIC_URL.startswith("https://"):
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
if CONFIGURATION.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

vars().update(CONFIGURATION.email)
DEFAULT_FROM_EMAIL = f"mot-cua@{ALLOWED_HOSTS[0]}"
EMAIL_TIMEOUT = 10
"""Seconds that a mail server is waited for, by the worker only."""

RECONCILERS = [
    "wardportal.accounts.expiry.forget_expired",
    "wardportal.history.headbook.note_each_day",
    "wardportal.limits.tries.forget_full",
    "wardportal.outbox.reconcile.forget_sent",
    "dossiers.file_check.finish_removals",
    "reports.publishing.reconcile",
    "dossiers.telling.reconcile",
    "procedures.unanswered.forget_old",
]
"""Run each minute as ``reconciler(moment=…)``; see wardportal/outbox/reconcile.py."""

DEMO_PASSWORD = CONFIGURATION.demo_password
SILENCED_SYSTEM_CHECKS: list[str] = []
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600
UPLOAD_FILE_BYTES = 10 * 1024 * 1024
UPLOAD_FILES = 10
"""How large an uploaded file may be, and how many come at once."""

FILE_UPLOAD_HANDLERS = [
    "wardportal.uploading.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "wardportal": {"level": "INFO"},
        "axes": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # It warns of what only browsers read in a shared style sheet.
        "weasyprint": {"level": "ERROR"},
    },
}

# Reference data of upper apps, run by load_reference; named as strings because
# procedures may not import them.
REFERENCE_LOADERS = ["reports.reference.load_report_lines"]
