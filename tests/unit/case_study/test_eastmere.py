"""The case study of the demonstration: its figures, its notes, its words, its three files."""

import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import call_command
from docx.oxml.ns import qn
from lxml import html as lxml_html

from saidanddone.access.queries import actor_by_email
from saidanddone.case_study.compose import compose
from saidanddone.case_study.queries import read_material
from saidanddone.case_study.writers import as_docx, as_html, as_markdown
from saidanddone.disclosure.document import Document, Quote
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.coding.queries import unsealed_quotes
from saidanddone.listening.commands import withdraw_now
from saidanddone.listening.models import Contributor
from saidanddone.listening.queries import with_consent
from saidanddone.outcomes.models import Measurement
from saidanddone.programme.models import Programme

pytestmark = pytest.mark.one_database

LEAD = "strategy-lead@eastmere.example"
SECTIONS = [
    "Context",
    "Strengths-based approach",
    "Who took part",
    "Outcomes and impact",
    "Lessons learnt and reflections",
]


def document(programme: Programme, which: Any = "draft") -> Document:
    return compose(read_material(actor_by_email(LEAD), programme, which))


def figures(programme: Programme, which: str = "draft") -> dict[str, dict[str, Any]]:
    printed = StringIO()
    call_command(
        "case_study",
        "--as",
        LEAD,
        "--programme",
        programme.slug,
        "--from",
        which,
        "--json",
        stdout=printed,
    )
    found: dict[str, dict[str, Any]] = json.loads(printed.getvalue())
    return found


def page(written: bytes) -> Any:
    return lxml_html.document_fromstring(written.decode())


@pytest.mark.parametrize("which", ["draft", "release"])
def test_it_has_the_sections_of_a_case_study_and_how_we_know_stands_last(
    eastmere: Programme, which: str
) -> None:
    read = page(as_html(document(eastmere, which)))
    headings = [each.text_content() for each in read.xpath("//h2")]

    assert headings == [*SECTIONS, "Notes", "How we know"]
    assert len(read.xpath("//h1")) == 1


def test_a_draft_says_so_in_every_format_and_a_release_says_who_signed(
    eastmere: Programme,
) -> None:
    draft, release = document(eastmere), document(eastmere, "release")

    for write in (as_html, as_markdown):
        assert "DRAFT, not for publication" in write(draft).decode()
        assert "DRAFT" not in write(release).decode()
    head = docx.Document(BytesIO(as_docx(draft))).sections[0].header.paragraphs[0].text
    assert head == "DRAFT, not for publication"
    assert "signed by the strategy lead and the data protection officer" in release.stands


def test_the_outcomes_are_those_of_the_records(eastmere: Programme) -> None:
    found = figures(eastmere, "release")

    values = {name: found[name]["value"] for name in found}
    assert values["sex_workers_took_part"] == 20
    assert values["residents_took_part"] == 55
    assert values["peers_on_panel"] == 3
    assert values["hubs_open"] == 3
    assert values["structured_support"] == 49
    assert values["structured_support_before"] == 0
    assert values["panel_situations"] == 27
    change = found["asb_reports_percent_change"]
    assert (change["value"], change["lower"], change["upper"]) == (-26, -41, -6)
    assert values["asb_reports_comparison_percent_change"] == -8


def test_every_figure_prints_its_four_parts(eastmere: Programme) -> None:
    for figure in figures(eastmere).values():
        assert set(figure) == {"value", "lower", "upper", "definition", "suppressed"}
        assert figure["definition"]
        if figure["suppressed"]:
            assert figure["value"] is figure["lower"] is figure["upper"] is None


def test_counts_of_people_are_protected_in_a_draft_too(eastmere: Programme) -> None:
    found = figures(eastmere)

    assert found["harm_reported_first_month"]["suppressed"]
    assert found["enforcement"]["suppressed"]
    for name in ("things_said", "things_answered", "residents_spoke_for_themselves"):
        assert found[name]["value"] % 5 == 0


