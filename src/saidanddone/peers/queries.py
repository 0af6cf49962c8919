"""Reads the panel's members and its decisions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.base.lifecycle import Move
from saidanddone.peers.models import APPROVED, PAUSED, PanelDecision, PeerResearcher
from saidanddone.peers.policies import PRIVACY_IS_ABOUT, capacities_for
from saidanddone.peers.states import APPLIED, LEFT, PEER_LIFECYCLE
from saidanddone.programme.models import Programme


@dataclass(frozen=True)
class PeerRow:
    """A member of the panel, with the moves that this actor may make for them."""

    ref: str
    alias: str
    state: str
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class PanelSpace:
    peers: tuple[PeerRow, ...]
    decisions: tuple[PanelDecision, ...]
    may_decide: bool
    may_keep: bool


def panel_space(actor: Actor, programme: Programme) -> PanelSpace:
    """The panel's page. Two queries."""
    require(actor, "peers.see_panel_space", programme)
    peers = PeerResearcher.objects.filter(programme=programme).select_related("programme")
    return PanelSpace(
        peers=tuple(_row(actor, peer) for peer in peers),
        decisions=tuple(PanelDecision.objects.filter(programme=programme)),
        may_decide=is_allowed(actor, "peers.record_decision", programme),
        may_keep=is_allowed(actor, "peers.keep_panel", programme),
    )


def _row(actor: Actor, peer: PeerResearcher) -> PeerRow:
    moves = PEER_LIFECYCLE.moves_open_to(peer.state, capacities_for(actor, peer))
    return PeerRow(peer.ref, peer.alias, peer.get_state_display(), moves)


def find_peer(actor: Actor, programme: Programme, ref: str) -> PeerResearcher:
    """Raises NotYours."""
    require(actor, "peers.see_panel_space", programme)
    peer = PeerResearcher.objects.filter(programme=programme, ref=ref).first()
    if peer is None:
        raise NotYours("peer")
    return peer


def find_decision(actor: Actor, programme: Programme, ref: str) -> PanelDecision:
    """Raises NotYours."""
    require(actor, "peers.see_panel_space", programme)
    decision = PanelDecision.objects.filter(programme=programme, ref=ref).first()
    if decision is None:
        raise NotYours("panel decision")
    return decision


def privacy_decisions(actor: Actor, programme: Programme) -> list[tuple[str, str]]:
    """References and titles of approvals that allow a change of the privacy settings, newest first."""
    require(actor, "peers.set_privacy", programme)
    approved = PanelDecision.objects.filter(
        programme=programme, outcome=APPROVED, about__in=PRIVACY_IS_ABOUT
    )
    return [
        (decision.ref, f"{decision.title}, {_day(decision.decided_on)}") for decision in approved
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def is_paused(programme: Programme, about: str) -> bool:
    """Whether the panel has paused this today: from the day it decided until the pause is lifted."""
    today = clock.today()
    pauses = PanelDecision.objects.filter(
        Q(lifted_on=None) | Q(lifted_on__gt=today),
        programme=programme,
        about=about,
        outcome=PAUSED,
        decided_on__lte=today,
    )
    return pauses.exists()


def panel_size(programme: Programme) -> int:
    """How many peers are on the panel: appointed and not left. Not a count of people heard."""
    return (
        PeerResearcher.objects.filter(programme=programme)
        .exclude(state__in=(APPLIED, LEFT))
        .count()
    )
