"""Attack what `protect` publishes, and hold `attack` against it.

    python methods/tests/independent_attack.py --tables 300 --sequences 100

Two readings. S (sound): a hidden count may have any size, and at least one hidden count of a table
that was protected alone is small. B (bold): every hidden count of a rounded table is small, where
that fits the table as a whole. What S pins is certain. What B pins may be false; a target that it
pins at its true value counts too.

A target is a count that the profile hides because it is small; in several releases also a small
difference between two of them and a small count of a time that no release counts alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

import numpy as np
from council_tables import KINDS, People, Planned, council_sequence, council_table
from independent_reader import (
    Condition,
    Reader,
    Rule,
    Seen,
    Tally,
    pinned,
    reasons_to_hide,
    small_conditions,
    sound_conditions,
    where_people_may_be,
)
from independent_targets import (
    Lone,
    Target,
    alone_in_hidden_cells,
    everyone_in_one_category,
    targets_of,
)

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.disclosure.attack import Release, attack, protect, table_from_rows
from saidanddone_methods.disclosure.rules.counts import PROFILES, Profile

AWARE = ", who knows where and when"  # a person alone in a cell: her combination and her time


@dataclass(frozen=True)
class Pin:
    """A target that a reader knows exactly."""

    reading: str  # S or B
    reader: str
    target: str
    true: int
    value: int
    is_small: bool
    is_group: bool
    row: np.ndarray = field(compare=False, repr=False)


@dataclass
class Outcome:
    """What happened to one table or one sequence."""

    people: People
    published: list[Release] = field(default_factory=list)
    refused: int = 0
    secondary: int = 0
    targets: Counter = field(default_factory=Counter)
    tally: Tally = field(default_factory=Tally)
    pins: list[Pin] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    by_attack: Counter = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)


def rule_of(profile: Profile) -> Rule:
    return Rule(profile.hide_to, profile.round_to, profile.hides_zero, profile.hides_groups)


def publish(people: People, *profiles: Profile) -> Outcome:
    """Protect each release beside those before it, as the ledger does; the profiles take turns."""
    outcome = Outcome(people)
    for release, profile in zip(people.releases, cycle(profiles), strict=False):
        parents = {axis.name: list(axis.parents) for axis in release.axes if axis.parents}
        dims = tuple(axis.name for axis in release.axes)
        try:
            table = table_from_rows(dims, people.table_rows(release), parents)
            protected = protect(
                table, profile, past=outcome.published, period=release.period, search=False
            )
        except TooThin:
            outcome.refused += 1
            continue
        except BadInput as failed:
            outcome.disagreements.append(f"protect fails at {release.name}: {failed}")
            continue
        outcome.secondary += protected.secondary > 0
        outcome.published.append(
            Release(
                release.name, table.dims, protected.shown, profile, parents, period=release.period
            )
        )
    return outcome


def seen_by_reader(people: People, published: list[Release]) -> list[tuple[Planned, Seen]]:
    """What a reader sees of each release. Raises KeyError where a cell is missing."""
    planned = {release.name: release for release in people.releases}
    views = []
    for place, release in enumerate(published):
        plan = planned[release.name]
        names, rows = zip(*people.cells(plan), strict=True)
        values = tuple(release.shown[name] for name in names)
        rule = rule_of(release.profile)
        views.append((plan, Seen(plan.name, names, np.array(rows), values, rule, place == 0)))
    return views


def figures_against_the_rule(views: list[tuple[Planned, Seen]], truth: np.ndarray) -> list[str]:
    """Shown figures that are small, or not within the rounding of the true count."""
    wrong = []
    for plan, seen in views:
        for cell, row, value in zip(seen.cells, seen.rows, seen.values, strict=True):
            true = int(row @ truth)
            if value is not None:
                low, high = seen.rule.behind(value)
                if seen.rule.hides(true) or not low <= true <= high:
                    wrong.append(f"{plan.name} {' / '.join(cell)}: shown {value}, true {true}")
    return wrong


def sound_reader(views: list[tuple[Planned, Seen]], truth: np.ndarray, tally: Tally) -> Reader:
    conditions = [c for _, seen in views for c in sound_conditions(seen)]
    either = [reasons for _, seen in views if (reasons := reasons_to_hide(seen))]
    return Reader(conditions, either, tally, [truth])


def bold_reader(sound: Reader, views: list[tuple[Planned, Seen]]) -> Reader | None:
    """The reader who takes hidden counts of rounded tables for small, oldest release first.

    A release whose hidden counts cannot all be small, with what came before, tells her nothing more.
    None where no release does.
    """
    bold = None
    for _, seen in views:
        if seen.rule.round_to == 1 or not seen.hidden:
            continue
        trial = (bold or sound).knowing(*small_conditions(seen))
        trial.find_first()
        if trial.tables:
            bold = trial
    return bold


def attack_with(
    outcome: Outcome, reading: str, name: str, reader: Reader, targets: list[Target], kind: str
) -> None:
    """Record what one reader pins of the targets."""
    if not targets or not reader.tables:
        return
    rng = np.random.default_rng(len(targets))
    outcome.targets[f"{kind} {reading}"] += sum(target.is_small for target in targets)
    certain, _ = pinned(reader, np.array([target.row for target in targets]), rng)
    outcome.pins += [
        Pin(
            reading,
            name,
            target.name,
            target.true,
            value,
            target.is_small,
            target.is_group,
            target.row,
        )
        for target, value in ((targets[place], value) for place, value in certain.items())
    ]


def attack_as_everyone(outcome: Outcome) -> None:
    """Attack as a reader, as each person who is alone, and for whole groups, in both readings."""
    people, truth = outcome.people, outcome.people.truth
    views = seen_by_reader(people, outcome.published)
    outcome.wrong = figures_against_the_rule(views, truth)
    if not views or outcome.wrong:
        return
    targets = targets_of(people, views)
    small = [target for target in targets if target.is_small]
    whole = everyone_in_one_category(views, truth)
    sound = sound_reader(views, truth, outcome.tally)
    if not sound.tables:
        outcome.wrong.append("the true table does not fit what was shown")
        return
    maybe = where_people_may_be(sound)
    bold = bold_reader(sound, views)
    for reading, reader in (("S", sound), ("B", bold)):
        if reader is None:
            continue
        attack_with(outcome, reading, "a reader", reader, targets, "reader")
        attack_with(outcome, reading, "a reader", reader, whole, "group")
        for lone in alone_in_hidden_cells(people, views):
            attack_alone(outcome, reading, reader, views, lone, [*small, *whole], maybe)


def attack_alone(
    outcome: Outcome,
    reading: str,
    reader: Reader,
    views: list[tuple[Planned, Seen]],
    lone: Lone,
    targets: list[Target],
    maybe: np.ndarray,
) -> None:
    """Attack as someone alone in a cell, who then also knows where and when she was counted."""
    others = [t for t in targets if (t.row * maybe > lone.cell).any()]
    before = len(outcome.pins)
    knows = []
    for kind, name, row in (
        ("alone", lone.name, lone.cell),
        ("aware", lone.name + AWARE, lone.own),
    ):
        knows.append((row, 1, 1))
        reader = reader.knowing((row, 1, 1))
        reader.find_first()
        attack_with(outcome, reading, name, reader, others, kind)
        mine = outcome.pins[before:]
        others = [t for t in others if t.name not in {pin.target for pin in mine}]
        earlier = views[: lone.release]
        outcome.pins[before:] = [
            pin for pin in mine if not was_known(earlier, outcome.people.truth, pin, knows)
        ]


def was_known(
    views: list[tuple[Planned, Seen]], truth: np.ndarray, pin: Pin, knows: list[Condition]
) -> bool:
    """Whether someone who `knows` of herself pins a target with `views` alone."""
    if not views:
        return False
    reader = sound_reader(views, truth, Tally())
    if pin.reading == "B":
        reader = bold_reader(reader, views) or reader
    alone = reader.knowing(*knows)
    alone.find_first()
    if not alone.tables:
        return False
    values, _ = pinned(alone, pin.row[None], np.random.default_rng(1))
    return values == {0: pin.value}


def compare(outcome: Outcome) -> None:
    """Hold the figures that `attack` calls known against the truth and against the reader's."""
    if not outcome.published:
        return
    try:
        findings = attack(outcome.published).findings
    except BadInput as failed:
        outcome.disagreements.append(f"attack fails: {failed}")
        return
    views = seen_by_reader(outcome.people, outcome.published)
    true = {(cell_of(t.name), t.true) for t in targets_of(outcome.people, views)}
    rules = [seen.rule for _, seen in views]
    for reading, known in (
        ("S", [f for f in findings if f.is_exact]),
        ("B", [f for f in findings if f.is_likely_exact]),
    ):
        if reading == "B" and all(rule.round_to == 1 for rule in rules):
            continue
        outcome.by_attack[reading] = len(known)
        theirs = {cell_of(finding.cell) for finding in known}
        mine = {
            cell_of(pin.target)
            for pin in outcome.pins
            if pin.reading == reading
            and pin.reader == "a reader"
            and not pin.is_group
            and any(rule.hides(pin.value) for rule in rules)
        }
        for cell in sorted(theirs - mine):
            outcome.disagreements.append(
                f"{reading}: attack calls known, the reader does not: {cell}"
            )
        for cell in sorted(mine - theirs):
            outcome.disagreements.append(f"{reading}: the reader pins, attack does not: {cell}")
    for finding in findings:
        if finding.is_exact and (cell_of(finding.cell), finding.lower) not in true:
            outcome.disagreements.append(
                f"attack is certain, false: {finding.cell} = {finding.lower}"
            )


