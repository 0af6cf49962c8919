"""`saidanddone`: the one console command, with Django's commands under it."""

import os
import sys

from django.core.management import execute_from_command_line

from saidanddone.base.errors import Refused


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")
    try:
        execute_from_command_line(["saidanddone", *sys.argv[1:]])
    except Refused as refused:
        sys.exit(refused.sentence)
