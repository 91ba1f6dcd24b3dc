"""The public site's settings. It shares the repository with the casework, and nothing that runs."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env
from psycopg.conninfo import conninfo_to_dict

import kronobarn

env = Env()
HERE = Path(__file__).resolve().parent

# What runs -----------------------------------------------------------------------------------
SITE_DEMO = env.bool("SITE_DEMO", False)
TESTING = env.bool("SITE_TESTING", False)
DEBUG = False
SECRET_KEY = env.str("SITE_SECRET_KEY", "only-for-tests-and-checks" if TESTING else "")
SECRET_KEY_FALLBACKS: list[str] = env.list("SITE_SECRET_KEY_FALLBACKS", [])
if not SECRET_KEY:
    raise ImproperlyConfigured("Sätt SITE_SECRET_KEY till en lång slumpmässig text, en annan än SECRET_KEY.")
ALLOWED_HOSTS = env.list("SITE_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"])
DATA = Path(env.str("SITE_DATA", ".data/site"))
SITE_ADDRESS = env.str("SITE_PUBLIC_ADDRESS", "")  # as https://barnensbasta.exempel.se: in feeds, sitemap, letters
PROCESS_ADDRESS = env.str("SITE_PROCESS_ADDRESS", "")  # where registration for events is: the casework's address
ROOT_URLCONF = "webbplats.urls"
WSGI_APPLICATION = "webbplats.wsgi.application"
EDITING = "redaktion/"
"""Where the editors' pages are, below the site's root."""

# Language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

INSTALLED_APPS = [
    "webbplats",
    "webbplats.editors",
    "webbplats.newsletter",
    "webbplats.proposals",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "webbplats.compression.PackText",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "webbplats.headers.EditorsHaveTheirOwn",
    "webbplats.uploads.RefuseWhatIsTooLarge",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "kronobarn.core.technical_log.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "webbplats.editors.middleware.CodesFirst",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

LOGGING_CONFIG = "kronobarn.core.technical_log.configure"
LOGGING = {"level": "WARNING" if SITE_DEMO or TESTING else "INFO"}

# Pages ---------------------------------------------------------------------------------------------
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "jinja2"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "webbplats.jinja.environment"},
    },
    {
        # The editors' pages, which come with Wagtail.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "webbplats.demo.told",
            ]
        },
    },
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(kronobarn.__file__).resolve().parent / "ui" / "static"]  # the house's look
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


# Database: the same server as the casework's, a schema and a role of its own (ADR 0024) ------------------------
def _database(url: str) -> dict[str, Any]:
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
    }


DATABASES = {"default": _database(env.str("SITE_DATABASE_URL", "postgresql://kronobarn_site@/kronobarn"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The editors ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "editors.Editor"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "webbplats.editors.views.locked_out"
AXES_USERNAME_FORM_FIELD = "login"
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES
    AXES_IPWARE_META_PRECEDENCE_ORDER = ("HTTP_X_FORWARDED_FOR", "REMOTE_ADDR")

# A password and a code, as in the casework (ADR 0017); accounts are made for people, and nothing is sent by e-mail.
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "wagtailadmin_home"
ACCOUNT_ADAPTER = "webbplats.editors.sign_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # an account that may not write would be sent back and forth
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {"login": "webbplats.editors.forms.SignIn", "reauthenticate": "webbplats.editors.forms.Reauthenticate"}
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key"}  # wrong passwords are counted by axes
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "webbplats.editors.sign_in.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Barnens bästa gäller!"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "webbplats.editors.forms.Code",
    "reauthenticate": "webbplats.editors.forms.CodeAgain",
    "activate_totp": "webbplats.editors.forms.ActivateCodes",
}
CACHES = {
    # Counted tries and used codes are shared by all processes, and forgotten by themselves. Files, as the pictures are:
    # Wagtail remembers here which site is where, and a visitor's page asks the database nothing more for it.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": (DATA / "counted").resolve(),
    },
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# A visitor gets no cookie. These are the editors', with names of their own: a browser keeps cookies by host, not by port.
HTTPS = env.bool("HTTPS", not (SITE_DEMO or TESTING))
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "webbplats_session", "webbplats_csrf"
LANGUAGE_COOKIE_NAME = "webbplats_language"  # never set; the language is in the address
SESSION_COOKIE_AGE = 9 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser closes
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-webbplats-session", "__Host-webbplats-csrf"

# Wagtail -------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Barnens bästa gäller! i Kronoberg"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS or "http://localhost"
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to anybody else
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[Any] = []
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "swedish"},
}

# Files ---------------------------------------------------------------------------------------------
LARGEST_UPLOAD = 20 * 1024 * 1024
CLAMD = env.str("CLAMD", "")  # what searches files for viruses, as in the casework: host:port, or the path of a socket
if CLAMD and not CLAMD.startswith("/") and not CLAMD.rpartition(":")[2].isdigit():
    raise ImproperlyConfigured("CLAMD ska vara värd:port, eller sökvägen till en socket.")
FILES_WITHOUT_SCAN = env.bool("SITE_FILES_WITHOUT_SCAN", SITE_DEMO)
WAGTAILIMAGES_IMAGE_MODEL = "webbplats.Picture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "odp", "ods", "docx", "pptx", "xlsx", "txt", "csv"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = LARGEST_UPLOAD
WAGTAILDOCS_DOCUMENT_FORM_BASE = "webbplats.searched.SearchedDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "webbplats.searched.SearchedPicture"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_CONTENT_TYPES = {"pdf": "application/pdf"}
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a page with many blocks is a form with many fields

# Mail -----------------------------------------------------------------------------------------------
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = DATA / "mail"  # in the demo letters are files here
EMAIL_BACKEND = (
    "webbplats.newsletter.mail.Backend"
    if EMAIL_HOST
    else f"django.core.mail.backends.{'filebased' if SITE_DEMO else 'dummy'}.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "webbplats@localhost")

# Browser rules ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],  # no page has a script; it is how a browser's own tools read robots.txt
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
EDITORS_POLICY = {
    # Wagtail writes scripts and styles into its pages, and shows the preview in a frame (THREAT_MODEL).
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
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
CSRF_FAILURE_VIEW = "webbplats.errors.csrf_failed"
