"""Passages that a keyword suggested for a code, waiting for a person to accept or reject each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.coding.queries.passages import hard_to_read, unsealed_quotes
from saidanddone.evidence.coding.states import STANDING, SUGGESTED
from saidanddone.evidence.transcripts.models import Turn
from saidanddone.evidence.transcripts.policies import touches_sent_back
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.programme.models import Programme


@dataclass(frozen=True)
class SuggestedRow:
    """One suggestion with its passage; `turn` is the number of the turn where it begins."""

    passage: str
    transcript: str
    turn: int
    quote: str
    is_sensitive: bool
    community: str
    code: str
    code_name: str
    origin: str


def waiting_suggestions(
    actor: Actor, programme: Programme, code: Code | None = None
) -> QuerySet[Coding]:
    """Suggestions in words this person may read, in the order of the words; one code's, or all.

    A passage that someone put under the code meanwhile waits no longer.
    """
    require(actor, "evidence.code", programme)
    settled = Coding.objects.filter(
        excerpt=OuterRef("excerpt"), code=OuterRef("code"), state__in=STANDING
    )
    waiting = Coding.objects.filter(
        ~Exists(settled),
        ~touches_sent_back("excerpt__"),
        state=SUGGESTED,
        excerpt__transcript__in=readable_transcripts(actor, programme).values("pk"),
    )
    if code is not None:
        waiting = waiting.filter(code=code)
    return waiting.select_related("code", "excerpt__community", "excerpt__transcript").order_by(
        "code__position", "code", "excerpt__transcript", "excerpt__start"
    )


@transaction.atomic
def open_suggestions(
    actor: Actor, programme: Programme, codings: Sequence[Coding]
) -> list[SuggestedRow]:
    """The words of these suggestions; audited as a reading of each person. Those that no longer
    open are left out."""
    require(actor, "evidence.code", programme)
    excerpts = [coding.excerpt for coding in codings]
    quotes = unsealed_quotes(excerpts)
    if not quotes:
        return []
    audit.record(
        actor=actor,
        act="evidence.read_suggestions",
        about=programme,
        scope_ref=programme.ref,
        subject_keys={
            excerpt.key_ref
            for excerpt in excerpts
            if excerpt.pk in quotes and excerpt.key_ref != programme.key_ref
        },
        count=len(quotes),
    )
    sensitive, turns = hard_to_read(excerpts), _turns(excerpts)
    return [
        SuggestedRow(
            passage=coding.excerpt.ref,
            transcript=coding.excerpt.transcript.ref,
            turn=turns[coding.excerpt_id],
            quote=quotes[coding.excerpt_id],
            is_sensitive=coding.excerpt_id in sensitive,
            community=coding.excerpt.community.name,
            code=coding.code.ref,
            code_name=coding.code.name,
            origin=coding.get_origin_display(),
        )
        for coding in codings
        if coding.excerpt_id in quotes
    ]


def find_suggested(actor: Actor, programme: Programme, ref: str) -> Excerpt:
    """A passage that this person may read, by its reference. Raises NotYours."""
    require(actor, "evidence.code", programme)
    readable = readable_transcripts(actor, programme).values("pk")
    excerpt = Excerpt.objects.filter(transcript__in=readable, ref=ref).first()
    if excerpt is None:
        raise NotYours("excerpt")
    return excerpt


def _turns(excerpts: Sequence[Excerpt]) -> dict[int, int]:
    """The number of the turn where each begins, by its id."""
    begins = Turn.objects.filter(
        transcript=OuterRef("transcript"), start__lte=OuterRef("start"), end__gt=OuterRef("start")
    )
    all_excerpts = Excerpt.objects.filter(pk__in=[excerpt.pk for excerpt in excerpts])
    return dict(all_excerpts.values_list("pk", Subquery(begins.values("number")[:1])))
