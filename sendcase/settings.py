"""Settings. What differs between places comes from the environment (docs/operators/settings.md)."""

import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sendcase import env

BASE_DIR = Path(__file__).resolve().parent.parent
SENDCASE_MODE = env.choice("SENDCASE_MODE", env.MODES, "embedded")
PRODUCTION = SENDCASE_MODE == "production"
EMBEDDED = SENDCASE_MODE == "embedded"
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, 1, 65535)

DEBUG = False
_made = None if PRODUCTION else DATA_DIR / "secrets"
SECRET_KEY = env.secret("SECRET_KEY", _made)
AUDIT_KEY = env.secret("AUDIT_KEY", _made)
# While a key is being changed (docs/operators/keys.md): what was signed and sealed before counts.
SECRET_KEY_FALLBACKS = env.secrets_before("SECRET_KEY_BEFORE")
AUDIT_KEYS_BEFORE = env.secrets_before("AUDIT_KEY_BEFORE")
SITE_URL = env.text("SITE_URL", None if PRODUCTION else f"http://localhost:{PORT}").rstrip("/")
_local_names = "localhost,127.0.0.1,testserver"
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", None if PRODUCTION else _local_names)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DEMO = env.flag("DEMO", "false")
SECOND_FACTOR = env.choice("SECOND_FACTOR", ("on", "off"), "on") == "on"
if not SECOND_FACTOR and not (EMBEDDED and DEMO and HOST in {"127.0.0.1", "localhost", "::1"}):
    raise ImproperlyConfigured(
        "SECOND_FACTOR=off is only for the demo school on this computer: it needs "
        "SENDCASE_MODE=embedded, DEMO=true and HOST=127.0.0.1."
    )

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "django_htmx",
    "csp",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "sendcase",
    "sendcase.jobs",
    "sendcase.drafts",
    "sendcase.outbox",
    "sendcase.frozen",
    "sendcase.pdf",
    "audit",
    "accounts",
    "schools",
    "pupils",
    "reminders",
    "letters",
    "register",
    "referrals",
    "provision",
    "iep",
    "agencies",
    "ehcp",
    "reports",
    *(["demo"] if not PRODUCTION else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sendcase.requests.RequestId",
    "sendcase.requests.NoStore",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.AccessMiddleware",
]

MESSAGE_STORAGE = "schools.flash.SchoolStorage"
ROOT_URLCONF = "sendcase.urls"
WSGI_APPLICATION = "sendcase.wsgi.application"
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
                "schools.context.frame",
                *(["demo.context.filling"] if not PRODUCTION else []),
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text(
            "DATABASE_URL", None if PRODUCTION else f"sqlite:///{DATA_DIR / 'sendcase.sqlite3'}"
        ),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    if PRODUCTION:
        raise ImproperlyConfigured("DATABASE_URL must be PostgreSQL in production.")
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Throttles and sessions live in the database: they hold with Redis down, and can be revoked.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Full at 300 it would throw a third away: a flood of tries would make it forget tries.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_IDLE_MINUTES = 30

# Opens /health/vitals/ and /health/metrics/ to whoever shows it; empty: they are not there.
HEALTH_TOKEN = env.optional_secret("HEALTH_TOKEN")

REDIS_URL = env.text("REDIS_URL", None if PRODUCTION else "filesystem")
if REDIS_URL == "filesystem":
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "broker" / "messages"),
        "data_folder_out": str(DATA_DIR / "broker" / "messages"),
        "control_folder": str(DATA_DIR / "broker" / "control"),
        "store_processed": False,
    }
    for folder in ("messages", "control"):
        (DATA_DIR / "broker" / folder).mkdir(parents=True, exist_ok=True)
