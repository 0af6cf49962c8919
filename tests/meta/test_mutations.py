"""tests/mutations.toml: every row stands on code and a test that exist, and every rule has a row."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from django.apps import apps

from saidanddone.base.lifecycle import Lifecycle
from tests.meta.states_page import every_lifecycle
from tests.run_mutations import ROOT, SOURCES, Mutation, read_rows

ROWS = read_rows()
RULES = ROOT / "docs" / "safety" / "rules.md"


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of a file's tests: `test_one`, or `TestMany::test_one`."""
    names: set[str] = set()
    for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        names |= {prefix + part.name for part in inside if isinstance(part, ast.FunctionDef)}
    return frozenset(names)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_stands_on_code_and_a_test_that_exist(row: Mutation) -> None:
    assert row.file.startswith(SOURCES)
    assert (ROOT / row.file).is_file(), f"{row.file} is not there: the rule has moved"
    found = (ROOT / row.file).read_text(encoding="utf-8").count(row.text)
    assert found == 1, f"{row.file} holds the row's text {found} times: {row.text!r}"
    assert row.replacement != row.text
    file, _, name = row.test.partition("::")
    assert (ROOT / file).is_file(), f"{file} is not there: the test has moved"
    assert name.partition("[")[0] in names_in(file), f"{file} has no {name}"


def test_a_rule_is_one_sentence_and_stands_once() -> None:
    names = Counter(row.name for row in ROWS)
    assert [name for name, times in names.items() if times > 1] == []
    assert [name for name in names if not (name[0].isupper() and name.endswith("."))] == []


# Every rule of docs/safety/rules.md


@dataclass(frozen=True)
class NotBuilt:
    """A rule, or a part of one, whose part of the product is not built.

    `stages` are the apps in which it would be, and `records` words in the names of its models.
    """

    rule: str
    part: str
    stages: frozenset[str]
    records: frozenset[str]


NOT_BUILT = (
    NotBuilt("R1", "a *pack* of items", frozenset({"riskpanel"}), frozenset({"pack", "sharing"})),
    NotBuilt("R2", "harm reports", frozenset({"support"}), frozenset({"harm"})),
    NotBuilt("R3", "alerts", frozenset({"support"}), frozenset({"alert"})),
    NotBuilt("R5", "maps", frozenset({"safety"}), frozenset({"map", "place", "zone", "hub"})),
    NotBuilt("R9", "reports about places", frozenset({"safety"}), frozenset({"incident", "report"})),
    NotBuilt("R11", "a copy of one's own words", frozenset(), frozenset({"rights", "copy"})),
    NotBuilt("R14", "urgent matters", frozenset(), frozenset({"urgent"})),
    NotBuilt("R15", "limits, debriefs and check-ins", frozenset(), frozenset({"duty", "check", "supervision"})),
)  # fmt: skip
WITHOUT_A_ROW = {"R2", "R3"}
"""Nothing of these rules is built; of the others that NOT_BUILT names, another part is."""


def rules_of_the_page() -> list[str]:
    """R1 to R15 by their headings, and each rule in bold below them."""
    text = RULES.read_text(encoding="utf-8")
    return re.findall(r"^## (R\d+) |^- \*\*([^*]+?)\.?\*\*", text, flags=re.MULTILINE)


RULE_NAMES = ["".join(pair) for pair in rules_of_the_page()]


def test_the_page_of_rules_has_fifteen_by_number_and_others_by_name() -> None:
    numbered = [name for name in RULE_NAMES if re.fullmatch(r"R\d+", name)]
    assert numbered == [f"R{number}" for number in range(1, 16)]
    assert len(RULE_NAMES) == len(set(RULE_NAMES))
    for section in ("Consent", "Receipt codes", "Sealing", "Audit", "Publishing"):
        assert f"\n## {section}\n- **" in RULES.read_text(encoding="utf-8"), section


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_every_rule_of_the_page_is_broken_by_a_row(rule: str) -> None:
    rows = [row.name for row in ROWS if rule in row.rules]
    if rule in WITHOUT_A_ROW:
        assert rows == [], f"{rule} is built in part now: take it out of WITHOUT_A_ROW"
    else:
        assert rows, f"no row of tests/mutations.toml has {rule!r} among its rules"


