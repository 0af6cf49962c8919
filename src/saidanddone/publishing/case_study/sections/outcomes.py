"""Outcomes and impact: what was done and when, what was not and why, what was measured, what people see."""

from saidanddone.publishing.case_study.document import Block, Section
from saidanddone.publishing.case_study.material import Material
from saidanddone.publishing.case_study.pen import Pen
from saidanddone.publishing.case_study.sections.answered import answered
from saidanddone.publishing.case_study.sections.done import not_done, work_done
from saidanddone.publishing.case_study.sections.measured import measured


def outcomes(material: Material, pen: Pen) -> Section:
    blocks: tuple[Block, ...] = (
        *work_done(material, pen),
        *measured(material, pen),
        *answered(material, pen),
        *not_done(material, pen),
    )
    return Section("outcomes", "Outcomes and impact", blocks)
