"""The sections that stages bring with their release parts."""

from collections.abc import Iterator

from saidanddone.case_study.material import Material
from saidanddone.disclosure.document import Section
from saidanddone.disclosure.parts import all_parts
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.outcomes.release import MEASURES

TOLD_ELSEWHERE = {MEASURES.slug}  # what was measured stands within the outcomes


def sections_of_parts(material: Material, sentences: FigureSentences) -> Iterator[Section]:
    """In the order of the thread; none of a stage that is younger than the release."""
    content = material.content
    for part in all_parts():
        report = part.report
        if report and part.slug in content.parts and part.slug not in TOLD_ELSEWHERE:
            blocks = tuple(report.blocks(content, sentences))
            yield Section(report.slug, report.title, blocks)
