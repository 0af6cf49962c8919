"""What the panel writes down: who sits on it, what it decided, when a pause is lifted."""

from datetime import date

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.models import User
from saidanddone.access.policies import is_allowed, require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.peers import states
from saidanddone.peers.models import PanelDecision, PeerResearcher
from saidanddone.programme.models import Programme


@transaction.atomic
def add_peer(
    *,
    actor: Actor,
    programme: Programme,
    alias: str,
    user: User | None = None,
    state: str = "applied",
) -> PeerResearcher:
    """A new member of the panel, known here by an alias only (R7)."""
    require(actor, states.KEEP_PANEL, programme)
    alias = " ".join(alias.split())
    if not alias:
        raise Refused("Give the alias this person chose to be known by here.")
    if state not in PeerResearcher.STATES:
        raise Refused("Choose where this person is: applied, appointed, in training or ready.")
    if PeerResearcher.objects.filter(programme=programme, alias__iexact=alias).exists():
        raise Refused("Someone on the panel already uses this alias. Choose another with them.")
    peer = PeerResearcher.objects.create(programme=programme, user=user, alias=alias, state=state)
    audit.record(actor=actor, act="peers.add_peer", about=peer, programme_ref=programme.ref)
    return peer


@transaction.atomic
def move_peer(
    *, actor: Actor, programme: Programme, peer: PeerResearcher, to: str
) -> PeerResearcher:
    """Say where a peer now is; a peer may always rest, come back or leave by their own word."""
    require(actor, "peers.see_panel_space", programme)
    current = PeerResearcher.objects.select_for_update().get(pk=peer.pk, programme=programme)
    move = states.find_move(current.state, to)
    if move is None:
        raise Refused("They have moved on since you opened this page. Open it again to see where.")
    is_self = current.user_id is not None and current.user_id == actor.user_id
    if not (is_allowed(actor, states.KEEP_PANEL, programme) or (is_self and move.by_self)):
        raise NotYours(states.KEEP_PANEL)
    current.state = to
    current.save(update_fields=["state"])
    audit.record(actor=actor, act="peers.move_peer", about=current, programme_ref=programme.ref)
    return current


@transaction.atomic
def record_panel_decision(
    *,
    actor: Actor,
    programme: Programme,
    title: str,
    about: str,
    outcome: str,
    decided_on: date,
    because: str = "",
    dissent: str = "",
) -> PanelDecision:
    """What the panel approved, paused or refused. It is public, dissent included (R12)."""
    require(actor, "peers.record_decision", programme)
    if about not in PanelDecision.ABOUT or outcome not in PanelDecision.OUTCOMES:
        raise Refused(
            "Say what the decision is about, and whether the panel approved, paused or refused."
        )
    if decided_on > clock.today():
        raise Refused("The date of a decision cannot be in the future.")
    if outcome != "approved" and not because.strip():
        raise Refused("Say why the panel paused or refused this, so that others can put it right.")
    decision = PanelDecision.objects.create(
        programme=programme,
        title=title.strip(),
        about=about,
        outcome=outcome,
        decided_on=decided_on,
        because=because.strip(),
        dissent=dissent.strip(),
    )
    audit.record(
        actor=actor, act="peers.record_decision", about=decision, programme_ref=programme.ref
    )
    return decision


@transaction.atomic
def lift_pause(
    *, actor: Actor, programme: Programme, decision: PanelDecision, lifted_on: date | None = None
) -> PanelDecision:
    """The panel says that what it paused may go on, from this day."""
    require(actor, "peers.record_decision", programme)
    current = PanelDecision.objects.select_for_update().get(pk=decision.pk, programme=programme)
    if current.outcome != "paused":
        raise Refused("Only a pause can be lifted. Record a new decision instead.")
    if current.lifted_on is not None:
        raise Refused("This pause was already lifted.")
    current.lifted_on = lifted_on or clock.today()
    if current.lifted_on < current.decided_on:
        raise Refused("A pause cannot be lifted before the day it was decided.")
    current.save(update_fields=["lifted_on"])
    audit.record(actor=actor, act="peers.lift_pause", about=current, programme_ref=programme.ref)
    return current
