"""The first paragraph and the chapters of the report, put together from what each stage brings."""

from collections.abc import Iterator

from saidanddone.disclosure.document import Block, Bullets, Runs, Section, Subheading, plain
from saidanddone.disclosure.parts import reports_in
from saidanddone.disclosure.report import CHAPTERS, LESSONS, Chapter, Material
from saidanddone.disclosure.sentences import FigureSentences


def opening(material: Material, sentences: FigureSentences) -> Runs:
    """One paragraph; what is not recorded is not mentioned here, the chapters say so."""
    templates = [
        report.opening(part, material, sentences) for part, report in reports_in(material.content)
    ]
    return sentences.runs(
        " ".join(filter(None, templates))
        or "This strategy is at its beginning, and there is little to tell yet."
    )


def chapters(material: Material, sentences: FigureSentences) -> Iterator[Section]:
    """Each in turn, so that notes are numbered as they are read."""
    for chapter in _in_order(material):
        blocks = [*_blocks(chapter, material, sentences)]
        if chapter == LESSONS:
            blocks += _what_the_records_teach(material, sentences)
        yield Section(chapter.slug, chapter.title, tuple(blocks))


def _in_order(material: Material) -> tuple[Chapter, ...]:
    """The report's own, with those that stages bring before its last."""
    brought = dict.fromkeys(
        passage.chapter for _, report in reports_in(material.content) for passage in report.passages
    )
    of_stages = [chapter for chapter in brought if chapter not in (*CHAPTERS, LESSONS)]
    return (*CHAPTERS, *of_stages, LESSONS)


def _blocks(chapter: Chapter, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    passages = [
        (part, passage)
        for part, report in reports_in(material.content)
        for passage in report.passages
        if passage.chapter == chapter
    ]
    for part, passage in sorted(passages, key=lambda of_part: of_part[1].rank):
        yield from passage.blocks(part, material, sentences)


def _what_the_records_teach(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    """The latest stage first: it sees furthest."""
    yield Subheading("What the records teach")
    bullets = [
        bullet
        for part, report in reversed(reports_in(material.content))
        for bullet in report.lessons(part, material, sentences)
    ]
    if bullets:
        yield Bullets(tuple(bullets))
    else:
        yield plain("It is too soon to say: no work has been finished or opened again.")
