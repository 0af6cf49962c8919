"""Which roles one person may not hold together."""

import pytest

from saidanddone.access.policies import refusal_of_combination


@pytest.mark.parametrize(
    "support", ["hub_worker", "outreach_worker", "service_manager", "advocate"]
)
def test_nobody_holds_a_safety_role_with_a_support_role(support: str) -> None:
    assert "safety role with a support role" in refusal_of_combination(
        frozenset({"safety_officer", support})
    )


@pytest.mark.parametrize("police", ["police_panel_member", "police_intake"])
@pytest.mark.parametrize("other", ["peer_researcher", "hub_worker", "advocate"])
def test_nobody_holds_a_police_role_with_a_support_or_peer_role(police: str, other: str) -> None:
    assert refusal_of_combination(frozenset({police, other})).startswith(
        "Nobody holds a police role"
    )


def test_other_roles_are_held_together() -> None:
    assert refusal_of_combination(frozenset({"analyst", "hub_worker", "strategy_lead"})) == ""
