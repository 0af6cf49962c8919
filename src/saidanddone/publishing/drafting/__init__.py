"""Drawing up a release: everything it would hold, protected, and what its drafter should know.

Reads live records through one pass of queries; writes nothing. Whoever calls has checked the reader.
"""

from dataclasses import dataclass

from saidanddone.answers.queries import seen_of
from saidanddone.base import clock
from saidanddone.programme.models import Programme
from saidanddone.publishing.content import FORMAT, About, Content, ExactOut, Stage
from saidanddone.publishing.drafting import past
from saidanddone.publishing.drafting.answering import answers_given, carried
from saidanddone.publishing.drafting.heard import heard
from saidanddone.publishing.drafting.known import known_figures
from saidanddone.publishing.drafting.lines import four_lines, thread, timeline, waiting
from saidanddone.publishing.drafting.listened import held_occasions, listened
from saidanddone.publishing.drafting.measures import fetch_indicators, measures
from saidanddone.publishing.drafting.named import named_themes
from saidanddone.publishing.drafting.notes import Note, Notes
from saidanddone.publishing.drafting.plan import (
    action_lines,
    decisions_made,
    fetch_actions,
    fetch_decisions,
    funding_had,
    panel_said,
    priorities_made,
)

__all__ = ["Draft", "Note", "Notes", "draw_up"]


@dataclass(frozen=True)
class Draft:
    content: Content
    notes: Notes


def draw_up(programme: Programme) -> Draft:
    """About 45 queries, and one an indicator; the number does not grow with what was said."""
    notes = Notes()
    communities = list(programme.communities.all())
    occasions = held_occasions(programme)
    totals = past.exact_totals_of(programme)
    ledger = past.ledger_lines(totals)
    named = named_themes(programme, notes)
    fetched_decisions, fetched_actions = fetch_decisions(programme), fetch_actions(programme)
    indicators = fetch_indicators(programme)
    seen = seen_of(programme)

    decisions = decisions_made(fetched_decisions, named)
    actions = action_lines(programme, fetched_actions, named, seen.unseen_actions)
    measured = measures(indicators, ledger, past.what_left(programme), notes)
    carrying = carried(programme, notes)
    answers = answers_given(carrying, named, communities, fetched_actions, indicators)
    heard_here = listened(programme, communities, occasions, totals)
    lines = four_lines(programme, seen, carrying)
    as_of = clock.today()
    content = Content(
        format=FORMAT,
        as_of=as_of,
        about=_about(programme),
        listened=heard_here,
        heard=heard(programme, communities, named, fetched_decisions, notes),
        decisions=decisions,
        priorities=priorities_made(programme, fetched_actions, named),
        actions=actions,
        answers=answers,
        lines=lines,
        thread=thread(programme, named, decisions, actions, measured, answers),
        waiting=waiting(programme, named, answers),
        timeline=timeline(occasions, decisions, actions, answers),
        measures=measured,
        funding=funding_had(programme),
        panel=panel_said(programme),
        figures=known_figures(as_of, heard_here, lines, measured),
        exact_totals=tuple(
            ExactOut(
                each.ref,
                past.label_of(each),
                each.total,
                each.starts_on,
                each.ends_on,
                each.because,
            )
            for each in totals
        ),
    )
    return Draft(content, notes)


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
