"""Strengths-based approach: who held the pen, what they decided and changed, what people are good at."""

from collections.abc import Iterator

from saidanddone.case_study.material import Material
from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Quote,
    Runs,
    Section,
    Subheading,
    plain,
)
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, quoted
from saidanddone.evidence.themes.release import HEARD
from saidanddone.peers.release import PANEL, PublicPanelDecision
from saidanddone.strategy.release import PLAN, DecisionMade
from saidanddone.ui.templatetags.ui import count_of, gov_date, listed

SHOWN = 4  # decisions told in full
ABOUT_OTHER = "something else"


def approach(material: Material, sentences: FigureSentences) -> Section:
    blocks = (
        *_panel(material, sentences),
        *_decisions(material, sentences),
        *_strengths(material),
    )
    return Section("approach", "Strengths-based approach", blocks)


def _panel(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    if not sentences.count("peers_on_panel"):
        yield plain("No advisory panel of people with lived experience is recorded.")
        return
    yield sentences.paragraph(
        "People with lived experience were part of how this was made, and not only asked. They had an "
        "advisory panel of [peers_on_panel|person|people]."
    )
    said = material.content.part(PANEL).decisions
    if not said:
        yield plain("No decision of the panel is recorded yet.")
        return
    outcomes = [each.outcome for each in said]
    counted = [
        f"{outcome} {outcomes.count(outcome)}"
        for outcome in ("approved", "paused", "refused")
        if outcome in outcomes
    ]
    things = count_of(len(said), "thing")
    over = dict.fromkeys(each.about for each in reversed(said) if each.about != ABOUT_OTHER)
    about = f" Among them were {listed(list(over))}." if over else ""
    yield plain(
        f"Of {things} put to it, it {listed(counted)}.{about} Each is told here with its reason:"
    )
    yield Bullets(
        tuple(_told(sentences, each) for each in sorted(said, key=lambda each: each.decided_on))
    )


def _told(sentences: FigureSentences, said: PublicPanelDecision) -> Runs:
    head = f"{said.title}, {gov_date(said.decided_on)}."
    because = as_sentence(said.because)
    outcome = "" if because.lower().startswith(said.outcome) else f"{said.outcome.capitalize()}."
    dissent = f"Not all agreed: {as_sentence(said.dissent)}" if said.dissent else ""
    lifted = f"Lifted on {gov_date(said.lifted_on)}." if said.lifted_on else ""
    return sentences.bullet(head, *(outcome, because, dissent, lifted))


def _decisions(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    decisions = material.content.part(PLAN).decisions
    yield Subheading("Who decided")
    if not decisions:
        yield plain("No decision is recorded yet.")
        return
    yield sentences.paragraph(
        "[decisions_made|decision is|decisions are] recorded. People with lived experience decided "
        "[decisions_decided_by_lived_experience] of them and changed "
        "[decisions_changed_by_lived_experience] more. Of [actions_agreed|action|actions] agreed, "
        "[actions_shaped] had been decided or changed by them first."
    )
    told = [each for each in decisions if each.shaped != "none" and each.how_shaped]
    # Decided before changed, so that what was theirs to call comes first.
    told.sort(key=lambda each: (each.shaped != "decided", each.decided_on))
    yield Bullets(tuple(_shaped(sentences, each) for each in told[:SHOWN]))
    without = [each for each in decisions if each.shaped == "none"]
    if without:
        titles = listed([quoted(each.title) for each in without])
        were = "was" if len(without) == 1 else "were"
        yield plain(f"{titles} {were} decided without lived experience changing anything.")


def _shaped(sentences: FigureSentences, decision: DecisionMade) -> Runs:
    by = (
        "Decided by people with lived experience."
        if decision.shaped == "decided"
        else ("Changed by people with lived experience.")
    )
    return sentences.bullet(
        f"{decision.title}, {gov_date(decision.decided_on)}.",
        f"{by} {as_sentence(decision.how_shaped)}",
    )


def _strengths(material: Material) -> Iterator[Block]:
    kinds = ("strength", "experience")
    themes = [each for each in material.content.part(HEARD).themes if each.kind in kinds]
    if not themes:
        return
    yield Subheading("What people are good at")
    named = listed([quoted(each.statement) for each in themes])
    yield plain(
        "People also told of what they can do and of who they are. It is kept as it is, and asks for "
        f"no answer: {named}."
    )
    for theme in themes:
        for passage in material.passages.get(theme.ref, ())[:1]:
            yield Quote(passage.words, passage.said_in)
