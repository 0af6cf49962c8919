"""The capacities of a lifecycle that someone has for a record."""

from saidanddone.access.actors import Actor
from saidanddone.access.policies import InScope, is_allowed
from saidanddone.base.lifecycle import Capacity, Lifecycle


def capacities_of(
    actor: Actor, lifecycle: Lifecycle, scope: InScope, *relations: str
) -> frozenset[Capacity]:
    """The capacities whose permission they hold in the scope, and whose relation holds.

    `relations`: what they are to the record, according to its app's policies.
    """
    return frozenset(
        capacity
        for capacity in lifecycle.capacities
        if capacity.permission
        and is_allowed(actor, capacity.permission, scope)
        and (not capacity.relation or capacity.relation in relations)
    )
