"""Where someone works, for the today page: each programme of theirs, and the pages their roles start with."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base.hooks import WorkLink, WorkPlace
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_of, start_page_of
from saidanddone.ui.navigation import URGENT_PAGES, WORK_PAGES

MOST_PROGRAMMES = 5  # whoever holds a role everywhere finds the others in the list of programmes


def work_places(actor: Actor, names: tuple[str, ...]) -> list[WorkPlace]:
    """The newest programmes of this person, each with the pages they may open there. One query."""
    return [_place(actor, programme, names) for programme in programmes_of(actor)[:MOST_PROGRAMMES]]


def _place(actor: Actor, programme: Programme, names: tuple[str, ...]) -> WorkPlace:
    entries = [WORK_PAGES[name] for name in names if not WORK_PAGES[name].is_outside]
    start = start_page_of(actor, programme)
    return WorkPlace(
        title=programme.title,
        address=reverse(start, args=[programme.slug]) if start else "",
        links=tuple(
            WorkLink(
                entry.text,
                reverse(entry.name, args=[programme.slug]),
                is_urgent=entry.name in URGENT_PAGES,
            )
            for entry in entries
            if is_allowed(actor, entry.permission, programme)
        ),
    )
