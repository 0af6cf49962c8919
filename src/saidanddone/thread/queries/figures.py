"""Counts the thread for `saidanddone thread`, and checks that each passage leads back to its words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.models import Answer, Verdict
from saidanddone.answers.queries import seen_of, standing_of
from saidanddone.audit import commands as audit
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.models import Contribution
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Priority
from saidanddone.strategy.queries import actions_shaped_by_lived_experience
from saidanddone.vault.sealing import KeyDestroyed, key_ring_for

BATCH = 200


@dataclass(frozen=True)
class Figures:
    """Counts, shares from 0 to 1 (None where the whole is 0), and days. `unresolvable` should be 0."""

    contributions: int
    excerpts: int
    codings: int
    themes: int
    priorities: int
    actions: int
    indicators: int
    answers: int
    verdicts: int
    answered_share: float | None
    seen_share: float | None
    shaped_share: float | None
    median_days_waiting: float | None
    oldest_unanswered_days: int | None
    unresolvable: int


@transaction.atomic
def figures(actor: Actor, programme: Programme) -> Figures:
    """Count the whole thread and unseal every passage. Slow, and audited."""
    require(actor, "thread.see", programme)
    standing, seen = standing_of(programme), seen_of(programme)
    shaped = actions_shaped_by_lived_experience(programme)
    in_programme = {"programme": programme}
    contributions = Contribution.objects.filter(**in_programme).count()
    unresolvable = sum(1 for _ in _unresolvable(programme))
    audit.record(
        actor=actor,
        act="thread.resolve_every_passage",
        about=programme,
        scope_ref=programme.ref,
        count=max(1, contributions),
    )
    return Figures(
        contributions=contributions,
        excerpts=Excerpt.objects.filter(_has_standing_coding(), **in_programme).count(),
        codings=Coding.objects.filter(excerpt__programme=programme, state__in=STANDING).count(),
        themes=Theme.objects.filter(**in_programme).count(),
        priorities=Priority.objects.filter(**in_programme).count(),
        actions=Action.objects.filter(**in_programme).count(),
        indicators=Indicator.objects.filter(**in_programme).count(),
        answers=Answer.objects.filter(**in_programme).count(),
        verdicts=Verdict.objects.filter(answer__programme=programme).count(),
        answered_share=standing.answered_share,
        seen_share=seen.can_see / seen.done if seen.done else None,
        shaped_share=shaped.shaped / shaped.agreed if shaped.agreed else None,
        median_days_waiting=standing.median_days_waiting,
        oldest_unanswered_days=standing.oldest_unanswered_days,
        unresolvable=unresolvable,
    )


def _has_standing_coding() -> Exists:
    """A passage counts while it has a coding that stands. A suggestion does not count."""
    return Exists(Coding.objects.filter(excerpt=OuterRef("pk"), state__in=STANDING))


def _unresolvable(programme: Programme) -> Iterator[int]:
    """The ids of passages whose quote is not in the words they were marked in."""
    standing = Coding.objects.filter(state__in=STANDING)
    transcripts = Transcript.objects.filter(contribution__programme=programme).prefetch_related(
        Prefetch(
            "excerpts",
            Excerpt.objects.prefetch_related(
                Prefetch("codings", standing, to_attr="standing_codings")
            ),
            to_attr="marked",
        )
    )
    last = 0
    while batch := list(transcripts.filter(pk__gt=last).order_by("pk")[:BATCH]):
        key_ring = key_ring_for(batch)
        for transcript in batch:
            try:
                words = key_ring.unseal(transcript, "words")
                for excerpt in transcript.marked:
                    if key_ring.unseal(excerpt, "quote") != words[excerpt.start : excerpt.end]:
                        yield excerpt.pk
            except KeyDestroyed:
                yield from (excerpt.pk for excerpt in transcript.marked)
        last = batch[-1].pk
