"""Settings for every installation; what differs between them comes from the environment.

`environs` rejects values of the wrong type at startup. No setting has an insecure default in
production: without DEBUG or DEMO the server does not start unless SECRET_KEY is set.
"""

import secrets
import tomllib
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from tracker import environment
from tracker.logs import json_lines
from tracker.task_worker import has_task_worker

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

DEBUG = env.bool("DEBUG", False)
# `make demo`: plain HTTP on the loopback address, with demo accounts.
DEMO = env.bool("DEMO", False)
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))


def demo_key() -> str:
    """Return this machine's key for DEBUG and DEMO, created once and kept out of the repository."""
    path = VAR_DIR / "demo.key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or DEMO):
        raise ImproperlyConfigured("SECRET_KEY is missing. Set it to a long random text.")
    SECRET_KEY = demo_key()

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env.bool("HTTPS", not (DEBUG or DEMO))


PUBLIC_URL = environment.public_url(
    env.str("PUBLIC_URL", f"https://{ALLOWED_HOSTS[0]}" if HTTPS else "")
)

# --- The site -------------------------------------------------------------------------------------
# `manage.py setup` asks for these three and keeps the answers in a file.
SITE_FILE = VAR_DIR / "site.env"
SITE_RULES = environment.SITE_RULES
SITE_DEFAULTS = {"SITE_NAME": "Event Tracker", "DEFAULT_LANGUAGE": "en", "TIME_ZONE": "UTC"}
_site = {**SITE_DEFAULTS, **environment.site_file(SITE_FILE)}
SITE_NAME = environment.site_name(env.str("SITE_NAME", _site["SITE_NAME"]))
DEFAULT_LANGUAGE = environment.default_language(
    env.str("DEFAULT_LANGUAGE", _site["DEFAULT_LANGUAGE"])
)
TIME_ZONE = environment.time_zone(env.str("TIME_ZONE", _site["TIME_ZONE"]))
IMPRINT_URL = environment.footer_link("IMPRINT_URL", env.str("IMPRINT_URL", ""))
CONTACT_URL = environment.footer_link("CONTACT_URL", env.str("CONTACT_URL", ""))
SITE_LOGO, SITE_LOGO_DARK = environment.logos(
    env.str("SITE_LOGO", ""), env.str("SITE_LOGO_DARK", ""), VAR_DIR
)
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]

INSTALLED_APPS = [
    "events",
    "events.admin.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks",
    "django_tasks_db",
]

# Middleware that sets headers is outermost, so that responses to rejected requests have them too.
MIDDLEWARE = [
    "tracker.middleware.ContentMiddleware",
    "tracker.middleware.RequestIdMiddleware",
    "tracker.compression.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.middleware.ResponseHeadersMiddleware",
    "tracker.middleware.HostileInputMiddleware",
    "tracker.middleware.ProbeMiddleware",
    "tracker.middleware.UnavailableDatabaseMiddleware",
    "tracker.deadlines.DeadlineMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.middleware.LanguageMiddleware",
    "tracker.middleware.FixedLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "events.accounts.middleware.SignInMiddleware",
]

# A line of the log for each request. It is outermost, to see what is sent.
ACCESS_LOG = env.bool("ACCESS_LOG", False)
if ACCESS_LOG:
    MIDDLEWARE.insert(0, "tracker.access_log.AccessLogMiddleware")

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

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
                "events.web.context_processors.site",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'tracker.sqlite3'}"),
}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    _database["CONN_MAX_AGE"] = None  # open connections can still read when the disk is full
    _database["OPTIONS"] = {
        # A deferred transaction fails at its first write if another one has written meanwhile,
        # whatever the timeout. An immediate one waits.
        "transaction_mode": "IMMEDIATE",
        # Requests that wait longer for other writers get 503; see also `events.search.turns`.
        "timeout": 5,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            # Overwrites what is deleted or changed: redacted words must not stay in free pages.
            "PRAGMA secure_delete=ON;"
        ),
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True  # survive a restart of the database
    _options = _database.get("OPTIONS", {})
    _database["OPTIONS"] = {
        **_options,
        "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", 20), "timeout": 5},
        "connect_timeout": 5,
        # A read takes one core. Starting workers or compiling a query costs more than a page needs.
        "options": f"-c max_parallel_workers_per_gather=0 -c jit=off {_options.get('options', '')}",
    }

# Without a task worker, a task runs within the request that enqueues it.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if has_task_worker()
        else "django_tasks.backends.immediate.ImmediateBackend",
    },
}

