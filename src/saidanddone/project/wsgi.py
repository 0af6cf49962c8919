"""The application for a server that loads it by itself. `start` serves the same, after the same checks."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.db import connections

from saidanddone.project.guarded import guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")
application = guarded(get_wsgi_application())

from saidanddone.listening.commands import prepare_to_serve  # apps are loaded from here on

if sentence := prepare_to_serve():
    sys.stderr.write(f"{sentence}\n")
connections.close_all()  # workers that are forked from here open their own
