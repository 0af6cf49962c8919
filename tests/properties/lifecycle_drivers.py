"""How each lifecycle is driven through commands: a record to begin with, and an attempt at a move.

Whoever adds a lifecycle adds its driver here, and its moves in `allowed_moves`.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from saidanddone.answers import commands as answering
from saidanddone.answers import states as answer_states
from saidanddone.answers.inputs import AloudTallyInput, AnswerInput
from saidanddone.answers.models import Answer
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.lifecycle import Lifecycle
from saidanddone.evidence.coding.commands import (
    PassageToCode,
    code_passages,
    settle_coding,
)
from saidanddone.evidence.coding.inputs import SettleCodingInput
from saidanddone.evidence.coding.models import Coding
from saidanddone.evidence.coding.states import CODING_LIFECYCLE
from saidanddone.evidence.transcripts.commands import hide_and_put_back, put_back, send_back
from saidanddone.evidence.transcripts.inputs import HideInput, SendBackInput
from saidanddone.evidence.transcripts.models import SentBack
from saidanddone.evidence.transcripts.states import SENT_BACK_LIFECYCLE
from saidanddone.listening import commands as listening
from saidanddone.listening import states as listening_states
from saidanddone.listening.models import Contributor, Engagement
from saidanddone.peers import commands as peers
from saidanddone.peers.models import PeerResearcher
from saidanddone.peers.states import PEER_LIFECYCLE
from saidanddone.releases import commands as releasing
from saidanddone.releases import states as release_states
from saidanddone.releases.models import Release
from saidanddone.strategy import commands as planning
from saidanddone.strategy.inputs import ActionInput, ActionMoveInput, UpdateInput
from saidanddone.strategy.models import Action
from saidanddone.strategy.states import ACTION_LIFECYCLE
from tests.people import Cast
from tests.properties.allowed_moves import ALLOWED, BY_CODE, CLOCK, AllowedMoves
from tests.unit.answers import world as answers_world
from tests.unit.evidence import voices
from tests.unit.listening import occasions
from tests.unit.releases import world

PEOPLE = ("amina", "bola", "chidi", "dawn", "ed", "farah", "grace", "harun", "iris", "jo", "sam")
NAMES = (*PEOPLE, BY_CODE, CLOCK)


@dataclass(frozen=True)
class Driver:
    """`begin` makes a record in a first state. `attempt(people, record, end, name, words)` tries every
    command that could move it to `end`, and raises Refused or NotYours.
    """

    lifecycle: Lifecycle
    begin: Callable[[Cast], Any]
    attempt: Callable[[Cast, Any, str, str, str], None]

    @property
    def allowed(self) -> AllowedMoves:
        return ALLOWED[self.lifecycle.record]


def _try(*commands: Callable[[], object]) -> None:
    """Run the first that is allowed; raises what the last one raised."""
    for command in commands[:-1]:
        with suppress(Refused, NotYours):
            command()
            return
    commands[-1]()


def _nobody_can() -> None:
    raise NotYours


def _begin_peer(people: Cast) -> PeerResearcher:
    """Amina sits on the panel as Robin."""
    return peers.add_peer(
        actor=people.bola, programme=people.programme, alias="Robin", user=people.users["amina"]
    )


def _move_peer(people: Cast, peer: PeerResearcher, end: str, name: str, words: str) -> None:
    if name not in PEOPLE:
        _nobody_can()
    peers.move_peer(actor=getattr(people, name), programme=people.programme, peer=peer, to=end)


def _begin_engagement(people: Cast) -> Engagement:
    """Planned on the day before it is to be."""
    with clock.as_if(clock.now() - timedelta(days=2)):
        return occasions.conversation(people, held_on=clock.today() + timedelta(days=1), came={})


def _move_engagement(people: Cast, record: Engagement, end: str, name: str, words: str) -> None:
    if name not in PEOPLE:
        _nobody_can()
    listening.move_engagement(
        actor=getattr(people, name), programme=people.programme, engagement=record, to=end
    )


def _begin_contributor(people: Cast) -> Contributor:
    return occasions.kit(people)[0]


def _move_contributor(people: Cast, record: Contributor, end: str, name: str, words: str) -> None:
    if name == BY_CODE and end == "withdrawing":
        listening.ask_to_withdraw_by_code(contributor=record)
    elif name in PEOPLE and end == "active":
        listening.undo_withdrawal(
            actor=getattr(people, name), programme=people.programme, contributor=record
        )
    else:
        _nobody_can()


def _begin_coding(people: Cast) -> Coding:
    """What a keyword found in a resident's words, which Chidi looked for."""
    transcript = voices.confirmed(people, voices.words_of_a_table(people))
    code_passages(
        actor=people.chidi,
        programme=people.programme,
        passages=[PassageToCode(transcript, 0, 20, (voices.a_code(people),))],
        origin="keyword",
        state="suggested",
    )
    return Coding.objects.get()


