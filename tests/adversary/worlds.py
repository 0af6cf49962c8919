"""Builds a made-up programme through commands: people speak, themes are answered, and releases are signed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from saidanddone.answers import scheduled as answering
from saidanddone.answers.commands import approve_answer, draft_answer, give_verdict_by_code
from saidanddone.answers.inputs import AnswerInput
from saidanddone.answers.models import PublishedAnswer
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.evidence.coding.commands import add_code
from saidanddone.evidence.coding.inputs import CodeInput
from saidanddone.evidence.themes.commands import make_theme, run_common_ground
from saidanddone.evidence.themes.inputs import ThemeInput
from saidanddone.evidence.themes.models import Theme
from saidanddone.listening import scheduled as listening
from saidanddone.programme.commands import add_part
from saidanddone.programme.inputs import CommunityInput
from saidanddone.releases.commands import draft_release, sign_release
from saidanddone.strategy.commands import (
    agree_action,
    move_action,
    propose_action,
    record_decision,
)
from saidanddone.strategy.inputs import ActionInput, ActionMoveInput, DecisionInput
from tests.adversary.listening import Listeners, Voice, at, hear
from tests.adversary.plans import FEWEST_IN_PUBLIC, Plan, plan_of
from tests.people import Cast, gather

FIRST_RELEASE, SECOND_RELEASE, NOW = date(2026, 7, 1), date(2026, 9, 16), date(2026, 11, 4)
STARTS = date(2026, 3, 2)
REPLICATES = 200  # of the shuffles of a comparison; the product takes 2,000
SAYS = (
    {"says": "done", "we_did": "The lights on the stairs were mended on 14 June."},
    {"says": "no_because", "because": "It costs £90,000 a year."},
)


@dataclass(frozen=True)
class World:
    """A programme with what is public of it, and whose words are whose."""

    people: Cast
    listeners: Listeners
    plan: Plan
    themes: Mapping[str, Theme]
    voices: tuple[Voice, ...]

    @property
    def slug(self) -> str:
        return self.people.programme.slug


def build(rng: np.random.Generator) -> World:
    """Draw a programme and build it, in the transaction of the caller."""
    plan = plan_of(rng)
    with clock.as_if(at(STARTS)):
        people = gather()
        listeners, themes = _prepare(people, plan)
    voices = hear(listeners, plan.first, rng)
    world = World(people, listeners, plan, themes, tuple(voices))
    with clock.as_if(at(FIRST_RELEASE)):
        _answer(world, rng)
        if plan.compares:
            compare(world)
        release(world)
    if not plan.later:
        return world
    with clock.as_if(at(FIRST_RELEASE + timedelta(days=20))):
        _reply(world, rng)
        run_jobs()
    voices += hear(listeners, plan.later, rng)
    world = World(people, listeners, plan, themes, tuple(voices))
    with clock.as_if(at(SECOND_RELEASE)), suppress(Refused):  # then the first one stands
        if plan.compares:
            compare(world)
        release(world)
    with clock.as_if(at(NOW)):
        run_jobs()
    return world


def run_jobs() -> None:
    """What the worker does by the clock that changes answers and words: weekly, and when seven days are over."""
    for job in (*answering.JOBS, *listening.JOBS):
        job.run(clock.today())


def compare(world: World) -> None:
    """Work the common ground out anew, where there is enough to compare."""
    try:
        run_common_ground(
            actor=world.listeners.analyst,
            programme=world.people.programme,
            replicates=REPLICATES,
            seed=1,
        )
    except Refused:
        return


def release(world: World) -> None:
    """Draft the next release and sign it twice."""
    people = world.people
    made = draft_release(actor=people.bola, programme=people.programme)
    for signer in (people.dawn, people.grace):
        sign_release(actor=signer, release=made)


def _prepare(people: Cast, plan: Plan) -> tuple[Listeners, dict[str, Theme]]:
    """The communities, a code and a theme for each thing that may be raised."""
    programme = people.programme
    # The least for a theme is one of the programme's settings; no command changes it.
    programme.fewest_people_for_public_theme = FEWEST_IN_PUBLIC
    programme.save(update_fields=["fewest_people_for_public_theme"])
    add_part(
        actor=people.dawn,
        programme=programme,
        details=CommunityInput(name="Traders", heard_in="talks in shops"),
    )
    analyst, codes, themes = people.chidi, {}, {}
    for slug in plan.themes:
        codes[slug] = add_code(actor=analyst, programme=programme, details=CodeInput(name=slug))
        themes[slug] = make_theme(
            actor=analyst,
            programme=programme,
            details=ThemeInput(
                statement=f"We ask for {slug} here",
                kind=plan.kinds[slug],
                code_refs=(codes[slug].ref,),
            ),
            slug=slug,
        )
    return Listeners(people.amina, analyst, programme, codes), themes


def _answer(world: World, rng: np.random.Generator) -> None:
    """Answers to some themes; each answer that says done stands on an action that is done."""
    people, programme = world.people, world.people.programme
    for slug in world.plan.answered:
        if world.plan.kinds[slug] == "strength":
            continue
        says = SAYS[int(rng.random() < 0.4)]
        if says["says"] == "done":
            _do(people, world.themes[slug])
        answer = draft_answer(
            actor=people.bola,
            programme=programme,
            theme=world.themes[slug],
            details=AnswerInput(we_heard="The stairs are dark after six.", **says),
        )
        approve_answer(actor=people.dawn, programme=programme, answer_ref=answer.ref, version=1)


def _do(people: Cast, theme: Theme) -> None:
    """Decide it, agree what is done about it, and do it."""
    actor, programme = people.dawn, people.programme
    record_decision(
        actor=actor,
        programme=programme,
        details=DecisionInput(
            title=f"What {theme.slug} needs comes first",
            body="The steering group",
            decided_on=clock.today(),
            decided="The lights on the stairs are mended before the hedges are cut.",
            theme_refs=(theme.ref,),
        ),
    )
    action = propose_action(
        actor=actor,
        programme=programme,
        details=ActionInput(
            title=f"Mend what {theme.slug} needs",
            owner_agency_ref=people.agencies["council"].ref,
            owner_post="Head of street lighting",
            due_on=SECOND_RELEASE,
            serves={theme.ref: "meets"},
        ),
    )
    agree_action(actor=actor, programme=programme, action_ref=action.ref)
    move_action(
        actor=actor,
        programme=programme,
        action_ref=action.ref,
        details=ActionMoveInput(to="done", what_changed="The lights were mended on 14 June."),
    )


def _reply(world: World, rng: np.random.Generator) -> None:
    """Some of those who hold a card say what they think of the answers that are out."""
    out = list(PublishedAnswer.objects.filter(programme=world.people.programme))
    for voice in world.voices:
        for published in out:
            if rng.random() < voice.plan.replies:
                verdict = rng.choice(["meant_yes", "meant_no", "seen_yes", "seen_no"])
                give_verdict_by_code(
                    contributor=voice.contributor,
                    answer_ref=published.answer.ref,
                    verdict=str(verdict),
                )
