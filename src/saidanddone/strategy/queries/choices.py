"""Reads the choices that forms offer, as (reference, words) pairs."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency, User
from saidanddone.access.policies import is_allowed, require
from saidanddone.access.roles import all_roles
from saidanddone.base import clock
from saidanddone.evidence.themes.models import Tension, Theme
from saidanddone.listening.models import Engagement
from saidanddone.listening.states import CANCELLED
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision, Priority
from saidanddone.strategy.policies import may_manage_plan

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """Choices by kind. Empty if the form does not ask for the kind, or this person may not name it."""

    themes: Pairs = ()
    tensions: Pairs = ()
    agencies: Pairs = ()
    owners: Pairs = ()
    priorities: Pairs = ()
    decisions: Pairs = ()
    occasions: Pairs = ()
    actions: Pairs = ()


def choices_for_decision(actor: Actor, programme: Programme) -> Choices:
    require(actor, "strategy.see", programme)
    return Choices(themes=_themes(programme), tensions=_tensions(programme))


def choices_for_plan(
    actor: Actor, programme: Programme, *, asked_at: Engagement | None = None
) -> Choices:
    """Choices for priorities, actions and funding. `asked_at` is an occasion that is always offered."""
    require(actor, "strategy.see", programme)
    chosen_ref = asked_at.ref if asked_at else ""
    occasions = engagements_to_ask_from(actor, programme, chosen_ref=chosen_ref)
    owners = owners_in(programme) if may_manage_plan(actor, programme) else User.objects.none()
    in_words = (
        _named_in_full
        if is_allowed(actor, "listening.see_engagements", programme)
        else occasion_words
    )
    named = Priority.objects.filter(programme=programme).values_list("ref", "number", "title")
    return Choices(
        themes=_themes(programme),
        agencies=tuple(Agency.objects.order_by("name").values_list("ref", "name")),
        owners=tuple(
            (user.ref, f"{user} ({user.agency.name})" if user.agency else str(user))
            for user in owners
        ),
        priorities=tuple((ref, f"{number}. {title}") for ref, number, title in named),
        decisions=tuple(Decision.objects.filter(programme=programme).values_list("ref", "title")),
        occasions=tuple((occasion.ref, in_words(occasion)) for occasion in occasions),
        actions=tuple(Action.objects.filter(programme=programme).values_list("ref", "title")),
    )


def owners_in(programme: Programme) -> QuerySet[User]:
    """Users who may own an action: they can sign in and update it."""
    roles = [
        role.slug
        for role in all_roles().values()
        if "strategy.update_own_action" in role.permissions
    ]
    return (
        User.objects.filter(
            memberships__scope=programme.scope_id,
            memberships__until__gte=clock.today(),
            memberships__role__in=roles,
            is_active=True,
        )
        .select_related("agency")
        .order_by("name")
        .distinct()
    )


def engagements_to_ask_from(
    actor: Actor, programme: Programme, *, chosen_ref: str = ""
) -> QuerySet[Engagement]:
    """The occasions where an action may have been asked for.

    Occasions with one person are offered only to those who may see occasions; `chosen_ref`, the
    occasion chosen before, is always offered.
    """
    occasions = Engagement.objects.filter(programme=programme).exclude(state=CANCELLED)
    if is_allowed(actor, "listening.see_engagements", programme):
        return occasions
    return occasions.filter(~Q(kind__in=Engagement.ONE_PERSON) | Q(ref=chosen_ref))


def occasion_words(occasion: Engagement | None) -> str:
    """An occasion as the plan names it: with one person, its kind and month only."""
    if occasion is None:
        return ""
    if occasion.kind in Engagement.ONE_PERSON:
        return f"{occasion.get_kind_display().capitalize()}, {occasion.held_on:%B %Y}"
    return _named_in_full(occasion)


def _named_in_full(occasion: Engagement) -> str:
    return f"{occasion.title}, {occasion.held_on.day} {occasion.held_on:%B %Y}"


def _themes(programme: Programme) -> Pairs:
    return tuple(Theme.objects.filter(programme=programme).values_list("ref", "statement"))


def _tensions(programme: Programme) -> Pairs:
    return tuple(
        Tension.objects.filter(programme=programme).order_by("pk").values_list("ref", "statement")
    )
