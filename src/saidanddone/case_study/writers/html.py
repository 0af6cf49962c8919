"""One HTML file that stands alone, on screen and on paper."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Paragraph,
    Pledge,
    Quote,
    Runs,
    Section,
    Subheading,
    Table,
)

PARTS = {
    Paragraph: "paragraph",
    Subheading: "subheading",
    Bullets: "bullets",
    Quote: "quote",
    Pledge: "pledge",
    Table: "table",
    Chart: "chart",
}


@dataclass(frozen=True)
class _Cell:
    runs: Runs
    is_numeric: bool


@dataclass(frozen=True)
class _Head:
    text: str
    is_numeric: bool


def as_html(document: Document) -> bytes:
    """The page in UTF-8; everything in it, styles and pictures too, is in the one file."""
    shown = {
        "title": document.title,
        "kind": document.kind,
        "owner": document.owner,
        "stands": document.stands,
        "mark": document.mark,
        "notice": document.notice,
        "lead": document.lead,
        "sections": [_section(section) for section in document.sections],
        "notes": [
            {"number": note.number, "text": note.text, "places": range(1, note.cited + 1)}
            for note in document.notes
        ],
        "last": _section(document.last),
    }
    page = render_to_string("case_study/document.html", {"document": shown})
    return page.encode()


def _section(section: Section) -> dict[str, Any]:
    return {
        "slug": section.slug,
        "title": section.title,
        "parts": [_part(block) for block in section.blocks],
    }


def _part(block: Block) -> dict[str, Any]:
    shown: Any = block
    if isinstance(block, Table):
        shown = _table(block)
    elif isinstance(block, Chart):
        shown = {"picture": block.picture, "table": _table(block.table)}
    return {
        "template": f"case_study/parts/{PARTS[type(block)]}.html",
        "block": shown,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "note": table.note,
        "classes": "figures" if table.is_dense else "numbers" if table.numeric else "",
        "head": [_Head(text, column in table.numeric) for column, text in enumerate(table.head)],
        "rows": [
            [_Cell(runs, column in table.numeric) for column, runs in enumerate(row)]
            for row in table.rows
        ],
    }
