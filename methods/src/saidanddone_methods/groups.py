"""Common ground: which themes two or more groups share, and where they differ."""

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import lists_by, reads_frames, value_by
from saidanddone_methods.intervals import Interval, newcombe, normal_quantile, wilson
from saidanddone_methods.permutation import Chance, Pattern, chance_of, shuffled
from saidanddone_methods.rankings import Place, rbo_ext
from saidanddone_methods.resampling import Progress

__all__ = [
    "CommonGroundResult",
    "GroupShare",
    "PairAgreement",
    "PairDifference",
    "ThemeComparison",
    "common_ground",
]

Theme = TypeVar("Theme", bound=Hashable)
Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Of `people` in `group`, `raised` raised the theme; `share` has a Wilson interval."""

    group: str
    raised: int
    people: int
    share: Interval


@dataclass(frozen=True, slots=True)
class PairDifference:
    """Share in `first` less share in `second`, with a Newcombe interval.

    `standardised` is the difference over its pooled standard error. `adjusted_p` is the probability
    of one so large for any theme and pair, if groups made no difference (max-T permutation).
    """

    first: str
    second: str
    difference: Interval
    standardised: float
    adjusted_p: float

    @property
    def differs(self) -> bool:
        """Whether the interval excludes 0."""
        return 0 not in self.difference

    @property
    def higher(self) -> str:
        """The group with the larger share."""
        return self.first if self.difference.estimate > 0 else self.second


@dataclass(frozen=True, slots=True)
class ThemeComparison(Generic[Theme]):
    """One theme across the groups, placed by the first of these rules that holds:

    1. `more_in_<group>` if the interval of the difference between two groups excludes 0, its
       `adjusted_p` is at most 1 - confidence, and in the group that raised it more at least
       `at_least_people` people did (with several such pairs, the one with the largest standardised
       difference);
    2. `both` if in every group at least `at_least_people` people, and at least the share
       `at_least_share`, raised it (not necessarily equally often);
    3. `too_few_to_say`.

    `more_in` names the group of rule 1, else None. `more_in_unadjusted` names it by the interval
    and the number of people alone, as if this were the only theme. `adjusted_p` is the smallest of
    the pairs.
    """

    theme: Theme
    groups: tuple[GroupShare, ...]
    differences: tuple[PairDifference, ...]
    adjusted_p: float
    placed: str
    more_in: str | None
    more_in_unadjusted: str | None


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Rank-biased overlap of two groups' rankings of themes; None where one raised nothing."""

    first: str
    second: str
    rbo: float | None


@dataclass(frozen=True, slots=True)
class CommonGroundResult(Generic[Theme]):
    """The result of `common_ground`, with all settings needed to reproduce it.

    `differing` themes are placed as more in one group. If groups made no difference, even one
    would be with a probability of at most 1 - confidence (family-wise, over all themes and pairs).
    `differing_unadjusted` themes differ by their own interval; shuffling people between groups
    gives `differing_by_chance` of these on average. `overall_p` belongs to the whole pattern.
    """

    groups: tuple[str, ...]
    people: tuple[int, ...]
    themes: tuple[ThemeComparison[Theme], ...]
    agreement: tuple[PairAgreement, ...]
    overall_p: float
    differing: int
    differing_unadjusted: int
    differing_by_chance: float
    replicates: int
    seed: int
    confidence: float
    at_least_people: int
    at_least_share: float

    @property
    def rbo(self) -> float | None:
        """Rank agreement of the first two groups."""
        return self.agreement[0].rbo


