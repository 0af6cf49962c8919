"""Where a person can go: what is open to them from anywhere, a programme's places, and the way back.

Addresses are named, so that nothing is imported of the pages that stand there; who may open a page
is asked of what the actor already holds, so that no query is made.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from saidanddone.ui.components import Link, NavItem

# What everyone who works here can reach from anywhere, with the permission that opens it.
STAFF_PAGES = (
    ("Today", "access:today", "access.see_today"),
    ("Programmes", "programme:list", "access.see_today"),
    ("People", "programme:people", "access.keep_people"),
    ("Agencies", "access:agencies", "access.keep_agencies"),
    ("Audit log", "access:audit", "access.read_audit"),
    ("Daily totals", "access:daily_totals", "access.see_daily_totals"),
)


@dataclass(frozen=True)
class ProgrammePlace:
    """A place in a programme. `within`: how the addresses of its further pages begin, after the programme's."""

    text: str
    name: str
    permission: str
    within: tuple[str, ...] = ()


PLACES = (
    ProgrammePlace(
        "Occasions",
        "listening:occasions",
        "listening.see_engagements",
        ("occasions/", "people/", "known-names", "reflections"),
    ),
    ProgrammePlace(
        "Transcripts", "evidence:transcripts", "evidence.read_transcripts", ("transcripts/",)
    ),
    ProgrammePlace(
        "Codebook", "evidence:codebook", "evidence.manage_codebook", ("codebook/", "suggested")
    ),
    ProgrammePlace("Themes", "evidence:themes", "evidence.see_themes", ("themes/", "tensions")),
    ProgrammePlace(
        "Common ground",
        "evidence:common_ground",
        "evidence.see_common_ground",
        ("common-ground/",),
    ),
    ProgrammePlace("Decisions", "strategy:decisions", "strategy.see", ("decisions/",)),
    ProgrammePlace(
        "Action plan", "strategy:plan", "strategy.see", ("plan/", "actions/", "priorities")
    ),
    ProgrammePlace("Measures", "outcomes:indicators", "outcomes.see", ("indicators/",)),
    ProgrammePlace("Answers", "answers:list", "answers.see", ("answers/",)),
    ProgrammePlace("Advisory panel", "peers:panel", "peers.see_panel_space", ("panel/",)),
    ProgrammePlace("Releases", "releases:list", "publishing.see", ("releases/",)),
    ProgrammePlace("Case study", "releases:case_study", "publishing.write_case_study"),
    ProgrammePlace("People’s consent", "listening:ledger", "listening.see_ledger", ("people/",)),  # noqa: RUF001
    ProgrammePlace("Who works on it", "programme:people_of", "programme.see_people"),
    ProgrammePlace(
        "Programme settings", "programme:manage", "programme.manage", ("edit", "partners")
    ),
    ProgrammePlace("Privacy settings", "peers:privacy", "peers.set_privacy"),
)


def is_open(request: HttpRequest | None, permission: str) -> bool:
    """Whether to show this person a way there; the page itself asks again, R1 included.

    What belongs to a programme is asked of the one whose page this is; `access` belongs to none.
    """
    actor = getattr(request, "actor", None)
    programme = getattr(request, "programme", None)
    if actor is None:
        return False
    if programme is None or permission.startswith("access."):
        return bool(actor.may(permission))
    return bool(actor.may(permission, programme.scope_id))


def staff_pages(request: HttpRequest | None) -> list[NavItem]:
    """The pages this person may open from anywhere, the one we are in marked."""
    here = request.path if request is not None else ""
    items = []
    for text, name, permission in STAFF_PAGES:
        if not is_open(request, permission):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        is_within = here.startswith(address) and here != address
        items.append(NavItem(text, address, is_current=here == address, is_active=is_within))
    return items


def places(request: HttpRequest | None) -> list[NavItem]:
    """This programme's places that this person may open, the one we are in marked; none elsewhere.

    Whoever works for a body that may enforce is shown none: every one of them is kept from them (R1).
    """
    programme = getattr(request, "programme", None)
    actor = getattr(request, "actor", None)
    if request is None or programme is None or actor is None or actor.works_for_enforcement:
        return []
    found = [
        (each, reverse(each.name, args=[programme.slug]))
        for each in PLACES
        if is_open(request, each.permission)
    ]
    root = f"/programmes/{programme.slug}/"
    rest = request.path.removeprefix(root)
    here = [href for _, href in found if href == request.path]
    # The last that holds us: a person's page is in the list of consent for whoever may open that list.
    around = [href for each, href in found if each.within and rest.startswith(each.within)]
    active = "" if here or not around else around[-1]
    return [
        NavItem(each.text, href, is_current=href == request.path, is_active=href == active)
        for each, href in found
    ]


def trail(request: HttpRequest | None) -> list[Link]:
    """The pages above this one, the nearest last; the page itself is not among them."""
    programme = getattr(request, "programme", None)
    if request is None or programme is None:
        return []
    steps = []
    if is_open(request, "access.see_today"):
        steps.append(Link("Programmes", reverse("programme:list")))
    root = reverse("thread:programme", args=[programme.slug])
    if is_open(request, "programme.see") and request.path != root:
        steps.append(Link(programme.title, root))
    return steps + [Link(each.text, each.href) for each in places(request) if each.is_active]
