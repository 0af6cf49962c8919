"""What a reader in a hurry takes away: who came, who decided, what was done, what was not."""

from saidanddone.publishing.case_study.document import Runs
from saidanddone.publishing.case_study.material import Material
from saidanddone.publishing.case_study.pen import Pen
from saidanddone.publishing.figures import as_name
from saidanddone.publishing.wording import inside
from saidanddone.ui.templatetags.ui import listed


def lead(material: Material, pen: Pen) -> Runs:
    """One paragraph; what is not recorded is not mentioned here, the sections say so."""
    sentences = [_who_came(material), _who_decided(pen), _what_was_done(material, pen), _noes(pen)]
    said = " ".join(sentence for sentence in sentences if sentence)
    return pen.runs(said or "This strategy is at its beginning, and there is little to tell yet.")


def _who_came(material: Material) -> str:
    came = []
    for community in material.content.listened.communities:
        name, who = as_name(community.slug), inside(community.name)
        if community.took_part:
            came.append(f"[{name}_took_part|{who}|{who}]")
    return f"{listed(came)} took part." if came else ""


def _who_decided(pen: Pen) -> str:
    if not pen.count("actions_agreed"):
        return ""
    return (
        "Of [actions_agreed|action|actions] agreed, people with lived experience had decided or "
        "changed [actions_shaped] first."
    )


def _what_was_done(material: Material, pen: Pen) -> str:
    if material.content.strategy_agreed_on and pen.count("actions_done_before_strategy"):
        return (
            "[actions_done_before_strategy|action was|actions were] done while the strategy was still "
            "being written."
        )
    return "[actions_done|action is|actions are] done." if pen.count("actions_done") else ""


def _noes(pen: Pen) -> str:
    said = [
        template
        for name, template in (
            ("answers_no_because", "[answers_no_because|is|are] no and says why"),
            ("answers_not_ours", "[answers_not_ours|is|are] not ours to decide"),
            ("answers_reopened", "[answers_reopened|is|are] open again"),
        )
        if pen.count(name)
    ]
    if pen.count("answers_no_because") > 1:
        said[0] = said[0].replace("says", "say")
    return f"Among the answers {listed(said)}." if said else ""
