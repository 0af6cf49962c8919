"""Markdown with footnotes and tables, as GitHub and Pandoc read them; pictures become their tables."""

import re

from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Chart,
    Document,
    NoteRef,
    Paragraph,
    Pledge,
    Quote,
    Run,
    Runs,
    Section,
    Subheading,
    Table,
)

# What a record's words could otherwise start or mark up.
SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
OPENS_A_BLOCK = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def as_markdown(document: Document) -> bytes:
    """UTF-8, one blank line between blocks, `[^1]` for the notes."""
    parts = [f"# {_plain(document.title)}"]
    if document.mark:
        parts.append(f"**{_plain(document.mark)}**")
    parts += [
        f"{document.kind}. {_plain(document.owner)}.",
        f"{_plain(document.stands)}.",
    ]
    if document.notice:
        parts.append(f"*{_plain(document.notice)}*")
    parts.append(_opening(_runs(document.lead)))
    for section in document.sections:
        parts += _section(section)
    parts.append("\n".join(f"[^{note.number}]: {_plain(note.text)}" for note in document.notes))
    parts += _section(document.last)
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _section(section: Section) -> list[str]:
    return [f"## {_plain(section.title)}", *(_block(block) for block in section.blocks)]


def _block(block: Block) -> str:
    match block:
        case Paragraph(runs, manner):
            return f"> {_runs(runs)}" if manner == "caution" else _opening(_runs(runs))
        case Subheading(text):
            return f"### {_plain(text)}"
        case Bullets(items):
            return "\n".join(f"- {_runs(item)}" for item in items)
        case Quote(words, said_in):
            return _quoted(words, said_in)
        case Pledge(words, by_whom):
            return _quoted(words, by_whom)
        case Chart(_, table):
            return _table(table)
        case Table():
            return _table(block)


def _quoted(words: str, by: str) -> str:
    line = f"> ‘{_plain(words)}’"  # noqa: RUF001
    return f"{line}\n>\n> {_plain(by)}" if by else line


def _table(table: Table) -> str:
    rule = " | ".join(
        "---:" if column in table.numeric else "---" for column in range(len(table.head))
    )
    rows = [
        f"**{_plain(table.caption)}**\n",
        f"| {' | '.join(_plain(text) for text in table.head)} |",
        f"| {rule} |",
        *(f"| {' | '.join(_runs(cell) for cell in row)} |" for row in table.rows),
    ]
    if table.note:
        rows.append(f"\n{_plain(table.note)}")
    return "\n".join(rows)


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if isinstance(run, NoteRef):
        return f"[^{run.number}]"
    return f"**{_plain(run.text)}**" if run.is_strong else _plain(run.text)


def _plain(text: str) -> str:
    """Words that stay words: one line, nothing in them marked up."""
    return SPECIAL.sub(r"\\\1", re.sub(r"\s*\n\s*", " ", text))


def _opening(line: str) -> str:
    return OPENS_A_BLOCK.sub(r"\1\\\2", line)
