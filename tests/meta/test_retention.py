"""Every model has its row in retention.toml: purpose, basis, recipients, how long, what then."""

import tomllib
from pathlib import Path

from django.apps import apps

import saidanddone.project
from tests.meta.refusals import assert_equal_lists

ROWS = tomllib.loads(
    (Path(saidanddone.project.__file__).parent / "retention.toml").read_text(encoding="utf-8")
)
ASKED = {"purpose", "basis", "recipients", "keep", "then"}


def labels() -> set[str]:
    """Every model of every installed app, those of the libraries included."""
    return {model._meta.label for model in apps.get_models()}


def test_every_model_has_a_row_and_no_row_is_stale() -> None:
    named = {f"{app}.{model}" for app, models in ROWS.items() for model in models}
    assert_equal_lists(
        labels(),
        named,
        "Give it a table in src/saidanddone/project/retention.toml: purpose, basis, recipients, keep, then.",
    )


def test_every_row_answers_the_five_questions() -> None:
    thin = [
        f"{app}.{model}"
        for app, models in ROWS.items()
        for model, row in models.items()
        if set(row) != ASKED or not all(str(value).strip() for value in row.values())
    ]
    assert thin == []
