"""What the comparison of two captures lets pass and what it refuses."""

from dataclasses import replace

from tests.homes.differences import (
    AddedField,
    AddedLink,
    ChangedSentence,
    Changes,
    GoneLink,
    GoneQuotes,
    MadeAnew,
    NowRefused,
    OtherChoices,
    Redone,
    RenamedField,
    compare,
)
from tests.homes.page import Page

KEY = "analyst@eastmere.example GET /plan"
OLD = Page(200, "text/html", "", ("/a",), (), "h1: The plan\n12 actions are done.")


def aspects(new: Page, *rows: ChangedSentence) -> list[str]:
    return [difference.aspect for difference in compare({KEY: OLD}, {KEY: new}, Changes(rows))]


def test_equal_pages_do_not_differ() -> None:
    assert aspects(OLD) == []


def test_a_sentence_that_is_not_listed_differs() -> None:
    assert aspects(replace(OLD, text="h1: The plan\n12 actions are finished.")) == ["text"]


def test_a_listed_sentence_passes_on_its_page_alone() -> None:
    new = replace(OLD, text="h1: The plan\n12 actions are finished.")
    here = ChangedSentence("/plan", "are done", "are finished")
    elsewhere = ChangedSentence("/other", "are done", "are finished")
    assert aspects(new, here) == []
    assert here.is_used
    assert aspects(new, elsewhere) == ["text"]
    assert not elsewhere.is_used


def test_a_listed_sentence_that_did_not_change_differs() -> None:
    assert aspects(OLD, ChangedSentence("/plan", "are done", "are finished")) == ["text"]


def test_a_listed_sentence_may_not_change_a_figure_unless_its_row_says_why() -> None:
    new = replace(OLD, text="h1: The plan\n13 actions are done.")
    row = ChangedSentence("/plan", "12 actions", "13 actions")
    assert aspects(new, row) == ["figure 12", "figure 13"]
    assert aspects(new, replace(row, figures_change="counted anew")) == []


def test_status_links_and_forms_differ_whatever_is_listed() -> None:
    new = replace(OLD, status=404, links=("/b",), forms=("form post /x",))
    assert aspects(new) == ["status", "links", "forms"]


def test_a_page_that_was_not_answered_differs() -> None:
    assert [difference.aspect for difference in compare({KEY: OLD}, {}, Changes())] == ["page"]


def test_a_listed_field_passes_under_its_new_name_and_in_links_of_errors() -> None:
    old = replace(OLD, forms=('  ["parent", "select", []]',), links=("/plan#id_parent",))
    new = replace(OLD, forms=('  ["parent_ref", "select", []]',), links=("/plan#id_parent_ref",))
    row = RenamedField("/plan", "parent", "parent_ref")
    assert compare({KEY: old}, {KEY: new}, Changes(fields=(row,))) == {}
    idle = RenamedField("/plan", "other", "another")
    assert len(Changes(fields=(row, idle)).unused()) == 1


def test_a_listed_field_may_have_other_values_but_not_more_or_another_chosen() -> None:
    old = replace(OLD, forms=('  ["one", "select", ["", "lights+", "patrols"]]',))
    new = replace(OLD, forms=('  ["one_ref", "select", ["", "4f9z+", "8w2k"]]',))
    other_chosen = replace(new, forms=('  ["one_ref", "select", ["", "4f9z", "8w2k+"]]',))
    row = RenamedField("/plan", "one", "one_ref", values_change="by reference")
    assert compare({KEY: old}, {KEY: new}, Changes(fields=(row,))) == {}
    assert len(compare({KEY: old}, {KEY: other_chosen}, Changes(fields=(row,)))) == 1


def test_a_listed_field_may_have_one_choice_more_at_its_end() -> None:
    old = replace(OLD, forms=('  ["agency", "select", ["+", "4f9z"]]',))
    row = RenamedField("/plan", "agency", "agency", last_choice="none")
    with_none = replace(old, forms=('  ["agency", "select", ["+", "4f9z", "none"]]',))
    with_any = replace(old, forms=('  ["agency", "select", ["+", "4f9z", "any"]]',))
    assert compare({KEY: old}, {KEY: with_none}, Changes(fields=(row,))) == {}
    assert len(compare({KEY: old}, {KEY: with_any}, Changes(fields=(row,)))) == 1


def test_a_link_that_is_listed_as_added_passes_on_its_page_and_no_other_does() -> None:
    new = replace(OLD, links=("/a", "/people/x/agency"))
    row = AddedLink("/plan", "/people/*/agency", "it can be mended")
    assert compare({KEY: OLD}, {KEY: new}, Changes(added=(row,))) == {}
    assert row.is_used
    other = replace(OLD, links=("/a", "/people/x/close"))
    assert len(compare({KEY: OLD}, {KEY: other}, Changes(added=(row,)))) == 1


