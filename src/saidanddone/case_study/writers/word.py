"""A Word file: real headings, lists and tables; notes as a numbered list with links both ways.

python-docx writes no footnotes, so they stand together under "Notes", each with a link back.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import Any

from saidanddone.case_study.writers.word_parts import (
    bookmark,
    keep_rows_whole,
    link,
    new_file,
    repeat_first_row,
    rule_rows,
    shade,
    share_width,
)
from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Note,
    NoteRef,
    Paragraph,
    Pledge,
    Quote,
    Runs,
    Section,
    Subheading,
    Table,
    words,
)

USUAL, SMALL = 9.5, 8.0  # points, in a table


def as_docx(document: Document) -> bytes:
    """A .docx as bytes. python-docx is loaded here, when a file is asked for."""
    file = new_file(document.title, document.mark)
    _title(file, document)
    for section in document.sections:
        _section(file, section)
    if document.notes:
        file.add_heading("Notes", 1)
        for note in document.notes:
            _note(file, note)
    file.add_page_break()
    _section(file, document.last)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _title(file: Any, document: Document) -> None:
    file.add_paragraph(document.kind, style="Kind")
    file.add_heading(document.title, 0)
    file.add_paragraph(document.owner, style="Standing")
    file.add_paragraph(f"{document.stands}.", style="Standing")
    if document.notice:
        file.add_paragraph(document.notice, style="Caution")
    _runs(file.add_paragraph(style="Lead"), document.lead)


def _section(file: Any, section: Section) -> None:
    file.add_heading(section.title, 1)
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        _block(file, block)
        if isinstance(block, Paragraph) and isinstance(following, Bullets | Quote | Pledge | Table):
            # What says what comes never stands alone at the foot of a page.
            file.paragraphs[-1].paragraph_format.keep_with_next = True


def _block(file: Any, block: Block) -> None:
    match block:
        case Paragraph(runs, manner):
            _runs(file.add_paragraph(style="Caution" if manner == "caution" else None), runs)
        case Subheading(text):
            file.add_heading(text, 2)
        case Bullets(items):
            for item in items:
                _runs(file.add_paragraph(style="List Bullet"), item)
        case Quote(words, said_in):
            _quoted(file, words, said_in)
        case Pledge(words, by_whom):
            _quoted(file, words, by_whom)
        case Chart(_, table):
            _table(file, table)
        case Table():
            _table(file, block)


def _quoted(file: Any, words: str, by: str) -> None:
    style = "Pull quote" if by else "Pull quote alone"
    file.add_paragraph(f"‘{words}’", style=style)  # noqa: RUF001
    if by:
        file.add_paragraph(by, style="Said by")


def _table(file: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    file.add_paragraph(table.caption, style="Table caption")
    grid = file.add_table(rows=1, cols=len(table.head), style="Table Grid")
    repeat_first_row(grid)
    rule_rows(grid)
    for cell, text in zip(grid.rows[0].cells, table.head, strict=True):
        cell.paragraphs[0].style = "Table head"
        cell.paragraphs[0].add_run(text)
        shade(cell)
    columns = range(len(table.head))
    style = "Small table" if table.is_dense else "Table text"
    for row in table.rows:
        for column, (cell, runs) in enumerate(zip(grid.add_row().cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = style
            if column in table.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _runs(paragraph, runs)
    columns_of_text = [
        ["".join(_texts(cells[column])) for cells in _cells(table)] for column in columns
    ]
    share_width(
        grid,
        [max(len(text) for text in texts) for texts in columns_of_text],
        [
            max(len(word) for text in texts for word in text.split() or [""])
            for texts in columns_of_text
        ],
        SMALL if table.is_dense else USUAL,
    )
    keep_rows_whole(grid)
    file.add_paragraph(table.note, style="Table note")


def _cells(table: Table) -> list[tuple[Runs, ...]]:
    return [tuple(words(text) for text in table.head), *table.rows]


def _texts(runs: Runs) -> Iterator[str]:
    return (str(run.number) if isinstance(run, NoteRef) else run.text for run in runs)


def _runs(paragraph: Any, runs: Runs) -> None:
    for run in runs:
        if isinstance(run, NoteRef):
            if run.follows:
                paragraph.add_run(", ").font.superscript = True
            at = f"cited_{run.number}_{run.occurrence}"
            link(paragraph, str(run.number), to=f"note_{run.number}", at=at, is_raised=True)
        else:
            paragraph.add_run(run.text).bold = run.is_strong or None


def _note(file: Any, note: Note) -> None:
    paragraph = file.add_paragraph(style="Note")
    bookmark(paragraph, f"note_{note.number}", f"{note.number}.")
    paragraph.add_run(f"\t{note.text} ")
    link(paragraph, "Back", to=f"cited_{note.number}_1")
