"""The product's settings with that app, and a lease short enough to watch it end."""

from saidanddone.project.settings import *  # noqa: TID251

INSTALLED_APPS = [*INSTALLED_APPS, "tests.slow.clockwork"]
WORKER_LEASE_SECONDS = 8
WORKER_LOOKS_EVERY_SECONDS = 1
