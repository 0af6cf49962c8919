"""The navigation: pages for staff, the pages of a programme, and breadcrumbs.

Entries name URL patterns, so that no app is imported. Permissions are read from the actor, so that
no query is made.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from saidanddone.ui.components import Link, NavItem

# Pages outside any programme: label, URL name, permission.
STAFF_PAGES = (
    ("Today", "access:today", "access.see_today"),
    ("Programmes", "programme:list", "access.see_today"),
    ("People", "programme:people", "access.keep_people"),
    ("Agencies", "access:agencies", "access.keep_agencies"),
    ("Audit log", "access:audit", "access.read_audit"),
    ("Daily totals", "access:daily_totals", "access.see_daily_totals"),
)


@dataclass(frozen=True)
class NavigationEntry:
    """A page of a programme. `within` lists how the paths of the pages under it begin.

    `is_outside`: a page outside any programme.
    """

    text: str
    name: str
    permission: str
    within: tuple[str, ...] = ()
    is_outside: bool = False


PROGRAMME_PAGES = (
    NavigationEntry(
        "Occasions",
        "listening:occasions",
        "listening.see_engagements",
        ("occasions/", "people/", "known-names", "reflections"),
    ),
    NavigationEntry(
        "Transcripts", "evidence:transcripts", "evidence.read_transcripts", ("transcripts/",)
    ),
    NavigationEntry(
        "Codebook", "evidence:codebook", "evidence.manage_codebook", ("codebook/", "suggested")
    ),
    NavigationEntry("Themes", "evidence:themes", "evidence.see_themes", ("themes/", "tensions")),
    NavigationEntry(
        "Common ground",
        "evidence:common_ground",
        "evidence.see_common_ground",
        ("common-ground/",),
    ),
    NavigationEntry("Decisions", "strategy:decisions", "strategy.see", ("decisions/",)),
    NavigationEntry(
        "Action plan", "strategy:plan", "strategy.see", ("plan/", "actions/", "priorities")
    ),
    NavigationEntry("Measures", "outcomes:indicators", "outcomes.see", ("indicators/",)),
    NavigationEntry("Answers", "answers:list", "answers.see", ("answers/",)),
    NavigationEntry("Advisory panel", "peers:panel", "peers.see_panel_space", ("panel/",)),
    NavigationEntry("Releases", "releases:list", "publishing.see", ("releases/",)),
    NavigationEntry("Case study", "releases:case_study", "publishing.write_case_study"),
    NavigationEntry("People’s consent", "listening:ledger", "listening.see_ledger", ("people/",)),  # noqa: RUF001
    NavigationEntry("Who works on it", "programme:people_of", "programme.see_people"),
    NavigationEntry(
        "Programme settings", "programme:manage", "programme.manage", ("edit", "partners")
    ),
    NavigationEntry("Privacy settings", "peers:privacy", "peers.set_privacy"),
)

# Where someone starts to work, as the today page offers it: by URL name, its words and its permission.
# A role names its own in access/roles.toml.
WORK_PAGES = {
    entry.name: entry
    for entry in (
        NavigationEntry(
            "Someone has come back with their card", "listening:come_back", "listening.withdraw"
        ),
        NavigationEntry("Record an occasion", "listening:record", "listening.record_engagement"),
        NavigationEntry(
            "Confirm and read transcripts", "evidence:transcripts", "evidence.read_transcripts"
        ),
        NavigationEntry("Codebook", "evidence:codebook", "evidence.manage_codebook"),
        NavigationEntry("Themes", "evidence:themes", "evidence.see_themes"),
        NavigationEntry("Common ground", "evidence:common_ground", "evidence.see_common_ground"),
        NavigationEntry(
            "Record a decision", "strategy:record_decision", "strategy.record_decision"
        ),
        NavigationEntry("Propose an action", "strategy:propose_action", "strategy.propose"),
        NavigationEntry("Action plan", "strategy:plan", "strategy.see"),
        NavigationEntry("Your actions", "strategy:own_actions", "strategy.see_own_actions"),
        NavigationEntry("Measures", "outcomes:indicators", "outcomes.see"),
        NavigationEntry("Answers", "answers:list", "answers.see"),
        NavigationEntry("Read answers out to people", "answers:sheet", "answers.tell_aloud"),
        NavigationEntry("Releases", "releases:list", "publishing.see"),
        NavigationEntry("People’s consent", "listening:ledger", "listening.see_ledger"),  # noqa: RUF001
        NavigationEntry("Privacy settings", "peers:privacy", "peers.set_privacy"),
        NavigationEntry(
            "People and their roles", "programme:people", "access.keep_people", is_outside=True
        ),
        NavigationEntry("Agencies", "access:agencies", "access.keep_agencies", is_outside=True),
        NavigationEntry(
            "Who did and looked at what", "access:audit", "access.read_audit", is_outside=True
        ),
        NavigationEntry(
            "Daily totals", "access:daily_totals", "access.see_daily_totals", is_outside=True
        ),
        NavigationEntry(
            "Start a programme", "programme:create", "programme.create", is_outside=True
        ),
    )
}
URGENT_PAGES = frozenset({"listening:come_back"})  # somebody stands there


def is_open(request: HttpRequest | None, permission: str) -> bool:
    """Whether to show this person a link. The page itself checks again, R1 included.

    A permission of a programme is checked in the programme of this page; those of `access` are in none.
    """
    actor = getattr(request, "actor", None)
    programme = getattr(request, "programme", None)
    if actor is None:
        return False
    if programme is None or permission.startswith("access."):
        return bool(actor.may(permission))
    return bool(actor.may(permission, programme.scope_id))


def staff_pages(request: HttpRequest | None) -> list[NavItem]:
    """The pages for staff that this person may open, the current one marked."""
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


def programme_pages(request: HttpRequest | None) -> list[NavItem]:
    """The pages of this programme that this person may open, the current one marked.

    Empty outside a programme, and for whoever may enforce, by agency or by role (R1).
    """
    programme = getattr(request, "programme", None)
    actor = getattr(request, "actor", None)
    if request is None or programme is None or actor is None or actor.may_enforce:
        return []
    open_entries = [
        (entry, reverse(entry.name, args=[programme.slug]))
        for entry in PROGRAMME_PAGES
        if is_open(request, entry.permission)
    ]
    root = f"/programmes/{programme.slug}/"
    rest = request.path.removeprefix(root)
    here = [href for _, href in open_entries if href == request.path]
    # The last that matches: a person's page is under the list of consent for whoever may open that list.
    around = [
        href for entry, href in open_entries if entry.within and rest.startswith(entry.within)
    ]
    active = "" if here or not around else around[-1]
    return [
        NavItem(entry.text, href, is_current=href == request.path, is_active=href == active)
        for entry, href in open_entries
    ]


def breadcrumbs(request: HttpRequest | None) -> list[Link]:
    """The pages above this one, the nearest last. The page itself is left out."""
    programme = getattr(request, "programme", None)
    if request is None or programme is None:
        return []
    steps = []
    actor = getattr(request, "actor", None)
    if is_open(request, "access.see_today") and not (actor and actor.works_in_one_scope):
        steps.append(Link("Programmes", reverse("programme:list")))
    root = reverse("thread:programme", args=[programme.slug])
    if is_open(request, "programme.see") and request.path != root:
        steps.append(Link(programme.title, root))
    return steps + [
        Link(item.text, item.href) for item in programme_pages(request) if item.is_active
    ]
