"""Every address of the product, filled with references: real, made up, or another programme's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from saidanddone.base.idempotent import new_token
from tests.meta.world import Held, World

MADE_UP = "0123456789ab"

# What each part of an address names, in most pages of an app, and where a page differs.
MEANS = {
    "slug": "programme",
    "person": "contributor",
    "theme_slug": "theme_slug",
    "theme": "theme_slug",
    "peers:lift ref": "panel_decision",
    "peers:move_peer ref": "peer",
    "access:edit_agency ref": "agency",
    "programme ref": "person",
    "programme:end_role role": "membership",
    "programme:end_site_role ref": "officer",
    "programme:cancel_invitation ref": "invitation",
    "programme:end_partnership ref": "partner",
    "listening ref": "engagement",
    "listening:undo person": "contributor_withdrawing",
    "evidence ref": "code",
    "evidence:read ref": "transcript",
    "evidence:call_back ref": "copy",
    "evidence:mark ref": "transcript",
    "evidence:cover ref": "transcript",
    "evidence:send_back ref": "transcript",
    "evidence:write_memo ref": "theme",
    "evidence:unmark ref": "transcript",
    "evidence:undo ref": "transcript",
    "evidence:edit_tension ref": "tension",
    "strategy ref": "action",
    "strategy:agree_action ref": "action_to_agree",
    "strategy:decision ref": "decision",
    "strategy:edit_decision ref": "decision",
    "strategy:edit_priority ref": "priority",
    "outcomes ref": "indicator",
    "answers ref": "answer_published",
    "answers:draft theme": "theme_to_answer",
    "answers:edit ref": "answer_drafted",
    "answers:approve ref": "answer_drafted",
    "answers:send_back ref": "answer_drafted",
    "releases ref": "release",
    "thread:step ref": "theme",
    "thread:send_back ref": "excerpt",
    "publishing:answer which": "theme_slug",
    "publishing:action which": "action",
    "publishing:decision which": "decision",
    "publishing:answers_by_community which": "community",
    "publishing:answers_by_both who": "community",
    "releases:preview/5 who": "community",
}
# Parts that are words of ours and not references.
WORDS = {
    "use": "recontact",
    "voice": "table",
    "kind": "theme",
    "number": "1",
    "publishing:answers_by_state which": "done",
    "publishing:done_by which": "state",
    "publishing:done_by who": "agreed",
    "publishing:answers_by_both which": "done",
    "releases:preview page": "heard",
    "releases:preview/4 page": "answers_by_state",
    "releases:preview/4 which": "done",
    "releases:preview/5 page": "answers_by_both",
    "releases:preview/5 which": "done",
    "pk": "1",
    "rest": "nothing",
}
# The pages where a record must be one's own, whatever the role.
OWN = {
    "evidence:confirm": "own_to_confirm",
    "evidence:look_for_names": "own_to_confirm",
    "listening:speakers": "own_to_confirm",
    "evidence:revise": "own_transcript",
    "evidence:settle_turn": "own_sent_back",
    "evidence:edit_memo": "own_memo",
    "evidence:remove_memo": "own_memo",
    "strategy:edit_action": "own_proposal",
    "strategy:update_action": "own_action",
}
TOKENS = {
    "programme:invitation": "invitation",
    "access:one_time_link": "one_time_link",
    "access:way_back": "way_back",
}


@dataclass(frozen=True)
class Route:
    """An address with the permission it declares."""

    name: str
    parts: tuple[str, ...]
    permission: str

    @property
    def app(self) -> str:
        return self.name.split(":")[0]

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(part for part in self.parts if not _found(WORDS, self, part))


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[Route]:
    """Each address once, in the order it is tried."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from (_under(pattern, route) for route in routes(pattern, inner))
        elif isinstance(pattern, URLPattern):
            parts = tuple(pattern.pattern.converters)
            yield Route(
                f"{space}{pattern.name}", parts, getattr(pattern.callback, "permission", "")
            )


def _under(resolver: URLResolver, found: Route) -> Route:
    outer = tuple(resolver.pattern.converters)
    return Route(found.name, outer + found.parts, found.permission)


def real(route: Route, world: World, held: Held, role: str = "") -> dict[str, str]:
    """What names real records of this programme; where they must be one's own, this role's."""
    return {part: _real(route, part, world, held, role) for part in route.parts}


def _real(route: Route, part: str, world: World, held: Held, role: str) -> str:
    if word := _found(WORDS, route, part):
        return word
    if part == "token":
        return str(getattr(world, TOKENS[route.name]))
    if part == "ref" and route.name in OWN:
        own = getattr(held, OWN[route.name])
        return str(own.get(role) or next(iter(own.values())))
    if kind := _found(MEANS, route, part):
        return held[kind]
    raise LookupError(f"addresses.py does not know what {part} names in {route.name}")


def _found(table: dict[str, str], route: Route, part: str) -> str:
    """What a table says of this part in this page, else in this app, else anywhere.

    Two addresses of one name are told apart by how many parts they have.
    """
    keys = (
        f"{route.name}/{len(route.parts)} {part}", f"{route.name} {part}", f"{route.app} {part}", part
    )  # fmt: skip
    return next((table[key] for key in keys if key in table), "")


def not_theirs(route: Route, world: World, role: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Addresses that must answer "not there": made-up references, then another programme's."""
    mine = real(route, world, world.here, role)
    theirs = real(route, world, world.elsewhere, role)
    for part in route.references:
        yield f"made-up {part}", {**mine, part: MADE_UP}
        if mine[part] != theirs[part] and part not in ("theme", "theme_slug"):
            yield f"another programme's {part}", {**mine, part: theirs[part]}
    if "slug" in mine and len(route.references) > 1:
        yield "another programme's page", theirs


def address(route: Route, parts: dict[str, Any]) -> str:
    return reverse(route.name, kwargs=parts)


def pressed(route: Route, held: Held) -> dict[str, str]:
    """What a button sends: enough for the pages that ask only "are you sure?" to act."""
    sent = {"once": new_token(), "version": "1"}
    if route.name == "evidence:unmark":
        sent |= {"passage": held["excerpt"], "code": held["code"], "state": ""}
    elif route.name == "evidence:undo":
        sent |= {"signed": "not by us"}
    elif route.name == "evidence:settle":
        sent |= {"passage": held["excerpt"], "code": held["code"], "state": "accepted"}
    elif route.name == "evidence:cover":
        sent |= {"cover": "1"}
    elif route.name == "evidence:settle_turn":
        sent |= {"nothing": "on"}
    elif route.name == "evidence:revise":
        sent |= {"sought": "stairs", "instead": "steps"}
    return sent
