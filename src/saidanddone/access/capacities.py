"""In which capacities of a lifecycle's table someone stands towards a record."""

from saidanddone.access.actors import Actor
from saidanddone.access.policies import InScope, is_allowed
from saidanddone.base.lifecycle import Capacity, Lifecycle


def capacities_of(
    actor: Actor, lifecycle: Lifecycle, scope: InScope, *relations: str
) -> frozenset[Capacity]:
    """The capacities whose permission they hold in the scope, and whose relation holds.

    `relations`: what they are to the record, as its app's policies found.
    """
    return frozenset(
        capacity
        for capacity in lifecycle.capacities
        if capacity.permission
        and is_allowed(actor, capacity.permission, scope)
        and (not capacity.relation or capacity.relation in relations)
    )
