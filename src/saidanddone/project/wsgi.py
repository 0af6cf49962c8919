"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from saidanddone.project.guarded import guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")
application = guarded(get_wsgi_application())
