"""Communities are told apart by their names, in any script; an address is only an address."""

import pytest

from saidanddone.base.errors import Refused
from saidanddone.programme.commands import add_part
from saidanddone.programme.inputs import CommunityInput
from saidanddone.programme.models import Community
from tests.people import Cast


def added(people: Cast, name: str, slug_wanted: str = "") -> Community:
    details = CommunityInput(name=name, slug_wanted=slug_wanted)
    made = add_part(actor=people.jo, programme=people.programme, details=details)
    assert isinstance(made, Community)
    return made


def test_communities_of_any_script_have_addresses_of_their_own(people: Cast) -> None:
    names = ("Жители", "Соседи", "الجيران", "Sex & workers", "C++", "C#")
    made = [added(people, name) for name in names]
    assert [community.name for community in made] == list(names)
    assert [community.slug for community in made] == [
        "community",
        "community-2",
        "community-3",
        "sex-workers-2",
        "c",
        "c-2",
    ]
    assert [community.position for community in made] == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("name", ["residents", " RESIDENTS ", "Ｒesidents"])  # noqa: RUF001
def test_one_name_is_one_community_however_it_is_typed(people: Cast, name: str) -> None:
    with pytest.raises(Refused, match="already in the programme"):
        added(people, name, slug_wanted="somewhere-else")


@pytest.mark.parametrize("name", ["Sex-workers", "sex workers.", "sex-workers"])
def test_a_name_almost_the_same_is_asked_about(people: Cast, name: str) -> None:
    with pytest.raises(Refused, match="a community “Sex workers”, whose name or address is almost"):
        added(people, name)


@pytest.mark.parametrize("name", ["", "???", "👩‍👩‍👧"])
def test_a_name_that_nobody_can_read_aloud_is_refused(people: Cast, name: str) -> None:
    with pytest.raises(Refused, match="at least one letter or number, in any script"):
        added(people, name)