# Webhooks are sent to public addresses over TLS. Intranets may allow private addresses; DEBUG and
# DEMO allow plain HTTP to this machine.
WEBHOOK_ALLOW_PRIVATE = env.bool("WEBHOOK_ALLOW_PRIVATE", False)
WEBHOOK_PLAIN_LOOPBACK = DEBUG or DEMO

# The queries of a page or list are ended after so many seconds.
READ_SECONDS = env.int("READ_SECONDS", 20)

# Holds what is counted for rate limits; responses are never cached.
CACHES = {"default": environment.cache(env.str("CACHE_URL", ""))}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "events.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "events.accounts.hashing.QueuedPBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "events.accounts.passwords.GuessablePasswordValidator"},
]

# --- Signing in -----------------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/admin/"
ACCOUNT_ADAPTER = "events.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "events.accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# `events.accounts.limits` limits passwords; "login_failed" is for the codes of second factors.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key", "login": None}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_FORMS = {
    "authenticate": "events.accounts.forms.AuthenticateForm",
    "reauthenticate": "events.accounts.forms.ReauthenticateForm",
}
# Accept the code of half a minute ago: phones' clocks are not exact.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
SOCIALACCOUNT_ADAPTER = "events.accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
# The provider vouches for the address; it opens the account that has the same.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_SERVER_URL := env.str("OIDC_SERVER_URL", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", "OpenID Connect"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
    }
# Groups whose accounts need a second factor, such as reviewers,administrators.
REQUIRE_MFA: list[str] = env.list("REQUIRE_MFA", [])

# --- Mail -----------------------------------------------------------------------------------------
vars().update(env.dj_email_url("EMAIL_URL", "console:" if DEBUG or DEMO else "dummymail:"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", "tracker@localhost")

# --- Language and time ----------------------------------------------------------------------------
# The language of those who have not chosen one, by the switch on the pages or in their browser.
LANGUAGE_CODE = DEFAULT_LANGUAGE
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# The demo serves static files from the source folders; production runs collectstatic first.
WHITENOISE_USE_FINDERS = DEBUG or DEMO
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

# --- Security -------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
# Browsers tie cookies of this prefix to this host and to HTTPS (RFC 6265bis, section 4.1.3).
_prefix = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
DEVICE_COOKIE_NAME = f"{_prefix}device"
# A session ends after so long without a request.
# Longer than any limit on sign-ins looks back.
SECURITY_LOG_DAYS = env.int("SECURITY_LOG_DAYS", 365, validate=validate.Range(min=30))
SESSION_COOKIE_AGE = int(env.float("SESSION_IDLE_HOURS", 12) * 60 * 60)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Browsers do not forget it before it is over, so it is short until somebody asks for more.
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 60 * 60) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
EMBED_ANCESTORS = environment.embed_ancestors(env.list("EMBED_ANCESTORS", ["*"]))
CSRF_FAILURE_VIEW = "tracker.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
IMPORT_OCTETS = 32 * 1024 * 1024
# The desk's form of an event has many formset rows: 500 participants with their citations.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["events.api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["events.api.parsers.BoundedJSONParser"],
    # Public views are the same for everybody and never look at session or user.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "events.api.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    # `?format=` is not REST framework's override here: views that do not know it reject it.
    "URL_FORMAT_OVERRIDE": None,
    "FORMAT_SUFFIX_KWARG": None,
}
# Rate limits per client address, by the `policy` of a view; None means no limit. They are generous:
# meant to stop runaway programs, not to ration use.
API_RATES = {
    "read": environment.rate("API_RATE", env.str("API_RATE", "60000/60")),
    "costly": environment.rate("API_COSTLY_RATE", env.str("API_COSTLY_RATE", "6000/60")),
    "write": environment.rate("API_WRITE_RATE", env.str("API_WRITE_RATE", "6000/60")),
}
# How many requests per process may wait for changes; further ones are answered immediately.
API_WAITERS = env.int("API_WAITERS", 2)
SPECTACULAR_SETTINGS = {
    "TITLE": "Event Tracker API",
    "DESCRIPTION": (
        "What happened, when exactly, who took part, who reported it, through whom, who denies "
        "it, and what was known at which moment. Reading is open to everybody, without an account. "
        "Addresses under `desk/` are for programs of the newsroom: they need a token."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # A relative URL, so that the schema works wherever it was fetched.
    "SERVERS": [{"url": "/", "description": "This installation"}],
    "POSTPROCESSING_HOOKS": ["events.api.openapi.add_schemas"],
    "SORT_OPERATIONS": False,
}

# --- Logs -----------------------------------------------------------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOGGING = json_lines(LOG_LEVEL)
# Subdomains and the preload list are the operator's decision.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
