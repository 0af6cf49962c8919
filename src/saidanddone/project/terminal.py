"""`saidanddone`: the one console command, with Django's commands under it."""

import os
import sys

from django.core.management import execute_from_command_line

from saidanddone.base.errors import Refused


def as_modules(typed: list[str]) -> list[str]:
    """`import-turns` as people type it, for the module `import_turns`; options stay as they are."""
    command, rest = typed[:1], typed[1:]
    return [word if word.startswith("-") else word.replace("-", "_") for word in command] + rest


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")
    try:
        execute_from_command_line(["saidanddone", *as_modules(sys.argv[1:])])
    except Refused as refused:
        sys.exit(refused.sentence)
