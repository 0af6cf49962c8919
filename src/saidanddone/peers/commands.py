"""Adds and moves members of the panel, records its decisions, lifts pauses, sets privacy."""

from datetime import date

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.models import User
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.names import folded
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.peers.inputs import PanelDecisionInput, PrivacyInput
from saidanddone.peers.models import APPROVED, PAUSED, PanelDecision, PeerResearcher
from saidanddone.peers.policies import PRIVACY_IS_ABOUT, capacities_for
from saidanddone.peers.states import APPLIED, PEER_LIFECYCLE
from saidanddone.programme.models import Programme
from saidanddone.programme.policies import check_privacy


@transaction.atomic
def add_peer(
    *,
    actor: Actor,
    programme: Programme,
    alias: str,
    user: User | None = None,
    state: str = APPLIED,
) -> PeerResearcher:
    """Add a member of the panel, known by an alias only (R7)."""
    require(actor, "peers.keep_panel", programme)
    alias = " ".join(alias.split())
    if not alias:
        raise Refused("Give the alias this person chose to be known by here.", "alias")
    if state not in PEER_LIFECYCLE.starts:
        raise Refused(
            "Choose where this person is: applied, appointed, in training or ready.", "state"
        )
    aliases = PeerResearcher.objects.filter(programme=programme).values_list("alias", flat=True)
    if folded(alias) in map(folded, aliases):
        raise Refused(
            "Someone on the panel already uses this alias. Choose another with them.", "alias"
        )
    peer = PeerResearcher.objects.create(programme=programme, user=user, alias=alias, state=state)
    audit.record(actor=actor, act="peers.add_peer", about=peer, scope_ref=programme.ref)
    return peer


@transaction.atomic
def move_peer(
    *, actor: Actor, programme: Programme, peer: PeerResearcher, to: str
) -> PeerResearcher:
    """Move a peer to another state. A peer may always rest, come back or leave by their own word."""
    require(actor, "peers.see_panel_space", programme)
    current = PeerResearcher.objects.select_for_update().get(pk=peer.pk, programme=programme)
    current.state = PEER_LIFECYCLE.require(current.state, to, capacities_for(actor, current)).end
    current.save(update_fields=["state"])
    audit.record(actor=actor, act="peers.move_peer", about=current, scope_ref=programme.ref)
    return current


@transaction.atomic
def record_panel_decision(
    *,
    actor: Actor,
    programme: Programme,
    details: PanelDecisionInput,
) -> PanelDecision:
    """Record what the panel approved, paused or refused. It is public, with dissent (R12)."""
    require(actor, "peers.record_decision", programme)
    if details.about not in PanelDecision.ABOUT or details.outcome not in PanelDecision.OUTCOMES:
        raise Refused(
            "Say what the decision is about, and whether the panel approved, paused or refused.",
            "outcome",
        )
    if details.decided_on > clock.today():
        raise Refused("The date of a decision cannot be in the future.", "decided_on")
    if details.outcome != APPROVED and not details.because:
        raise Refused(
            "Say why the panel paused or refused this, so that others can put it right.", "because"
        )
    decision = PanelDecision.objects.create(programme=programme, **fields_of(details))
    audit.record(actor=actor, act="peers.record_decision", about=decision, scope_ref=programme.ref)
    return decision


@transaction.atomic
def lift_pause(
    *, actor: Actor, programme: Programme, decision: PanelDecision, lifted_on: date | None = None
) -> PanelDecision:
    """Record that the panel lifted a pause, from this day."""
    require(actor, "peers.record_decision", programme)
    current = PanelDecision.objects.select_for_update().get(pk=decision.pk, programme=programme)
    if current.outcome != PAUSED:
        raise Refused("Only a pause can be lifted. Record a new decision instead.")
    if current.lifted_on is not None:
        raise Refused("This pause was already lifted.")
    current.lifted_on = lifted_on or clock.today()
    if current.lifted_on < current.decided_on:
        raise Refused("A pause cannot be lifted before the day it was decided.")
    current.save(update_fields=["lifted_on"])
    audit.record(actor=actor, act="peers.lift_pause", about=current, scope_ref=programme.ref)
    return current


@transaction.atomic
def set_privacy(
    *,
    actor: Actor,
    programme: Programme,
    version: int,
    details: PrivacyInput,
) -> Programme:
    """Change the privacy settings as the panel decided (R12).

    The decision is an approval by the panel about one of `PRIVACY_IS_ABOUT`. Raises EditedMeanwhile.
    """
    require(actor, "peers.set_privacy", programme)
    check_privacy(details.raw_words_kept_days, details.fewest_people_for_public_theme)
    decision = PanelDecision.objects.filter(programme=programme, ref=details.decision).first()
    if decision is None or decision.outcome != APPROVED or decision.about not in PRIVACY_IS_ABOUT:
        raise Refused("Name the decision by which the panel approved this.", "decision")
    if details.keys_held_elsewhere and not _has_another_controller(programme):
        raise Refused(
            "Only another controller can hold the keys, and this programme has one at most. Enter who "
            "the controllers are under Agencies taking part first.",
            "keys_held_elsewhere",
        )
    edited = save_edit(programme, version, **fields_of(details))
    audit.record(
        actor=actor,
        act="peers.set_privacy",
        about=decision,
        scope_ref=programme.ref,
        reason=f"{details.raw_words_kept_days} days, {details.fewest_people_for_public_theme} people, "
        f"keys {'elsewhere' if details.keys_held_elsewhere else 'here'}",
    )
    return edited


def _has_another_controller(programme: Programme) -> bool:
    """Whether more than one partner is a controller of people's words."""
    return programme.partners.exclude(responsibility="processor").count() > 1
