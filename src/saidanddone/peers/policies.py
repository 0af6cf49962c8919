"""The permissions, one plain sentence each, and who may move a peer."""

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.base.lifecycle import Capacity
from saidanddone.peers.models import PeerResearcher
from saidanddone.peers.states import PEER_LIFECYCLE

PERMISSIONS = {
    "peers.see_panel_space": "See the advisory panel: its members by alias, and what it decided.",
    "peers.record_decision": "Record what the panel approved, paused or refused, with dissent.",
    "peers.set_privacy": "Enter what the panel decided on how long raw words are kept, how many must raise a theme, and who holds the keys.",
    "peers.keep_panel": "Add a member of the panel and say where they are on the way.",
}

# What a decision of the panel must be about to allow a change of the privacy settings.
PRIVACY_IS_ABOUT = frozenset({"retention", "wording", "fields"})


def capacities_for(actor: Actor, peer: PeerResearcher) -> frozenset[Capacity]:
    """The capacities of the lifecycle in which this person may move the peer."""
    is_self = peer.user_id is not None and peer.user_id == actor.user_id
    return capacities_of(actor, PEER_LIFECYCLE, peer.programme, *(["self"] if is_self else []))
