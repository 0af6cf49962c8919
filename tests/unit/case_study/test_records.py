"""One record changes, and its figure with it; who may write it; what is refused."""

import json
from collections import Counter
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.case_study import queries as case_study
from saidanddone.case_study.atomic_file import save
from saidanddone.case_study.compose import compose
from saidanddone.case_study.queries import read_material
from saidanddone.case_study.writers import as_docx, as_html, as_markdown
from saidanddone.listening.commands import record_reflection
from saidanddone.listening.inputs import ReflectionInput
from saidanddone.listening.models import Attendance, ConsentEvent, Contributor
from saidanddone.outcomes.models import Measurement
from saidanddone.releases.commands import choose_quotes
from saidanddone.releases.quotes import quotable_under
from saidanddone.vault.sealing import KeyRing
from tests.people import Cast
from tests.unit.releases import world


def run(*typed: str) -> str:
    printed = StringIO()
    call_command("case_study", *typed, stdout=printed, stderr=StringIO())
    return printed.getvalue()


def values(people: Cast) -> dict[str, Any]:
    figures = json.loads(run("--as", "dawn@harbour.example", "--programme", "harbour", "--json"))
    return {name: figure["value"] for name, figure in figures.items()}


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before | after if before.get(name) != after.get(name)}


def in_papers(contributor: Contributor) -> Contributor:
    ConsentEvent.objects.create(
        contributor=contributor, use="quote_without_name_in_papers", act="given", wording="1"
    )
    return contributor


# One record, one figure


def test_more_attendance_changes_who_took_part_and_nothing_else(people: Cast) -> None:
    held = world.occasion(people, people.residents, came=20, kind="community_conversation")
    before = values(people)

    Attendance.objects.filter(engagement=held).update(people=25)

    after = values(people)
    assert changed(before, after) == {"residents_took_part"}
    assert (before["residents_took_part"], after["residents_took_part"]) == (20, 25)


def test_a_measurement_changes_its_own_figure_and_nothing_else(people: Cast) -> None:
    hubs = world.indicator(people, "hubs-open", [0, 1, 2], counts="things")
    world.indicator(people, "lamps-out", [9, 9, 9], counts="things")
    before = values(people)

    Measurement.objects.filter(indicator=hubs, month=date(2025, 6, 1)).update(value=3)

    after = values(people)
    assert changed(before, after) == {"hubs_open"}
    assert (before["hubs_open"], after["hubs_open"]) == (2, 3)


def test_a_decision_changes_how_many_there_are_and_nothing_else(people: Cast) -> None:
    world.decision(people)
    before = values(people)

    world.decision(people, title="A second one", shaped_by_lived_experience="none")

    assert changed(before, values(people)) == {"decisions_made"}


def test_a_small_count_is_hidden_and_stands_in_no_file(people: Cast) -> None:
    world.occasion(people, people.residents, came=6, kind="community_conversation")

    document = compose(read_material(people.dawn, people.programme, "draft"))

    figure = next(each for each in document.figures if each.name == "residents_took_part")
    assert figure.suppressed
    assert figure.value is None
    told = as_markdown(document).decode()
    assert "Some people took part" in told
    assert "6 people" not in told
    assert "6 people" not in as_html(document).decode()


# An early programme


def test_a_programme_at_its_beginning_says_what_is_not_known(people: Cast) -> None:
    told = as_markdown(compose(read_material(people.dawn, people.programme, "draft"))).decode()

    assert "We will make Harbour safer together." in told
    assert "No theme may be told yet" in told
    assert "No advisory panel of people with lived experience is recorded." in told
    assert "No occasion of listening is recorded yet." in told
    assert "Nothing is measured yet, so whether anything changed is not known." in told
    assert "Nothing has been answered yet." in told
    assert "Nobody's reflections on how this was done may be quoted" in told
    assert "Not yet heard: sex workers and residents." in told


# Words with consent


def quoted_in_papers(people: Cast, **raised_by: int) -> list[Contributor]:
    """A draft of a release quotes each of these people, who agreed to papers as well."""
    lights = world.theme(people)
    who = [in_papers(person) for person in world.raised(people, lights, **raised_by)]  # type: ignore[arg-type]
    chosen = [(lights.ref, excerpt.ref) for excerpt in quotable_under([lights])[lights.ref]]
    choose_quotes(actor=people.bola, release=world.draft(people), chosen=chosen)
    return who


