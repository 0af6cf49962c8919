"""One vocabulary of figures: the page that documents them, releases, the API and the case study."""

import re
from pathlib import Path

import pytest
from django.test import Client

from saidanddone.access.queries import actor_by_email
from saidanddone.case_study.compose import compose
from saidanddone.case_study.queries import read_material
from saidanddone.disclosure.catalogue import as_name
from saidanddone.disclosure.figures import KnownFigure
from saidanddone.disclosure.parts import catalogue
from saidanddone.outcomes.release import measure_name
from saidanddone.programme.models import Programme
from saidanddone.releases.queries import last_signed
from saidanddone.releases.stored import read

pytestmark = pytest.mark.one_database

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "figures.md"
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<rest>.+) \|$", re.MULTILINE)
NUMBERED = re.compile(r"_\d+$")


def test_the_reference_page_and_the_code_say_the_same() -> None:
    rows = [(row["name"], row["rest"]) for row in ROW.finditer(PAGE.read_text())]

    assert rows == [
        (entry.name, f"{entry.unit} | {entry.definition} | {entry.worked_out}")
        for entry in catalogue().values()
    ]


def test_names_are_made_from_the_records_own() -> None:
    assert as_name("sex-workers") == "sex_workers"
    assert measure_name("asb-reports") == "asb_reports"
    assert measure_name("things-said") == "indicator_things_said"


@pytest.mark.parametrize(
    "slug",
    ["asb-before", "asb-first-month", "asb-compared", "asb-comparison", "residents-took-part"],
)
def test_no_measure_is_called_as_the_figure_of_something_else_is(slug: str) -> None:
    """ "ASB" has a figure `asb_before`: a document would print one measure's number for the other's."""
    assert measure_name(slug) == f"{as_name(slug)}_measure"


def test_a_release_the_api_and_the_case_study_name_the_same_figures(
    eastmere: Programme, client: Client
) -> None:
    released = read(last_signed(eastmere).content).figures
    lead = actor_by_email("strategy-lead@eastmere.example")
    study = compose(read_material(lead, eastmere, "release"))
    given = client.get("/api/v1/programmes/eastmere/figures").json()

    assert [each.name for each in released] == [each.name for each in study.figures]
    assert [(each.name, each.value) for each in released] == [
        (each["name"], each["value"]) for each in given
    ]


def test_every_figure_worked_out_is_a_documented_one_and_no_two_share_a_name(
    eastmere: Programme,
) -> None:
    figures = read(last_signed(eastmere).content).figures
    names = [each.name for each in figures]
    page = PAGE.read_text()

    assert len(names) == len(set(names))
    assert all(_entries(each) for each in figures), names
    for entry in catalogue().values():
        if "<" not in entry.name:
            assert entry.name in names
        assert f"`{entry.name}`" in page


def _entries(figure: KnownFigure) -> list[str]:
    """The entries that a figure's name and stage may be of."""
    name = NUMBERED.sub("", figure.name)
    return [
        entry.name
        for entry in catalogue().values()
        if entry.stage == figure.stage and entry.pattern.fullmatch(name)
    ]


def test_how_we_know_names_each_figure(eastmere: Programme, client: Client) -> None:
    page = client.get("/s/eastmere/how-we-know").content.decode()

    for figure in read(last_signed(eastmere).content).figures:
        assert f'id="{figure.name}"' in page
