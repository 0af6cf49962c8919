from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from saidanddone.base import hooks
from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused
from saidanddone.evidence.coding.commands import edit_code, merge_codes, remove_code
from saidanddone.evidence.coding.inputs import CodeInput, MergeInput
from saidanddone.evidence.coding.queries import codebook, find_codes
from saidanddone.evidence.themes.commands import edit_theme, make_theme, name_tension
from saidanddone.evidence.themes.inputs import TensionInput, ThemeInput
from saidanddone.evidence.themes.models import Theme, ThemeSummary
from saidanddone.evidence.themes.queries import (
    tensions_of,
    themes_of,
)
from saidanddone.peers.models import PanelDecision
from saidanddone.strategy.models import Decision
from tests.people import Cast, make_programme
from tests.unit.evidence.voices import (
    a_code,
    a_theme,
    coded,
    confirmed,
    excerpts_under,
    words_of_a_table,
    words_of_kit,
)

pytestmark = pytest.mark.django_db


def the_panel_decides(
    people: Cast, outcome: str = "approved", about: str = "wording"
) -> PanelDecision:
    return PanelDecision.objects.create(
        programme=people.programme,
        title="Wording of the stairs",
        about=about,
        outcome=outcome,
        decided_on=date(2026, 3, 1),
    )


def test_a_theme_counts_people_tables_and_passages_by_community(people: Cast) -> None:
    code = a_code(people)
    a_theme(people, code)
    for contribution in (words_of_kit(people), words_of_kit(people), words_of_a_table(people)):
        coded(people, confirmed(people, contribution), code)
    [row] = themes_of(people.dawn, people.programme)
    by_name = {raised.community: raised for raised in row.raised_by}
    assert (by_name["Sex workers"].people, by_name["Sex workers"].occasions) == (2, 0)
    assert (by_name["Residents"].people, by_name["Residents"].occasions) == (0, 1)
    assert (row.people, row.occasions, row.excerpts) == (2, 1, 3)


def test_one_person_counts_once_however_much_they_said(people: Cast) -> None:
    code = a_code(people)
    a_theme(people, code)
    transcript = confirmed(people, words_of_kit(people))
    coded(people, transcript, code)
    coded(people, transcript, code, quote="Honestly?")
    [row] = themes_of(people.chidi, people.programme)
    assert (row.people, row.excerpts) == (1, 2)


def test_changing_the_codes_of_a_theme_counts_it_again(people: Cast) -> None:
    lighting, repairs = a_code(people), a_code(people, "Repairs")
    theme = a_theme(people, lighting)
    coded(people, confirmed(people, words_of_kit(people)), repairs)
    assert themes_of(people.chidi, people.programme)[0].people == 0
    edit(people, theme, code_refs=refs([lighting, repairs]))
    assert themes_of(people.chidi, people.programme)[0].people == 1


def edit(people: Cast, theme, **changes):  # type: ignore[no-untyped-def]
    saved = {"statement": theme.statement, "kind": theme.kind, "code_refs": refs(theme.codes.all())}
    return edit_theme(
        actor=people.chidi,
        programme=people.programme,
        theme=theme,
        version=theme.version,
        details=ThemeInput(**saved | changes),
    )


def refs(records: Iterable[Any]) -> tuple[str, ...]:
    return tuple(record.ref for record in records)


