"""Boxes that narrow a list."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from saidanddone.ui.filters import Facet, Filter, narrow


@dataclass(frozen=True)
class Row:
    colour: str
    sizes: tuple[str, ...]
    many: int = 1


ROWS = [Row("red", ("s", "l")), Row("blue", ("l",)), Row("red", ("s",)), Row("green", ())]
FACETS = (
    Facet[Row]("colour", "Colour", "Every colour", lambda row: [(row.colour, row.colour.title())]),
    Facet[Row]("size", "Size", "Every size", lambda row: [(size, size) for size in row.sizes]),
)


def counts(chosen: Filter) -> dict[str, list[tuple[str, int]]]:
    return {
        box.name: [(choice.value, choice.count) for choice in box.choices] for box in chosen.boxes
    }


def test_nothing_chosen_shows_every_row_and_counts_each_choice() -> None:
    rows, chosen = narrow(ROWS, FACETS, {})
    assert rows == ROWS
    assert counts(chosen) == {
        "colour": [("blue", 1), ("green", 1), ("red", 2)],
        "size": [("l", 2), ("s", 2)],
    }
    assert not chosen.is_narrowed
    assert chosen.pages == "?page="


def test_a_box_counts_beside_what_is_chosen_in_the_others() -> None:
    rows, chosen = narrow(ROWS, FACETS, {"colour": "red"})
    assert rows == [ROWS[0], ROWS[2]]
    assert counts(chosen) == {
        "colour": [("blue", 1), ("green", 1), ("red", 2)],
        "size": [("l", 1), ("s", 2)],
    }
    assert (chosen.shown, chosen.total, chosen.pages) == (2, 4, "?colour=red&page=")


def test_two_boxes_narrow_together() -> None:
    rows, chosen = narrow(ROWS, FACETS, {"colour": "red", "size": "l"})
    assert rows == [ROWS[0]]
    assert chosen.query == "colour=red&size=l"


def test_a_choice_that_nobody_offered_is_passed_over() -> None:
    rows, chosen = narrow(ROWS, FACETS, {"colour": "<script>", "other": "x"})
    assert rows == ROWS
    assert not chosen.is_narrowed


def test_a_box_with_one_choice_is_left_out() -> None:
    _, chosen = narrow([ROWS[1]], FACETS, {})
    assert chosen.boxes == ()


def test_a_row_may_stand_for_many() -> None:
    rows = [Row("red", ("s",), 40), Row("blue", ("l",), 2)]
    _, chosen = narrow(rows, FACETS, {"size": "s"}, stands_for=lambda row: row.many)
    assert (chosen.shown, chosen.total) == (40, 42)
    assert counts(chosen)["size"] == [("l", 2), ("s", 40)]


def test_choices_may_keep_the_order_of_the_rows() -> None:
    in_order = Facet[Row]("c", "C", "All", lambda row: [(row.colour, row.colour)], keeps_order=True)
    _, chosen = narrow(ROWS, [in_order], {})
    assert [choice.value for choice in chosen.boxes[0].choices] == ["red", "blue", "green"]


def test_words_of_people_are_escaped_in_a_box() -> None:
    rows = [Row("<b>", ()), Row("red", ())]
    _, chosen = narrow(rows, FACETS, {"colour": "red"})
    page = render_to_string("ui/filter_of.html", {"filter": chosen, "noun": "row"})
    assert "&lt;B&gt; (1)" in page
    assert '<option dir="auto" value="red" selected>' in page
    assert "1 of 2 rows shown." in page
