"""Every query of the app: actors, the today page, people and their roles, agencies, the audit."""

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
    audit_has_another_end,
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
    names_of_those_who_may,
    number_of_refused_roles,
    people_in,
    people_who_sign_in,
    person,
    role_name,
    standing_invitations,
    with_second_factor,
)
from saidanddone.access.queries.today import (
    TodayPage,
    purposes_of,
    today_of,
    today_page,
)

__all__ = [
    "AgencyRow",
    "AuditLine",
    "PeoplePage",
    "Person",
    "RoleHeld",
    "TodayPage",
    "actor_by_email",
    "actor_of",
    "agencies",
    "agency_rows",
    "audit_has_another_end",
    "daily_totals",
    "everyone",
    "find_agency",
    "find_membership",
    "find_person",
    "names_of_those_who_may",
    "number_of_refused_roles",
    "own_audit",
    "people_in",
    "people_who_sign_in",
    "person",
    "purposes_of",
    "role_name",
    "standing_invitations",
    "today_of",
    "today_page",
    "whole_audit",
    "with_second_factor",
]