def test_later_stages_hear_which_passages_changed(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    hook = hooks.Hook("after_codings_changed")
    hook.register(lambda programme_id, excerpt_ids: told.append(excerpt_ids))
    monkeypatch.setattr(hooks, "after_codings_changed", hook)
    code = a_code(people)
    theme = a_theme(people, code)
    excerpt = coded(people, confirmed(people, words_of_kit(people)), code)
    edit(people, theme, kind="ask")
    assert told == [[], [excerpt.pk], [excerpt.pk]]


def test_the_second_editor_of_a_theme_loses_nothing(people: Cast) -> None:
    theme = a_theme(people, a_code(people))
    edit(people, theme, statement="The stairs are very dark.")
    with pytest.raises(EditedMeanwhile) as meanwhile:
        edit(people, theme, statement="It is dark on the stairs.")
    assert meanwhile.value.current.statement == "The stairs are very dark."


def test_two_themes_alike_get_addresses_of_their_own(people: Cast) -> None:
    long = "The stairs are dark on every floor of the building"
    slugs = [a_theme(people, statement=f"{long} {ending}").slug for ending in ("now", "then")]
    assert slugs == [
        "the-stairs-are-dark-on-every-floor-of-the-building",
        "the-stairs-are-dark-on-every-floor-of-the-2",
    ]
    no_letters = [a_theme(people, statement=words).slug for words in ("Темно.", "暗い。")]
    assert no_letters == ["theme", "theme-2"]


def test_a_theme_stands_once_in_the_same_words(people: Cast) -> None:
    """Else who raised it is counted twice, and each waits for an answer of its own."""
    theme = a_theme(people)
    with pytest.raises(Refused, match="a theme in these words already"):
        a_theme(people, statement=f" {theme.statement.upper()} ")
    other = a_theme(people, statement="The lift is broken.")
    with pytest.raises(Refused, match="a theme in these words already"):
        edit(people, other, statement=theme.statement.rstrip("."))
    edit(people, theme, kind="ask")


def test_public_wording_needs_the_panels_decision(people: Cast) -> None:
    theme = a_theme(people)
    with pytest.raises(Refused, match="needs the panel"):
        edit(people, theme, public_statement="Some homes need light.")
    with pytest.raises(Refused, match="did not approve"):
        edit(
            people,
            theme,
            public_statement="Some homes need light.",
            agreed_by_panel_ref=the_panel_decides(people, "refused").ref,
        )
    agreed = edit(
        people,
        theme,
        public_statement="Some homes need light.",
        agreed_by_panel_ref=the_panel_decides(people).ref,
    )
    assert agreed.public_statement == "Some homes need light."


def test_public_wording_needs_a_decision_about_wording(people: Cast) -> None:
    with pytest.raises(NotYours):
        edit(
            people,
            a_theme(people),
            public_statement="Some homes need light.",
            agreed_by_panel_ref=the_panel_decides(people, about="retention").ref,
        )


def test_a_theme_without_words_or_kind_is_refused(people: Cast) -> None:
    for statement, kind in (("  ", "ask"), ("The stairs are dark.", "wish")):
        with pytest.raises(Refused):
            make_theme(
                actor=people.chidi,
                programme=people.programme,
                details=ThemeInput(statement=statement, kind=kind),
            )


def between(one: Theme, other: Theme, statement: str = "They differ.") -> TensionInput:
    return TensionInput(one_slug=one.slug, other_slug=other.slug, statement=statement)


def test_a_tension_is_open_until_a_decision_says_who_bears_the_cost(people: Cast) -> None:
    one, other = a_theme(people, statement="More patrols."), a_theme(people, statement="Fewer.")
    tension = name_tension(
        actor=people.amina,
        programme=people.programme,
        details=between(one, other, "More patrols mean more stops."),
    )
    assert is_open(people) == [True]
    decision = Decision.objects.create(
        programme=people.programme, title="Patrols", body="Board", decided_on=date(2026, 4, 1)
    )
    decision.tensions.add(tension)
    assert is_open(people) == [True]
    decision.who_bears_the_cost = "People who are stopped."
    decision.offered_to_them = "A named officer to complain to."
    decision.save()
    assert is_open(people) == [False]


def is_open(people: Cast) -> list[bool]:
    return [row.is_open for row in tensions_of(people.dawn, people.programme)]


def test_a_tension_is_between_two_themes_and_named_once(people: Cast) -> None:
    one, other = a_theme(people), a_theme(people, statement="Another.")
    about = {"actor": people.amina, "programme": people.programme}
    with pytest.raises(Refused, match="two different"):
        name_tension(**about, details=between(one, one))
    name_tension(**about, details=between(one, other))
    with pytest.raises(Refused, match="named already"):
        name_tension(**about, details=between(other, one))


def test_the_codebook_is_a_tree_in_order(people: Cast) -> None:
    places = a_code(people, "Places")
    a_code(people, "People")
    stairs = a_code(people, "Stairs", parent=places)
    rows = codebook(people.amina, people.programme)
    assert [(row.name, row.depth) for row in rows] == [("Places", 0), ("Stairs", 1), ("People", 0)]
    with pytest.raises(Refused, match="under itself"):
        edit_code(
            actor=people.chidi,
            programme=people.programme,
            code=places,
            version=1,
            details=CodeInput(name="Places", parent_ref=stairs.ref),
        )


def test_a_code_in_use_is_merged_not_removed(people: Cast) -> None:
    lighting, lamps = a_code(people), a_code(people, "Lamps")
    theme = a_theme(people, lighting)
    transcript = confirmed(people, words_of_kit(people))
    excerpt = coded(people, transcript, lamps)
    both = coded(people, transcript, lamps, lighting, quote="Honestly?")
    about = {"actor": people.chidi, "programme": people.programme}
    with pytest.raises(Refused, match="in use"):
        remove_code(**about, code=lamps)
    merge_codes(**about, code=lamps, details=MergeInput(into_ref=lighting.ref))
    assert excerpts_under(theme) == {excerpt.pk, both.pk}
    [row] = themes_of(people.chidi, people.programme)
    assert (row.people, row.excerpts) == (1, 2)
    assert [code.name for code in codebook(people.chidi, people.programme)] == ["Lighting"]


def test_names_in_the_codebook_stand_once_and_unused_codes_go(people: Cast) -> None:
    code = a_code(people)
    with pytest.raises(Refused, match="this name"):
        a_code(people, "lighting")
    remove_code(actor=people.amina, programme=people.programme, code=code)
    assert codebook(people.amina, people.programme) == []


def test_nothing_of_another_programme_is_taken(people: Cast) -> None:
    elsewhere, _, _ = make_programme("elsewhere")
    code = a_code(people)
    code.programme = elsewhere
    code.save()
    with pytest.raises(NotYours):
        a_theme(people, code)
    with pytest.raises(NotYours):
        coded(people, confirmed(people, words_of_kit(people)), code)
    with pytest.raises(NotYours):
        find_codes(people.chidi, people.programme, [code.ref])


def test_recounting_from_a_terminal_puts_rows_right(
    people: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    code = a_code(people)
    a_theme(people, code)
    coded(people, confirmed(people, words_of_kit(people)), code)
    ThemeSummary.objects.update(people=99)
    about = {"programme": "harbour"}
    call_command("recount", email="chidi@harbour.example", **about)
    assert "counted again" in capsys.readouterr().out
    assert themes_of(people.chidi, people.programme)[0].people == 1
    for stranger in ("harun@harbour.example", "nobody@harbour.example"):
        with pytest.raises(CommandError):
            call_command("recount", email=stranger, **about)
