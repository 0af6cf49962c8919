"""Conversations recorded elsewhere, as a table of speaker turns: all of them come in, or none."""

from collections.abc import Callable, Iterable, Sequence
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
from saidanddone.listening import consent, policies, states
from saidanddone.listening.commands.capturing import seal_contribution
from saidanddone.listening.commands.contributors import (
    PAUSED,
    check_form,
    register_contributor_elsewhere,
)
from saidanddone.listening.consent import ConsentElsewhere
from saidanddone.listening.models import Attendance, Contribution, Contributor, Engagement
from saidanddone.listening.passages import INTERVIEWER, Passage
from saidanddone.listening.turns import InterviewTurns, TurnColumns, read_turns
from saidanddone.peers.queries import is_paused
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import make_key


@dataclass(frozen=True)
class ImportResult:
    """What came in. `contributions` are saved and raw until they are confirmed."""

    contributions: tuple[Contribution, ...]
    turns: int
    communities: int
    tables: int
    without_interviewee: int

    @property
    def doubt(self) -> str:
        """What to say of interviews in which nobody but the interviewer speaks; empty for none."""
        number = self.without_interviewee
        if not number:
            return ""
        have, they = (
            ("interview has", "It counts") if number == 1 else ("interviews have", "They count")
        )
        return (
            f"{number} {have} no words of an interviewee. {they} no person and cannot be quoted. "
            "Check the labels of who speaks."
        )


def _silent(done: int, of: int) -> None:
    pass


@transaction.atomic
def import_turns(
    *,
    actor: Actor,
    programme: Programme,
    content: bytes,
    columns: TurnColumns,
    held_on: date,
    elsewhere: ConsentElsewhere,
    again: bool = False,
    tell: Callable[[int, int], None] = _silent,
) -> ImportResult:
    """Each interview becomes an occasion and a contribution; all or none.

    One interviewee is a person, with consent recorded elsewhere and no code; several are a table.
    Where nobody but the interviewer speaks, by the labels, it is the room's and counts no person.
    A row without words counts as a turn and leaves no passage.
    Conversations under the same form, date and holder as before, or as many tables of the same day,
    come in only `again`: the same file twice would count everyone twice.
    `tell(done, of)` hears of progress. Raises Refused, or TableRefused naming the row.
    """
    _refuse_unless_agreed(actor, programme, held_on, elsewhere)
    interviews = read_turns(content, columns)
    _refuse_wordless(interviews)
    if not again:
        _refuse_a_second_time(programme, held_on, elsewhere, interviews)
    communities = _communities(actor, programme, interviews)
    said = []
    for number, interview in enumerate(interviews, start=1):
        community, title = communities[interview.community], _title(number, len(interviews))
        engagement = _occasion(actor, programme, community, title, held_on, interview)
        contributor = _contributor(actor, programme, community, elsewhere, interview)
        said.append(_contribution(actor, engagement, community, contributor, interview))
        tell(number, len(interviews))
    audit.record(
        actor=actor,
        act="listening.import_turns",
        about=programme,
        scope_ref=programme.ref,
        count=len(said),
    )
    return ImportResult(
        contributions=tuple(said),
        turns=sum(len(each.turns) for each in interviews),
        communities=len(communities),
        tables=sum(each.voice == "table" for each in said),
        without_interviewee=sum(not each.has_interviewee for each in interviews),
    )


def _refuse_unless_agreed(
    actor: Actor, programme: Programme, held_on: date, elsewhere: ConsentElsewhere
) -> None:
    """By the actor's role, by the panel, and by the people who spoke, on a day that has been."""
    require(actor, "listening.import_turns", programme)
    if is_paused(programme, "listening"):
        raise Refused(PAUSED)
    if held_on > clock.today():
        raise Refused("The day these conversations were held cannot be in the future.", "held_on")
    check_form(elsewhere.form, elsewhere.agreed_on, elsewhere.holder)
    check_uses(elsewhere.uses)


def check_uses(uses: Iterable[str]) -> None:
    """Raises Refused, naming the first use that nobody is asked about."""
    unknown = [use for use in uses if use not in consent.QUESTIONS]
    if unknown:
        raise Refused(
            f"“{unknown[0]}” is not a use people are asked about. "
            f"The uses are: {', '.join(consent.QUESTIONS)}."
        )


def _refuse_wordless(interviews: list[InterviewTurns]) -> None:
    for number, interview in enumerate(interviews, start=1):
        if not any(turn.text.strip() for turn in interview.turns):
            raise Refused(
                f"Conversation {number} of {len(interviews)} holds no words. "
                "Check which column holds the words, or take that conversation out.",
                "table",
            )


