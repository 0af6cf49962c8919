"""A query that reaches a record about a person records the reading, or stands here with its reason."""

import ast
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import FunctionType, ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from saidanddone.base.fields import PublicLine, PublicText, StaffLine, StaffText
from saidanddone.listening.models import Contributor
from saidanddone.programme.models import Community
from saidanddone.vault.fields import KeyReference, PersonRecord
from tests.meta.calls import called_by, functions_of, name_of, tree_of

PERSON_MODELS = [model for model in apps.get_models() if issubclass(model, PersonRecord)]
MANAGERS = {
    related.get_accessor_name()
    for model in apps.get_models()
    for related in model._meta.related_objects
    if related.related_model in PERSON_MODELS
}
READS = {"all", "exclude", "filter", "first", "get", "in_bulk", "order_by", "select_related", "values", "values_list"}  # fmt: skip

FINDS = "It finds the record for a command or a reading, which records the act."
COUNTS = "It counts; nobody's record is shown."
CONDITION = "A condition that other queries filter by; it reads nothing by itself."
CALLER = "Part of a reading that its caller records with whose words they are."

NOT_RECORDED = {
    "answers.queries.replies:people_who_replied": COUNTS,
    "answers.queries.replies:replies_to": COUNTS,
    "evidence.coding.queries.codebook:codebook": COUNTS,
    "evidence.coding.queries.copies:copies_of_passages": "Where copies went; it says nothing of whose words are in them.",
    "evidence.coding.queries.copies:copies_to_call_back": COUNTS,
    "evidence.coding.queries.memo_targets:find_memo": FINDS,
    "evidence.coding.queries.memo_targets:find_target": FINDS,
    "evidence.coding.queries.memo_targets:target_of": FINDS,
    "evidence.coding.queries.memos:memos_on_transcript": CALLER,
    "evidence.coding.queries.memos:open_memos": CALLER,
    "evidence.coding.queries.memos:read_memos": (
        "Notes on a code or a theme repeat nobody and lie under the programme's key; it is audited."
    ),
    "evidence.coding.queries.passages:hard_to_read": "It says which passages are covered, not what they say.",
    "evidence.coding.queries.passages:unsealed_quotes": CALLER,
    "evidence.coding.queries.reading:find_excerpt": FINDS,
    "evidence.coding.queries.reading:open_turns": CALLER,
    "evidence.coding.queries.suggestions:find_suggested": FINDS,
    "evidence.transcripts.queries.confirming:find_waiting": FINDS,
    "evidence.transcripts.queries.confirming:raw_words_to_check": CALLER,
    "evidence.transcripts.queries.confirming:was_confirmed_by": FINDS,
    "evidence.transcripts.queries.in_use:people_in_use": COUNTS,
    "evidence.transcripts.queries.readable:find_transcript": FINDS,
    "evidence.transcripts.queries.readable:readable_transcripts": CONDITION,
    "listening.queries.choices:lines_of": CALLER,
    "listening.queries.choices:receipt_of": (
        "By code nobody is named: look-ups are counted together, hit or miss (`listening.lookups`)."
    ),
    "listening.queries.choices:with_consent": CONDITION,
    "listening.queries.occasions:occasion_page": "How many spoke and whether one's own words wait, unopened.",
    "listening.queries.occasions:people_registered": COUNTS,
    "listening.queries.people:find_contributor": FINDS,
    "listening.queries.people:withdrawals_due": COUNTS,
    "listening.queries.words:known_names": (
        "Names to take out are the programme's, with nobody they belong to; the reading is audited."
    ),
    "listening.queries.words:raw_words_waiting": CONDITION,
    "listening.queries.words:reflection_counts": COUNTS,
    "listening.queries.words:reflections_to_quote": CALLER,
    "thread.queries.figures:figures": COUNTS,
    "thread.queries.passages:find_passage": FINDS,
    "thread.queries.passages:passages_open_to": CONDITION,
}

TEXT_BESIDE_A_PERSON = {
    "listening.Contribution.not_read": "Kinds and numbers of what was left out of a document, no words.",
    "listening.Contributor.consent_form": "Which form it was; the form itself is held elsewhere.",
    "listening.Contributor.consent_holder": "Who holds the form: a body or a post.",
}


NOT_A_PERSON = {
    "programme.Programme": "Its key seals what belongs to nobody alone.",
    "vault.Tombstone": "The keys themselves.",
    "vault.WrappedKey": "The keys themselves.",
}


def query_modules() -> Iterator[ModuleType]:
    """The modules of each of our apps that read: queries of the app and its rooms, and the thread."""
    for app in apps.get_app_configs():
        if not app.name.startswith("saidanddone."):
            continue
        for module in walk_packages([app.path], prefix=f"{app.name}."):
            parts = module.name.split(".")
            is_of_thread = parts[1] == "thread" and parts[2] not in ("management", "migrations")
            if "queries" in parts or is_of_thread:
                yield import_module(module.name)


@cache
def records_a_reading(function: FunctionType, depth: int = 4) -> bool:
    """Whether it, or what it calls, writes an audit entry with the persons whose records it read."""
    for node in ast.walk(tree_of(function)):
        is_record = isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"
        if is_record and any(keyword.arg == "subject_keys" for keyword in node.keywords):
            return True
    return depth > 0 and any(
        records_a_reading(called, depth - 1)
        for called in called_by(function)
        if called is not function
    )


