"""Who is acting and what is theirs to do; who signs in, and in which roles; what the audit shows."""

from saidanddone.access.queries.actors import (
    actor_by_email,
    actor_of,
)
from saidanddone.access.queries.agencies import (
    AgencyRow,
    agencies,
    agency_rows,
    find_agency,
)
from saidanddone.access.queries.audit import (
    AuditLine,
    daily_totals,
    own_audit,
    whole_audit,
)
from saidanddone.access.queries.people import (
    PeoplePage,
    Person,
    RoleHeld,
    everyone,
    find_membership,
    find_person,
    name_of,
    people_in,
    people_who_sign_in,
    person,
    standing_invitations,
    with_second_factor,
)
from saidanddone.access.queries.today import (
    purposes_of,
    today_of,
)

__all__ = [
    "AgencyRow",
    "AuditLine",
    "PeoplePage",
    "Person",
    "RoleHeld",
    "actor_by_email",
    "actor_of",
    "agencies",
    "agency_rows",
    "daily_totals",
    "everyone",
    "find_agency",
    "find_membership",
    "find_person",
    "name_of",
    "own_audit",
    "people_in",
    "people_who_sign_in",
    "person",
    "purposes_of",
    "standing_invitations",
    "today_of",
    "whole_audit",
    "with_second_factor",
]
