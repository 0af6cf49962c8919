"""`tick` again and again in one process, until it is told to end: `python -m tests.slow.clockwork.tick_loop`."""

import signal
import sys
import threading
from io import StringIO

import django
from django.core.management import call_command
from django.core.management.base import CommandError


def main() -> None:
    django.setup()
    is_over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: is_over.set())
    while not is_over.wait(1):
        try:
            call_command("tick", stdout=StringIO())
        except CommandError as error:  # a job failed, as one here should
            sys.stderr.write(f"{error}\n")


if __name__ == "__main__":
    main()