def returns_a_person(shape: Any, seen: frozenset[Any] = frozenset()) -> bool:
    """Whether a type leads to a record about a person: itself, its parts, its dataclass's fields."""
    if shape in seen:
        return False
    seen |= {shape}
    if isinstance(shape, type) and issubclass(shape, PersonRecord):
        return True
    if any(returns_a_person(part, seen) for part in typing.get_args(shape)):
        return True
    if isinstance(shape, type) and is_dataclass(shape):
        hints = hints_of(shape)
        return any(returns_a_person(hints.get(field.name), seen) for field in fields(shape))
    return False


def hints_of(of: Any) -> dict[str, Any]:
    """The types of its arguments, fields and result; a record about a person is known by its name too."""
    by_name = {model.__name__: model for model in PERSON_MODELS}
    try:
        return typing.get_type_hints(of, localns=by_name)
    except NameError:  # another type imported for the type checker alone
        return {}


def fetches_a_person(function: FunctionType) -> bool:
    """Whether its body opens sealed words, or asks the manager of such a model or of a relation to it."""
    for node in ast.walk(tree_of(function)):
        if not isinstance(node, ast.Attribute):
            continue
        if node.attr == "unseal":
            return True
        of = node.value
        if node.attr == "objects" and isinstance(of, ast.Name):
            is_theirs = of.id in {model.__name__ for model in PERSON_MODELS}
        else:
            is_theirs = node.attr in READS and isinstance(of, ast.Attribute) and of.attr in MANAGERS
        if is_theirs:
            return True
    return False


def reaches_a_person(function: FunctionType) -> bool:
    if returns_a_person(hints_of(function).get("return")) or fetches_a_person(function):
        return True
    helpers = (
        called
        for called in called_by(function)
        if called.__module__ == function.__module__ and called.__name__.startswith("_")
    )
    return any(helper is not function and reaches_a_person(helper) for helper in helpers)


def unrecorded() -> set[str]:
    return {
        name_of(function)
        for module in query_modules()
        for function in functions_of(module)
        if not function.__name__.startswith("_")
        and reaches_a_person(function)
        and not records_a_reading(function)
    }


def test_queries_are_found_in_every_app_that_holds_a_person() -> None:
    looked_at = {module.__name__.split(".")[1] for module in query_modules()}
    assert {model._meta.app_label for model in PERSON_MODELS} <= looked_at


def test_a_query_that_reaches_a_person_records_the_reading() -> None:
    unexplained = sorted(unrecorded() - NOT_RECORDED.keys())

    assert not unexplained, "\n".join(
        [
            "These queries reach a record about a person and record no reading of it:",
            *unexplained,
            "Call audit.record(subject_keys=...) with the keys of those whose records are read. If it reads",
            "nobody's record, add it to NOT_RECORDED here with the reason.",
        ]
    )


def test_no_exception_is_stale() -> None:
    assert sorted(NOT_RECORDED.keys() - unrecorded()) == []


def test_the_reader_sees_a_list_of_people_that_nobody_records() -> None:
    def list_contributors(actor: Any, programme: Any) -> list[Contributor]:
        return list(programme.contributors.filter(state="active"))

    def contributor_refs(programme: Any) -> list[str]:
        return [contributor.ref for contributor in Contributor.objects.filter(programme=programme)]

    def list_communities(programme: Any) -> list[Community]:
        return list(programme.communities.all())

    assert reaches_a_person(list_contributors)
    assert reaches_a_person(contributor_refs)

    def imported_within(programme: Any) -> Any:
        from saidanddone.listening.models import Receipt

        return list(Receipt.objects.filter(programme=programme))

    assert reaches_a_person(imported_within)
    assert not reaches_a_person(list_communities)
    assert not records_a_reading(list_contributors)


@pytest.mark.parametrize("model", PERSON_MODELS, ids=lambda model: model._meta.label)
def test_a_record_about_a_person_leads_to_that_persons_key(model: type[PersonRecord]) -> None:
    assert hasattr(model, "person_key"), (
        f'Say on {model.__name__} how to find the person\'s key: person_key = "contributor__key_ref"'
    )
    reached: Any = model
    *relations, last = model.person_key.split("__")
    for name in relations:
        reached = reached._meta.get_field(name).related_model
    assert isinstance(reached._meta.get_field(last), KeyReference)


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_a_record_that_goes_with_a_person_or_holds_a_key_is_one(model: type[models.Model]) -> None:
    """So that a new record about a person cannot be left out."""
    own = [field for field in model._meta.get_fields() if field.concrete]
    names_a_person = any(getattr(field, "related_model", None) is Contributor for field in own)
    is_under_a_key = any(isinstance(field, KeyReference) for field in own)
    if (names_a_person or is_under_a_key) and model._meta.label not in NOT_A_PERSON:
        assert issubclass(model, PersonRecord), "Make it a vault.fields.PersonRecord"


@pytest.mark.parametrize("model", PERSON_MODELS, ids=lambda model: model._meta.label)
def test_no_open_text_stands_on_a_record_about_a_person(model: type[PersonRecord]) -> None:
    open_text = {
        f"{model._meta.label}.{field.name}"
        for field in model._meta.get_fields()
        if isinstance(field, PublicText | PublicLine | StaffText | StaffLine)
    }
    assert sorted(open_text - TEXT_BESIDE_A_PERSON.keys()) == [], "Seal it: vault.fields.SealedText"
