"""A variable says what it holds: `for action in actions`, never `for each in found`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import saidanddone

SOURCE = Path(saidanddone.__file__).parents[1]
METHODS = SOURCE.parent / "methods" / "src"
FILES = sorted(
    path
    for root in (SOURCE, METHODS)
    for path in root.rglob("*.py")
    if "migrations" not in path.parts
)
SAY_NOTHING = frozenset({"each", "found", "held", "said"})
TEMPLATES = sorted(SOURCE.rglob("*.html"))
LOOP = re.compile(r"{% for ([\w, ]+) in ")


def names_that_say_nothing(source: str) -> Iterator[str]:
    """Loop variables, other variables and parameters. Fields of a class keep the name they store."""
    tree = ast.parse(source)
    fields = {
        id(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for name in getattr(statement, "targets", None) or [statement.target]
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg in SAY_NOTHING:
            yield f"line {node.lineno}: parameter {node.arg}"
        is_set = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        if is_set and node.id in SAY_NOTHING and id(node) not in fields:
            yield f"line {node.lineno}: {node.id}"


def test_every_variable_says_what_it_holds() -> None:
    wrong = [
        f"{path.relative_to(SOURCE.parent)}, {name}"
        for path in FILES
        for name in names_that_say_nothing(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, "Name the thing, as in `for action in actions`:\n" + "\n".join(wrong)


def test_every_loop_of_a_template_says_what_it_holds() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}: {names}"
        for path in TEMPLATES
        for names in LOOP.findall(path.read_text(encoding="utf-8"))
        if SAY_NOTHING & set(names.split(", "))
    ]
    assert not wrong, "\n".join(wrong)
    assert LOOP.findall("{% for place, each in stops %}") == ["place, each"]


@pytest.mark.parametrize(
    "source",
    [
        "for each in actions: print(each)",
        "titles = [each.title for each in actions]",
        "for place, (said, _) in enumerate(passages): pass",
        "def read(held: int) -> int: return held",
        "found = actions.first()",
        "if (found := actions.first()): pass",
    ],
)
def test_a_name_that_says_nothing_is_seen(source: str) -> None:
    assert len(list(names_that_say_nothing(source))) == 1


def test_a_field_may_have_the_name_that_it_stores() -> None:
    assert not list(names_that_say_nothing("class Answer:\n    said: str\n    held = 1"))
