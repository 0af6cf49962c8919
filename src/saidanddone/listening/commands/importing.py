"""Conversations recorded elsewhere, as a table of speaker turns: all of them come in, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from saidanddone.access.actors import Actor
from saidanddone.access.models import Membership
from saidanddone.access.policies import require
from saidanddone.access.roles import permissions_of
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.names import loosely_folded
from saidanddone.listening import policies, states
from saidanddone.listening.commands.capturing import seal_contribution
from saidanddone.listening.commands.contributors import (
    PAUSED,
    check_consent_elsewhere,
    register_contributor_elsewhere,
)
from saidanddone.listening.inputs import ConsentElsewhereInput, ContributionInput, ImportInput
from saidanddone.listening.models import Attendance, Contribution, Contributor, Engagement
from saidanddone.listening.passages import INTERVIEWER, Passage, too_much
from saidanddone.listening.turns import InterviewTurns, Person, people_by_label, read_turns
from saidanddone.peers.queries import is_paused
from saidanddone.programme.communities import LONGEST_ADDRESS, create_community, find_by_name
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import make_key


@dataclass(frozen=True)
class ImportResult:
    """What came in, counted among what is stored. `contributions` are raw until they are confirmed.

    `turns` are the passages with words; `rows_without_words` left none.
    """

    contributions: tuple[Contribution, ...]
    turns: int
    rows_without_words: int
    communities: int
    tables: int
    without_interviewee: int

    @property
    def doubts(self) -> list[str]:
        """A sentence each on rows that left nothing, and on interviews in which nobody answers."""
        sentences = []
        if rows := self.rows_without_words:
            have = "row has no words and was" if rows == 1 else "rows have no words and were"
            sentences.append(f"{rows} {have} left out.")
        if number := self.without_interviewee:
            have, they = (
                ("interview has", "It counts") if number == 1 else ("interviews have", "They count")
            )
            sentences.append(
                f"{number} {have} no words of an interviewee. {they} no person and cannot be quoted. "
                "Check the labels of who speaks."
            )
        return sentences


def _silent(done: int, of: int) -> None:
    pass


@transaction.atomic
def import_turns(
    *,
    actor: Actor,
    programme: Programme,
    content: bytes,
    details: ImportInput,
    tell: Callable[[int, int], None] = _silent,
) -> ImportResult:
    """Make each interview of a table an occasion and a contribution; all or none.

    One interviewee is a person, with consent recorded elsewhere and no code; several are a table.
    Where nobody but the interviewer speaks, by the labels, it is the room's and counts no person.
    A row without words leaves no passage. Conversations like some that came in before
    (`_refuse_a_second_time`) come in only where `details.again` is true: the same file twice would
    count everyone twice.
    `tell(done, of)` is called after each. Raises Refused, or TableRefused naming the row.
    """
    _refuse_unless_agreed(actor, programme, details)
    interviews = read_turns(content, details.columns)
    _refuse_wordless_or_long(interviews)
    if not details.again:
        _refuse_a_second_time(programme, details, interviews)
    communities = _communities(actor, programme, interviews)
    contributions = []
    for number, interview in enumerate(interviews, start=1):
        community, title = communities[interview.community], _title(number, len(interviews))
        engagement = _occasion(actor, community, title, details.held_on, interview)
        contributor = _contributor(actor, community, details.consent, interview)
        contributions.append(_contribution(actor, engagement, contributor, interview))
        tell(number, len(interviews))
    audit.record(
        actor=actor,
        act="listening.import_turns",
        about=programme,
        scope_ref=programme.ref,
        count=len(contributions),
    )
    return _as_stored(contributions, interviews)


def _as_stored(
    contributions: Sequence[Contribution], interviews: Sequence[InterviewTurns]
) -> ImportResult:
    stored = Contribution.objects.filter(pk__in=[came.pk for came in contributions])
    passages = sum(len(_passages(interview)) for interview in interviews)
    return ImportResult(
        contributions=tuple(contributions),
        turns=passages,
        rows_without_words=sum(len(interview.turns) for interview in interviews) - passages,
        communities=stored.values("community").distinct().count(),
        tables=stored.filter(voice="table").count(),
        without_interviewee=sum(not interview.has_interviewee for interview in interviews),
    )


def _refuse_unless_agreed(actor: Actor, programme: Programme, details: ImportInput) -> None:
    """Raises unless the actor may import, listening is not paused, and the form and days are right."""
    require(actor, "listening.import_turns", programme)
    if is_paused(programme, "listening"):
        raise Refused(PAUSED)
    if details.held_on > clock.today():
        raise Refused("The day these conversations were held cannot be in the future.", "held_on")
    check_consent_elsewhere(details.consent)


def _refuse_wordless_or_long(interviews: list[InterviewTurns]) -> None:
    for number, interview in enumerate(interviews, start=1):
        if longer := too_much(_passages(interview)):
            raise Refused(
                f"Conversation {number} of {len(interviews)} is {longer}. Check which column tells one "
                "conversation from another, or part it into several.",
                "table",
            )
        if not any(turn.text.strip() for turn in interview.turns):
            raise Refused(
                f"Conversation {number} of {len(interviews)} holds no words. "
                "Check which column holds the words, or take that conversation out.",
                "table",
            )


def _refuse_a_second_time(
    programme: Programme, details: ImportInput, interviews: Sequence[InterviewTurns]
) -> None:
    came_in = _came_in_before(programme, details, interviews)
    if came_in is None:
        return
    local = timezone.localtime(came_in)
    raise Refused(
        "Conversations under this consent form, with this date and holder, came in already, on "
        f"{local.day} {local:%B %Y} at {local:%H:%M}. Nothing came in now: the same ones twice "
        "would count everyone twice. If these are others under the same form, say so: tick the last "
        "box on the page, or add --again in the terminal.",
        "again",
    )


def _came_in_before(
    programme: Programme, details: ImportInput, interviews: Sequence[InterviewTurns]
) -> datetime | None:
    """When people came in under this form last, however form and holder were typed; or None.

    Where all interviews are tables, which keep no form: when as many came in of the same day.
    Nothing of the file is kept to compare, not even a keyed digest: nothing stored is worked out
    from what people said (R7). Nor does another form on the same day mean the same people.
    """
    if not any(interview.voice == "person" for interview in interviews):
        first = _title(1, len(interviews))
        alike = Engagement.objects.filter(programme=programme, held_on=details.held_on, title=first)
        return alike.values_list("created_at", flat=True).last()
    consent = details.consent
    people = Contributor.objects.filter(programme=programme, consent_date=consent.consent_date)
    typed = _as_typed(consent.consent_form, consent.consent_holder)
    forms = people.values_list("consent_form", "consent_holder", "created_at")
    return max((at for form, holder, at in forms if _as_typed(form, holder) == typed), default=None)


def _as_typed(*lines: str) -> tuple[str, ...]:
    """What people typed, without case, spaces and punctuation: "f1." is "F 1"."""
    return tuple(loosely_folded(line).replace(" ", "") for line in lines)


def _communities(
    actor: Actor, programme: Programme, interviews: list[InterviewTurns]
) -> dict[str, Community]:
    """The community of each name in the table, made where the programme has none of that name."""
    before = list(programme.communities.all())
    by_name: dict[str, Community] = {}
    for name in dict.fromkeys(interview.community for interview in interviews):
        community = find_by_name(before, name) or create_community(programme, name)
        if not policies.may_hold_words_of(actor, programme, community):
            raise Refused(
                "Words from one of these communities are brought in by the peer team. "
                "Ask one of the peer researchers to import them."
            )
        by_name[name] = community
    return by_name


def _title(number: int, of: int) -> str:
    return f"Imported conversation {number} of {of}"


def _occasion(
    actor: Actor, community: Community, title: str, held_on: date, interview: InterviewTurns
) -> Engagement:
    # The label in the file may be a name, so it is not kept.
    engagement = Engagement.objects.create(
        programme=community.programme,
        community=community,
        kind="individual_session",
        title=title,
        held_on=held_on,
        state=states.WRITTEN_UP,
        recorded_by_id=actor.user_id,
    )
    if interview.has_interviewee:
        Attendance.objects.create(
            engagement=engagement, community=community, people=max(1, interview.interviewees)
        )
    return engagement


def _contributor(
    actor: Actor, community: Community, consent: ConsentElsewhereInput, interview: InterviewTurns
) -> Contributor | None:
    if interview.voice != "person":
        return None
    return register_contributor_elsewhere(
        actor=actor, programme=community.programme, community=community, details=consent
    )


def _contribution(
    actor: Actor,
    engagement: Engagement,
    contributor: Contributor | None,
    interview: InterviewTurns,
) -> Contribution:
    details = ContributionInput(
        voice=interview.voice,
        passages=tuple(_passages(interview)),
        people=max(1, interview.interviewees),
        source="import",
    )
    return seal_contribution(actor, engagement, engagement.community, contributor, details)


def _passages(interview: InterviewTurns) -> list[Passage]:
    """The turns as passages: interviewers are speaker 0, others numbered as they first speak."""
    answering = people_by_label(t.speaker_label for t in interview.turns if not t.is_interviewer)
    speakers: dict[frozenset[Person], int] = {}
    passages = []
    for turn in interview.turns:
        speaker = INTERVIEWER
        if not turn.is_interviewer:
            people = answering[turn.speaker_label]
            speaker = speakers.setdefault(people, len(speakers) + 1)
        if turn.text.strip():
            passages.append(Passage(speaker, "verbatim", False, turn.text))
    return passages


@transaction.atomic
def programme_for_import(*, actor: Actor, slug: str) -> Programme:
    """The programme of this address; made, with the importer in it, where there is none.

    Only from the terminal, and only for someone who may import somewhere already: their roles that
    may import are theirs in the new programme too. Raises NotYours for another's programme.
    """
    require(actor, "listening.import_turns")
    existing = Programme.objects.filter(slug=slug).first()
    if existing is not None:
        require(actor, "listening.import_turns", existing)
        return existing
    if not slug or slugify(slug) != slug or len(slug) > LONGEST_ADDRESS:
        raise Refused(
            f"Give the programme an address of at most {LONGEST_ADDRESS} small letters, numbers and "
            "dashes, for example “two-groups”."
        )
    memberships = _memberships_that_import(actor)
    if not memberships:
        raise NotYours("listening.import_turns")
    programme = Programme.objects.create(
        slug=slug,
        title=slug.replace("-", " ").capitalize(),
        pledge="To be written.",
        owner=actor.name,
        key_ref=make_key(),
    )
    Membership.objects.bulk_create(
        Membership(user_id=actor.user_id, scope=programme.scope, role=role, until=until)
        for role, until in memberships
    )
    audit.record(
        actor=actor,
        act="listening.open_programme_for_import",
        about=programme,
        scope_ref=programme.ref,
    )
    return programme


def _memberships_that_import(actor: Actor) -> list[tuple[str, date]]:
    """The roles that import which the actor holds somewhere, each with its latest last day."""
    roles = frozenset(role for roles in actor.roles.values() for role in roles)
    may_import = [
        role for role in roles if "listening.import_turns" in permissions_of(frozenset({role}))
    ]
    memberships = Membership.objects.filter(
        user_id=actor.user_id, role__in=may_import, until__gte=clock.today()
    )
    return list(memberships.values_list("role").annotate(Max("until")).order_by("role"))
