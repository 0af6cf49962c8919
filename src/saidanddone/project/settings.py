"""Settings, read from the environment; docs/reference/settings.md tells each.

SAIDANDDONE_HOME           database and logs (default `var`)
SAIDANDDONE_KEYS           keys and the key database; required outside demonstration, and not under HOME
SAIDANDDONE_DEMONSTRATION  1: an invented programme with printed sign-in links; refused beside real data
SAIDANDDONE_HOSTS          names it answers to, by commas
SAIDANDDONE_PROXIES        addresses of the proxies in front of it, by commas
DATABASE_URL               PostgreSQL instead of SQLite; KEYS_DATABASE_URL for the key database
"""

import os
import sys
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from saidanddone.base.errors import Refused
from saidanddone.project.logs import configure_logs
from saidanddone.vault.master import make_secrets, read_secret

DEMONSTRATION = os.environ.get("SAIDANDDONE_DEMONSTRATION") == "1"
SAIDANDDONE_HOME = Path(os.environ.get("SAIDANDDONE_HOME", "var")).resolve()
_keys = os.environ.get("SAIDANDDONE_KEYS", "")
_keys_are_apart = bool(_keys) and not Path(_keys).resolve().is_relative_to(SAIDANDDONE_HOME)
if not (DEMONSTRATION or _keys_are_apart):
    raise Refused(
        "Set SAIDANDDONE_KEYS to a folder outside SAIDANDDONE_HOME: keys and words are kept apart."
    )
SAIDANDDONE_KEYS = Path(_keys).resolve() if _keys else SAIDANDDONE_HOME / "keys"
for _name, _folder, _mode in (
    ("SAIDANDDONE_HOME", SAIDANDDONE_HOME, 0o700),
    ("SAIDANDDONE_KEYS", SAIDANDDONE_KEYS, 0o700),
):
    try:
        _folder.mkdir(parents=True, exist_ok=True, mode=_mode)
    except OSError:
        raise Refused(
            f"The folder {_folder} cannot be made. Set {_name} to one that can be written to."
        ) from None
if DEMONSTRATION:
    make_secrets(SAIDANDDONE_KEYS)

DEBUG = False
# Outside a demonstration only `make-keys` makes keys, and it alone runs before they are there: a key
# volume that is not mounted must not pass for a first start.
_is_making_keys = sys.argv[1:2] in (["make-keys"], ["make_keys"])
SECRET_KEY = "" if _is_making_keys else read_secret(SAIDANDDONE_KEYS, "session").hex()
_hosts = os.environ.get("SAIDANDDONE_HOSTS", "localhost,127.0.0.1")
ALLOWED_HOSTS = [host.strip() for host in _hosts.split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
# Whose word is taken for where a request came from. None: nobody told us (`start` says so).
_proxies = os.environ.get("SAIDANDDONE_PROXIES")
try:
    PROXIES = (
        None
        if _proxies is None
        else tuple(ip_network(proxy.strip()) for proxy in _proxies.split(",") if proxy.strip())
    )
except ValueError:
    raise Refused(
        "SAIDANDDONE_PROXIES is not a list of addresses. Write the address of each proxy, like 127.0.0.1 "
        "or 10.0.0.0/28, with commas between; leave it empty where there is none."
    ) from None
ROOT_URLCONF = "saidanddone.project.urls"
WSGI_APPLICATION = "saidanddone.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "saidanddone.project",
    "saidanddone.public_site",
    "saidanddone.case_study",
    "saidanddone.releases",
    "saidanddone.thread",
    "saidanddone.answers",
    "saidanddone.outcomes",
    "saidanddone.strategy",
    "saidanddone.evidence",
    "saidanddone.listening",
    "saidanddone.peers",
    "saidanddone.programme",
    "saidanddone.access",
    "saidanddone.disclosure",
    "saidanddone.audit",
    "saidanddone.vault",
    "saidanddone.ui",
    "saidanddone.base",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "ninja",
    "django_tasks",
    "django_tasks_db",
]

# First those that set headers: whatever goes wrong further in is answered through them.
MIDDLEWARE = [
    "saidanddone.project.middleware.NoStoreMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "saidanddone.project.middleware.CookielessMiddleware",
    "saidanddone.project.middleware.OneCharsetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "saidanddone.project.middleware.ActorMiddleware",
    "saidanddone.access.middleware.KnownDeviceMiddleware",
    "saidanddone.access.middleware.SecondFactorMiddleware",
    "saidanddone.project.middleware.MeanwhileMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "saidanddone.project.context.demonstration",
            ],
        },
    }
]
FORM_RENDERER = "saidanddone.ui.renderer.GovukRenderer"

