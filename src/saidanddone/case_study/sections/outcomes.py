"""Outcomes and impact: what was done and when, what was not and why, what was measured, what people see."""

from collections.abc import Iterator

from saidanddone.case_study.material import Material
from saidanddone.case_study.sections.answered import answered
from saidanddone.case_study.sections.done import not_done, work_done
from saidanddone.disclosure.document import Block, Section, Subheading
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.outcomes.release import MEASURES


def outcomes(material: Material, sentences: FigureSentences) -> Section:
    blocks: tuple[Block, ...] = (
        *work_done(material, sentences),
        *_measured(material, sentences),
        *answered(material, sentences),
        *not_done(material, sentences),
    )
    return Section("outcomes", "Outcomes and impact", blocks)


def _measured(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    if MEASURES.report and material.content.find(MEASURES):
        yield Subheading(MEASURES.report.title)
        yield from MEASURES.report.blocks(material.content, sentences)