def _title(number: int, of: int) -> str:
    return f"Imported conversation {number} of {of}"


def _refuse_a_second_time(
    programme: Programme,
    held_on: date,
    elsewhere: ConsentElsewhere,
    interviews: Sequence[InterviewTurns],
) -> None:
    came_in = _came_in_before(programme, held_on, elsewhere, interviews)
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
    programme: Programme,
    held_on: date,
    elsewhere: ConsentElsewhere,
    interviews: Sequence[InterviewTurns],
) -> datetime | None:
    """When people came in under this form last. Where all are tables, which keep no form: when as
    many came in of the same day."""
    if not any(each.voice == "person" for each in interviews):
        first = _title(1, len(interviews))
        alike = Engagement.objects.filter(programme=programme, held_on=held_on, title=first)
        return alike.values_list("created_at", flat=True).last()
    people = Contributor.objects.filter(
        programme=programme,
        consent_form=elsewhere.form.strip(),
        consent_date=elsewhere.agreed_on,
        consent_holder=elsewhere.holder.strip(),
    )
    return people.order_by("created_at").values_list("created_at", flat=True).last()


def _communities(
    actor: Actor, programme: Programme, interviews: list[InterviewTurns]
) -> dict[str, Community]:
    """The community of each value in the table: one that exists by slug or name, else a new one."""
    known = {each.slug: each for each in programme.communities.all()}
    known |= {each.name.casefold(): each for each in known.values()}
    found: dict[str, Community] = {}
    for value in dict.fromkeys(interview.community for interview in interviews):
        slug = slugify(value)[:40] or "community"
        community = known.get(value.casefold()) or known.get(slug)
        if community is None:
            community = Community.objects.create(
                programme=programme, slug=slug, name=value[:250], position=len(known)
            )
            known[slug] = community
        if not policies.may_hold_words_of(actor, programme, community):
            raise Refused(
                "Words from one of these communities are brought in by the peer team. "
                "Ask one of the peer researchers to import them."
            )
        found[value] = community
    return found


def _occasion(
    actor: Actor,
    programme: Programme,
    community: Community,
    title: str,
    held_on: date,
    interview: InterviewTurns,
) -> Engagement:
    # The label in the file may be a name, so it is not kept.
    engagement = Engagement.objects.create(
        programme=programme,
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
    actor: Actor,
    programme: Programme,
    community: Community,
    elsewhere: ConsentElsewhere,
    interview: InterviewTurns,
) -> Contributor | None:
    if interview.voice != "person":
        return None
    return register_contributor_elsewhere(
        actor=actor,
        programme=programme,
        community=community,
        consent_form=elsewhere.form,
        consent_date=elsewhere.agreed_on,
        consent_holder=elsewhere.holder,
        uses=elsewhere.uses,
    )


def _contribution(
    actor: Actor,
    engagement: Engagement,
    community: Community,
    contributor: Contributor | None,
    interview: InterviewTurns,
) -> Contribution:
    return seal_contribution(
        actor,
        engagement,
        community,
        contributor,
        _passages(interview),
        voice=interview.voice,
        people=max(1, interview.interviewees),
        source="import",
        was_read_back=False,
    )


def _passages(interview: InterviewTurns) -> list[Passage]:
    """The turns as passages: interviewers are speaker 0, others numbered as they first speak."""
    speakers: dict[str, int] = {}
    passages = []
    for turn in interview.turns:
        label = turn.speaker_label.casefold()
        speaker = (
            INTERVIEWER if turn.is_interviewer else speakers.setdefault(label, len(speakers) + 1)
        )
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
    if not slug or slugify(slug) != slug:
        raise Refused(
            "Give the programme an address of small letters, numbers and dashes, "
            "for example “two-groups”."
        )
    held = _held_to_import(actor)
    if not held:
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
        for role, until in held
    )
    audit.record(
        actor=actor,
        act="listening.open_programme_for_import",
        about=programme,
        scope_ref=programme.ref,
    )
    return programme


def _held_to_import(actor: Actor) -> list[tuple[str, date]]:
    """The roles that import which the actor holds somewhere, each with its latest last day."""
    roles = frozenset(role for roles in actor.roles.values() for role in roles)
    import_turns = [r for r in roles if "listening.import_turns" in permissions_of(frozenset({r}))]
    held = Membership.objects.filter(
        user_id=actor.user_id, role__in=import_turns, until__gte=clock.today()
    )
    return list(held.values_list("role").annotate(Max("until")).order_by("role"))
