"""The queries of programmes, their people, communities, stages and partners."""

from saidanddone.programme.queries.programmes import (
    START_PAGES,
    PartnerRow,
    Parts,
    communities_of,
    find_programme,
    find_programme_for_people,
    partners_of,
    parts_of,
    people_of,
    programmes_of,
    programmes_where,
    start_page_of,
)

__all__ = [
    "START_PAGES",
    "PartnerRow",
    "Parts",
    "communities_of",
    "find_programme",
    "find_programme_for_people",
    "partners_of",
    "parts_of",
    "people_of",
    "programmes_of",
    "programmes_where",
    "start_page_of",
]
