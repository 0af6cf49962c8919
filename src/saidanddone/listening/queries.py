"""What is held about listening, seen by whoever may see it. Words only through `raw_passages`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Sum

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.listening import consent, passages, policies, receipts, states
from saidanddone.listening.models import (
    ConsentEvent,
    Contribution,
    Contributor,
    Engagement,
    Receipt,
    Reflection,
)
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import KeyRing, ring_for

# Consent


def with_consent(use: str) -> QuerySet[Contributor]:
    """Everyone whose ledger now stands at *given* for this use and who is not withdrawing.

    One subquery, so that later stages can filter by it: `contributor__in=with_consent(...)`.
    """
    last = ConsentEvent.objects.filter(contributor=OuterRef("pk"), use=use).order_by("-pk")
    return (
        Contributor.objects.filter(state="active")
        .alias(last_act=Subquery(last.values("act")[:1]))
        .filter(last_act=consent.GIVEN)
    )


def lines_of(contributor: Contributor) -> list[consent.Line]:
    """Their ledger, oldest first."""
    rows = ConsentEvent.objects.filter(contributor=contributor).order_by("pk")
    return [consent.Line(*row) for row in rows.values_list("use", "act", "by_code")]


def consents_of(contributor: Contributor) -> dict[str, str]:
    """Each use and where it stands: given, refused, withdrawn or not_asked."""
    return consent.standing(lines_of(contributor))


# Receipts


def receipt_of(typed: str) -> Receipt | None:
    """The receipt of a typed code: not burnt, and its contributor not withdrawing.

    A malformed code runs the same query with a random mac, so that hit and miss are alike.
    """
    spare = receipts.new_code()
    mac = receipts.mac_of(receipts.normalise(typed) or spare)
    return (
        Receipt.objects.filter(mac=mac, burnt_at=None, contributor__state="active")
        .select_related("contributor__community", "programme")
        .first()
    )


def find_by_code(actor: Actor, programme: Programme, typed: str) -> Contributor:
    """The contributor who has come back with their card; one withdrawing by code is found too.

    Audited, hit or miss. Raises NotYours for a wrong, burnt or another programme's code alike.
    """
    require(actor, "listening.withdraw", programme)
    found = _owner_of_code(actor, programme, typed)
    if found is None:
        raise NotYours("code")
    return found


@transaction.atomic
def _owner_of_code(actor: Actor, programme: Programme, typed: str) -> Contributor | None:
    spare = receipts.new_code()
    mac = receipts.mac_of(receipts.normalise(typed) or spare)
    receipt = (
        Receipt.objects.filter(mac=mac, burnt_at=None, programme=programme)
        .select_related("contributor")
        .first()
    )
    found = receipt.contributor if receipt else None
    audit.record(
        actor=actor,
        act="listening.find_by_code",
        about=programme,
        programme_ref=programme.ref,
        subject_keys=[found.key_ref] if found else [],
    )
    return found


def was_opened_this_week(receipt: Receipt) -> bool:
    """Whether the page was opened with this code earlier this week, by them or someone else."""
    return receipt.last_opened_week == monday(clock.today())


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


# Occasions


@dataclass(frozen=True)
class OccasionRow:
    ref: str
    title: str
    kind: str
    community: str
    held_on: date
    state: str
    came: int
    contributions: int


def occasions(actor: Actor, programme: Programme) -> list[OccasionRow]:
    """Every occasion of the programme, newest first. Two queries; holds no words."""
    require(actor, "listening.see_engagements", programme)
    came = dict(
        Engagement.objects.filter(programme=programme)
        .values_list("pk")
        .annotate(came=Sum("attendance__people"))
        .order_by()
    )
    rows = (
        Engagement.objects.filter(programme=programme)
        .select_related("community")
        .annotate(said=Count("contributions"))
        .order_by("-held_on", "-pk")
    )
    return [
        OccasionRow(
            ref=each.ref,
            title=each.title,
            kind=each.get_kind_display(),
            community=each.community.name,
            held_on=each.held_on,
            state=each.get_state_display(),
            came=came.get(each.pk) or 0,
            contributions=each.said,
        )
        for each in rows
    ]


def find_engagement(actor: Actor, programme: Programme, ref: str) -> Engagement:
    """Raises NotYours."""
    require(actor, "listening.see_engagements", programme)
    found = (
        Engagement.objects.filter(programme=programme, ref=ref).select_related("community").first()
    )
    if found is None:
        raise NotYours("engagement")
    return found


@dataclass(frozen=True)
class ContributionRow:
    """A contribution as its occasion's page lists it: no words, no name."""

    ref: str
    number: int
    community: str
    captured_by_you: bool
    is_confirmed: bool
    is_destroyed: bool
    people: int
    contributor_ref: str


