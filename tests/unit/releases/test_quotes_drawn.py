"""Whom a release quotes: each voice once, at least eight, drawn by lot or chosen."""

import random
from collections import Counter

import pytest

from saidanddone.base.errors import Refused
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.releases import commands
from saidanddone.releases.quotes import FEWEST_VOICES, drawn_by_lot, standing_quotes
from tests.people import Cast
from tests.unit.releases import world


class EveryVoice(random.SystemRandom):
    """Draws every voice there is, so that no test hangs on who is left out."""

    def random(self) -> float:
        return 0.0


@pytest.fixture
def _everyone_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "SystemRandom", EveryVoice)


@pytest.mark.usefixtures("_everyone_is_drawn")
def test_each_voice_is_quoted_once(people: Cast) -> None:
    who = world.raised(people, world.theme(people), residents=12)
    for slug in ("bins", "buses"):
        also = world.theme(people, slug)
        world.passages(
            people, also, [(person, f"And the {slug}, for years now.") for person in who]
        )
    quoted = [quote.excerpt.key_ref for quote in standing_quotes(world.draft(people))]
    assert len(quoted) == len(set(quoted)) > FEWEST_VOICES


@pytest.mark.usefixtures("_everyone_is_drawn")
def test_a_voice_quoted_already_is_not_drawn_under_a_new_theme(people: Cast) -> None:
    who = []
    for slug in ("lights", "bins", "buses"):
        who += world.raised(people, world.theme(people, slug), residents=5)
    world.signed(people)
    noise = world.theme(people, "noise")
    world.passages(people, noise, [(person, "The noise at night, every night.") for person in who])
    quoted = [quote.excerpt.key_ref for quote in standing_quotes(world.draft(people))]
    assert len(quoted) == len(set(quoted)) > FEWEST_VOICES


def test_nobody_is_quoted_where_fewer_than_eight_could_be(people: Cast) -> None:
    for slug, many in (("lights", 3), ("bins", 2), ("buses", 2)):
        lights = world.theme(people, slug)
        world.raised(people, lights, residents=many)
        world.raised(people, lights, residents=5, quotable=False)
    assert not world.draft(people).quotes.exists()


def test_eight_are_enough(people: Cast) -> None:
    for slug, many in (("lights", 3), ("bins", 3), ("buses", 2)):
        lights = world.theme(people, slug)
        world.raised(people, lights, residents=many)
        world.raised(people, lights, residents=5, quotable=False)
    assert len(standing_quotes(world.signed(people))) == FEWEST_VOICES


def test_about_half_of_the_voices_are_drawn_and_each_as_often_as_another() -> None:
    """2,000 draws of 20 voices: each in half of them, within 4 standard errors of 0.0112."""
    spoke = [Excerpt(key_ref=f"voice {voice}") for voice in range(20)]
    under = {f"theme {number}": spoke for number in range(8)}
    chance = random.Random(28)  # noqa: S311
    times = Counter[str]()
    sizes = set()
    for _ in range(2000):
        drawn = drawn_by_lot(under, 0, chance)
        sizes.add(len(drawn))
        times.update(excerpt.key_ref for _, excerpt in drawn)
    assert min(sizes) < 8
    assert max(sizes) > 12
    assert len(times) == 20
    assert all(abs(many / 2000 - 1 / 2) < 4 * 0.0112 for many in times.values())


def test_two_passages_of_one_voice_are_refused(people: Cast) -> None:
    lights = world.theme(people)
    who = world.raised(people, lights, residents=12)
    world.passage(people, who[0], lights, "And the bins by the wall as well.")
    release = world.draft(people)
    chosen = [(lights.ref, excerpt.ref) for excerpt in Excerpt.objects.all()]
    with pytest.raises(Refused, match="said by one person"):
        commands.choose_quotes(actor=people.bola, release=release, chosen=chosen)


def test_fewer_than_eight_are_refused_and_none_is_not(people: Cast) -> None:
    lights = world.theme(people)
    world.raised(people, lights, residents=12)
    release = world.draft(people)
    chosen = [(lights.ref, excerpt.ref) for excerpt in Excerpt.objects.all()]
    with pytest.raises(Refused, match="at least 8 people, or none"):
        commands.choose_quotes(actor=people.bola, release=release, chosen=chosen[:7])
    commands.choose_quotes(actor=people.bola, release=release, chosen=chosen[:8])
    assert len(standing_quotes(release)) == 8
    commands.choose_quotes(actor=people.bola, release=release, chosen=[])
    assert not release.quotes.exists()
