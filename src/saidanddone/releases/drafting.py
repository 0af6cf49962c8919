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
from saidanddone.releases.movement import Counted, count_movement
from saidanddone.releases.stored import read


@dataclass(frozen=True)
class Draft:
    """`counted` is what a release of this draft stores of how many people it counts."""

    content: Content
    notes: Notes
    counted: Counted


def build_draft(programme: Programme) -> Draft:
    """About 50 queries, and one an indicator; the number does not grow with what was said.

    Raises CannotBeRead where an earlier release cannot be judged together with this one.
    """
    totals, signed = past.exact_totals_of(programme), past.signed_releases(programme)
    contents = [read(release.content) for release in signed]
    counted = count_movement(programme, signed)
    draft = Drafting(
        programme,
        clock.today(),
        exact=past.ledger_lines(totals),
        published=past.published_figures(contents),
        before=contents[-1] if contents else None,
        movement=counted.movement,
    )
    for part in all_parts():
        draft.parts[part.slug] = part.build(draft)
    content = Content(as_of=draft.today, parts=draft.parts, exact_totals=past.leaving_exact(totals))
    return Draft(replace(content, figures=stated_figures(content)), draft.notes, counted)
