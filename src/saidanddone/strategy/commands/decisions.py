"""Records and edits decisions."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence.themes.models import Tension, Theme
from saidanddone.programme.models import Programme
from saidanddone.strategy.commands.named import all_named, one_named
from saidanddone.strategy.inputs import DecisionInput
from saidanddone.strategy.models import Decision


@transaction.atomic
def record_decision(*, actor: Actor, programme: Programme, details: DecisionInput) -> Decision:
    """Write down what was decided, who had a vote, what lived experience changed, what was left out."""
    require(actor, "strategy.record_decision", programme)
    _refuse_inconsistent(details)
    decision = Decision.objects.create(programme=programme, **fields_of(details))
    _relate(decision, details)
    audit.record(
        actor=actor,
        act="strategy.record_decision",
        about=decision,
        scope_ref=programme.ref,
    )
    return decision


@transaction.atomic
def edit_decision(
    *, actor: Actor, programme: Programme, decision_ref: str, version: int, details: DecisionInput
) -> Decision:
    """Correct what was written down. Raises EditedMeanwhile when someone else saved first."""
    require(actor, "strategy.record_decision", programme)
    decision = one_named(Decision.objects.filter(programme=programme), decision_ref)
    _refuse_inconsistent(details)
    decision = save_edit(decision, version, **fields_of(details))
    _relate(decision, details)
    audit.record(actor=actor, act="strategy.edit_decision", about=decision, scope_ref=programme.ref)
    return decision


def _refuse_inconsistent(details: DecisionInput) -> None:
    if details.decided_on > clock.today():
        raise Refused(
            "A decision is recorded once it is taken. Give the day it was taken.", "decided_on"
        )
    if details.peers_with_a_vote > details.people_with_a_vote:
        raise Refused(
            "More people with lived experience had a vote than people had a vote. "
            "Count those with lived experience among everyone with a vote.",
            "peers_with_a_vote",
        )
    _refuse_unclear_about_lived_experience(details)
    if details.tension_refs and not (details.who_bears_the_cost and details.offered_to_them):
        raise Refused(
            "This decision settles a tension, so someone bears a cost. "
            "Say who bears it, and what is offered to them.",
            "offered_to_them" if details.who_bears_the_cost else "who_bears_the_cost",
        )


def _refuse_unclear_about_lived_experience(details: DecisionInput) -> None:
    if details.shaped_by_lived_experience not in Decision.SHAPED:
        raise Refused(
            "Say whether lived experience changed it, decided it, or neither.",
            "shaped_by_lived_experience",
        )
    if details.shaped_by_lived_experience != "none" and not details.how_shaped:
        raise Refused("Say how lived experience changed or decided this.", "how_shaped")
    if details.shaped_by_lived_experience == "decided" and not details.peers_with_a_vote:
        raise Refused(
            "You said that people with lived experience decided this, but none had a vote. "
            "Say how many had a vote, or say that they changed it.",
            "peers_with_a_vote",
        )


def _relate(decision: Decision, details: DecisionInput) -> None:
    """Link themes and tensions. A tension adds both its themes, so that the thread leads from each."""
    programme = decision.programme
    themes = all_named(Theme.objects.filter(programme=programme), details.theme_refs)
    tensions = all_named(Tension.objects.filter(programme=programme), details.tension_refs)
    sides = [side for tension in tensions for side in (tension.one_id, tension.other_id)]
    decision.themes.set([theme.pk for theme in themes] + sides)
    decision.tensions.set(tensions)