@reads_frames(
    people_by_theme=lists_by("theme", "person", may_lack_key=True),
    group_of_person=value_by("person", "group", may_repeat=True),
)
def common_ground(
    people_by_theme: Mapping[Theme, Collection[Person]],
    group_of_person: Mapping[Person, str],
    *,
    seed: int,
    replicates: int = 2000,
    confidence: float = 0.95,
    at_least_people: int = 3,
    at_least_share: float = 0.1,
    rbo_p: float = 0.9,
    order: Collection[str] | None = None,
    progress: Progress = lambda done: None,
) -> CommonGroundResult[Theme]:
    """Compare, theme by theme, how many people of each group raised it.

    `people_by_theme` lists who raised each theme; a person counts once. `group_of_person` has
    everyone who spoke for themselves, also people who raised nothing. Groups come in `order`, or by
    name; themes in the order given, placed as `ThemeComparison` says. `replicates` shuffles give
    the permutation distribution, as `Chance` says: 19 or more, as with fewer no `adjusted_p` can
    reach .05 (499 for .002). `progress` is called with the number done. The
    same input and seed give the same result, in whatever order people are listed (within a version
    of numpy's generator).

    Either may be a polars or pandas frame: with the columns theme and person, and person and group.
    One frame with all three serves for both; a row without a theme is a person who raised none.

    People who come forward are not a random sample; intervals and p describe sampling error only.
    Cost: replicates x people x themes; memory about 100 MB beyond the person x theme matrix.
    Raises BadInput for a theme raised by someone without a group, an unknown group in `order`, or
    a setting out of range; TooThin for fewer than two groups or no theme.
    """
    rule = _Rule.of(confidence, at_least_people, at_least_share)
    replicates = whole_number(replicates, "replicates", at_least=rule.fewest_replicates)
    seed = whole_number(seed, "seed")
    rbo_p = open_share(rbo_p, "rbo_p")
    groups = _groups(group_of_person, order)
    _refuse_if_thin(people_by_theme, groups)
    labels, raised = _matrix(people_by_theme, group_of_person, groups)
    pattern = Pattern.of(labels, raised, len(groups))
    blocks = shuffled(labels, replicates, seed, width=pattern.width, progress=progress)
    chance = chance_of(pattern, blocks, rule.z, rule.at_least_people)
    themes = [
        _compare(theme, column, groups, pattern, chance, rule)
        for column, theme in enumerate(people_by_theme)
    ]
    return CommonGroundResult(
        groups=groups,
        people=pattern.people,
        themes=tuple(themes),
        agreement=_agreement(themes, groups, rbo_p),
        overall_p=chance.overall_p,
        differing=sum(theme.more_in is not None for theme in themes),
        differing_unadjusted=sum(theme.more_in_unadjusted is not None for theme in themes),
        differing_by_chance=chance.differing,
        replicates=replicates,
        seed=seed,
        confidence=rule.confidence,
        at_least_people=rule.at_least_people,
        at_least_share=rule.at_least_share,
    )


@dataclass(frozen=True, slots=True)
class _Rule:
    z: float
    confidence: float
    at_least_people: int
    at_least_share: float

    @classmethod
    def of(cls, confidence: float, at_least_people: int, at_least_share: float) -> "_Rule":
        return cls(
            normal_quantile(confidence),
            confidence,
            whole_number(at_least_people, "at_least_people", at_least=1),
            open_share(at_least_share, "at_least_share"),
        )

    @property
    def error(self) -> float:
        """The largest `adjusted_p` of a theme that is more in one group."""
        return round(1 - self.confidence, 12)  # 1 - .9 is below .1 in its last bits

    @property
    def fewest_replicates(self) -> int:
        """With fewer shuffles even the smallest p, 1 / (1 + replicates), is above `error`."""
        return math.ceil(1 / self.error) - 1


def _compare(
    theme: Theme,
    column: int,
    groups: tuple[str, ...],
    pattern: Pattern,
    chance: Chance,
    rule: _Rule,
) -> ThemeComparison[Theme]:
    counts = [int(k) for k in pattern.counts[:, column]]
    people = pattern.people
    shares = tuple(
        GroupShare(group, k, n, wilson(k, n, rule.confidence))
        for group, k, n in zip(groups, counts, people, strict=True)
    )
    differences = tuple(
        PairDifference(
            groups[i],
            groups[j],
            newcombe(counts[i], people[i], counts[j], people[j], rule.confidence),
            float(pattern.standardised[pair, column]),
            float(chance.adjusted_p[pair, column]),
        )
        for pair, (i, j) in enumerate(combinations(range(len(groups)), 2))
    )
    raised = dict(zip(groups, counts, strict=True))
    apart = _furthest_apart(differences, raised, rule.at_least_people)
    more_in = apart.higher if apart and apart.adjusted_p <= rule.error else None
    return ThemeComparison(
        theme=theme,
        groups=shares,
        differences=differences,
        adjusted_p=min(pair.adjusted_p for pair in differences),
        placed=_placed(shares, more_in, rule),
        more_in=more_in,
        more_in_unadjusted=apart.higher if apart else None,
    )


