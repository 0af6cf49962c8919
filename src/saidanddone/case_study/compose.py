"""Material becomes a document: chapters in order, notes numbered, the last page last."""

from saidanddone.case_study.chapters import chapters, opening
from saidanddone.case_study.how_we_know import how_we_know
from saidanddone.disclosure.document import Document
from saidanddone.disclosure.parts import stated_figures
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence
from saidanddone.programme.release import ABOUT
from saidanddone.ui.templatetags.ui import gov_date

DRAFT = "DRAFT, not for publication"
KIND = "Case study"


def compose(material: Material) -> Document:
    """Pure: the same material gives the same document."""
    content, about = material.content, material.content.part(ABOUT)
    # Worked out again: an answer that was opened again since counts as open.
    sentences = FigureSentences({known.name: known for known in stated_figures(content)})
    lead = opening(material, sentences)
    sections = tuple(chapters(material, sentences))
    notes = sentences.notes()
    return Document(
        title=about.title,
        kind=KIND,
        owner=about.owner,
        stands=_stands(material),
        mark=DRAFT if material.is_draft else "",
        notice=as_sentence(about.notice),
        lead=lead,
        sections=sections,
        notes=notes,
        last=how_we_know(material, sentences),
        figures=tuple(sentences.figures.values()),
    )


def _stands(material: Material) -> str:
    on = gov_date(material.content.as_of)
    if material.is_draft:
        return f"As the records stood on {on}"
    return f"As things stood on {on}, from {material.signed}"
