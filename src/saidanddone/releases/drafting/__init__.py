"""Drawing up a release: everything it would hold, protected, and what its drafter should know.

Reads live records through one pass of queries; writes nothing. Whoever calls has checked the reader.
"""

from dataclasses import dataclass, replace

from saidanddone.answers.queries import seen_of
from saidanddone.base import clock
from saidanddone.programme.models import Programme
from saidanddone.releases.content import FORMAT, About, Content, Stage
from saidanddone.releases.drafting import past
from saidanddone.releases.drafting.answering import answers_given, carried
from saidanddone.releases.drafting.counts import counts_of
from saidanddone.releases.drafting.heard import heard
from saidanddone.releases.drafting.lines import four_lines, thread, timeline, waiting
from saidanddone.releases.drafting.listened import held_occasions, listened
from saidanddone.releases.drafting.measures import fetch_indicators, measures
from saidanddone.releases.drafting.named import named_themes
from saidanddone.releases.drafting.notes import Note, Notes
from saidanddone.releases.drafting.plan import (
    action_lines,
    decisions_made,
    fetch_actions,
    fetch_decisions,
    funding_had,
    panel_said,
    priorities_made,
)
from saidanddone.releases.figures import figures_of

__all__ = ["Draft", "Note", "Notes", "build_draft"]


@dataclass(frozen=True)
class Draft:
    content: Content
    notes: Notes


def build_draft(programme: Programme) -> Draft:
    """About 40 queries, and one an indicator; the number does not grow with what was said.

    Raises CannotBeRead where an earlier release cannot be judged together with this one.
    """
    notes = Notes()
    communities = list(programme.communities.all())
    counts = counts_of(programme)
    occasions = held_occasions(programme)
    totals = past.exact_totals_of(programme)
    named = named_themes(programme, notes)
    records_of_decisions, records_of_actions = fetch_decisions(programme), fetch_actions(programme)
    indicators = fetch_indicators(programme)
    seen = seen_of(programme)
    carrying = carried(programme, notes)

    decisions = decisions_made(records_of_decisions, named)
    actions = action_lines(programme, records_of_actions, named, seen.unseen_actions)
    ledger, left = past.ledger_lines(totals), past.published_figures(programme)
    measured = measures(indicators, ledger, left, notes)
    answers = answers_given(carrying, named, communities, counts, records_of_actions, indicators)
    content = Content(
        format=FORMAT,
        as_of=clock.today(),
        about=_about(programme),
        listened=listened(programme, communities, counts, occasions, totals),
        heard=heard(programme, communities, counts, named, records_of_decisions, notes),
        decisions=decisions,
        priorities=priorities_made(programme, records_of_actions, named),
        actions=actions,
        answers=answers,
        lines=four_lines(programme, counts, seen, carrying),
        thread=thread(counts, named, decisions, actions, measured, answers),
        waiting=waiting(programme, named, answers),
        timeline=timeline(occasions, decisions, actions, answers),
        measures=measured,
        funding=funding_had(programme),
        panel=panel_said(programme),
        exact_totals=past.leaving_exact(totals),
    )
    return Draft(replace(content, figures=figures_of(content)), notes)


def _about(programme: Programme) -> About:
    return About(
        slug=programme.slug,
        title=programme.title,
        pledge=programme.pledge,
        owner=programme.owner,
        notice=programme.notice,
        open_to_influence=programme.open_to_influence,
        already_fixed=programme.already_fixed,
        closes_on=programme.closes_on,
        stages=tuple(
            Stage(each.title, each.starts_on, each.ends_on) for each in programme.stages.all()
        ),
    )
