"""One trial: someone takes something back, others come and go, and what is public is copied before and after."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import numpy as np
from django.test import Client
from django.urls import reverse

from saidanddone.answers.models import PublishedAnswer
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.listening.commands import withdraw_now
from saidanddone.releases.models import ReleaseQuote
from tests.adversary.copies import behind, take
from tests.adversary.listening import Voice, at, hear
from tests.adversary.plans import another
from tests.adversary.visiting import HOST, Copy
from tests.adversary.worlds import NOW, World, compare, release, run_jobs
from tests.homes.visit import undone

STOPS, BY_CODE, BY_PEER = "stops quotes by code", "withdraws by code", "withdraws with a peer"
ACTS = (STOPS, BY_CODE, BY_PEER)
LIVE, RELEASED = "the same day", "after the next release"
NOBODY, FEW, MANY = "nobody else", "1 to 3 others", "5 to 8 others"
SHARES = {NOBODY: 0.4, FEW: 0.4, MANY: 0.2}
HOW_MANY = {NOBODY: (0, 1), FEW: (1, 4), MANY: (5, 9)}
A_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Trial:
    """What happens. `has_card`: the adversary reads behind her code too; `presses`: and replies there."""

    target: Voice
    act: str
    when: str
    others: str
    compares: bool
    has_card: bool
    presses: bool


@dataclass(frozen=True)
class Copies:
    """`released` is None where the live pages alone were looked at again."""

    before: Copy
    live: Copy
    released: Copy | None


def draw(world: World, rng: np.random.Generator) -> Trial:
    """Whose trial it is and what happens, by lot; someone who is quoted in seven of ten."""
    quoted = quoted_in(world)
    some = [voice for voice in world.voices if voice.contributor.pk in quoted]
    among = some if some and rng.random() < 0.7 else world.voices
    act = ACTS[rng.integers(0, 3)]
    has_card = bool(act != BY_PEER and rng.random() < 0.3)
    return Trial(
        target=among[rng.integers(0, len(among))],
        act=act,
        when=(LIVE, RELEASED)[rng.integers(0, 2)],
        others=str(rng.choice(list(SHARES), p=list(SHARES.values()))),
        compares=bool(rng.random() < 0.5),
        has_card=has_card,
        presses=bool(has_card and act == STOPS and rng.random() < 0.5),
    )


def play(world: World, trial: Trial, before: Copy, rng: np.random.Generator) -> Copies:
    """Let it happen, copy, and undo it."""
    card = trial.target.card if trial.has_card else ""
    with undone():
        with clock.as_if(at(NOW)):
            if card:
                before = before | {"card": behind(card)}
        with clock.as_if(at(NOW, hour=14)):
            if trial.presses:
                _say_no_to_all(world, card)
            _happen(world, trial, rng)
            live = take(world, card=card)
        released = None
        if trial.when == RELEASED:
            with clock.as_if(at(NOW + A_MONTH)):
                run_jobs()
                if trial.compares:
                    compare(world)
                # A release that is refused because it would tell too much: the last one stands.
                with suppress(Refused):
                    release(world)
                released = take(world, card=card)
    return Copies(before, live, released)


def quoted_in(world: World) -> set[int]:
    """Who is quoted in the last release."""
    last = ReleaseQuote.objects.filter(release__programme=world.people.programme)
    newest = last.order_by("-release__number").values_list("release", flat=True).first()
    owners = last.filter(release=newest).values_list(
        "excerpt__transcript__contribution__contributor", flat=True
    )
    return {owner for owner in owners if owner is not None}


def _happen(world: World, trial: Trial, rng: np.random.Generator) -> None:
    """Her act and those of others, in an order drawn by lot."""
    acts = [partial(_act, world, trial.target, trial.act)]
    low, high = HOW_MANY[trial.others]
    going = [voice for voice in world.voices if voice is not trial.target]
    for number in rng.permutation(len(going))[: rng.integers(low, high)]:
        other = going[number]
        does = rng.random()
        if does < 0.5:
            acts.append(partial(_come, world, other.plan.community, rng))
        else:
            acts.append(partial(_act, world, other, BY_PEER if does < 0.85 else STOPS))
    for place in rng.permutation(len(acts)):
        acts[place]()


def _act(world: World, voice: Voice, act: str) -> None:
    if act == BY_PEER:
        withdraw_now(
            actor=world.listeners.peer,
            programme=world.people.programme,
            contributor=voice.contributor,
        )
    else:
        _post(voice.card, do="stop_quotes" if act == STOPS else "withdraw")


def _come(world: World, community: str, rng: np.random.Generator) -> None:
    """Someone else is heard, eight days ago, and their words are marked today."""
    person = another(rng, world.plan, community, (clock.now() - timedelta(days=8)).date())
    hear(world.listeners, [person], rng)


def _say_no_to_all(world: World, card: str) -> None:
    """The adversary replies with her card to every answer: a reply counts where she raised the theme."""
    for published in PublishedAnswer.objects.filter(programme=world.people.programme):
        _post(card, say=f"{published.answer.ref}:meant_no")


def _post(card: str, **pressed: str) -> None:
    """Press a button of the page behind a code."""
    answer = Client(SERVER_NAME=HOST).post(
        reverse("updates:updates"), {"code": card, **pressed}, headers={"origin": f"http://{HOST}"}
    )
    if answer.status_code != 200:
        raise LookupError(f"the page behind a code answered {answer.status_code}")
