"""A scene in a process of its own: canaries in sealed fields, through the real commands.

`python -m tests.journeys.canaries '{"kind": [canaries]}'` prints what a visitor needs to go looking:
a session for someone in every role, and references.
"""

import json
import os
import sys
from dataclasses import asdict

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "saidanddone.project.settings"
django.setup()

from django.core.management import call_command
from django.db import transaction
from django.test import Client

from saidanddone.access.models import User
from saidanddone.evidence.coding.commands import write_memo
from saidanddone.evidence.coding.inputs import MemoInput
from saidanddone.evidence.coding.models import Code
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening import commands
from saidanddone.listening.inputs import ConsentInput, KnownNamesInput
from saidanddone.listening.models import ContactRoute, Contribution
from saidanddone.listening.passages import Passage
from saidanddone.vault.sealing import KeyRing, key_ring_for, make_key
from tests.meta.world import build
from tests.people import Cast
from tests.unit.evidence import voices

# What the speakers of each kind agreed to.
USES = {
    "refused": ("use_in_themes",),  # and taken back after it was coded
    "unquoted": ("use_in_themes",),
    "in papers": ("use_in_themes", "quote_without_name_in_papers"),
}
PER_PERSON = 3  # canaries: before the marked passage, in it, after it


def main(said: str) -> None:
    canaries: dict[str, list[str]] = json.loads(said)
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    with transaction.atomic():
        world = build()
        cast = world.here.cast
        written = {kind: _confirmed(cast, kind, canaries[kind]) for kind in USES}
        _noted(cast, written["unquoted"], canaries["note"])
        _reached(cast, canaries["route"])
        _named(cast, canaries["name"])
        broken = [_broken(cast, each) for each in canaries["broken"]]
        speaker = voices.a_person(cast, cast.sex_workers, cast.amina)
    facts = {
        "sessions": {role: _session(user) for role, user in world.roles.items()},
        "world": {
            **asdict(world.here) | {"cast": None},
            "invitation": world.invitation,
            "one_time_link": world.one_time_link,
            "way_back": world.way_back,
        },
        "written": written,
        "broken": broken,
        "speaker": speaker.ref,
    }
    print(json.dumps(facts))  # noqa: T201


def _confirmed(cast: Cast, kind: str, canaries: list[str]) -> list[dict[str, str]]:
    """People whose words are confirmed and coded; where each stands."""
    code = Code.objects.get(programme=cast.programme, name="Lighting")
    return [
        _person(cast, code, kind, canaries[number : number + PER_PERSON])
        for number in range(0, len(canaries), PER_PERSON)
    ]


def _person(cast: Cast, code: Code, kind: str, canaries: list[str]) -> dict[str, str]:
    before, within, after = canaries
    quote = f"the lamp that {within} broke"
    text = f"I said {before} of {quote} and {after} laughed."
    contribution = voices.words_of_kit(
        cast, uses=USES[kind], passages=[Passage(1, "verbatim", False, text)]
    )
    transcript = voices.confirmed(cast, contribution)
    excerpt = voices.coded(cast, transcript, code, quote=quote)
    if kind == "refused":
        assert contribution.contributor is not None
        commands.record_consent(
            actor=cast.amina,
            programme=cast.programme,
            contributor=contribution.contributor,
            details=ConsentInput(use="use_in_themes", act="withdrawn"),
        )
    return {"voice": contribution.ref, "transcript": transcript.ref, "passage": excerpt.ref}


def _noted(cast: Cast, people: list[dict[str, str]], canaries: list[str]) -> None:
    """An analyst's notes beside what was said."""
    for number, each in enumerate(canaries):
        transcript = Transcript.objects.get(ref=people[number % len(people)]["transcript"])
        write_memo(
            actor=cast.chidi,
            programme=cast.programme,
            about=transcript,
            details=MemoInput(words=f"Ask about {each}."),
        )


def _reached(cast: Cast, canaries: list[str]) -> None:
    """How to reach people; no page asks for it yet, so it is sealed as the field says."""
    for each in canaries:
        contributor = voices.a_person(cast, cast.sex_workers, cast.amina)
        route = ContactRoute(contributor=contributor, key_ref=make_key())
        KeyRing([route.key_ref]).seal(route, route=f"Ask for {each} at the hub.")
        route.save()


def _named(cast: Cast, canaries: list[str]) -> None:
    cast.programme.refresh_from_db()
    commands.set_known_names(
        actor=cast.amina,
        programme=cast.programme,
        version=cast.programme.version,
        details=KnownNamesInput(names=canaries),
    )


def _broken(cast: Cast, canary: str) -> str:
    """Words that cannot be read as passages: the page that opens them fails."""
    contribution = voices.words_of_kit(cast)
    key_ring_for([contribution]).seal(contribution, words=f"[{canary}, not passages")
    contribution.save()
    return contribution.ref


def _session(user: User) -> str:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user)
    browser.get("/today")  # chooses the only purpose there is
    return browser.cookies["s"].value


def count() -> None:
    """How many contributions and transcripts are held."""
    print(json.dumps([Contribution.objects.count(), Transcript.objects.count()]))  # noqa: T201


if __name__ == "__main__":
    count() if sys.argv[1] == "count" else main(sys.argv[1])
