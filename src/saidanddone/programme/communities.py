"""The communities of a programme, told apart by their names. An address never tells them apart."""

from collections.abc import Collection
from typing import Any

from saidanddone.base.errors import Refused
from saidanddone.base.names import folded, free_address, has_letter_or_number, loosely_folded
from saidanddone.programme.models import Community, Programme

LONGEST_ADDRESS = 40  # as its column


def find_by_name(communities: Collection[Community], name: str) -> Community | None:
    """The community of this name, in whatever case or spacing; None where there is none.

    Raises Refused where only a dash, a full stop or the like tells them apart, or where this is
    the address of one. Who may hold whose words hangs on it, so a person says which it is.
    """
    same = [community for community in communities if folded(community.name) == folded(name)]
    same = [community for community in same if community.name == name] or same
    if len(same) == 1:
        return same[0]
    loosely = loosely_folded(name)
    alike = same or [
        community
        for community in communities
        if loosely_folded(community.name) == loosely or community.slug == name
    ]
    if alike:
        raise Refused(
            f"This programme has a community “{alike[0].name}”, whose name or address is almost the "
            f"same. Write “{alike[0].name}” exactly if it is that one, or choose a name that tells "
            "the two apart.",
            "name",
        )
    return None


def create_community(programme: Programme, name: str, address: str = "", **more: Any) -> Community:
    """A community after the last one. Its address is made from `address`, else from its name.

    Raises Refused for a name without a letter or number.
    """
    if not has_letter_or_number(name):
        raise Refused("Enter a name with at least one letter or number, in any script.", "name")
    taken = list(programme.communities.values_list("slug", flat=True))
    return Community.objects.create(
        programme=programme,
        slug=free_address(address or name, taken, otherwise="community", longest=LONGEST_ADDRESS),
        name=name,
        position=len(taken),
        **more,
    )
