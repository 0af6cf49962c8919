"""The actor: who acts, a frozen value built once for each request or terminal command."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from saidanddone.access.roles import permissions_of


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

    def roles_in(self, scope_id: int) -> frozenset[str]:
        return self.roles.get(scope_id, frozenset()) | self.site_roles

    def may(self, permission: str, scope_id: int | None = None) -> bool:
        """Whether a role held in this scope (or everywhere) has the permission.

        Without a scope: whether any role they hold anywhere does.
        """
        if scope_id is not None:
            return permission in permissions_of(self.roles_in(scope_id))
        every_role = self.site_roles.union(*self.roles.values())
        return permission in permissions_of(every_role)

    def scopes_where(self, permission: str) -> list[int]:
        """The ids of the scopes in which they hold the permission by membership."""
        return [scope_id for scope_id in self.roles if self.may(permission, scope_id)]


NOBODY = Actor()
