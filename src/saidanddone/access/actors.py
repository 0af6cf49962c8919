"""Who is acting: plain, frozen, built once a request (or once a command in the terminal)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from saidanddone.access.roles import permissions_of


@dataclass(frozen=True)
class Actor:
    """A signed-in person with the roles they hold now.

    `roles` maps a programme's id to the roles held there; `site_roles` are held everywhere.
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

    def roles_in(self, programme_id: int) -> frozenset[str]:
        return self.roles.get(programme_id, frozenset()) | self.site_roles

    def may(self, permission: str, programme_id: int | None = None) -> bool:
        """Whether a role held in this programme (or everywhere) carries the permission.

        Without a programme: whether any role they hold anywhere does.
        """
        if programme_id is not None:
            return permission in permissions_of(self.roles_in(programme_id))
        every = self.site_roles.union(*self.roles.values())
        return permission in permissions_of(every)

    def programmes_where(self, permission: str) -> list[int]:
        """The ids of the programmes in which they hold the permission by membership."""
        return [each for each in self.roles if self.may(permission, each)]


NOBODY = Actor()
