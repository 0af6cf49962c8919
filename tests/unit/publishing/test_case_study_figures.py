"""The page that documents the figures says what the code says."""

import re
from pathlib import Path

from saidanddone.publishing.case_study.catalogue import CATALOGUE
from saidanddone.publishing.case_study.figures import as_name, measure_name

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "case-study-figures.md"
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<rest>.+) \|$", re.MULTILINE)


def test_the_reference_page_and_the_code_say_the_same() -> None:
    rows = [(row["name"], row["rest"]) for row in ROW.finditer(PAGE.read_text())]

    assert rows == [
        (entry.name, f"{entry.unit} | {entry.definition} | {entry.worked_out}")
        for entry in CATALOGUE.values()
    ]


def test_names_are_made_from_the_records_own() -> None:
    assert as_name("sex-workers") == "sex_workers"
    assert measure_name("asb-reports") == "asb_reports"
    assert measure_name("things-said") == "indicator_things_said"