def _begin_sent_back(people: Cast) -> SentBack:
    return send_back(
        actor=people.chidi,
        programme=people.programme,
        transcript=voices.confirmed(people, voices.words_of_kit(people)),
        details=SendBackInput(number=2),
    )


def _settle_turn(people: Cast, record: SentBack, end: str, name: str, words: str) -> None:
    if name in (BY_CODE, CLOCK):
        _nobody_can()
    about: dict[str, Any] = {
        "actor": getattr(people, name),
        "programme": people.programme,
        "transcript": record.contribution.transcripts.order_by("-revision")[0],
    }
    if end == "hidden":
        hide_and_put_back(**about, details=HideInput(number=2, also_hide=("Roz",)))
    elif end == "nothing":
        put_back(**about, details=SendBackInput(number=2))
    else:
        _nobody_can()


def _settle_coding(people: Cast, record: Coding, end: str, name: str, words: str) -> None:
    if name not in PEOPLE:
        _nobody_can()
    settle_coding(
        actor=getattr(people, name),
        programme=people.programme,
        excerpt=record.excerpt,
        details=SettleCodingInput(code_ref=record.code.ref, state=end),
    )


def _begin_action(people: Cast) -> Action:
    """Proposed by Dawn, to be done by Ed."""
    return planning.propose_action(
        actor=people.dawn,
        programme=people.programme,
        details=ActionInput(
            title="Mend the stair lights",
            owner_agency_ref=people.agencies["council"].ref,
            owner_ref=people.users["ed"].ref,
            due_on=date(2099, 12, 1),
        ),
    )


def _move_action(people: Cast, record: Action, end: str, name: str, words: str) -> None:
    if name not in PEOPLE:
        _nobody_can()
    given = {
        "actor": getattr(people, name),
        "programme": people.programme,
        "action_ref": record.ref,
    }
    move = ActionMoveInput(to=end, what_changed=words)
    update = UpdateInput(state=end, what_changed=words, next_on=date(2099, 1, 1))
    _try(
        lambda: planning.move_action(**given, details=move),
        lambda: planning.update_action(**given, details=update),
    )


def _begin_answer(people: Cast) -> Answer:
    """Drafted by Bola, to a theme that many raised."""
    theme = answers_world.theme(people)
    answers_world.raised(people, theme)
    return answering.draft_answer(
        actor=people.bola,
        programme=people.programme,
        theme=theme,
        details=_words_of_answer("mended"),
    )


def _words_of_answer(how: str) -> AnswerInput:
    return AnswerInput(
        says="done",
        we_heard="The lights on the stairs are broken.",
        we_did=f"The lights on the stairs were {how} on 14 June.",
    )


def _move_answer(people: Cast, record: Answer, end: str, name: str, words: str) -> None:
    if name == CLOCK and end == "reopened":
        _three_people_say_no(people, record)
        answering.reopen_by_verdicts(programme=people.programme)
        return
    if name not in PEOPLE:
        _nobody_can()
    given = {"actor": getattr(people, name), "programme": people.programme}
    named = {**given, "answer_ref": record.ref}
    version = Answer.objects.get(pk=record.pk).version
    {
        "drafted": lambda: answering.edit_answer(
            **named, version=version, details=_words_of_answer("replaced")
        ),
        "approved": lambda: answering.approve_answer(**named, version=version),
        "published": lambda: answering.publish_answers(**given),
        "reopened": lambda: answering.reopen_by_panel(**named, because=words),
    }[end]()


def _three_people_say_no(people: Cast, record: Answer) -> None:
    with suppress(Refused, NotYours):
        answering.type_in_tally(
            actor=people.iris,
            programme=people.programme,
            answer_ref=record.ref,
            details=AloudTallyInput(
                community_slug=people.residents.slug, told_on=clock.today(), seen_no=3
            ),
        )


def _begin_release(people: Cast) -> Release:
    return world.draft(people)


def _move_release(people: Cast, record: Release, end: str, name: str, words: str) -> None:
    if name not in PEOPLE:
        _nobody_can()
    actor = getattr(people, name)
    if end == release_states.DRAFTED:
        releasing.redraft(actor=actor, release=record)
    else:
        releasing.sign_release(actor=actor, release=record)


DRIVERS = (
    Driver(PEER_LIFECYCLE, _begin_peer, _move_peer),
    Driver(listening_states.ENGAGEMENT_LIFECYCLE, _begin_engagement, _move_engagement),
    Driver(listening_states.CONTRIBUTOR_LIFECYCLE, _begin_contributor, _move_contributor),
    Driver(CODING_LIFECYCLE, _begin_coding, _settle_coding),
    Driver(SENT_BACK_LIFECYCLE, _begin_sent_back, _settle_turn),
    Driver(ACTION_LIFECYCLE, _begin_action, _move_action),
    Driver(answer_states.ANSWER_LIFECYCLE, _begin_answer, _move_answer),
    Driver(release_states.RELEASE_LIFECYCLE, _begin_release, _move_release),
)
