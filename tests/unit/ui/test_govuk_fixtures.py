"""Our partials give the same markup as GOV.UK Frontend's own, wherever the two have the same options."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test.html import parse_html

from tests.unit.ui.fixtures_mapped import PARTIALS, Unmapped, context_of

COMPONENTS = Path(__file__).parents[3] / "assets/node_modules/govuk-frontend/dist/govuk/components"


def _cases() -> list[tuple[str, dict[str, Any], str]]:
    cases = []
    for component in PARTIALS:
        path = COMPONENTS / component / "fixtures.json"
        if not path.exists():
            continue
        for fixture in json.loads(path.read_text())["fixtures"]:
            try:
                context = context_of(component, fixture["options"])
            except Unmapped:
                continue
            name = fixture["name"].replace(" ", "-")
            cases.append(
                pytest.param(component, context, fixture["html"], id=f"{component}-{name}")
            )
    return cases


CASES = _cases()
without_node = pytest.mark.skipif(
    not CASES, reason="GOV.UK Frontend's 500 and more test cases are not here: run make assets"
)


@without_node
@pytest.mark.parametrize(("component", "context", "expected"), CASES)
def test_partial_matches_govuk_frontend(
    component: str, context: dict[str, Any], expected: str
) -> None:
    ours = render_to_string(f"ui/{component.replace('-', '_')}.html", context)
    # Ours let people's words read in their own direction: tests/meta/test_direction.py.
    assert parse_html(ours.replace(' dir="auto"', "")) == parse_html(expected)


@without_node
def test_every_partial_is_compared() -> None:
    compared = Counter(case.values[0] for case in CASES)
    assert set(compared) == set(PARTIALS)
    assert sum(compared.values()) >= 350
