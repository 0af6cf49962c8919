"""Themes, tensions, occasions and actions for tests of the plan."""

from datetime import date
from typing import Any

from saidanddone.access.actors import Actor
from saidanddone.evidence.themes.models import Tension, Theme
from saidanddone.listening.models import Engagement
from saidanddone.strategy import commands
from saidanddone.strategy.inputs import ActionInput, DecisionInput, UpdateInput
from saidanddone.strategy.models import Action
from tests.people import Cast


def theme(people: Cast, statement: str = "Light the estate stairs", kind: str = "ask") -> Theme:
    slug = statement.lower().replace(" ", "-")[:60]
    return Theme.objects.create(
        programme=people.programme, slug=slug, statement=statement, kind=kind
    )


def tension(people: Cast) -> Tension:
    return Tension.objects.create(
        programme=people.programme,
        one=theme(people, "More patrols at night"),
        other=theme(people, "Fewer stops of people working"),
        statement="Neighbours ask for patrols, sex workers for fewer stops",
    )


def occasion(people: Cast, kind: str = "community_conversation") -> Engagement:
    return Engagement.objects.create(
        programme=people.programme,
        community=people.residents,
        kind=kind,
        title="Evening at the library" if kind == "community_conversation" else "Interview seven",
        held_on=date(2026, 6, 9),
        recorded_by=people.users["bola"],
    )


def decision_input(**changes: Any) -> DecisionInput:
    plain: dict[str, Any] = {
        "title": "Lighting on the estate",
        "body": "Harbour Board",
        "decided_on": date(2026, 6, 1),
        "decided": "Every stair is lit by winter.",
    }
    return DecisionInput(**(plain | changes))


def action_input(people: Cast, owner: str = "ed", **changes: Any) -> ActionInput:
    user = people.users[owner] if owner else None
    agency = (user.agency if user else None) or people.agencies["council"]
    plain: dict[str, Any] = {
        "title": "Mend the stair lights",
        "owner_agency_ref": agency.ref,
        "owner_ref": user.ref if user else "",
        "due_on": date(2026, 12, 1),
    }
    return ActionInput(**(plain | changes))


def proposed(people: Cast, owner: str = "ed", **changes: Any) -> Action:
    return commands.propose_action(
        actor=people.dawn,
        programme=people.programme,
        details=action_input(people, owner, **changes),
    )


def agreed(people: Cast, owner: str = "ed", on: date | None = None, **changes: Any) -> Action:
    made = proposed(people, owner, **changes)
    return commands.agree_action(
        actor=people.dawn, programme=people.programme, action_ref=made.ref, on=on
    )


def update(people: Cast, actor: Actor, action: Action, state: str, **changes: Any) -> None:
    commands.update_action(
        actor=actor,
        programme=people.programme,
        action_ref=action.ref,
        details=UpdateInput(state=state, **changes),
    )