@dataclass(frozen=True)
class OccasionPage:
    engagement: Engagement
    attendance: tuple[tuple[str, int], ...]
    needs_met: tuple[str, ...]
    tallies: tuple[tuple[str, str, int], ...]
    persons: tuple[ContributionRow, ...]
    tables: tuple[ContributionRow, ...]
    room: tuple[ContributionRow, ...]
    moves: tuple[states.Move, ...]
    is_open_to_words: bool
    may_hold_words: bool


NEEDS = {
    "had_interpreter": "an interpreter",
    "had_childcare": "childcare",
    "had_step_free": "step-free access",
    "had_voucher": "a voucher for people's time",
}


def occasion_page(actor: Actor, programme: Programme, engagement: Engagement) -> OccasionPage:
    """One occasion with what was heard at it, by voice. Three queries."""
    require(actor, "listening.see_engagements", programme)
    said = Contribution.objects.filter(engagement=engagement, is_stopped=False)
    rows: dict[str, list[ContributionRow]] = {"person": [], "table": [], "room": []}
    for each in said.defer("words").select_related("community", "contributor").order_by("pk"):
        rows[each.voice].append(_contribution_row(actor, each, len(rows[each.voice]) + 1))
    return OccasionPage(
        engagement=engagement,
        attendance=attendance_of(engagement),
        needs_met=tuple(words for field, words in NEEDS.items() if getattr(engagement, field)),
        tallies=tuple(
            engagement.equality_tallies.order_by("pk").values_list("question", "answer", "people")
        ),
        persons=tuple(rows["person"]),
        tables=tuple(rows["table"]),
        room=tuple(rows["room"]),
        moves=states.moves_from(engagement.state),
        is_open_to_words=engagement.state in states.OPEN_TO_WORDS,
        may_hold_words=policies.may_hold_words_of(actor, programme, engagement.community),
    )


def _contribution_row(actor: Actor, each: Contribution, number: int) -> ContributionRow:
    return ContributionRow(
        ref=each.ref,
        number=number,
        community=each.community.name,
        captured_by_you=each.captured_by_id == actor.user_id,
        is_confirmed=each.confirmed_at is not None,
        is_destroyed=each.confirmed_at is None and each.raw_destroyed_at is not None,
        people=each.people,
        contributor_ref=each.contributor.ref if each.contributor else "",
    )


def attendance_of(engagement: Engagement) -> tuple[tuple[str, int], ...]:
    """Community and people, in the programme's order."""
    rows = engagement.attendance.order_by("community__position", "community__pk")
    return tuple(rows.values_list("community__name", "people"))


@dataclass(frozen=True)
class Heard:
    """How many were present at occasions of one kind, from one community. People may come twice."""

    kind: str
    community_id: int
    community: str
    people: int
    occasions: int


def people_heard(programme: Programme) -> list[Heard]:
    """Attendance at occasions that took place, by kind and community. It does not fall when someone
    withdraws. One query; figures for later stages, which check their own reader."""
    rows = (
        Engagement.objects.filter(programme=programme, state__in=states.TOOK_PLACE)
        .exclude(attendance=None)
        .values("kind", "attendance__community_id", "attendance__community__name")
        .annotate(people=Sum("attendance__people"), occasions=Count("pk", distinct=True))
        .order_by("kind", "attendance__community__position", "attendance__community_id")
    )
    return [
        Heard(
            kind=row["kind"],
            community_id=row["attendance__community_id"],
            community=row["attendance__community__name"],
            people=row["people"],
            occasions=row["occasions"],
        )
        for row in rows
    ]


# Words


@transaction.atomic
def raw_passages(actor: Actor, contribution: Contribution) -> list[passages.Passage]:
    """The raw words, for whoever captured them, until they are confirmed. An audited read.

    Raises NotYours; `vault.sealing.Gone` where the key was destroyed.
    """
    if not policies.may_capture(actor, contribution.programme):
        raise NotYours("listening.capture")
    if not policies.holds_raw_words(actor, contribution):
        raise NotYours("raw words")
    audit.record(
        actor=actor,
        act="listening.read_raw_words",
        about=contribution.engagement,
        programme_ref=contribution.programme.ref,
        subject_keys=_subjects([contribution]),
    )
    return passages.from_json(ring_for([contribution]).unseal(contribution, "words"))


def _subjects(contributions: Iterable[Contribution]) -> list[str]:
    return [each.key_ref for each in contributions if each.contributor_id]


@transaction.atomic
def known_names(actor: Actor, programme: Programme) -> list[str]:
    """The names that de-identification looks for in this programme's words. An audited read."""
    require(actor, "listening.capture", programme)
    audit.record(
        actor=actor,
        act="listening.read_known_names",
        about=programme,
        programme_ref=programme.ref,
    )
    said = KeyRing([programme.key_ref]).unseal(programme, "known_names")  # type: ignore[arg-type]
    return [line for line in said.split("\n") if line]


@dataclass(frozen=True)
class Quotable:
    from_whom: str
    said_on: date
    words: str


