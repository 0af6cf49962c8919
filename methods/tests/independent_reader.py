"""What a reader works out from published tables: an attacker that shares no code with the package.

A reader sees cells (a value or nothing), what each cell counts, and the profile's public rule. The
unknowns are whole numbers of people. A count is pinned when every table that fits has the same.
HiGHS proves that: no table that fits has one more or fewer, or a greater or lesser count.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

SECONDS = 10.0  # for one programme; what it leaves open is counted as unsolved
LOOKS = 3  # programmes that look for a table with many counts changed, before one for each count


@dataclass(frozen=True)
class Rule:
    """The public rule of a profile: what it hides by size, how it rounds, whether it hides groups."""

    hide_to: int
    round_to: int
    hides_zero: bool
    hides_groups: bool

    @property
    def least_hidden(self) -> int:
        return 0 if self.hides_zero else 1

    def hides(self, count: int) -> bool:
        """Whether the rule hides a count because of its size."""
        return self.least_hidden <= count <= self.hide_to

    def behind(self, shown: int) -> tuple[int, int]:
        """The least and greatest count that the rule shows as `shown`."""
        if shown == 0:
            return 0, 0
        half = (self.round_to - 1) // 2
        return max(shown - half, self.hide_to + 1), shown + half


@dataclass(frozen=True)
class Seen:
    """A release as a reader sees it: `rows` (cells by unknowns, 0 or 1), and a value or None each.

    `alone`: it was protected beside no other release.
    """

    name: str
    cells: tuple[tuple[str, ...], ...]
    rows: np.ndarray
    values: tuple[int | None, ...]
    rule: Rule
    alone: bool = True

    @property
    def hidden(self) -> list[int]:
        return [place for place, value in enumerate(self.values) if value is None]

    def wider(self, place: int) -> list[int]:
        """The cells that count everyone of this cell and more combinations."""
        row = self.rows[place]
        contains = (self.rows >= row).all(axis=1) & (self.rows.sum(axis=1) > row.sum())
        return np.flatnonzero(contains).tolist()

    def next_wider(self, place: int) -> list[int]:
        """The cells among `wider` that contain no other of them."""
        wide = self.wider(place)
        inside = {w: set(self.wider(w)) for w in wide}
        return [w for w in wide if not any(w in inside[other] for other in wide)]


Condition = tuple[np.ndarray, float, float]  # row, least, greatest


def sound_conditions(seen: Seen) -> list[Condition]:
    """What is certain of a release: the count behind each shown cell, and no more of hidden ones."""
    conditions: list[Condition] = []
    for place, value in enumerate(seen.values):
        if value is None:
            continue
        row = seen.rows[place]
        conditions.append((row, *map(float, seen.rule.behind(value))))
        if seen.rule.hides_groups and value > 0:
            conditions += [(seen.rows[wide] - row, 1.0, np.inf) for wide in seen.next_wider(place)]
    return conditions


def reasons_to_hide(seen: Seen) -> list[list[Condition]]:
    """Of a release that was protected alone and hides cells, one of these is certain to hold."""
    if not seen.alone or not seen.hidden:
        return []
    rule = seen.rule
    reasons = [[(seen.rows[p], rule.least_hidden, rule.hide_to)] for p in seen.hidden]
    if rule.hides_groups:
        reasons += [
            [(seen.rows[wide] - seen.rows[place], 0, 0), (seen.rows[place], 1, np.inf)]
            for place in seen.hidden
            for wide in seen.next_wider(place)
        ]
    return reasons


def small_conditions(seen: Seen) -> list[Condition]:
    """That every hidden cell is small, which a bold reader concludes."""
    rule = seen.rule
    return [(seen.rows[place], rule.least_hidden, rule.hide_to) for place in seen.hidden]


@dataclass
class Tally:
    """How many programmes were solved, and how many gave no answer in time."""

    programmes: int = 0
    unsolved: int = 0


class Unsolved(Exception):
    """The programme gave no answer in time."""


@dataclass
class Reader:
    """Conditions on the unknowns, and tables of whole numbers that meet them all.

    `either`: for each release, reasons of which at least one holds.
    """

    conditions: list[Condition]
    either: list[list[list[Condition]]]
    tally: Tally
    tables: list[np.ndarray] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.matrix = csr_array(np.array([row for row, _, _ in self.conditions], dtype=float))
        self.least = np.array([low for _, low, _ in self.conditions])
        self.most = np.array([high for _, _, high in self.conditions])
        finite = self.most[np.isfinite(self.most)]
        # No unknown is bounded only by this: a table at the bound proves that a count has no limit.
        self.bound = 3 * (finite.max() if len(finite) else 0) + 100
        self.tables = [table for table in self.tables if self.fits(table)]

    def knowing(self, *more: Condition) -> Reader:
        """A reader who knows more of the same tables."""
        conditions = self.conditions + list(more)
        return Reader(conditions, self.either, self.tally, list(self.tables))

    def fits(self, table: np.ndarray) -> bool:
        """Whether a table of whole numbers meets every condition, in exact arithmetic."""
        figures = self.matrix @ table
        return bool(
            (table >= 0).all() and (figures >= self.least).all() and (figures <= self.most).all()
        ) and self.hides_for_a_reason(table)

    def hides_for_a_reason(self, table: np.ndarray) -> bool:
        return all(
            any(all(low <= row @ table <= high for row, low, high in reason) for reason in reasons)
            for reasons in self.either
        )

    def find_first(self) -> None:
        """Find a table where none is known; there may be none."""
        if not self.tables:
            with suppress(Unsolved):
                self.find(np.zeros(self.matrix.shape[1]))

    def find(self, objective: np.ndarray, *more: Condition) -> np.ndarray | None:
        """A table that meets the conditions and `more`; None where there is none.

        Raises Unsolved where the programme gives no answer in time.
        """
        table = self.solved(objective, more, with_reasons=False)
        if table is not None and not self.hides_for_a_reason(table):
            table = self.solved(objective, more, with_reasons=True)
        if table is not None:
            if not self.fits(table):
                raise Unsolved
            self.tables.append(table)
        return table

    def solved(
        self, objective: np.ndarray, more: tuple[Condition, ...], *, with_reasons: bool
    ) -> np.ndarray | None:
        unknowns = self.matrix.shape[1]
        rows = [*(row.astype(float) for row, _, _ in more)]
        least, most = [c[1] for c in more], [c[2] for c in more]
        choices = sum(len(reasons) for reasons in self.either) if with_reasons else 0
        blocks = np.zeros((len(rows), unknowns + choices))
        if rows:
            blocks[:, :unknowns] = np.array(rows)
        if with_reasons:
            extra, low, high = self.one_reason_each(unknowns, choices)
            blocks, least, most = np.vstack([blocks, extra]), least + low, most + high
        wide = csr_array((self.matrix.shape[0], choices))
        matrix = hstack([self.matrix, wide]) if choices else self.matrix
        upper = np.concatenate([np.full(unknowns, self.bound), np.ones(choices)])
        result = milp(
            np.concatenate([objective, np.zeros(choices)]),
            constraints=LinearConstraint(
                vstack([matrix, csr_array(blocks)]),
                np.concatenate([self.least, least]),
                np.concatenate([self.most, most]),
            ),
            integrality=np.ones(unknowns + choices),
            bounds=Bounds(0, upper),
            options={"time_limit": SECONDS, "mip_rel_gap": 0},
        )
        self.tally.programmes += 1
        if result.x is not None:
            return np.round(result.x[:unknowns]).astype(np.int64)
        if result.status != 2:
            raise Unsolved
        return None

    def one_reason_each(
        self, unknowns: int, choices: int
    ) -> tuple[np.ndarray, list[float], list[float]]:
        """Rows with one choice of 0 or 1 for each reason: a reason that is chosen holds."""
        rows, least, most = [], [], []
        choice = unknowns
        large = self.bound * unknowns
        for reasons in self.either:
            one = np.zeros(unknowns + choices)
            for reason in reasons:
                one[choice] = 1
                for row, low, high in reason:
                    for limit, sign in ((low, -1.0), (high, 1.0)):
                        if np.isfinite(limit):
                            line = np.zeros(unknowns + choices)
                            line[:unknowns] = sign * row
                            line[choice] = large
                            rows.append(line)
                            least.append(-np.inf)
                            most.append(sign * limit + large)
                choice += 1
            rows.append(one)
            least.append(1.0)
            most.append(np.inf)
        return np.array(rows), least, most


def pinned(
    reader: Reader, targets: np.ndarray, rng: np.random.Generator
) -> tuple[dict[int, int], set[int]]:
    """The targets (rows) that have one value in every table that fits, and those left unsolved.

    The reader has at least one table that fits.
    """
    base = targets @ reader.tables[0]
    for _ in range(LOOKS):
        still_open = open_targets(reader, targets)
        if not len(still_open):
            return {}, set()
        signs = rng.choice([-1.0, 1.0], len(still_open))
        try:
            reader.find(signs @ targets[still_open])
        except Unsolved:
            break
    certain: dict[int, int] = {}
    unsolved: set[int] = set()
    nothing = np.zeros(targets.shape[1])
    for place in open_targets(reader, targets).tolist():
        row, value = targets[place], int(base[place])
        if any(row @ table != value for table in reader.tables):
            continue
        try:
            more = reader.find(nothing, (row, value + 1, np.inf))
            if more is None and (
                value == 0 or reader.find(nothing, (row, -np.inf, value - 1)) is None
            ):
                certain[place] = value
        except Unsolved:
            unsolved.add(place)
            reader.tally.unsolved += 1
    return certain, unsolved


def open_targets(reader: Reader, targets: np.ndarray) -> np.ndarray:
    """The targets that have one value in every table found so far."""
    values = np.array(reader.tables) @ targets.T
    return np.flatnonzero((values == values[0]).all(axis=0))


def where_people_may_be(reader: Reader) -> np.ndarray:
    """1 for each unknown that is above 0 in some table that fits, or not known to be 0."""
    nothing = np.zeros(reader.matrix.shape[1])
    while True:
        empty = (np.array(reader.tables).max(axis=0) == 0).astype(np.int64)
        try:
            if not empty.any() or reader.find(nothing, (empty, 1, np.inf)) is None:
                return 1 - empty
        except Unsolved:
            return np.ones_like(empty)
