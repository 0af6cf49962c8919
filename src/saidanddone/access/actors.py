"""The actor: who acts, a frozen value built once for each request or terminal command."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from saidanddone.access.enforcement import is_kept_from_enforcement
from saidanddone.access.roles import enforcing_roles, permissions_of


@dataclass(frozen=True)
class Actor:
    """A signed-in person with the roles they hold now.

    `roles` maps a scope's id to the roles held there; `site_roles` are held everywhere.
    """

    user_id: int = 0  # 0: nobody is signed in
    ref: str = ""
    name: str = ""
    email: str = ""
    agency_id: int | None = None
    works_for_enforcement: bool = False
    roles: Mapping[int, frozenset[str]] = field(default_factory=dict)
    site_roles: frozenset[str] = frozenset()
    purpose: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.user_id != 0

    @property
    def every_role(self) -> frozenset[str]:
        return self.site_roles.union(*self.roles.values())

    @property
    def works_in_one_scope(self) -> bool:
        """Whether all their roles are held in one scope, so that there is nothing to choose from."""
        return not self.site_roles and len(self.roles) == 1

    @property
    def may_enforce(self) -> bool:
        """Whether they work for an agency that may enforce, or hold a role of people who may (R1)."""
        return self.works_for_enforcement or not enforcing_roles().isdisjoint(self.every_role)

    def roles_in(self, scope_id: int) -> frozenset[str]:
        return self.roles.get(scope_id, frozenset()) | self.site_roles

    def may(self, permission: str, scope_id: int | None = None) -> bool:
        """Whether a role held in this scope (or everywhere) has the permission, R1 included.

        Without a scope: whether any role they hold anywhere does.
        """
        if self.may_enforce and is_kept_from_enforcement(permission):
            return False
        roles = self.every_role if scope_id is None else self.roles_in(scope_id)
        return permission in permissions_of(roles)

    def scopes_where(self, permission: str) -> list[int]:
        """The ids of the scopes in which they hold the permission by membership."""
        return [scope_id for scope_id in self.roles if self.may(permission, scope_id)]


NOBODY = Actor()