# SQLite: IMMEDIATE so that a read-then-write never fails halfway, FULL so that a power cut loses nothing,
# secure_delete so that erased words leave the file. The key database keeps no write-ahead log at all.
_PRAGMAS = "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;"


def _sqlite(path: Path, journal: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={journal}; {_PRAGMAS}",
        },
    }


def _database(url_name: str, sqlite: dict[str, object]) -> dict[str, object]:
    url = os.environ.get(url_name, "")
    if url and find_spec("psycopg") is None:
        raise Refused(f"{url_name} needs the PostgreSQL driver. Install it with `make postgresql`.")
    try:
        return {**dj_database_url.parse(url, conn_max_age=60)} if url else sqlite
    except ValueError:  # which repeats the address, password and all
        raise Refused(
            f"{url_name} is not the address of a database. Write it like "
            "postgres://USER:PASSWORD@HOST/NAME, or leave it out for SQLite."
        ) from None


DATABASES = {
    "default": _database("DATABASE_URL", _sqlite(SAIDANDDONE_HOME / "saidanddone.sqlite3", "WAL")),
    "keys": _database("KEYS_DATABASE_URL", _sqlite(SAIDANDDONE_KEYS / "keys.sqlite3", "TRUNCATE")),
}
# Scheduled jobs (decision 0014): tasks are queued in the database, and one worker at a time holds a lease.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WORKER_LEASE_SECONDS = 60  # another worker takes over from one that died after this long
WORKER_LOOKS_EVERY_SECONDS = 2  # two reads, no write, where nothing is due
DATABASE_ROUTERS = ["saidanddone.vault.router.KeysRouter"]

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "saidanddone.access.adapters.InvitedOnly"
MFA_ADAPTER = "saidanddone.access.adapters.NeutralNames"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation already reached the address
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"change_password": "saidanddone.access.sign_in_forms.OldPasswordForm"}
MFA_FORMS = {
    "authenticate": "saidanddone.access.sign_in_forms.CodeForm",
    "reauthenticate": "saidanddone.access.sign_in_forms.CodeAgainForm",
    "login_webauthn": "saidanddone.access.sign_in_forms.PasskeyAloneForm",
    "authenticate_webauthn": "saidanddone.access.sign_in_forms.PasskeyForm",
    "reauthenticate_webauthn": "saidanddone.access.sign_in_forms.PasskeyAgainForm",
    "add_webauthn": "saidanddone.access.sign_in_forms.NewPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Notes"  # neutral: an authenticator may be seen by others
MFA_TOTP_TOLERANCE = 0  # a code is right in its own half minute only, by which it is known as used
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION
# Wrong passwords and codes are counted by axes, in the database, for an account and never for an
# address (decision 24). allauth's own limits would count addresses too, in a cache.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_FORM_FIELD = "email"  # as allauth calls it
AXES_USERNAME_CALLABLE = "saidanddone.access.guessing.counted_as"
AXES_FAILURE_LIMIT = "saidanddone.access.guessing.most_wrong"
AXES_CLIENT_IP_CALLABLE = "saidanddone.access.guessing.client_address"
AXES_COOLOFF_TIME = 1  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # an hour is an hour, whoever goes on trying
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "access/locked_out.html"
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # it asks for limits by address
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = not DEMONSTRATION
CSRF_COOKIE_SECURE = not DEMONSTRATION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "c"
CSRF_FAILURE_VIEW = "saidanddone.project.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION else 365 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "accelerometer")
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"  # of pages and of "today"; moments are kept in UTC (decision 0012)
USE_TZ = True
USE_I18N = False
STATIC_URL = "/static/"
STATIC_ROOT = None  # whitenoise serves the committed files where they stand
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
WHITENOISE_USE_FINDERS = True
# Uploads stay in memory: the text is kept, the file is not.
FILE_UPLOAD_HANDLERS = ["saidanddone.ui.uploads.KeepInMemory"]
# Of a form without its files. To decode 1 MB of it takes up to 0.4 seconds, whoever sends it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
LOGGING_CONFIG = None
LOGGING = configure_logs()
