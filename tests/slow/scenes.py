"""Scenes played in processes of their own, on real files: `python -m tests.slow.scenes NAME [ARGUMENT]`.

prepare   Kit and Lou speak; what their words and keys look like on disk is printed as hex
hold      a reader keeps a snapshot open for ARGUMENT seconds
withdraw  Kit's words go; stays until the bytes have left or a minute is over
others    prints what Lou said, unsealed
confirmed prints the references of the transcripts that are there
"""

import json
import os
import sqlite3
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "saidanddone.project.settings"
django.setup()

from django.conf import settings
from django.core.management import call_command

from saidanddone.access.installation import set_kind
from saidanddone.access.queries import actor_by_email
from saidanddone.base import clock
from saidanddone.evidence.coding.commands import add_code, code_passage
from saidanddone.evidence.coding.inputs import CodeInput, PassageInput
from saidanddone.evidence.transcripts.commands import confirm
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.commands import (
    capture,
    make_lists,
    record_engagement,
    register_contributor,
    withdraw_now,
)
from saidanddone.listening.inputs import ContributionInput, ContributorInput, EngagementInput
from saidanddone.listening.models import USES, Contribution, Contributor
from saidanddone.listening.passages import Passage
from saidanddone.programme.models import Programme
from saidanddone.vault.models import Tombstone, WrappedKey
from saidanddone.vault.sealing import key_ring_for
from tests.people import gather

KIT = "We look out for each other, and the hub is shut on the nights when we need it most."
LOU = "My daughter walks home past the yard and I would like the lamp there to work."


def prepare() -> None:
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    set_kind("demonstration")
    make_lists()
    cast = gather()
    said = [_speak(cast, words) for words in (KIT, LOU)]
    print(json.dumps(said))  # noqa: T201


def _speak(cast, words: str) -> dict[str, object]:
    contribution = _captured(cast, words)
    raw = bytes(contribution.words)
    transcript = confirm(
        actor=cast.amina,
        programme=cast.programme,
        contribution=contribution,
        accepted=[],
    )
    code = add_code(actor=cast.chidi, programme=cast.programme, details=CodeInput(name=words[:12]))
    excerpt = code_passage(
        actor=cast.amina,
        programme=cast.programme,
        transcript=transcript,
        details=PassageInput(start=0, end=30, code_refs=[code.ref]),
    )
    key = WrappedKey.objects.get(ref=contribution.key_ref)
    sealed = [raw, bytes(transcript.words), bytes(excerpt.quote), bytes(excerpt.after)]
    return {
        "contributor": contribution.contributor.ref,
        "sealed": [content.hex() for content in sealed],
        "key": bytes(key.wrapped).hex(),
    }


def _captured(cast, words: str) -> Contribution:
    """What one sex worker said to Amina a month ago, not yet confirmed."""
    held_on = clock.today() - timedelta(days=30)
    engagement = record_engagement(
        actor=cast.amina,
        programme=cast.programme,
        details=EngagementInput(
            kind="peer_interview",
            title="Interview",
            community_slug=cast.sex_workers.slug,
            coarse_place="a hub",
            held_on=held_on,
            attendance={cast.sex_workers.slug: 1},
        ),
    )
    contributor, _ = register_contributor(
        actor=cast.amina,
        programme=cast.programme,
        details=ContributorInput(
            community_slug=cast.sex_workers.slug,
            uses=dict.fromkeys(USES, True),
            limits_told_on=held_on,
        ),
    )
    return capture(
        actor=cast.amina,
        programme=cast.programme,
        engagement=engagement,
        contributor=contributor,
        details=ContributionInput(voice="person", passages=[Passage(1, "verbatim", True, words)]),
    )


def hold(seconds: str) -> None:
    """A reader of the product's own database, as an export or a backup would be."""
    reader = sqlite3.connect(Path(settings.SAIDANDDONE_HOME) / "saidanddone.sqlite3")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM evidence_excerpt").fetchone()
    print("holding", flush=True)  # noqa: T201
    time.sleep(float(seconds))
    reader.rollback()
    print(time.time(), flush=True)  # noqa: T201


def withdraw(ref: str) -> None:
    actor = actor_by_email("amina@harbour.example")
    programme = Programme.objects.get()
    contributor = Contributor.objects.get(ref=ref)
    withdraw_now(actor=actor, programme=programme, contributor=contributor)
    print(time.time(), flush=True)  # noqa: T201
    until = time.monotonic() + 60
    while time.monotonic() < until and Tombstone.objects.filter(destroyed_at=None).exists():
        time.sleep(0.5)


def others() -> None:
    transcripts = list(Transcript.objects.all())
    key_ring = key_ring_for(transcripts)
    print(json.dumps([key_ring.unseal(each, "words") for each in transcripts]))  # noqa: T201


def confirmed() -> None:
    print(json.dumps(list(Transcript.objects.values_list("ref", flat=True))))  # noqa: T201


if __name__ == "__main__":
    scenes = (prepare, hold, withdraw, others, confirmed)
    {scene.__name__: scene for scene in scenes}[sys.argv[1]](*sys.argv[2:])
