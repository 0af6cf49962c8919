"""When two names are one, and the address a name gets."""

import pytest

from saidanddone.base.names import folded, free_address, has_letter_or_number, loosely_folded


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("Residents", "  rEsidents\u00a0"),
        ("St Mary's  Row", "st mary's row"),
        ("Ｎｏｒｔｈ", "north"),  # noqa: RUF001
        ("Griﬃn Street", "griffin street"),
        ("Straße", "STRASSE"),
        ("Жители", "ЖИТЕЛИ"),
        ("Neigh\u00adbours\u200b", "neighbours"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("Traders\ufe0f", "traders"),
    ],
)
def test_spellings_that_people_read_as_one_name_are_one(name: str, again: str) -> None:
    assert folded(name) == folded(again)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Жители", "Соседи"),
        ("C++", "C#"),
        ("Café Row", "Cafe Row"),
        ("Ward 1.1", "Ward 11"),
        ("الجيران", "السكان"),
        ("North and South", "North & South"),
    ],
)
def test_different_names_are_not_even_loosely_one(name: str, other: str) -> None:
    assert loosely_folded(name) != loosely_folded(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Sex workers", "Sex-workers."), ("St Mary's", "St Mary’s"), ("St Mary's", "St. Marys")],  # noqa: RUF001
)
def test_a_dash_or_an_apostrophe_is_a_loose_difference(name: str, other: str) -> None:
    assert folded(name) != folded(other)
    assert loosely_folded(name) == loosely_folded(other)


def test_names_of_punctuation_alone_are_not_all_one() -> None:
    assert loosely_folded("-") != loosely_folded("?")


def test_a_name_can_be_read_aloud_in_any_script() -> None:
    assert all(map(has_letter_or_number, ["a", "Ж", "人", "٣", "ب"]))
    assert not any(map(has_letter_or_number, ["", "???", "👨‍👩‍👧", "++", "\u0301"]))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Café Row", "cafe-row"),
        ("Жители", "group"),
        ("C++", "c"),
        (
            "People who live on the Northgate estate as tenants",
            "people-who-live-on-the-northgate-estate",
        ),
        ("x" * 60, "x" * 40),
    ],
)
def test_an_address_is_short_plain_and_never_empty(name: str, address: str) -> None:
    assert free_address(name, (), otherwise="group", longest=40) == address


def test_an_address_that_is_taken_gets_a_number_within_its_length() -> None:
    taken: list[str] = []
    for name in ("Жители", "Соседи", "人", "y" * 41, "y" * 42):
        taken.append(free_address(name, taken, otherwise="group", longest=10))
    assert taken == ["group", "group-2", "group-3", "yyyyyyyyyy", "yyyyyyyy-2"]


def test_addresses_that_name_one_figure_are_not_two() -> None:
    assert (
        free_address("Sex workers", ["sex_workers"], otherwise="g", longest=40) == "sex-workers-2"
    )
