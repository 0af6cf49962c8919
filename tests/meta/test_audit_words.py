"""The audit page speaks in words: every act that is written, every kind of record it can be about."""

import ast
from pathlib import Path

from django.apps import apps

import saidanddone
from saidanddone.audit.words import (
    ACTS,
    FORMER_NAMES,
    KINDS,
    NEVER_ABOUT,
    act_in_words,
    kind_in_words,
)
from saidanddone.base.models import Record
from saidanddone.strategy.states import ACTION_LIFECYCLE
from tests.meta.refusals import assert_equal_lists
from tests.meta.test_permissions import declared, our_labels

SOURCE = Path(saidanddone.__file__).parent
MOVES = "strategy.move_to_"  # begins one act for each state that an action is moved to


def literals() -> set[str]:
    """Every "app.something" in the source that could be an act."""
    found: set[str] = set()
    labels = our_labels()
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts or path == SOURCE / "audit" / "words.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                app, dot, verb = node.value.partition(".")
                if dot and app in labels and verb.isidentifier() and verb.islower():
                    found.add(node.value)
    return found


def written_as_act() -> set[str]:
    """Every literal that is given as `act=`."""
    return {
        node.value.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.keyword)
        and node.arg == "act"
        and isinstance(node.value, ast.Constant)
        and "." in str(node.value.value)
    }


def test_every_act_has_its_words() -> None:
    assert written_as_act() - set(ACTS) == set()
    assert literals() - set(declared()) - set(ACTS) == {MOVES}
    assert {MOVES + state for state in ACTION_LIFECYCLE.names} <= set(ACTS)


def test_no_words_stand_for_an_act_that_is_not_written() -> None:
    assert {act for act in ACTS if not act.startswith(MOVES)} - literals() == set()


def test_every_kind_of_record_has_its_words_but_those_that_are_a_person() -> None:
    records = {model._meta.label for model in apps.get_models() if issubclass(model, Record)}
    assert_equal_lists(
        records - set(KINDS),
        NEVER_ABOUT & records,
        "Add a row to KINDS in audit/words.py: what the audit page calls such a record. A record that by"
        " itself points at a person goes into NEVER_ABOUT there.",
    )
    assert set(KINDS) <= {model._meta.label for model in apps.get_models()}


def test_what_moved_is_still_told_in_words() -> None:
    assert set(FORMER_NAMES.values()) <= {*ACTS, *KINDS}
    assert act_in_words("programme.give_role") == "Gave a role"
    assert kind_in_words("programme.Membership 0123456789ab") == "A role"


def test_the_words_are_plain() -> None:
    said = [*ACTS.values(), *KINDS.values()]
    assert [words for words in said if not words[0].isupper() or "_" in words] == []
    assert len(set(ACTS.values())) == len(ACTS)