def test_no_row_names_a_rule_that_the_page_has_not() -> None:
    named = {rule for row in ROWS for rule in row.rules}
    assert named - set(RULE_NAMES) == set()


@pytest.mark.parametrize(
    "waiting", NOT_BUILT, ids=lambda waiting: f"{waiting.rule}: {waiting.part}"
)
def test_a_rule_without_its_part_of_the_product_waits_for_no_part_that_is_there(
    waiting: NotBuilt,
) -> None:
    """Once the stage is there, its rule is built, and has rows."""
    done = f"{waiting.rule} waits for this: build it, give it rows, and take it out of NOT_BUILT"
    ours = [app for app in apps.get_app_configs() if app.name.startswith("saidanddone.")]
    assert {app.label for app in ours} & waiting.stages == set(), done
    models = [model.__name__ for app in ours for model in app.get_models()]
    assert [name for name in models if waiting.records & words_of(name)] == [], done


def words_of(name: str) -> set[str]:
    """`HarmReport` is harm and report."""
    return {word.lower() for word in re.findall(r"[A-Z][a-z]+", name)}


def test_what_is_not_built_says_so_on_the_page() -> None:
    sections = re.split(r"^## ", RULES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    by_rule = {section.split()[0]: " ".join(section.split()) for section in sections if section}
    silent = [
        f"{waiting.rule}: {waiting.part}"
        for waiting in NOT_BUILT
        if waiting.part not in by_rule[waiting.rule]
    ]
    assert silent == []


# Every state that may not be entered

LIFECYCLES = {lifecycle.record: lifecycle for _, lifecycle in every_lifecycle()}
Moves = dict[tuple[str, str], tuple[str, ...]]


def moves_of(lifecycle: Lifecycle) -> Moves:
    """From and to, and who may."""
    return {
        (move.start, move.end): tuple(capacity.words for capacity in move.by)
        for move in lifecycle.moves
    }


@cache
def broken_tables(record: str) -> tuple[Moves, ...]:
    """The moves of this record's table as each row leaves them, where it changes them."""
    return tuple(
        moves_of(lifecycle)
        for row in ROWS
        if row.file.endswith("/states.py")
        for lifecycle in lifecycles_after(row)
        if lifecycle.record == record and moves_of(lifecycle) != moves_of(LIFECYCLES[record])
    )


def lifecycles_after(row: Mutation) -> Iterator[Lifecycle]:
    names: dict[str, object] = {"__name__": "saidanddone.broken"}
    source = row.applied_to((ROOT / row.file).read_text(encoding="utf-8"))
    exec(compile(source, row.file, "exec"), names)  # noqa: S102 (our own source, one text changed)
    yield from (value for value in names.values() if isinstance(value, Lifecycle))


def closed_states(lifecycle: Lifecycle) -> list[str]:
    """The states that no move leads to from some other state."""
    return [
        end
        for end in lifecycle.names
        if any(
            start != end and lifecycle.move_between(start, end) is None for start in lifecycle.names
        )
    ]


@pytest.mark.parametrize("record", LIFECYCLES)
def test_each_state_that_may_not_be_entered_is_entered_by_a_row(record: str) -> None:
    allowed = moves_of(LIFECYCLES[record]).keys()
    entered = {end for moves in broken_tables(record) for _, end in moves.keys() - allowed}
    assert set(closed_states(LIFECYCLES[record])) - entered == set()


@pytest.mark.parametrize("record", LIFECYCLES)
def test_each_table_of_moves_is_changed_by_a_row(record: str) -> None:
    assert broken_tables(record)