def reflections_to_quote(programme: Programme) -> list[Quotable]:
    """Reflections on the process that may be quoted in public now, oldest first.

    A contributor's needs both their word for this one and their standing consent to public quotes.
    The caller checks its reader and audits what it prints.
    """
    found = Reflection.objects.filter(programme=programme, may_quote_in_public=True)
    consenting = set(
        with_consent("quote_without_name_in_public")
        .filter(programme=programme)
        .values_list("pk", flat=True)
    )
    kept = [
        each
        for each in found.order_by("said_on", "pk")
        if each.contributor_id is None or each.contributor_id in consenting
    ]
    ring = ring_for(kept)
    return [
        Quotable(each.from_whom, each.said_on, ring.unseal(each, "words"))
        for each in kept
        if ring.opens(each.key_ref)
    ]


def reflection_counts(actor: Actor, programme: Programme) -> list[tuple[str, int]]:
    """How many reflections are kept, by whom they came from."""
    require(actor, "listening.capture", programme)
    counted = Counter(
        Reflection.objects.filter(programme=programme).values_list("from_whom", flat=True)
    )
    return [(Reflection.FROM[key], counted[key]) for key in Reflection.FROM if counted[key]]


# Contributors


def find_contributor(actor: Actor, programme: Programme, ref: str) -> Contributor:
    """For whoever sits with the person. Raises NotYours."""
    require(actor, "listening.withdraw", programme)
    return _contributor(programme, ref)


def _contributor(programme: Programme, ref: str) -> Contributor:
    found = (
        Contributor.objects.filter(programme=programme, ref=ref).select_related("community").first()
    )
    if found is None:
        raise NotYours("contributor")
    return found


@dataclass(frozen=True)
class LedgerRow:
    """A contributor as the ledger shows them: no words, no occasion."""

    ref: str
    community: str
    state: str
    consents: tuple[tuple[str, str], ...]  # use, where it stands
    recorded_elsewhere: bool


def ledger(actor: Actor, programme: Programme) -> list[LedgerRow]:
    """What each contributor agreed to. Two queries."""
    require(actor, "listening.see_ledger", programme)
    people = Contributor.objects.filter(programme=programme).select_related("community")
    lines: dict[int, list[consent.Line]] = {}
    events = ConsentEvent.objects.filter(contributor__programme=programme).order_by("pk")
    for owner, use, act, by_code in events.values_list("contributor_id", "use", "act", "by_code"):
        lines.setdefault(owner, []).append(consent.Line(use, act, by_code))
    return [
        LedgerRow(
            ref=each.ref,
            community=each.community.name,
            state=each.get_state_display(),
            consents=tuple(consent.standing(lines.get(each.pk, [])).items()),
            recorded_elsewhere=bool(each.consent_form),
        )
        for each in people.order_by("community__position", "ref")
    ]


@dataclass(frozen=True)
class ContributorPage:
    contributor: Contributor
    consents: tuple[tuple[str, str, str], ...]  # use, the question, where it stands
    open_occasions: tuple[Engagement, ...]
    has_live_code: bool
    should_have_new_code: bool


def contributor_page(actor: Actor, programme: Programme, ref: str) -> ContributorPage:
    """What can be changed with the person there: no words, no history of occasions."""
    contributor = find_contributor(actor, programme, ref)
    stands = consents_of(contributor)
    codes = list(contributor.receipts.filter(burnt_at=None))
    open_to_words = Engagement.objects.filter(
        programme=programme, state__in=states.OPEN_TO_WORDS
    ).order_by("-held_on", "-pk")
    return ContributorPage(
        contributor=contributor,
        consents=tuple((use, consent.QUESTIONS[use], act) for use, act in stands.items()),
        open_occasions=tuple(open_to_words[:10]),
        has_live_code=bool(codes),
        should_have_new_code=any(code.typed_by_worker for code in codes),
    )


def communities_named(programme: Programme) -> dict[str, Community]:
    """The programme's communities by slug, in order."""
    return {each.slug: each for each in Community.objects.filter(programme=programme)}


# Today


def occasions_to_write_up(actor: Actor) -> list[tuple[str, str, str, date]]:
    """Programme's address, reference, title and day of what this person recorded and has not
    written up, oldest first."""
    programmes = actor.programmes_where("listening.record_engagement")
    held = Engagement.objects.filter(
        programme__in=programmes, state="held", recorded_by_id=actor.user_id
    )
    rows = held.values_list("programme__slug", "ref", "title", "held_on")
    return list(rows.order_by("held_on", "pk")[:5])


def withdrawals_due(actor: Actor) -> list[tuple[str, int, datetime]]:
    """Programme's address, how many people are within their seven days, and the last moment."""
    programmes = actor.programmes_where("listening.withdraw")
    leaving = Contributor.objects.filter(programme__in=programmes, state="withdrawing")
    rows = leaving.values_list("programme__slug").annotate(
        people=Count("pk"), last=Max("withdrawal_due_at")
    )
    return list(rows.order_by("programme__slug"))
