"""A programme far larger than any borough: 100,000 contributions, 1,000,000 codings, 200 themes.

Rows are written in bulk with the product's own sealing; summaries and standings are then built by the
product's own recounts, so that pages read what they would read.
"""

import random
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models, transaction

from saidanddone.access.models import Agency, Membership, User
from saidanddone.access.policies import LONGEST_ROLE
from saidanddone.answers.models import Answer
from saidanddone.base import clock
from saidanddone.base.references import new_reference
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.listening.models import (
    Attendance,
    ConsentEvent,
    Contribution,
    Contributor,
    Engagement,
)
from saidanddone.programme.models import Community, Programme
from saidanddone.vault import sealing
from saidanddone.vault.models import WrappedKey
from saidanddone.vault.sealing import KeyRing

CONTRIBUTIONS, EXCERPTS_EACH, CODINGS_EACH, THEMES, CODES_EACH = 100_000, 5, 2, 200, 3
BATCH = 2_000
WORDS = (
    "The light on the stairs has been out since March and nobody comes when we ring about it. "
    "I walk the long way round with the pushchair because of it. "
)


def fill(contributions: int = CONTRIBUTIONS) -> Programme:
    """Fill an empty database; says on stderr how far it is."""
    random.seed(20)
    with transaction.atomic():
        programme, people = house()
    codes = _codebook(programme)
    engagements = _engagements(programme, people["analyst"])
    for start in range(0, contributions, BATCH):
        with transaction.atomic(), transaction.atomic(using="keys"):
            contributors = _contributors(programme, engagements, BATCH)
            _words(programme, contributors, engagements, codes, people["analyst"])
        _say(f"{start + BATCH:,} of {contributions:,} contributions")
    _answers(programme, people)
    return programme


def _say(text: str) -> None:
    sys.stderr.write(f"\r{text}   ")
    sys.stderr.flush()


def house() -> tuple[Programme, dict[str, User]]:
    council = Agency.objects.create(slug="council", name="Council", kind="council")
    people = {
        role: User.objects.create_user(email=f"{role}@bench.example", name=role, agency=council)
        for role in ("analyst", "strategy_lead", "engagement_lead", "peer_researcher")
    }
    programme = Programme.objects.create(
        slug="bench", title="Bench", pledge="Bench", owner="Bench", key_ref=sealing.make_key()
    )
    for position, name in enumerate(("sex-workers", "residents")):
        Community.objects.create(programme=programme, slug=name, name=name, position=position)
    for role, user in people.items():
        Membership.objects.create(
            user=user, scope=programme.scope, role=role, until=clock.today() + LONGEST_ROLE
        )
    return programme, people


def _codebook(programme: Programme) -> list[Code]:
    codes = Code.objects.bulk_create(
        Code(programme=programme, name=f"code {number}") for number in range(THEMES * CODES_EACH)
    )
    kinds = list(Theme.KINDS)
    themes = Theme.objects.bulk_create(
        Theme(
            programme=programme,
            slug=f"theme-{number}",
            statement=f"Theme number {number}, in people's words",
            kind=kinds[number % len(kinds)],
        )
        for number in range(THEMES)
    )
    Theme.codes.through.objects.bulk_create(
        Theme.codes.through(theme_id=theme.pk, code_id=code.pk)
        for number, theme in enumerate(themes)
        for code in codes[number * CODES_EACH : (number + 1) * CODES_EACH]
    )
    return codes


def _engagements(programme: Programme, recorder: User) -> list[Engagement]:
    communities = list(programme.communities.all())
    made = Engagement.objects.bulk_create(
        Engagement(
            programme=programme,
            community=communities[number % 2],
            kind="individual_session",
            title=f"Session {number}",
            held_on=date(2025, 1, 1) + timedelta(days=number),
            recorded_by=recorder,
        )
        for number in range(400)
    )
    Attendance.objects.bulk_create(
        Attendance(engagement=each, community=each.community, people=250) for each in made
    )
    return made


def _contributors(
    programme: Programme, engagements: list[Engagement], many: int
) -> list[Contributor]:
    refs = [new_reference() for _ in range(many)]
    WrappedKey.objects.bulk_create(
        WrappedKey(ref=ref, wrapped=sealing._wrap(AESGCM.generate_key(256), ref)) for ref in refs
    )
    made = Contributor.objects.bulk_create(
        Contributor(
            programme=programme,
            community_id=engagements[number % len(engagements)].community_id,
            key_ref=ref,
            limits_told_on=date(2025, 1, 1),
        )
        for number, ref in enumerate(refs)
    )
    ConsentEvent.objects.bulk_create(
        ConsentEvent(contributor=each, use=use, act="given", wording="bench")
        for each in made
        for use in ("use_in_themes", "quote_without_name_in_papers")
    )
    return made


def _words(
    programme: Programme,
    contributors: list[Contributor],
    engagements: list[Engagement],
    codes: list[Code],
    analyst: User,
) -> None:
    """Contributions, transcripts, turns, passages and codings of some contributors."""
    now = clock.now()
    key_ring = KeyRing(each.key_ref for each in contributors)
    contributions = Contribution.objects.bulk_create(
        Contribution(
            programme=programme,
            engagement=engagements[number % len(engagements)],
            community_id=each.community_id,
            contributor=each,
            key_ref=each.key_ref,
            voice="person",
            source="typed",
            captured_by=analyst,
            confirmed_at=now,
            raw_destroyed_at=now,
            number=100 + each.pk,
        )
        for number, each in enumerate(contributors)
    )
    text = WORDS * 4
    transcripts = [
        Transcript(contribution=each, key_ref=each.key_ref, length=len(text), confirmed_by=analyst)
        for each in contributions
    ]
    for each in transcripts:
        key_ring.seal(each, words=text)
    Transcript.objects.bulk_create(transcripts)
    Turn.objects.bulk_create(
        Turn(transcript=each, number=1, start=0, end=len(text)) for each in transcripts
    )
    excerpts = list(_passages(programme, contributions, transcripts, text, key_ring))
    _in_batches(Excerpt, excerpts)
    _in_batches(
        Coding,
        (
            Coding(excerpt=each, code=code, coder=analyst)
            for each in excerpts
            for code in random.sample(codes, CODINGS_EACH)
        ),
    )


def _passages(
    programme: Programme,
    contributions: list[Contribution],
    transcripts: list[Transcript],
    text: str,
    key_ring: KeyRing,
) -> Iterator[Excerpt]:
    for contribution, transcript in zip(contributions, transcripts, strict=True):
        for number in range(EXCERPTS_EACH):
            start, end = 40 + number * 60, 90 + number * 60
            excerpt = Excerpt(
                transcript=transcript,
                programme=programme,
                community_id=contribution.community_id,
                key_ref=contribution.key_ref,
                start=start,
                end=end,
                is_quotable=True,
            )
            key_ring.seal(
                excerpt,
                quote=text[start:end],
                before=text[start - 32 : start],
                after=text[end : end + 32],
            )
            yield excerpt


def _in_batches(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        model._default_manager.bulk_create(batch)


def _answers(programme: Programme, people: dict[str, User]) -> None:
    """Two themes in three have an approved answer, published by the product's own command later."""
    now = clock.now()
    Answer.objects.bulk_create(
        Answer(
            programme=programme,
            theme=theme,
            says="done",
            we_heard=f"You told us about {theme.statement.lower()}.",
            we_did="The lights on the stairs were mended on 14 June.",
            state="approved",
            drafted_by=people["engagement_lead"],
            approved_by=people["strategy_lead"],
            approved_at=now,
        )
        for number, theme in enumerate(programme.themes.all())
        if number % 3
    )
