"""A copy of passages as a file, made in memory: a table, or a Word document. Also the codebook as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from saidanddone.base.direction import without_direction_marks
from saidanddone.base.tables import csv_for_people
from saidanddone.evidence.coding.queries.codebook import CodeRow
from saidanddone.ui.templatetags.ui import gov_date

NOT_FOR: Final = "Nothing here may be used for an order, notice, fine, closure or eviction."
"""What every export carries (R9)."""
TAKEN_BACK: Final = "People may take their words back. When you are told that someone did, destroy this file and every copy of it."
CONTENT_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class CopiedWords:
    """A person's words; `community` is empty where too few of it are in the copy."""

    words: str
    community: str


@dataclass(frozen=True)
class CopyOut:
    """What stands in a copy: of which code or theme, for whom, what for, and the passages."""

    title: str
    given_to: str
    used_for: str
    taken_on: date
    passages: tuple[CopiedWords, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """What stands at its head."""
        return (
            f"For {self.given_to}. What for: {self.used_for}. Taken on {gov_date(self.taken_on)}.",
            "Quotes without names, of people who agreed to be quoted in papers for meetings, not in public.",
            NOT_FOR,
            TAKEN_BACK,
        )


def as_file(out: CopyOut, ending: str) -> bytes:
    """The bytes of the file; `ending` is csv or docx."""
    return _as_docx(out) if ending == "docx" else _as_csv(out)


def _as_csv(out: CopyOut) -> bytes:
    rows = [[line] for line in out.terms]
    rows += [["Of", "Community", "Passage"]]
    rows += [
        [out.title, passage.community, without_direction_marks(passage.words)]
        for passage in out.passages
    ]
    return csv_for_people(rows)


def _as_docx(out: CopyOut) -> bytes:
    """python-docx is loaded here, when a file is asked for."""
    import docx

    file = docx.Document()
    properties = file.core_properties
    properties.title, properties.author, properties.comments = out.title, "", ""
    properties.language = "en-GB"
    file.add_heading(out.title, 0)
    for line in out.terms:
        file.add_paragraph(line)
    file.add_heading("Passages", 1)
    for passage in out.passages:
        file.add_paragraph(without_direction_marks(passage.words), style="Quote")
        if passage.community:
            file.add_paragraph(passage.community)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def codebook_as_csv(codes: Sequence[CodeRow]) -> bytes:
    """The codebook, each code under its parent. Without counts: those leave by a release."""
    names = {code.id: code.name for code in codes}
    rows = [[NOT_FOR], ["Code", "Stands under", "What it means", "Include", "Leave out", "Example"]]
    rows += [
        [
            code.name,
            names.get(code.parent_id or 0, ""),
            code.definition,
            code.include,
            code.exclude,
            code.example,
        ]
        for code in codes
    ]
    return csv_for_people(rows)