def test_words_that_call_people_names_are_never_quoted(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor are they where the list of such words grew after the release was drafted."""
    quoted_in_papers(people, residents=8)
    monkeypatch.setattr(case_study, "demeans", lambda words: words.startswith("Voice 3 "))

    material = read_material(people.dawn, people.programme, "draft")

    words = [each.words for some in material.quotes.values() for each in some]
    assert len(words) == 7
    assert not [each for each in words if each.startswith("Voice 3 ")]


def test_a_community_too_small_to_show_is_not_named_beside_a_quote(people: Cast) -> None:
    quoted_in_papers(people, sex_workers=2, residents=8)

    material = read_material(people.dawn, people.programme, "draft")

    said_in = [quote.said_in for of_theme in material.quotes.values() for quote in of_theme]
    assert Counter(said_in) == {"": 2, "Said in community conversations": 8}


def test_a_reflection_needs_its_own_yes_and_belongs_to_nobodys_card(people: Cast) -> None:
    """A contributor's would go when they stop, and so be known for theirs."""
    contributor = in_papers(world.voice(people, people.residents))
    for words, yes, whose in (
        ("Somebody came back twice.", True, None),
        ("Keep this between us.", False, None),
        ("I was asked twice.", True, contributor),
    ):
        record_reflection(
            actor=people.bola,
            programme=people.programme,
            contributor=whose,
            details=ReflectionInput(
                from_whom="residents",
                words=words,
                said_on=date(2026, 6, 1),
                may_quote_in_public=yes,
            ),
        )

    told = as_markdown(compose(read_material(people.dawn, people.programme, "draft"))).decode()
    assert "Somebody came back twice." in told
    assert "Keep this between us." not in told
    assert "I was asked twice." not in told


def test_the_reading_is_audited_under_the_alias_of_each_person_read(people: Cast) -> None:
    who = quoted_in_papers(people, residents=8)

    read_material(people.dawn, people.programme, "draft")

    entry = Entry.objects.latest("number")
    assert entry.act == "publishing.write_case_study"
    assert entry.actor_ref == people.dawn.ref
    aliases = [bytes(subject.alias) for subject in entry.subjects.all()]
    assert len(aliases) == 8
    for person in who:
        key_ring = KeyRing([person.key_ref])
        assert any(key_ring.opens_alias(person.key_ref, alias) for alias in aliases)


def test_words_are_escaped_in_every_format(people: Cast) -> None:
    people.programme.title = "Safe & <b>sound</b>"
    people.programme.open_to_influence = "Lamps | bins\n* <script>alert(1)</script> [x](y)"
    people.programme.save()

    document = compose(read_material(people.dawn, people.programme, "draft"))

    page = as_html(document).decode()
    assert "<script>" not in page
    assert "Safe &amp; &lt;b&gt;sound&lt;/b&gt;" in page
    assert r"\<script\>alert(1)\</script\> \[x\](y)" in as_markdown(document).decode()
    told = [each.text for each in docx.Document(BytesIO(as_docx(document))).paragraphs]
    assert "<script>alert(1)</script> [x](y)" in told


# Who may, and bad input


@pytest.mark.parametrize("name", ["amina", "ed", "harun", "iris", "grace", "jo", "sam"])
def test_who_may_not_write_it_learns_nothing(people: Cast, name: str) -> None:
    with pytest.raises(NotYours):
        read_material(getattr(people, name), people.programme, "draft")


def refused(*typed: str) -> str:
    with pytest.raises(CommandError) as caught:
        run(*typed)
    assert caught.value.returncode == 2
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


AS_DAWN = ("--as", "dawn@harbour.example", "--programme", "harbour")


def test_the_command_refuses_what_it_cannot_do_in_one_sentence(
    people: Cast, tmp_path: Path
) -> None:
    out = str(tmp_path / "study.html")

    assert "must end in .html, .md or .docx" in refused(*AS_DAWN, "--out", str(tmp_path / "a.pdf"))
    assert "There is no folder" in refused(*AS_DAWN, "--out", str(tmp_path / "no" / "a.md"))
    assert "--out FILE" in refused(*AS_DAWN)
    assert "Nobody signs in as" in refused(
        "--as", "who@harbour.example", "--programme", "harbour", "--out", out
    )
    assert "Nothing is released yet" in refused(*AS_DAWN, "--out", out, "--from", "release")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_programme_and_one_that_is_not_theirs_are_refused_alike(
    people: Cast, tmp_path: Path
) -> None:
    out = str(tmp_path / "study.html")

    unknown = refused("--as", "dawn@harbour.example", "--programme", "elsewhere", "--out", out)
    theirs = refused("--as", "sam@harbour.example", "--programme", "harbour", "--out", out)

    assert unknown.replace("elsewhere", "harbour").replace("dawn", "sam") == theirs


def test_bad_input_reads_nobodys_words(people: Cast, tmp_path: Path) -> None:
    before = Entry.objects.count()

    refused(*AS_DAWN, "--out", str(tmp_path / "study.pdf"))
    refused(*AS_DAWN, "--out", str(tmp_path / "no" / "study.md"))

    assert Entry.objects.count() == before


def test_a_file_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "study.md"
    there.write_text("the one from last week")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refused, match="no space left on device"):
        save(there, b"the new one")

    assert there.read_text() == "the one from last week"
    assert [each.name for each in tmp_path.iterdir()] == ["study.md"]


# The page


def test_staff_choose_and_download(people: Cast, client: Client) -> None:
    client.force_login(people.users["dawn"])
    address = reverse("releases:case_study", args=["harbour"])

    assert "Write it from" in client.get(address).content.decode()
    empty = client.post(address, {})
    assert "Select what to write it from" in empty.content.decode()
    file = client.post(address, {"which": "draft", "ending": "docx"})

    assert file.headers["Content-Disposition"] == (
        'attachment; filename="harbour-case-study-draft.docx"'
    )
    assert file.headers["Cache-Control"] == "no-store"
    assert docx.Document(BytesIO(file.content)).paragraphs[1].text == people.programme.title


def test_the_page_says_when_nothing_is_released(people: Cast, client: Client) -> None:
    client.force_login(people.users["dawn"])

    answer = client.post(
        reverse("releases:case_study", args=["harbour"]), {"which": "release", "ending": "md"}
    )

    assert answer.status_code == 200
    assert "Nothing is released yet" in answer.content.decode()


@pytest.mark.parametrize("name", ["amina", "grace", "harun", "sam"])
def test_the_page_is_not_there_for_others(people: Cast, client: Client, name: str) -> None:
    client.force_login(people.users[name])

    assert client.get(reverse("releases:case_study", args=["harbour"])).status_code == 404


def test_a_draft_takes_a_known_number_of_queries(
    people: Cast, django_assert_max_num_queries: Any
) -> None:
    quoted_in_papers(people, residents=8)

    with django_assert_max_num_queries(90):
        read_material(people.dawn, people.programme, "draft")
