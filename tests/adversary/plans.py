"""What a made-up programme is to hold, drawn by lot: who speaks, what they raise, what they agree to.

People of a community are of a few kinds, and people of one kind raise alike things. How many raise a
theme is drawn near the counts at which something public changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

COMMUNITIES = ("sex-workers", "residents", "traders")
THEMES = (
    "lights", "doctor", "buses", "gate", "sleep", "food", "school", "advice", "police", "rent",
    "toilets", "phone", "benches", "crossing", "nights",
)  # fmt: skip
KINDS = ("concern", "ask", "strength")
VOCABULARY = [
    "the",
    "lamp",
    "by",
    "underpass",
    "was",
    "out",
    "again",
    "and",
    "nobody",
    "came",
    "so",
    "we",
    "walked",
    "round",
    "past",
    "shops",
    "where",
    "it",
    "is",
    "open",
    "late",
    "they",
    "know",
    "my",
    "name",
    "there",
    "but",
    "when",
    "I",
    "asked",
    "about",
    "it",
    "last",
    "spring",
    "one",
    "of",
    "them",
    "said",
    "to",
    "wait",
    "until",
    "council",
    "had",
    "money",
    "for",
    "more",
    "than",
    "paint",
    "you",
    "get",
    "used",
    "to",
    "waiting",
    "if",
    "your",
    "bus",
    "has",
    "gone",
    "then",
    "at",
    "least",
    "someone",
    "rings",
    "back",
    "once",
    "a",
    "week",
    "which",
    "helps",
    "a",
    "bit",
    "most",
    "mornings",
    "are",
    "better",
    "than",
    "evenings",
]
SPRING = (date(2026, 3, 4), date(2026, 4, 8), date(2026, 5, 6), date(2026, 6, 3))
SUMMER = (date(2026, 7, 8), date(2026, 8, 5))
FEWEST_IN_PUBLIC = 8
AFFINITY = 3.0  # how much likelier the kinds who raise a theme are to raise it


@dataclass(frozen=True)
class Planned:
    """One person who will speak: `themes` by their slugs, one passage on each."""

    community: str
    kind: int
    held_on: date
    themes: tuple[str, ...]
    may_be_quoted: bool
    replies: float  # how likely they are to reply to an answer


@dataclass(frozen=True)
class Plan:
    """`later` speak between the two releases; none where the programme releases once."""

    themes: tuple[str, ...]
    kinds: dict[str, str]
    affinity: dict[str, dict[tuple[str, int], float]] = field(repr=False)
    first: tuple[Planned, ...]
    later: tuple[Planned, ...]
    answered: tuple[str, ...]
    compares: bool


def plan_of(rng: np.random.Generator) -> Plan:
    """One programme, drawn: two or three communities of 12 to 60 people, 6 to 15 themes."""
    communities = COMMUNITIES[: rng.integers(2, 4)]
    themes = tuple(str(slug) for slug in rng.permutation(THEMES)[: rng.integers(6, 16)])
    people = [
        (community, int(rng.integers(0, 3)))
        for community in communities
        for _ in range(rng.integers(12, 61))
    ]
    affinity = {slug: _affinity(rng, communities) for slug in themes}
    raised_by = {slug: _raisers(rng, people, affinity[slug]) for slug in themes}
    is_later = rng.random(len(people)) < (rng.choice([0.1, 0.25]) if rng.random() < 0.6 else 0.0)
    planned = [
        _planned(rng, who, is_later[number], [slug for slug in themes if number in raised_by[slug]])
        for number, who in enumerate(people)
    ]
    return Plan(
        themes=themes,
        kinds={slug: str(rng.choice(KINDS, p=(0.45, 0.45, 0.1))) for slug in themes},
        affinity=affinity,
        first=tuple(person for person, later in zip(planned, is_later, strict=True) if not later),
        later=tuple(person for person, later in zip(planned, is_later, strict=True) if later),
        answered=tuple(slug for slug in themes if rng.random() < 0.6),
        compares=bool(rng.random() < 0.8),
    )


def another(rng: np.random.Generator, plan: Plan, community: str, held_on: date) -> Planned:
    """Someone who comes after the last release: they raise what people of their kind raise."""
    kind = int(rng.integers(0, 3))
    weights = np.array([plan.affinity[slug][community, kind] for slug in plan.themes])
    chosen = rng.random(len(weights)) < 0.3 * weights / weights.mean()
    slugs = [slug for slug, raises in zip(plan.themes, chosen, strict=True) if raises]
    return Planned(community, kind, held_on, tuple(slugs or plan.themes[:1]), True, 0.5)


def _affinity(rng: np.random.Generator, communities: Sequence[str]) -> dict[tuple[str, int], float]:
    """How readily each kind of each community raises a theme."""
    return {
        (community, kind): float(AFFINITY ** rng.normal())
        for community in communities
        for kind in range(3)
    }


def _raisers(
    rng: np.random.Generator,
    people: Sequence[tuple[str, int]],
    affinity: dict[tuple[str, int], float],
) -> frozenset[int]:
    """Who raises a theme. Their number is near the threshold, near a multiple of 5 or anywhere."""
    near = rng.random()
    if near < 0.35:
        wanted = int(rng.choice([7, 8, 8, 8, 9, 9, 10]))
    elif near < 0.7:
        wanted = int(5 * rng.integers(2, 6) + rng.choice([-3, -2, 2, 3]))
    else:
        wanted = int(len(people) * rng.uniform(0.08, 0.7))
    weights = np.array([affinity[who] for who in people])
    wanted = min(wanted, len(people) - 1)
    chosen = rng.choice(len(people), size=wanted, replace=False, p=weights / weights.sum())
    return frozenset(int(number) for number in chosen)


def _planned(
    rng: np.random.Generator, who: tuple[str, int], is_later: bool, themes: Sequence[str]
) -> Planned:
    return Planned(
        community=who[0],
        kind=who[1],
        held_on=SUMMER[rng.integers(0, 2)] if is_later else SPRING[rng.integers(0, 4)],
        themes=tuple(themes),
        may_be_quoted=bool(rng.random() < 0.6),
        replies=float(rng.choice([0.0, 0.2, 0.6])),
    )


def words(rng: np.random.Generator) -> str:
    """A passage like no other, of some 40 to 300 characters."""
    some = rng.choice(VOCABULARY, size=int(rng.integers(8, 50)))
    return f"{' '.join(some).capitalize()}, {rng.integers(10**9):09}."
