"""Withdraws for real and is killed with kill -9 at a chosen moment: `python -m tests.slow.restoring WHEN REF`.

before    the key is noted beside the keys, and the commit has not come
between   the commit has come, and the key is not destroyed
after     the key is destroyed, and the list beside the keys still says that it was asked for
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "saidanddone.project.settings"
django.setup()

from django.db import transaction

from saidanddone.access.queries import actor_by_email
from saidanddone.listening.commands import withdraw_now
from saidanddone.listening.models import Contributor
from saidanddone.vault import erasure, tombstone_list


def killed(*args: Any, **options: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after_asking(ask_for: Callable[..., None]) -> Callable[..., None]:
    def asked(*args: Any) -> None:
        ask_for(*args)
        killed()

    return asked


def main(when: str, ref: str) -> None:
    if when == "before":
        tombstone_list.ask_for = after_asking(tombstone_list.ask_for)
    elif when == "between":
        erasure.finish_shredding_soon = killed
    else:
        tombstone_list.settle = killed
    contributor = Contributor.objects.get(ref=ref)
    actor = actor_by_email("amina@harbour.example")
    with transaction.atomic():
        withdraw_now(actor=actor, programme=contributor.programme, contributor=contributor)


if __name__ == "__main__":
    main(*sys.argv[1:])