def _groups(
    group_of_person: Mapping[Person, str], order: Collection[str] | None
) -> tuple[str, ...]:
    present = set(group_of_person.values())
    if "" in present:
        raise BadInput("every group must have a name")
    if order is None:
        return tuple(sorted(present))
    if isinstance(order, str) or len(set(order)) != len(order):
        raise BadInput("order must list each group once")
    if absent := sorted(present - set(order)):
        raise BadInput(f"order leaves out the group {absent[0]!r}")
    # A group in `order` in which nobody spoke makes the input too thin, not wrong.
    return tuple(order)


def _refuse_if_thin(
    people_by_theme: Mapping[Theme, Collection[Person]], groups: tuple[str, ...]
) -> None:
    reasons = []
    if not groups:
        reasons.append("no one has spoken for themselves yet")
    elif len(groups) == 1:
        reasons.append(f"only one group has spoken: {groups[0]}")
    if not people_by_theme:
        reasons.append("there are no themes yet")
    if reasons:
        raise TooThin(reasons)


def _matrix(
    people_by_theme: Mapping[Theme, Collection[Person]],
    group_of_person: Mapping[Person, str],
    groups: tuple[str, ...],
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Group number by person, shape (people,), and whether they raised it, (people, themes).

    People are sorted by group, then by the themes they raised. So a seed gives the same shuffles
    in whatever order the caller lists them.
    """
    row_of = {person: row for row, person in enumerate(group_of_person)}
    raised = np.zeros((len(row_of), len(people_by_theme)), dtype=np.bool_)
    for column, people in enumerate(people_by_theme.values()):
        if isinstance(people, (str, bytes)):
            raise BadInput(f"theme {column + 1} must list people, not be a text")
        strangers = sum(person not in row_of for person in set(people))
        if strangers:
            raise BadInput(
                f"theme {column + 1} was raised by {strangers} "
                f"{'person who has' if strangers == 1 else 'people who have'} no group"
            )
        raised[[row_of[person] for person in people], column] = True
    number_of = {group: number for number, group in enumerate(groups)}
    labels = np.array([number_of[group] for group in group_of_person.values()], dtype=np.intp)
    if absent := [group for number, group in enumerate(groups) if number not in labels]:
        raise TooThin(f"no one has spoken in the group {group}" for group in absent)
    by_likeness = np.lexsort([*raised.T, labels])
    return labels[by_likeness], raised[by_likeness]


def _furthest_apart(
    differences: tuple[PairDifference, ...], raised: Mapping[str, int], at_least_people: int
) -> PairDifference | None:
    """Of the pairs whose interval excludes 0, with enough people, that of the largest difference."""
    differing = [
        pair for pair in differences if pair.differs and raised[pair.higher] >= at_least_people
    ]
    return max(differing, key=lambda pair: abs(pair.standardised), default=None)


def _placed(shares: tuple[GroupShare, ...], more_in: str | None, rule: _Rule) -> str:
    if more_in is not None:
        return f"more_in_{more_in}"
    if all(
        share.raised >= rule.at_least_people and share.share.estimate >= rule.at_least_share
        for share in shares
    ):
        return "both"
    return "too_few_to_say"


def _agreement(
    themes: list[ThemeComparison[Theme]], groups: tuple[str, ...], rbo_p: float
) -> tuple[PairAgreement, ...]:
    orders = [_order_of_themes(themes, number) for number in range(len(groups))]
    return tuple(
        PairAgreement(
            groups[i],
            groups[j],
            rbo_ext(orders[i], orders[j], rbo_p) if orders[i] and orders[j] else None,
        )
        for i, j in combinations(range(len(groups)), 2)
    )


def _order_of_themes(themes: list[ThemeComparison[Theme]], group: int) -> list[Place]:
    """The themes that the group raised, most people first; equal counts share a rank."""
    by_count: dict[int, frozenset[Hashable]] = {}
    for comparison in themes:
        if raised := comparison.groups[group].raised:
            by_count[raised] = by_count.get(raised, frozenset()) | {comparison.theme}
    return [by_count[raised] for raised in sorted(by_count, reverse=True)]
