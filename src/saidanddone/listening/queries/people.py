"""Contributors, for whoever sits with them and for the data protection officer. No words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.listening import consent, states
from saidanddone.listening.models import (
    ConsentEvent,
    Contributor,
    Engagement,
)
from saidanddone.listening.queries.choices import consents_of
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where


def find_contributor(actor: Actor, programme: Programme, ref: str) -> Contributor:
    """For whoever sits with the person. Raises NotYours."""
    require(actor, "listening.withdraw", programme)
    return _contributor(programme, ref)


def _contributor(programme: Programme, ref: str) -> Contributor:
    contributor = (
        Contributor.objects.filter(programme=programme, ref=ref).select_related("community").first()
    )
    if contributor is None:
        raise NotYours("contributor")
    return contributor


@dataclass(frozen=True)
class LedgerRow:
    """A contributor as the ledger shows them: no words, no occasion."""

    ref: str
    community: str
    state: str
    consents: tuple[tuple[str, str], ...]  # use, the last act on it
    recorded_elsewhere: bool

    @property
    def told(self) -> list[tuple[str, str]]:
        """Each use in short, and the last act on it."""
        return [(consent.SHORTLY[use], act) for use, act in self.consents]


@transaction.atomic
def ledger(actor: Actor, programme: Programme) -> list[LedgerRow]:
    """What each contributor agreed to. Two queries, and the audit of the reading."""
    require(actor, "listening.see_ledger", programme)
    contributors = Contributor.objects.filter(programme=programme).select_related("community")
    people = list(contributors.order_by("community__position", "ref"))
    _record_reading(actor, "listening.read_ledger", programme, people)
    lines: dict[int, list[consent.Line]] = {}
    events = ConsentEvent.objects.filter(contributor__programme=programme).order_by("pk")
    for owner, use, act, by_code in events.values_list("contributor_id", "use", "act", "by_code"):
        lines.setdefault(owner, []).append(consent.Line(use, act, by_code))
    return [
        LedgerRow(
            ref=contributor.ref,
            community=contributor.community.name,
            state=contributor.get_state_display(),
            consents=tuple(consent.latest_acts(lines.get(contributor.pk, [])).items()),
            recorded_elsewhere=bool(contributor.consent_form),
        )
        for contributor in people
    ]


def _record_reading(
    actor: Actor, act: str, programme: Programme, people: Collection[Contributor]
) -> None:
    audit.record(
        actor=actor,
        act=act,
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[contributor.key_ref for contributor in people],
        count=len(people),
    )


@dataclass(frozen=True)
class ContributorPage:
    contributor: Contributor
    consents: tuple[tuple[str, str, str], ...]  # use, the question, the last act on it
    open_occasions: tuple[Engagement, ...]
    has_live_code: bool
    should_have_new_code: bool


@transaction.atomic
def contributor_page(actor: Actor, programme: Programme, ref: str) -> ContributorPage:
    """What can be changed with the person there: no words, no history of occasions. Audited."""
    contributor = find_contributor(actor, programme, ref)
    _record_reading(actor, "listening.read_contributor", programme, [contributor])
    acts = consents_of(contributor)
    codes = list(contributor.receipts.filter(burnt_at=None))
    open_to_words = Engagement.objects.filter(
        programme=programme, state__in=states.OPEN_TO_WORDS
    ).order_by("-held_on", "-pk")
    return ContributorPage(
        contributor=contributor,
        consents=tuple((use, consent.QUESTIONS[use], act) for use, act in acts.items()),
        open_occasions=tuple(open_to_words[:10]),
        has_live_code=bool(codes),
        should_have_new_code=any(code.typed_by_worker for code in codes),
    )


def withdrawals_due(actor: Actor) -> list[tuple[str, int, datetime]]:
    """By programme: its slug, how many people are within their seven days, and the last moment."""
    programmes = programmes_where(actor, "listening.withdraw")
    leaving = Contributor.objects.filter(programme__in=programmes, state=states.WITHDRAWING)
    rows = leaving.values_list("programme__slug").annotate(
        people=Count("pk"), last=Max("withdrawal_due_at")
    )
    return list(rows.order_by("programme__slug"))
