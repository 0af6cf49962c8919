"""Outcomes and impact: what was done and when, what was not and why, what was measured, what people see."""

from saidanddone.case_study.material import Material
from saidanddone.case_study.sections.answered import answered
from saidanddone.case_study.sections.done import not_done, work_done
from saidanddone.case_study.sections.measured import measured
from saidanddone.disclosure.document import Block, Section
from saidanddone.disclosure.sentences import FigureSentences


def outcomes(material: Material, sentences: FigureSentences) -> Section:
    blocks: tuple[Block, ...] = (
        *work_done(material, sentences),
        *measured(material, sentences),
        *answered(material, sentences),
        *not_done(material, sentences),
    )
    return Section("outcomes", "Outcomes and impact", blocks)
