"""The one settings module. Everything that differs between installations comes from the environment."""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env
from psycopg.conninfo import conninfo_to_dict

env = Env()

# What runs -----------------------------------------------------------------------------------
KRONOBARN_DEMO = env.bool("KRONOBARN_DEMO", False)
DEBUG = env.bool("DEBUG", False)
TESTING = env.bool("KRONOBARN_TESTING", False)
SECRET_KEY = env.str("SECRET_KEY", "only-for-tests-and-checks" if TESTING else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Sätt SECRET_KEY till en lång slumpmässig text.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"])
DATA = Path(env.str("KRONOBARN_DATA", ".data"))
ROOT_URLCONF = "kronobarn.urls"
WSGI_APPLICATION = "kronobarn.wsgi.application"

# Language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# Apps, from the ground up --------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's list of sessions says "en timme sedan" with it
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "django_structlog",
    "procrastinate.contrib.django",
    "kronobarn.ui",  # before allauth, so that its pages wear our look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "kronobarn.people",
    "kronobarn.authorities",
    "kronobarn.audit",
    "kronobarn.accounts",
    "kronobarn.circles",
    "kronobarn.drafts",
    "kronobarn.notices",
    "kronobarn.practice",
    "kronobarn.consents",
    "kronobarn.responsibility",
    "kronobarn.concerns",
    "kronobarn.assessments",
    "kronobarn.meetings",
    "kronobarn.plans",
    "kronobarn.reviews",
    "kronobarn.chronology",
]
if KRONOBARN_DEMO:
    INSTALLED_APPS.append("kronobarn.demo")

# A request passes these from the top down. Everything asks for a sign-in unless a view says otherwise.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kronobarn.accounts.middleware.ActorTransaction",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "kronobarn.accounts.middleware.ChooseFirst",
    "kronobarn.drafts.middleware.SentOnce",
    "axes.middleware.AxesMiddleware",
]

# Pages ---------------------------------------------------------------------------------------------
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "kronobarn.ui.jinja.environment"},
    },
    {
        # Only for pages that come with a library: sign-in.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"


# Database ------------------------------------------------------------------------------------------
def _database(url: str) -> dict[str, Any]:
    """A postgresql:// address as Django has it."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "kronobarn"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Both are needed: binding on the server alone prepares nothing.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2},
    }


DATABASE_URL = env.str("DATABASE_URL", "postgresql:///kronobarn")
OWNER_URL = env.str("DATABASE_OWNER_URL", DATABASE_URL)
KEEPER_DSN = env.str("DATABASE_KEEPER_URL", DATABASE_URL)
DATABASES = {"default": _database(DATABASE_URL), "owner": _database(OWNER_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "kronobarn.errors.csrf_failed"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:choose"
SESSION_COOKIE_AGE = 9 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# Browser rules ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "display-capture": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = env.bool("HTTPS", not (KRONOBARN_DEMO or TESTING or DEBUG))
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
