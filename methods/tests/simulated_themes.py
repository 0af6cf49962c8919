"""Made-up conversations whose truth is known: how often `common_ground` labels a theme, and rightly.

    python methods/tests/simulated_themes.py --runs 500

prints how often a theme is said to be raised more in one group, by its own interval and allowing
for all themes. Seeds are fixed: the same numbers each time.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.groups import CommonGroundResult, common_ground

USUAL, RAISED_MORE = 0.3, 0.6  # shares of those who raise a theme that differs
SHUFFLES = 499
TALKATIVE = 1.0  # standard deviation of a person's log-odds of raising any theme


@dataclass(frozen=True)
class Scene:
    """`groups` people of each; of `themes`, the first `differing` are raised more in the first group.

    The others are raised by 5 to 60 % of everyone. `talkative`: some people raise many themes and
    some few, so that themes go together.
    """

    groups: tuple[int, ...]
    themes: int
    differing: int = 0
    talkative: bool = False

    def __str__(self) -> str:
        people = " v ".join(str(n) for n in self.groups)
        differ = f"{self.differing} differ" if self.differing else "none differs"
        return f"{people}, {self.themes} themes, {differ}{', talkative' * self.talkative}"


SCENES = (
    Scene((20, 55), 25),
    Scene((20, 55), 25, talkative=True),
    Scene((12, 30), 40),
    Scene((12, 30), 40, talkative=True),
    Scene((20, 55), 25, differing=5),
    Scene((20, 55), 25, differing=5, talkative=True),
    Scene((20, 25, 30), 25),
    Scene((20, 25, 30), 25, differing=5, talkative=True),
)


@dataclass(frozen=True)
class Labels:
    """Of `runs`: how many call a theme that does not differ raised more in a group, and how many
    such themes there are in all; how many of the themes that differ are called so, in the right group.
    """

    runs: int
    runs_with_false: int
    false: int
    right: int
    differing: int


@cache
def labels(scene: Scene, runs: int) -> tuple[Labels, Labels]:
    """The labels by a theme's own interval, and those adjusted for all themes."""
    results = list(_results(scene, runs))
    unadjusted = [[theme.more_in_unadjusted for theme in result.themes] for result in results]
    adjusted = [[theme.more_in for theme in result.themes] for result in results]
    return _count(scene, unadjusted), _count(scene, adjusted)


def _count(scene: Scene, more_in: list[list[str | None]]) -> Labels:
    false = [sum(group is not None for group in run[scene.differing :]) for run in more_in]
    right = [sum(group == "group 0" for group in run[: scene.differing]) for run in more_in]
    return Labels(
        len(more_in),
        sum(number > 0 for number in false),
        sum(false),
        sum(right),
        scene.differing * len(more_in),
    )


def _results(scene: Scene, runs: int) -> Iterator[CommonGroundResult[int]]:
    group_of_person = {
        person: f"group {group}"
        for person, group in enumerate(np.repeat(range(len(scene.groups)), scene.groups).tolist())
    }
    for seed in range(runs):
        raised = draw(scene, np.random.default_rng([7, seed]))
        people_by_theme = {
            theme: np.flatnonzero(column).tolist() for theme, column in enumerate(raised.T)
        }
        yield common_ground(people_by_theme, group_of_person, seed=seed, replicates=SHUFFLES)


def draw(scene: Scene, generator: np.random.Generator) -> NDArray[np.bool_]:
    """Who raised what, (people, themes); people stand group by group."""
    people = sum(scene.groups)
    share = np.tile(np.linspace(0.05, 0.6, scene.themes), (people, 1))
    share[:, : scene.differing] = USUAL
    share[: scene.groups[0], : scene.differing] = RAISED_MORE
    if scene.talkative:
        odds = share / (1 - share) * np.exp(generator.normal(0, TALKATIVE, (people, 1)))
        share = odds / (1 + odds)
    return generator.random(share.shape) < share


def table(runs: int) -> list[str]:
    """The table of docs/methods/common-ground.md, line by line."""
    lines = [
        "| people and themes | comparisons | with a false label | false labels in each | differing themes labelled |",
        "|---|---|---|---|---|",
    ]
    for scene in SCENES:
        before, after = labels(scene, runs)
        shares = [
            f"{before.runs_with_false / runs:.1%}, {after.runs_with_false / runs:.1%}",
            f"{before.false / runs:.2f}, {after.false / runs:.2f}",
            f"{before.right / before.differing:.0%}, {after.right / after.differing:.0%}"
            if scene.differing
            else "",
        ]
        lines.append(f"| {scene} | {runs} | {' | '.join(shares).replace('%', ' %')} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=500, help="comparisons of each kind (500)")
    arguments = parser.parse_args()
    lines = table(arguments.runs)
    lines.append("In each cell: by a theme's own interval, then allowing for all themes.")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
