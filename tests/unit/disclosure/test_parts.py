"""What a release part is: built once a draft, read by type, absent where a release is older than its stage."""

from dataclasses import dataclass
from datetime import date

import pytest

from saidanddone.disclosure.catalogue import HEADINGS, Entry, in_order, under
from saidanddone.disclosure.content import Content, LacksPart
from saidanddone.disclosure.parts import Drafting, ReleasePart, all_parts, catalogue, stated_figures
from tests.people import Cast

TODAY = date(2026, 6, 3)


@dataclass(frozen=True)
class Bench:
    colour: str


BENCH = ReleasePart(slug="benches", format=1, shape=Bench, build=lambda draft: Bench("green"))


def test_what_several_parts_need_is_fetched_one_time(people: Cast) -> None:
    asked = []

    def colours(draft: Drafting) -> list[str]:
        asked.append(draft)
        return ["green"]

    draft = Drafting(people.programme, TODAY)

    assert draft.once(colours) is draft.once(colours)
    assert len(asked) == 1


def test_a_later_part_reads_an_earlier_one(people: Cast) -> None:
    draft = Drafting(people.programme, TODAY)
    draft.parts[BENCH.slug] = BENCH.build(draft)

    assert draft.part(BENCH).colour == "green"


def test_a_release_without_the_part_has_none_of_it() -> None:
    content = Content(TODAY, parts={})

    assert content.find(BENCH) is None
    with pytest.raises(LacksPart):
        content.part(BENCH)


def test_a_release_without_the_part_states_none_of_its_figures() -> None:
    assert stated_figures(Content(TODAY, parts={})) == ()


def test_parts_are_built_in_the_order_of_the_thread() -> None:
    assert [part.slug for part in all_parts()] == [
        "programme",
        "peers",
        "listening",
        "evidence",
        "strategy",
        "outcomes",
        "answers",
        "thread",
    ]


def test_no_two_parts_name_one_figure() -> None:
    entries = [entry.name for part in all_parts() for entry in part.entries]

    assert len(entries) == len(set(entries)) == len(catalogue())


def test_entries_stand_by_heading_then_rank_and_new_headings_last() -> None:
    def entry(name: str) -> Entry:
        return Entry(name, "things", name, name, "records")

    entries = [
        *under("How safe it is", entry("lamps")),
        *under(HEADINGS[1], entry("themes")),
        *under(HEADINGS[0], entry("panel"), rank=1),
        *under(HEADINGS[0], entry("people")),
    ]

    assert [each.name for each in in_order(entries)] == ["people", "panel", "themes", "lamps"]
