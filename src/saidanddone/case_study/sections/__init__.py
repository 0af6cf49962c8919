"""The sections of the report, in order. Each turns material into blocks and says what is not known."""

from collections.abc import Iterator

from saidanddone.case_study.material import Material
from saidanddone.case_study.sections.approach import approach
from saidanddone.case_study.sections.context import context
from saidanddone.case_study.sections.how_we_know import how_we_know
from saidanddone.case_study.sections.lead import lead
from saidanddone.case_study.sections.lessons import lessons
from saidanddone.case_study.sections.of_parts import sections_of_parts
from saidanddone.case_study.sections.outcomes import outcomes
from saidanddone.case_study.sections.taking_part import taking_part
from saidanddone.disclosure.document import Section
from saidanddone.disclosure.sentences import FigureSentences

__all__ = ["how_we_know", "lead", "sections_in_order"]


def sections_in_order(material: Material, sentences: FigureSentences) -> Iterator[Section]:
    """Each section in turn, so that notes are numbered as they are read."""
    for section in (context, approach, taking_part, outcomes):
        yield section(material, sentences)
    yield from sections_of_parts(material, sentences)
    yield lessons(material, sentences)
