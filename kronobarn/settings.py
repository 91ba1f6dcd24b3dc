"""The one settings module. Everything that differs between installations comes from the environment."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env
from psycopg.conninfo import conninfo_to_dict

from kronobarn.core.rules import MEGABYTE, MOST_MEGABYTES

env = Env()

# What runs -----------------------------------------------------------------------------------
KRONOBARN_DEMO = env.bool("KRONOBARN_DEMO", False)
# A server of rooms where invented cases are played, and nothing else: set by `kronobarn rooms`, which gives it a
# database server of its own.
PRACTICE_ROOMS = env.bool("KRONOBARN_PRACTICE_ROOMS", False)
PRACTICE_ROOMS_ADDRESS = env.str("PRACTICE_ROOMS_ADDRESS", "")  # where they are, for the county's pages to point at
PRACTICE_ROOMS_CASES = env.path("PRACTICE_ROOMS_CASES", None)
PRACTICE_ROOMS_KEY = env.str("PRACTICE_ROOMS_KEY", "")  # what whoever leads types to open a room
if PRACTICE_ROOMS and KRONOBARN_DEMO:
    raise ImproperlyConfigured(
        "Övningsrum och demon är två olika servrar. Starta övningsrummen med: kronobarn rooms serve"
    )
DEBUG = env.bool("DEBUG", False)
TESTING = env.bool("KRONOBARN_TESTING", False)
SECRET_KEY = env.str("SECRET_KEY", "only-for-tests-and-checks" if TESTING else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Sätt SECRET_KEY till en lång slumpmässig text.")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"])
DATA = Path(env.str("KRONOBARN_DATA", ".data"))
ROOT_URLCONF = "kronobarn.urls"
WSGI_APPLICATION = "kronobarn.wsgi.application"

# Language and time -----------------------------------------------------------------------------
# Our words are written in Swedish and translated in kronobarn/locale. Which languages there are: ui/language.py.
LANGUAGE_CODE = "sv"
LANGUAGES = [
    ("sv", "Svenska"),
    ("en", "English"),
    ("ar", "العربية"),
    ("so", "Soomaali"),
    ("uk", "Українська"),
    ("fi", "Suomi"),
]
LANGUAGE_COOKIE_NAME = "kronobarn_language"
COUNTY_LANGUAGE = env.str("COUNTY_LANGUAGE", "sv")  # what is stored is written in it
LEAVE_TO = env.str("LEAVE_TO", "https://www.1177.se/")  # where a family that leaves in a hurry is taken
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
    "kronobarn.grounds",
    "kronobarn.circles",
    "kronobarn.drafts",
    "kronobarn.documents",
    "kronobarn.portraits",
    "kronobarn.papers",
    "kronobarn.notices",
    "kronobarn.post",
    "kronobarn.practice",
    "kronobarn.consents",
    "kronobarn.protection",
    "kronobarn.responsibility",
    "kronobarn.concerns",
    "kronobarn.assessments",
    "kronobarn.wheel",
    "kronobarn.my_world",
    "kronobarn.guests",
    "kronobarn.meetings",
    "kronobarn.communication",
    "kronobarn.plans",
    "kronobarn.letters",
    "kronobarn.reviews",
    "kronobarn.chronology",
    "kronobarn.disclosures",
    "kronobarn.merges",
    "kronobarn.oversight",
    "kronobarn.rights",
    "kronobarn.workload",
    "kronobarn.emergency",
    "kronobarn.administration",
    "kronobarn.programme",
    "kronobarn.group_meetings",
    "kronobarn.action_plans",
    "kronobarn.implementation",
    "kronobarn.financing",
    "kronobarn.surveys",
    "kronobarn.learning",
    "kronobarn.learning_material",
    "kronobarn.consultation",
    "kronobarn.annual_reports",
    "kronobarn.retention",  # last: its policies find every table that hangs on a record
]
PROCRASTINATE_IMPORT_PATHS = ["kronobarn.core.tasks"]  # each app's own are found by themselves
if KRONOBARN_DEMO:
    INSTALLED_APPS.append("kronobarn.demo")
if PRACTICE_ROOMS:
    INSTALLED_APPS.append("kronobarn.practice_rooms")

# A request passes these from the top down. Everything asks for a sign-in unless a view says otherwise.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kronobarn.core.refused.ReportTo",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "kronobarn.core.technical_log.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kronobarn.ui.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kronobarn.accounts.limits.SessionLimits",
    "kronobarn.accounts.middleware.ActorTransaction",
    "kronobarn.ui.language.StaffLanguage",
    "kronobarn.practice.words.CountyWords",
    "kronobarn.accounts.parked.ParkedForms",
    "kronobarn.wheel.lock.ChildMode",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "kronobarn.accounts.middleware.ChooseFirst",
    "kronobarn.circles.middleware.LooksOfForms",
    "kronobarn.drafts.middleware.SentOnce",
    "kronobarn.errors.only_by_button",
    "axes.middleware.AxesMiddleware",
]

if PRACTICE_ROOMS:  # before anything that asks the database
    _first = MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
    MIDDLEWARE.insert(_first, "kronobarn.practice_rooms.middleware.FindRoom")

# The technical log -----------------------------------------------------------------------------------
LOGGING_CONFIG = "kronobarn.core.technical_log.configure"
LOGGING = {"level": "WARNING" if KRONOBARN_DEMO or TESTING else "INFO"}

# Papers -------------------------------------------------------------------------------------------
# Kept in memory while they are read: nothing about a child lies in a temporary file. What is larger is not taken in.
FILE_UPLOAD_HANDLERS = ["kronobarn.core.uploads.InMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = (MOST_MEGABYTES + 1) * MEGABYTE  # a file, and the words of its form
# A clamd that every file passes before it is kept: host:port, or the path of a socket. Pictures are made anew in any
# case; a PDF is not taken without it, unless the county has said so.
CLAMD = env.str("CLAMD", "")
if CLAMD and not CLAMD.startswith("/") and not CLAMD.rpartition(":")[2].isdigit():
    raise ImproperlyConfigured("CLAMD ska vara värd:port, eller sökvägen till en socket.")
PDF_WITHOUT_SCAN = env.bool("PDF_WITHOUT_SCAN", KRONOBARN_DEMO)

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
if PRACTICE_ROOMS:
    STAGEHAND_URL = env.str("DATABASE_STAGEHAND_URL", "")
    if not STAGEHAND_URL:
        raise ImproperlyConfigured("Övningsrummen har en egen databasserver. Starta dem med: kronobarn rooms serve")
    for _each in DATABASES.values():  # which database, is asked at each request; and no connection outlives it
        _each |= {"ENGINE": "kronobarn.practice_rooms.backend", "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The log: how long, where its daily copies are left, and the key behind its certificates and references ------
LOG_YEARS = env.int("LOG_YEARS", 10)
if LOG_YEARS < 5:
    raise ImproperlyConfigured("LOG_YEARS måste vara minst 5: så länge ska loggen sparas.")
LOG_EXPORT = env.path("LOG_EXPORT", None)
LOG_KEY = env.str("LOG_KEY", SECRET_KEY)

# Pictures for children: a folder of the county's own, laid over ours key by key (ui/pictures.py) -------------------
PICTURES = env.path("PICTURES", None)

# Sign-in -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "kronobarn.accounts.backends.Accounts",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "given_name", "family_name", "email")},
    },
    {"NAME": "kronobarn.accounts.passwords.NotGuessable"},
]
CSRF_FAILURE_VIEW = "kronobarn.errors.csrf_failed"
LOGIN_URL = "account_login"
if KRONOBARN_DEMO:
    LOGIN_URL = "demo:people"
if PRACTICE_ROOMS:
    LOGIN_URL = "practice_rooms:lobby"
LOGIN_REDIRECT_URL = "accounts:choose"
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)  # how many servers of one's own stand in front

# How long a session lasts is decided in accounts/limits.py; the cookie ends with the browser.
SESSION_ENGINE = "kronobarn.accounts.session_store"
SESSION_COOKIE_AGE = 9 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if PRACTICE_ROOMS:  # a browser does not tell two ports of one name apart
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "ovning-session", "ovning-csrf", "ovning-language"

# Accounts are made for people, who sign in with a username; nothing is sent by e-mail.
ACCOUNT_ADAPTER = "kronobarn.accounts.adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "kronobarn.accounts.adapter.display"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "accounts:left"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "login": "kronobarn.accounts.forms.SignIn",
    "change_password": "kronobarn.accounts.forms.ChangePassword",
    "reauthenticate": "kronobarn.accounts.forms.Reauthenticate",
}
# Wrong passwords are counted by axes; "login_failed" counts wrong codes, per person. A municipality
# often has one address for all its staff.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "5/5m/key",
    "events": "600/m/ip",  # what is sent to the pages of events without account: five hundred at one employer
    "event_address": "5/h/key",  # letters to one address
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "kronobarn.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kronobarn"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "kronobarn.accounts.forms.Code",
    "reauthenticate": "kronobarn.accounts.forms.CodeAgain",
    "activate_totp": "kronobarn.accounts.forms.ActivateCodes",
}

# Five wrong passwords for one account from one address, then a pause.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "kronobarn.accounts.views.locked_out"
AXES_USERNAME_CALLABLE = "kronobarn.accounts.adapter.typed_username"
AXES_USERNAME_FORM_FIELD = "login"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True  # our own log tells it
AXES_VERBOSE = False
if TRUSTED_PROXIES:
    AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES
    AXES_IPWARE_META_PRECEDENCE_ORDER = ("HTTP_X_FORWARDED_FOR", "REMOTE_ADDR")

# Counted tries and used codes are shared by all processes, and forgotten when their time is over (accounts/tasks.py). With
# more rows than the most, a third of them is thrown away, counted or not: many who register must not reach it.
CACHES = {
    "default": {
        "BACKEND": "kronobarn.accounts.counting.CountedCache",
        "LOCATION": "accounts_counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# Mail: never with anything about a child (post/letters.py). SITE_ADDRESS is where the letters say that one signs in ------
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "kronobarn@localhost")
SITE_ADDRESS = env.str("SITE_ADDRESS", "")
if PRACTICE_ROOMS:  # no letter leaves a room
    EMAIL_BACKEND, EMAIL_HOST = "django.core.mail.backends.dummy.EmailBackend", ""

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
        "report-uri": ["/nekat/"],  # for browsers that do not know the next
        "report-to": "csp",
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
_apart = "ovning-" if PRACTICE_ROOMS else ""
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"__Host-{_apart}session", f"__Host-{_apart}csrf"