def test_a_field_that_is_listed_as_added_passes_on_its_page_and_no_other_does() -> None:
    new = replace(OLD, forms=(*OLD.forms, '  ["forget_device", "checkbox", "yes"]'))
    row = AddedField("/plan", "forget_device", "the mark can be taken off")
    assert compare({KEY: OLD}, {KEY: new}, Changes(added=(row,))) == {}
    assert row.is_used
    other = replace(OLD, forms=(*OLD.forms, '  ["forget_device_too", "checkbox", "yes"]'))
    assert len(compare({KEY: OLD}, {KEY: other}, Changes(added=(row,)))) == 1


def test_quotes_that_came_off_pass_and_one_that_stands_or_came_does_not() -> None:
    old = replace(OLD, text="h1: Heard\n“It is dark.”\nSaid in the library\nSaid by many")
    row = GoneQuotes("/plan", "they rest")
    gone = replace(OLD, text="h1: Heard\nSaid by many")
    assert compare({KEY: old}, {KEY: gone}, Changes(gone=(row,))) == {}
    assert row.is_used
    for text in (old.text, "h1: Heard\n“Other words.”\nSaid by many"):
        stands = replace(OLD, text=text)
        assert len(compare({KEY: old}, {KEY: stands}, Changes(gone=(row,)))) == 1


def test_a_field_may_offer_other_choices_and_the_rest_of_its_page_is_compared() -> None:
    old = replace(
        OLD,
        forms=('  ["quotes_1", "checkbox", "a"]',),
        text="h1: Quotes\nChoose\nIt is dark\nSave\nThe end",
    )
    new = replace(
        OLD,
        forms=('  ["quotes_2", "checkbox", "b"]',),
        text="h1: Quotes\nChoose\nThe bins\nSave\nThe end",
    )
    row = OtherChoices("/plan", "quotes_", "Choose", "Save", "others are offered")
    assert compare({KEY: old}, {KEY: new}, Changes(choices=(row,))) == {}
    assert row.is_used
    another = replace(new, text=new.text.replace("The end", "No end"))
    assert len(compare({KEY: old}, {KEY: another}, Changes(choices=(row,)))) == 1


def test_a_link_that_is_listed_as_gone_passes_and_another_that_goes_does_not() -> None:
    old = replace(OLD, links=("/a", "/b"))
    row = GoneLink("/plan", "/b", "it is refused since")
    assert compare({KEY: old}, {KEY: replace(OLD, links=("/a",))}, Changes(gone=(row,))) == {}
    assert row.is_used
    assert len(compare({KEY: old}, {KEY: replace(OLD, links=())}, Changes(gone=(row,)))) == 1


def test_a_page_that_was_redone_keeps_its_answer_and_its_forms() -> None:
    row = Redone("/plan", "a table since")
    redone = replace(OLD, text="h1: The plan\nA table.", links=("/b",))
    assert compare({KEY: OLD}, {KEY: redone}, Changes(redone=(row,))) == {}
    assert row.is_used
    for other in (replace(redone, status=404), replace(redone, forms=("a form",))):
        assert compare({KEY: OLD}, {KEY: other}, Changes(redone=(row,)))


def test_a_form_that_is_refused_since_passes_with_its_sentence_alone() -> None:
    old = replace(OLD, status=302, location="/done", text="")
    row = NowRefused("/plan", "Draw it up again.", "bands changed")
    refused = replace(OLD, text="h1: Sign\nDraw it up again.")
    assert compare({KEY: old}, {KEY: refused}, Changes(refused=(row,))) == {}
    assert row.is_used
    for other in (replace(refused, text="h1: Sign"), replace(refused, status=500)):
        assert compare({KEY: old}, {KEY: other}, Changes(refused=(row,)))


def test_a_page_laid_out_anew_keeps_its_long_lines() -> None:
    told = "The lamps on every stair of the estate were mended and lit by 14 August."
    old = replace(OLD, text=f"h1: Done\nh2: {told}\nShort.")
    changes = Changes(anew=(MadeAnew("/plan", "it fits a phone"),))
    anew = Page(200, "text/html", "", (), ("form",), f"What was done\nNew. {told}")
    assert compare({KEY: old}, {KEY: anew}, changes) == {}
    lost = replace(anew, text="What was done")
    [difference] = compare({KEY: old}, {KEY: lost}, changes)
    assert difference.old == told
