"""What a reader in a hurry takes away: who came, who decided, what was done, what was not."""

from saidanddone.case_study.material import Material
from saidanddone.disclosure.catalogue import as_name
from saidanddone.disclosure.document import Runs
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import inside
from saidanddone.listening.release import LISTENED
from saidanddone.strategy.release import PLAN
from saidanddone.ui.templatetags.ui import listed


def lead(material: Material, sentences: FigureSentences) -> Runs:
    """One paragraph; what is not recorded is not mentioned here, the sections say so."""
    templates = [
        _who_came(material),
        _who_decided(sentences),
        _what_was_done(material, sentences),
        _noes(sentences),
    ]
    said = " ".join(template for template in templates if template)
    return sentences.runs(
        said or "This strategy is at its beginning, and there is little to tell yet."
    )


def _who_came(material: Material) -> str:
    came = []
    for community in material.content.part(LISTENED).communities:
        name, who = as_name(community.slug), inside(community.name)
        if community.took_part:
            came.append(f"[{name}_took_part|{who}|{who}]")
    return f"{listed(came)} took part." if came else ""


def _who_decided(sentences: FigureSentences) -> str:
    if not sentences.count("actions_agreed"):
        return ""
    return (
        "Of [actions_agreed|action|actions] agreed, people with lived experience had decided or "
        "changed [actions_shaped] first."
    )


def _what_was_done(material: Material, sentences: FigureSentences) -> str:
    if material.content.part(PLAN).agreed_on and sentences.count("actions_done_before_strategy"):
        return (
            "[actions_done_before_strategy|action was|actions were] done while the strategy was still "
            "being written."
        )
    return "[actions_done|action is|actions are] done." if sentences.count("actions_done") else ""


def _noes(sentences: FigureSentences) -> str:
    said = [
        template
        for name, template in (
            ("answers_no_because", "[answers_no_because|is|are] no and says why"),
            ("answers_not_ours", "[answers_not_ours|is|are] not ours to decide"),
            ("answers_reopened", "[answers_reopened|is|are] open again"),
        )
        if sentences.count(name)
    ]
    if sentences.count("answers_no_because") > 1:
        said[0] = said[0].replace("says", "say")
    return f"Among the answers {listed(said)}." if said else ""
