"""A scene in a process of its own: people with codes, in two programmes with answers to read.

`python -m tests.slow.codes` prints {kind: codes}: hit, and four ways to miss.
"""

import json
import os
from dataclasses import replace

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "saidanddone.project.settings"
django.setup()

from django.core.management import call_command
from django.db import transaction

from saidanddone.access.models import Membership
from saidanddone.answers.inputs import AnswerInput
from saidanddone.listening import commands, receipts
from tests.people import IN_FORCE, ROLES, Cast, gather, make_programme
from tests.unit.answers import world

MANY = 100  # codes of a kind


def main() -> None:
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    with transaction.atomic():
        cast = gather()
        first, second = people_of(cast, answers=6), people_of(elsewhere(cast), answers=1)
    hits = first[:MANY] + second[:MANY]
    codes = {
        "hit": [code for _, code in hits],
        "made up": [receipts.new_code() for _ in range(MANY)],
        "malformed": [receipts.new_code()[:-1] + "*" for _ in range(MANY)],
        "burnt": [code for _, code in first[MANY : 2 * MANY]],
        "withdrawn": [code for _, code in first[2 * MANY :]],
    }
    with transaction.atomic():
        for contributor, _ in first[MANY : 2 * MANY]:
            commands.burn_code_by_code(contributor=contributor)
        for contributor, _ in first[2 * MANY :]:
            commands.ask_to_withdraw_by_code(contributor=contributor)
    print(json.dumps(codes))  # noqa: T201


def elsewhere(cast: Cast) -> Cast:
    """The same team with another programme."""
    programme, sex_workers, residents = make_programme("elsewhere")
    for name, role in ROLES.items():
        Membership.objects.create(
            user=cast.users[name], scope=programme.scope, role=role, until=IN_FORCE
        )
    return replace(cast, programme=programme, sex_workers=sex_workers, residents=residents)


def people_of(cast: Cast, answers: int) -> list[tuple[world.Contributor, str]]:
    """Three times as many people as codes of a kind, each with a code, and some answers out."""
    for number in range(answers):
        theme = world.theme(cast, f"theme-{number}")
        world.raised(cast, theme)
        world.published(cast, theme, plainly(number))
    people = [world.contributor(cast) for _ in range(3 * MANY)]
    return [(person, world.code_for(person)) for person in people]


def plainly(number: int) -> AnswerInput:
    return world.done(f"The lights on stair {number} were mended on 14 June.")


if __name__ == "__main__":
    main()
