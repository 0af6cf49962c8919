"""The guard on quotes hears `save()` only: no code writes staff or public text past it.

Every `update(name=...)`, `bulk_create` and `bulk_update` in the product is read as source. What cannot
be told from the source alone is listed with why it holds nobody's typed text.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import models

import saidanddone
from saidanddone.evidence.coding.repeated_text import GUARDED, guarded_fields

SOURCE = Path(saidanddone.__file__).parent
PAST_THE_GUARD = ("bulk_create", "bulk_update", "update", "abulk_create", "abulk_update", "aupdate")

# Not a query, or one whose fields are worked out: file, what is called upon, and why.
OTHERWISE = {
    ("ui/wording.py", "stock"): "a dictionary of error messages",
    (
        "evidence/coding/summaries.py",
        "row",
    ): "sums to move by, from the names of `CommunityFigures`",
}


@dataclass(frozen=True)
class Write:
    """A call that writes rows without `save()`."""

    file: str
    line: int
    upon: str  # the name that the chain of calls begins with
    method: str
    call: ast.Call

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.upon}…{self.method}"


def ours() -> dict[str, type[models.Model]]:
    return {
        model.__name__: model
        for model in apps.get_models()
        if model.__module__.startswith("saidanddone.")
    }


def begins_with(node: ast.expr) -> str:
    """`Answer` of `Answer.objects.filter(…)`."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def writes(source: str, file: str) -> Iterator[Write]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in PAST_THE_GUARD:
            upon = begins_with(node.func.value)
            yield Write(file, node.lineno, upon, node.func.attr, node)


def fault(write: Write) -> str:
    """Why a write may carry text past the guard; empty if it cannot."""
    if (write.file, write.upon) in OTHERWISE:
        return ""
    if write.method.endswith("update") and "bulk" not in write.method:
        names = {keyword.arg for keyword in write.call.keywords}
        if None in names or write.call.args:
            return f"{write}: its fields cannot be read"
        guarded = {f.name for model in ours().values() for f in guarded_fields(model)}
        return f"{write}: {sorted(names & guarded)}" if names & guarded else ""
    model = ours().get(write.upon)
    if model is None:
        return f"{write}: its model cannot be read"
    texts = [field.name for field in guarded_fields(model)]
    return f"{write}: {texts}" if texts else ""


def test_no_text_is_written_past_the_guard() -> None:
    found = [
        write
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
        for write in writes(path.read_text("utf-8"), str(path.relative_to(SOURCE)))
    ]
    assert len(found) > 30
    assert [said for write in found if (said := fault(write))] == []


def test_the_reader_sees_what_would_pass_the_guard() -> None:
    past = {
        "Theme.objects.filter(pk=1).update(statement=typed)": True,
        "Theme.objects.filter(pk=1).update(**typed)": True,
        "rows.update(state='closed')": False,
        "Theme.objects.bulk_create(made)": True,
        "Theme.objects.all().bulk_update(made, ['slug'])": True,
        "made_somewhere.bulk_create(made)": True,
        "Coding.objects.bulk_create(made)": False,
    }
    for source, is_past in past.items():
        [write] = writes(source, "somewhere.py")
        assert bool(fault(write)) is is_past, source


def test_every_text_of_ours_is_guarded() -> None:
    """Whatever declares public or staff words is heard when it is saved."""
    silent = [
        model.__name__
        for model in ours().values()
        if any(getattr(f, "words", None) in GUARDED for f in model._meta.concrete_fields)
        and not models.signals.pre_save.has_listeners(model)
    ]
    assert silent == []
