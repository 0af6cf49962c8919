"""Builds a draft: the part of every stage, protected, and what its drafter should know.

Reads live records and writes nothing. Whoever calls has checked the reader.
"""

from dataclasses import dataclass, replace

from saidanddone.base import clock
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.notes import Notes
from saidanddone.disclosure.parts import Drafting, all_parts, stated_figures
from saidanddone.programme.models import Programme
from saidanddone.releases import past


@dataclass(frozen=True)
class Draft:
    content: Content
    notes: Notes


def build_draft(programme: Programme) -> Draft:
    """About 40 queries, and one an indicator; the number does not grow with what was said.

    Raises CannotBeRead where an earlier release cannot be judged together with this one.
    """
    totals = past.exact_totals_of(programme)
    draft = Drafting(
        programme,
        clock.today(),
        exact=past.ledger_lines(totals),
        published=past.published_figures(programme),
    )
    for part in all_parts():
        draft.parts[part.slug] = part.build(draft)
    content = Content(as_of=draft.today, parts=draft.parts, exact_totals=past.leaving_exact(totals))
    return Draft(replace(content, figures=stated_figures(content)), draft.notes)