def cell_of(name: str) -> str:
    """The cell that a target or finding names, without its release or its time."""
    cell = name.partition(",")[0]
    return cell.split(" ", 1)[1] if cell[:4].isdigit() else cell


def attacked(people: People, *profiles: Profile, with_attack: bool = True) -> Outcome:
    """Publish, attack as everyone, and compare."""
    outcome = publish(people, *profiles)
    attack_as_everyone(outcome)
    if with_attack:
        compare(outcome)
    return outcome


def hits(outcome: Outcome, reading: str) -> list[Pin]:
    """Small counts and whole groups that a reader knows truly in a reading."""
    return [p for p in outcome.pins if p.reading == reading and p.is_small and p.true == p.value]


@dataclass
class Totals:
    """Sums over the tables or sequences of one profile."""

    sums: Counter = field(default_factory=Counter)
    notes: list[tuple[int, str]] = field(default_factory=list)

    def add(self, name: str, outcome: Outcome, cpu: float) -> None:
        cells = sum(len(release.shown) for release in outcome.published)
        self.sums.update(
            {
                "releases left": len(outcome.published),
                "refused": outcome.refused,
                "with a secondary cell": outcome.secondary,
                "programmes": outcome.tally.programmes,
                "unsolved": outcome.tally.unsolved,
                "wrong figures": len(outcome.wrong),
                "pinned, S": len(hits(outcome, "S")),
                "pinned, B": len(hits(outcome, "B")),
                "exact by attack": outcome.by_attack["S"],
                "likely exact by attack": outcome.by_attack["B"],
                "disagreements": len(outcome.disagreements),
                **{f"targets, {who}": count for who, count in outcome.targets.items()},
            }
        )
        self.sums["ms CPU"] += round(1000 * cpu)
        for pin in hits(outcome, "S") + hits(outcome, "B"):
            self.notes.append(
                (cells, f"{name}: {pin.reading}, {pin.reader}: {pin.target} = {pin.true}")
            )
        self.notes += [(cells, f"{name}: {note}") for note in outcome.wrong + outcome.disagreements]

    def lines(self, title: str, most: int = 12) -> Iterator[str]:
        yield f"{title}: " + ", ".join(
            f"{what} {count}" for what, count in sorted(self.sums.items())
        )
        yield from (f"  {cells} cells, {note}" for cells, note in sorted(self.notes)[:most])


