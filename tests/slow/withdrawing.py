"""A scene in a process of its own: people whose words are confirmed, and who may be at work on them.

`python -m tests.slow.withdrawing NUMBER` prints as JSON, for each person, their reference and that of
their transcript; a code of the codebook; and sessions of a peer and an analyst.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "saidanddone.project.settings"
django.setup()

from django.core.management import call_command
from django.test import Client

from saidanddone.access.installation import set_kind
from saidanddone.access.models import User
from tests.people import Cast, gather
from tests.unit.evidence import voices


def main() -> None:
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    set_kind("demonstration")
    cast = gather()
    facts = {
        "codebook": voices.a_code(cast).ref,
        "people": [_person(cast) for _ in range(int(sys.argv[1]))],
        "sessions": {name: _session(cast.users[name]) for name in ("amina", "chidi")},
    }
    sys.stdout.write(json.dumps(facts))


def _person(cast: Cast) -> dict[str, str]:
    words = voices.words_of_kit(cast)
    assert words.contributor is not None
    return {"person": words.contributor.ref, "transcript": voices.confirmed(cast, words).ref}


def _session(user: User) -> str:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user)
    return browser.cookies["s"].value


if __name__ == "__main__":
    main()
