"""The package's face: what it exports, how it fails, what it drags in."""

import ast
import doctest
import inspect
import pickle
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

import saidanddone_methods
from saidanddone_methods import BadInput, MethodError, TooThin, change, disclosure, groups

PACKAGE = Path(saidanddone_methods.__file__).parent
PAGES = sorted((Path(__file__).parents[2] / "docs" / "methods").glob("*.md"))
README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("module", [saidanddone_methods, disclosure, groups, change])
def test_everything_promised_is_there_once_and_in_order(module):
    for name in module.__all__:
        assert hasattr(module, name)
    assert len(set(module.__all__)) == len(module.__all__)


def test_names_of_the_package_are_sorted_public_and_explained():
    assert saidanddone_methods.__all__ == sorted(saidanddone_methods.__all__)
    for name in saidanddone_methods.__all__:
        value = getattr(saidanddone_methods, name)
        assert not name.startswith("_")
        if inspect.isfunction(value) or inspect.isclass(value):
            # A dataclass without a docstring has its signature for one.
            assert value.__doc__, name
            assert not value.__doc__.startswith(f"{name}("), name


def test_no_module_has_the_name_of_a_method():
    modules = {path.stem for path in PACKAGE.iterdir()}
    assert modules & set(saidanddone_methods.__all__) == set()


def test_type_checkers_are_told_the_same_names():
    stub = ast.parse(PACKAGE.joinpath("__init__.pyi").read_text(encoding="utf-8"))
    told = {
        alias.asname: f"{statement.module}.{alias.name}"
        for statement in stub.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    assert told == {
        name: f"saidanddone_methods.{module}.{name}"
        for name, module in saidanddone_methods._MODULE_OF.items()
    }


@pytest.mark.parametrize("page", [*PAGES, README], ids=lambda page: page.stem)
def test_a_page_imports_every_method_from_the_package_itself(page):
    imported = re.findall(
        r"^>>> from saidanddone_methods(\S*) import (.+)$",
        page.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    for module, names in imported:
        assert not module
        assert set(names.split(", ")) <= set(saidanddone_methods.__all__)


def test_type_checkers_are_told_that_it_is_typed():
    assert resources.files("saidanddone_methods").joinpath("py.typed").is_file()


def test_every_method_is_told_on_a_page_or_in_the_readme():
    told = " ".join(page.read_text(encoding="utf-8") for page in [*PAGES, README])
    words = set(re.findall(r"\w+", told))
    methods = {
        name
        for name in saidanddone_methods.__all__
        if inspect.isfunction(getattr(saidanddone_methods, name))
    }
    assert methods - words == set()


def brought_in_by(imported, of):
    """Which modules `of` these a fresh interpreter holds once it has `imported` some."""
    program = f"import sys, {imported}; print([m for m in {of!r} if m in sys.modules])"
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


def test_importing_the_package_brings_no_library_and_none_of_its_methods():
    heavy = ["numpy", "polars", "scipy", "saidanddone_methods.groups", "saidanddone_methods.errors"]
    assert brought_in_by("saidanddone_methods", heavy) == "[]"


def test_the_table_reader_is_light_enough_for_a_server_to_import():
    heavy = ["numpy", "polars", "pandas", "scipy", "rich", "django", "saidanddone_methods.cli"]
    reader = "saidanddone_methods.tables, saidanddone_methods.tables.dates, saidanddone_methods.tables.writing"
    assert brought_in_by(reader, heavy) == "[]"


def test_importing_it_brings_neither_the_web_nor_heavy_libraries():
    heavy = ["django", "saidanddone", "scipy.stats", "scipy.optimize", "scipy.special"]
    imported = f"saidanddone_methods.disclosure; from saidanddone_methods import {', '.join(saidanddone_methods.__all__)}"
    assert brought_in_by(imported, heavy) == "[]"


def test_a_name_that_is_not_there_is_told_as_python_tells_it():
    with pytest.raises(AttributeError, match="'saidanddone_methods' has no attribute 'wislon'"):
        saidanddone_methods.wislon  # noqa: B018


def test_every_refusal_is_a_method_error():
    assert issubclass(MethodError, ValueError)
    assert issubclass(BadInput, MethodError)
    assert issubclass(TooThin, MethodError)


def test_too_thin_keeps_its_reasons_even_when_pickled():
    refusal = TooThin(["June 2024 is missing after", "July 2024 is missing after"])
    assert refusal.reasons == ("June 2024 is missing after", "July 2024 is missing after")
    assert str(refusal) == "June 2024 is missing after; July 2024 is missing after"
    again = pickle.loads(pickle.dumps(refusal))  # noqa: S301
    assert again.reasons == refusal.reasons


def test_the_examples_in_the_readme_run():
    outcome = doctest.testfile(str(README), module_relative=False)
    assert outcome.attempted > 10
    assert outcome.failed == 0