Maker = tuple[str, Callable[..., People], tuple[object, ...]]


def makers_of(tables: int, sequences: int, seed: int, most: int) -> dict[str, list[Maker]]:
    """What to call for each table and each sequence, with a name that says how to make it again."""
    return {
        "tables": [
            (f"council_table({seed + i}, {most})", council_table, (seed + i, most))
            for i in range(tables)
        ],
        "sequences": [
            (f"council_sequence({seed + i}, {kind!r})", council_sequence, (seed + i, kind))
            for i, kind in zip(range(sequences), cycle(KINDS))
        ],
    }


def run(makers: dict[str, list[Maker]], names: list[str], notes: int) -> Iterator[str]:
    """Attack every table and sequence with each profile, and say what came out."""
    for name in names:
        profiles = [PROFILES[part] for part in name.split("+")]
        for title, each_of in makers.items():
            totals = Totals()
            for label, make, arguments in each_of:
                start = time.process_time()
                outcome = attacked(make(*arguments), *profiles)
                totals.add(label, outcome, time.process_time() - start)
            if each_of:
                yield from totals.lines(f"{name}, {len(each_of)} {title}", notes)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tables", type=int, default=300, help="tables of each profile")
    parser.add_argument("--sequences", type=int, default=100, help="sequences in all")
    parser.add_argument(
        "--profiles",
        default="nhs,ons10,max4,max3z,group",
        help="nhs+max4: the releases of a sequence take turns",
    )
    parser.add_argument("--most", type=int, default=36, help="combinations in a table at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--notes", type=int, default=12, help="how many cases to print, smallest first"
    )
    given = parser.parse_args()
    profiles = given.profiles.split(",")
    sequences = -(-given.sequences // len(profiles))
    makers = makers_of(given.tables, sequences, given.seed, given.most)
    for line in run(makers, profiles, given.notes):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
