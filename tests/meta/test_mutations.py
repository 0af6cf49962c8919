"""Every row of tests/mutations.toml stands on code and a test that exist."""

import ast
from collections import Counter
from functools import cache

import pytest

from tests.run_mutations import ROOT, SOURCES, Mutation, read_rows

ROWS = read_rows()


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


def test_a_row_is_killed_by_more_than_chance() -> None:
    """A test that draws its cases has one of its own as well, or it may draw none that breaks."""
    decorators = {row.test: _decorators(row.test) for row in ROWS}
    drawn = [test for test, names in decorators.items() if "given" in names]
    assert [test for test in drawn if "example" not in decorators[test]] == []


def _decorators(test: str) -> set[str]:
    file, _, name = test.partition("[")[0].partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {
        ast.unparse(decorator).partition("(")[0]
        for function in functions
        if function.name == name.rpartition("::")[2]
        for decorator in function.decorator_list
    }


def test_a_rule_is_one_sentence_and_stands_once() -> None:
    names = Counter(row.name for row in ROWS)
    assert [name for name, times in names.items() if times > 1] == []
    assert [name for name in names if not (name[0].isupper() and name.endswith("."))] == []
