"""The same day tells the same story, whatever its keys and references."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from saidanddone.access.queries import actor_by_email
from saidanddone.programme.models import Programme
from saidanddone.project.demo.build import build
from saidanddone.releases.models import Release, ReleaseQuote
from saidanddone.thread.queries import Figures, figures


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_day_gives_the_same_content_and_counts() -> None:
    as_of = date(2027, 3, 1)
    with _built(as_of) as eastmere:
        first = _counts(), _thread(eastmere), _public(eastmere)
    with _built(as_of) as eastmere:
        second = _counts(), _thread(eastmere), _public(eastmere)
    assert first == second


@contextmanager
def _built(as_of: date) -> Iterator[Programme]:
    """Eastmere, for as long as the block lasts."""
    with transaction.atomic():
        yield build(as_of)
        transaction.set_rollback(True)


def _counts() -> dict[str, int]:
    """Rows of each record. Quotes are drawn by lot, so their number is chance."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("saidanddone.")
        and model._meta.app_label != "vault"
        and model is not ReleaseQuote
    }


def _thread(programme: Programme) -> Figures:
    return figures(actor_by_email("strategy-lead@eastmere.example"), programme)


def _public(programme: Programme) -> list[dict[str, Any]]:
    """What each release shows, without references."""
    releases = Release.objects.filter(programme=programme).order_by("number")
    return [_without_references(release.content) for release in releases]


def _without_references(shown: Any) -> Any:
    if isinstance(shown, dict):
        return {k: _without_references(v) for k, v in shown.items() if not _is_reference(k)}
    if isinstance(shown, list):
        return [_without_references(row) for row in shown]
    return shown


def _is_reference(name: str) -> bool:
    """`can_see` and `cannot_see` list the references of actions."""
    return name in ("ref", "anchor", "can_see", "cannot_see") or name.endswith(("_ref", "_refs"))
