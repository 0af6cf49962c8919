"""The decorator of pages inside a programme; the others are in `access.decorators`."""

from saidanddone.access.decorators import (
    ActorRequest,
    public_page,
    scope_page,
    signed_in_page,
    staff_page,
)
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import find_programme

__all__ = ["StaffRequest", "programme_page", "public_page", "signed_in_page", "staff_page"]


class StaffRequest(ActorRequest):
    """A request inside a programme: it carries the actor and the programme."""

    programme: Programme


programme_page = scope_page("programme", find_programme)
"""A page under /programmes/<slug>/: sets `request.programme` or answers 404."""
