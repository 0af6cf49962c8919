"""Which programmes a person may see, who works on them, and what surrounds them."""

from saidanddone.programme.queries.programmes import (
    ENTRANCES,
    PartnerRow,
    Parts,
    communities_of,
    entrance_of,
    find_programme,
    find_programme_for_people,
    partners_of,
    parts_of,
    people_of,
    programmes_of,
    programmes_where,
)

__all__ = [
    "ENTRANCES",
    "PartnerRow",
    "Parts",
    "communities_of",
    "entrance_of",
    "find_programme",
    "find_programme_for_people",
    "partners_of",
    "parts_of",
    "people_of",
    "programmes_of",
    "programmes_where",
]
