"""The roles, their groups and their permissions, read from roles.toml and cached."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GROUPS = ("peers", "strategy", "support", "panel", "safety", "police", "everywhere")
ENFORCING_GROUPS = frozenset({"safety", "police"})
OPEN_TO_ANYONE_WITH_A_ROLE = frozenset({"access.see_today", "access.read_own_audit"})


@dataclass(frozen=True)
class Role:
    """A role. `group`, one of GROUPS, says which other roles its holder may not have.

    `says` tells its holder what it is for; `starts` are the URL names of the pages they work on, first first.
    """

    slug: str
    name: str
    group: str
    purposes: tuple[str, ...]
    permissions: frozenset[str]
    says: str = ""
    starts: tuple[str, ...] = ()

    @property
    def opens_nothing_yet(self) -> bool:
        """Whether the pages of this role are still to be built: they sign in, and that is all."""
        return self.permissions <= OPEN_TO_ANYONE_WITH_A_ROLE

    @property
    def may_enforce(self) -> bool:
        """Whether this is a role of people who may arrest, fine, evict or remove (R1)."""
        return self.group in ENFORCING_GROUPS


@cache
def all_roles() -> dict[str, Role]:
    """Every role by its slug."""
    with (Path(__file__).parent / "roles.toml").open("rb") as file:
        return read_roles(tomllib.load(file))


def read_roles(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Role]:
    """The roles of these rows. Raises ValueError for a role without a group, so that none is forgotten."""
    for slug, row in rows.items():
        if row.get("group") not in GROUPS:
            raise ValueError(
                f"roles.toml: say which group {slug} belongs to: {', '.join(GROUPS)}. "
                f"R1 is kept by group: {' and '.join(sorted(ENFORCING_GROUPS))} may enforce."
            )
    return {
        slug: Role(
            slug,
            row["name"],
            row["group"],
            tuple(row["purposes"]),
            frozenset(row["permissions"]),
            row.get("says", ""),
            tuple(row.get("starts", ())),
        )
        for slug, row in rows.items()
    }


@cache
def roles_in_group(group: str) -> frozenset[str]:
    return frozenset(role.slug for role in all_roles().values() if role.group == group)


@cache
def enforcing_roles() -> frozenset[str]:
    """The roles of people who may arrest, fine, evict or remove (R1)."""
    return frozenset(role.slug for role in all_roles().values() if role.may_enforce)


def permissions_of(roles: frozenset[str]) -> frozenset[str]:
    """Everything these roles may do together; an unknown role may do nothing."""
    known = all_roles()
    return frozenset().union(*(known[role].permissions for role in roles if role in known))