def test_a_hidden_count_stands_nowhere_in_the_text(eastmere: Programme) -> None:
    read = page(as_html(document(eastmere)))
    told = next(
        each.text_content()
        for each in read.xpath("//p")
        if each.text_content().startswith("Harm reported by sex workers.")
    )

    first = Measurement.objects.filter(
        indicator__programme=eastmere, indicator__slug="harm-reported"
    ).earliest("month")
    assert 1 <= first.value <= 7
    assert f"too few to show in {first.month:%B %Y}" in re.sub(r"\s+", " ", told)


def test_fewer_reports_never_stand_without_harm_and_enforcement(eastmere: Programme) -> None:
    read = page(as_html(document(eastmere)))
    titles = [each.text_content() for each in read.xpath("//*[@id='outcomes']//p/strong[1]")]

    at = titles.index("Reports of anti-social behaviour to police.")
    assert titles[at : at + 3] == [
        "Reports of anti-social behaviour to police.",
        "Harm reported by sex workers.",
        "Enforcement against sex workers.",
    ]


def test_no_and_not_ours_are_told_with_their_reasons(eastmere: Programme) -> None:
    told = as_markdown(document(eastmere)).decode()

    assert "Where the answer is no:" in told
    assert "Put a gate on the alley behind the shops" in told
    assert "It is the fire exit of four flats" in told
    assert "Where it is not ours to decide:" in told
    assert "They replied: " in told
    assert "What was not done, and why" in told


def test_the_tension_is_told_with_who_bears_the_cost(eastmere: Programme) -> None:
    told = as_markdown(document(eastmere)).decode()

    assert "Where people pull apart" in told
    assert "**Who bears the cost.** Residents on streets that were not named" in told
    assert "**What is offered to them.** To residents:" in told


# Words


@pytest.mark.parametrize(
    ("which", "use"),
    [("draft", "quote_without_name_in_papers"), ("release", "quote_without_name_in_public")],
)
def test_every_passage_quoted_has_consent_to_being_quoted_so(
    eastmere: Programme, which: Any, use: str
) -> None:
    material = read_material(actor_by_email(LEAD), eastmere, which)
    quoted = {each.words for some in material.quotes.values() for each in some}
    allowed = Excerpt.objects.filter(
        programme=eastmere,
        is_quotable=True,
        transcript__contribution__contributor__in=with_consent(use),
    )

    assert quoted
    assert quoted <= {words.strip() for words in unsealed_quotes(allowed).values()}


def test_whoever_withdraws_is_gone_at_the_next_writing(eastmere: Programme) -> None:
    before = document(eastmere, "release")
    quotes = [each for each in _quotes(before) if each.said_in]
    words = quotes[0].words
    excerpts = list(Excerpt.objects.filter(programme=eastmere, is_quotable=True))
    said = unsealed_quotes(excerpts)
    excerpt = next(each for each in excerpts if said.get(each.pk, "").strip() == words)
    contributor = Contributor.objects.get(key_ref=excerpt.key_ref)

    withdraw_now(
        actor=actor_by_email("engagement-lead@eastmere.example"),
        programme=eastmere,
        contributor=contributor,
    )
    after = as_markdown(document(eastmere, "release")).decode()

    assert words[:40] not in after
    assert words in {each.words for each in _quotes(before)}
    # Those who took part are still counted, and the release's figures stand.
    assert figures(eastmere, "release") == {known.name: known.as_json() for known in before.figures}


def _quotes(document: Document) -> list[Quote]:
    return [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Quote)
    ]


# Notes, in each format


def test_notes_are_numbered_in_the_order_they_are_met_and_lead_both_ways(
    eastmere: Programme,
) -> None:
    read = page(as_html(document(eastmere)))
    cited = [each.get("href") for each in read.xpath("//sup/a")]
    first_met = list(dict.fromkeys(cited))
    notes = [f"#{each.get('id')}" for each in read.xpath("//ol[@class='notes']/li")]
    ids = [each.get("id") for each in read.xpath("//*[@id]")]

    assert first_met == notes == [f"#note-{number}" for number in range(1, len(notes) + 1)]
    assert len(ids) == len(set(ids))
    for back in read.xpath("//ol[@class='notes']//a"):
        assert str(back.get("href")).removeprefix("#") in ids


