"""The roles and their permissions, read from roles.toml and cached."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Role:
    slug: str
    name: str
    purposes: tuple[str, ...]
    permissions: frozenset[str]


@cache
def all_roles() -> dict[str, Role]:
    """Every role by its slug."""
    with (Path(__file__).parent / "roles.toml").open("rb") as file:
        rows = tomllib.load(file)
    return {
        slug: Role(slug, row["name"], tuple(row["purposes"]), frozenset(row["permissions"]))
        for slug, row in rows.items()
    }


def permissions_of(roles: frozenset[str]) -> frozenset[str]:
    """Everything these roles may do together; an unknown role may do nothing."""
    known = all_roles()
    return frozenset().union(*(known[role].permissions for role in roles if role in known))