elif REDIS_URL.startswith(("redis://", "rediss://")):
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5}
else:
    raise ImproperlyConfigured("REDIS_URL must begin with redis:// or rediss://.")
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker however long it takes
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULER = "sendcase.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
_MINUTE, _HOUR = 60, 3600
CELERY_BEAT_SCHEDULE = {
    name: {
        "task": task,
        "schedule": seconds,
        # What nobody took is dropped before the next comes: a worker that was away for days would
        # catch up for hours on what one round does.
        "options": {"expires": 0.9 * seconds},
    }
    for name, task, seconds in [
        ("sweep", "sendcase.jobs.tasks.sweep", _MINUTE),
        ("sweep-mail", "sendcase.outbox.tasks.sweep", _MINUTE),
        ("seal-audit", "audit.tasks.seal", _MINUTE),
        ("digests", "reminders.tasks.digests", 5 * _MINUTE),
        ("leavers", "pupils.tasks.end_leavers", _HOUR),
        ("owners", "reminders.tasks.owners", _HOUR),
        ("recounts", "reminders.tasks.recounts", _HOUR),
        ("sessions", "provision.tasks.sessions", _HOUR),
        ("register-reviews", "register.tasks.reviews", _HOUR),
        ("parent-meetings", "provision.family_meetings.tasks.keep", _HOUR),
        ("meetings", "referrals.tasks.meetings", _HOUR),
        ("plan-checks", "iep.tasks.plan_checks", _HOUR),
        ("transitions", "iep.tasks.transitions", _HOUR),
        ("asked", "referrals.tasks.asked", _HOUR),
        ("board-reports", "reports.tasks.board_reports", _HOUR),
        ("other-reports", "reports.tasks.other_reports", _HOUR),
        ("chasers", "letters.tasks.chasers", _HOUR),
        ("tidy-rolls", "pupils.tasks.tidy_uploads", _HOUR),
        ("tidy-exports", "reports.export.tasks.tidy", _HOUR),
        ("tidy-drafts", "sendcase.drafts.tasks.tidy", 24 * _HOUR),
    ]
}

for _name, _value in env.mail(
    "EMAIL_URL", None if PRODUCTION else f"smtp://127.0.0.1:{PORT + 25 if PORT < 65000 else 8025}"
).items():
    globals()[_name] = _value
# Django's own, and it says whether a mail had left when the connection broke.
EMAIL_BACKEND = "sendcase.outbox.smtp.Backend"
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", None if PRODUCTION else "sendcase@localhost")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotDisguised"},
    {"NAME": "schools.people.passwords.NotAboutOurSchool"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# Sign-in: django-allauth, by e-mail, without sign-up (accounts/adapter.py, accounts/urls.py).
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by its invitation
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # a staff room behind one address signs in at ten to nine
    "login_failed": "10/5m/ip,10/5m/key",
    "reauthenticate": "10/5m/user",
    "reset_password": "20/m/ip,5/5m/key",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.ConfirmPasswordForm",
    "reset_password": "accounts.forms.AskResetForm",
    "reset_password_from_key": "accounts.forms.ResetForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
# Proxies whose X-Forwarded-For is believed when tries are counted by address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number(
    "TRUSTED_PROXIES", 1 if PRODUCTION and SITE_URL.startswith("https://") else 0, 0, 5
)
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "SENDcase"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.ConfirmCodeForm",
    "activate_totp": "accounts.forms.SetUpForm",
}
# Explicit grants are made by pupils.Share only; guardian never invents an anonymous person.
ANONYMOUS_USER_NAME = None

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "D j M Y"
FORMAT_MODULE_PATH = "sendcase.formats"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES_DIR = DATA_DIR / "files"
# Public keys (age1…): who can open a backup. The secret ones are not on this computer.
BACKUP_RECIPIENTS = env.names("BACKUP_RECIPIENTS", "")
STORAGES = {
    # Private: never served by the web server, only through a permission check.
    "default": {
        "BACKEND": "sendcase.storage.WholeFiles",
        "OPTIONS": {"location": FILES_DIR, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if SENDCASE_MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_PERMISSIONS = 0o600

CRISPY_TEMPLATE_PACK = "bootstrap5"  # its layouts say the order; sendcase.forms_rendering draws

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
CSRF_FAILURE_VIEW = "sendcase.drafts.timeouts.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SITE_URL.startswith("https://")
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = 31_536_000 if SITE_URL.startswith("https://") else 0

# To standard error; no words of a child, no addresses with a secret in them (sendcase/logs.py).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "sendcase.logs.Placed"},
        "json": {"()": "sendcase.logs.Lined"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": env.choice("LOG_FORMAT", ("text", "json"), "text"),
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}

RUNNING_TESTS = SENDCASE_MODE == "test" or "pytest" in sys.modules
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # grants are asked through visible_to, never through a backend
    "auth.W004",  # one account per e-mail address whatever its case: a constraint on Lower(email)
]