def test_markdown_defines_each_note_it_cites_and_no_other(eastmere: Programme) -> None:
    told = as_markdown(document(eastmere)).decode()
    defined = re.findall(r"^\[\^(\d+)\]:", told, flags=re.MULTILINE)
    cited = set(re.findall(r"\[\^(\d+)\](?!:)", told))

    assert len(defined) == len(set(defined)) == len(cited)
    assert set(defined) == cited


def test_word_links_every_note_to_a_bookmark_that_is_there(eastmere: Programme) -> None:
    file = docx.Document(BytesIO(as_docx(document(eastmere))))
    body = file.element.body
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    ids = [each.get(qn("w:id")) for each in body.iter(qn("w:bookmarkStart"))]
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    headings = [each.text for each in file.paragraphs if each.style.name == "Heading 1"]

    assert headings == [*SECTIONS, "Notes", "How we know"]
    assert len(names) == len(set(names))
    assert len(ids) == len(set(ids))
    assert links
    assert set(links) <= set(names)


def test_two_notes_side_by_side_are_not_read_as_one(eastmere: Programme) -> None:
    composed = document(eastmere)
    file = docx.Document(BytesIO(as_docx(composed)))
    in_word = next(each.text for each in file.paragraphs if each.style.name == "Lead")
    in_html = page(as_html(composed)).xpath("string(//p[@class='lead'])")

    assert "took part.1, 2 Of" in in_word
    assert "took part.1, 2 Of" in in_html


def test_the_three_files_tell_the_same(eastmere: Programme) -> None:
    composed = document(eastmere)
    word = docx.Document(BytesIO(as_docx(composed)))
    read = page(as_html(composed))
    for quote in _quotes(composed):
        assert any(quote.words in each.text for each in word.paragraphs)
        assert any(quote.words in each.text_content() for each in read.xpath("//blockquote"))
    tables = read.xpath("//table")
    assert len(tables) == len(word.tables)


def test_the_html_stands_alone(eastmere: Programme) -> None:
    written = as_html(document(eastmere)).decode()
    read = page(written.encode())

    assert "<script" not in written
    assert not read.xpath("//link | //img | //*[@src]")
    assert not [each for each in read.xpath("//@href") if not str(each).startswith("#")]
    assert "url(" not in written
    # Every picture has its figures as a table.
    assert read.xpath("//figure//*[local-name()='svg']")
    assert read.xpath("//figure/following-sibling::*[1][@class='scroll']//table")


def test_all_three_are_written_by_the_command(eastmere: Programme, tmp_path: Path) -> None:
    for ending in ("html", "md", "docx"):
        out = tmp_path / f"study.{ending}"
        call_command(
            "case_study",
            "--as",
            LEAD,
            "--programme",
            "eastmere",
            "--out",
            str(out),
            stderr=StringIO(),
        )
        assert out.stat().st_size > 10_000
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "study.docx",
        "study.html",
        "study.md",
    ]


# Paper


def test_word_numbers_its_pages_and_says_it_is_a_draft_on_each(eastmere: Programme) -> None:
    page = docx.Document(BytesIO(as_docx(document(eastmere)))).sections[0]

    fields = [each.get(qn("w:instr")) for each in page.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE"]


def test_word_s_columns_hold_their_longest_word_and_fill_the_page(eastmere: Programme) -> None:
    file = docx.Document(BytesIO(as_docx(document(eastmere))))

    for table in file.tables:
        widths = [column.width.cm for column in table.columns]
        assert sum(widths) == pytest.approx(16.4, abs=0.1)
        for column, width in enumerate(widths):
            words = [word for row in table.rows for word in row.cells[column].text.split()]
            # A letter of the smallest type takes about 1.5 mm.
            assert width >= min(max((len(word) for word in words), default=0), 20) * 0.15
        assert all(
            row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
            for row in table.rows
        )


def test_what_introduces_a_quote_or_a_list_stays_with_it(eastmere: Programme) -> None:
    file = docx.Document(BytesIO(as_docx(document(eastmere))))

    said = [each for each in file.paragraphs if each.text.endswith("said of how this was done:")]
    assert said
    assert all(each.paragraph_format.keep_with_next for each in said)
