"""A community's name inside a sentence."""

import pytest

from saidanddone.programme.models import Community


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Sex workers", "sex workers"),
        ("residents", "residents"),
        ("Hill Estate residents", "Hill Estate residents"),
        ("BSL users", "BSL users"),
    ],
)
def test_only_what_is_not_a_name_of_its_own_is_made_small(name: str, inside: str) -> None:
    assert Community(name=name).in_a_sentence == inside
