"""Builds what a release says of what was decided and done, and what was not and why."""

from collections import defaultdict

from saidanddone.disclosure.analyses import protected
from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.themes.models import Tension
from saidanddone.evidence.themes.release import NamedThemes, named_themes
from saidanddone.listening.models import Engagement
from saidanddone.strategy.models import Action, Decision, Funding, Priority
from saidanddone.strategy.queries import done_nobody_asked_for
from saidanddone.strategy.release.shapes import (
    ActionLine,
    DecisionMade,
    FundingHad,
    Plan,
    PriorityMade,
    Serves,
    TensionNamed,
    UpdateSaid,
)
from saidanddone.strategy.states import DONE, PROPOSED

SHAPED = {
    "none": "Lived experience did not change it.",
    "changed": "People with lived experience changed it.",
    "decided": "People with lived experience decided it.",
}


def build(draft: Drafting) -> Plan:
    """Five queries, beside those for decisions, actions and named themes."""
    decisions, actions = draft.once(decisions_of), draft.once(actions_of)
    named = draft.once(named_themes)
    return Plan(
        decisions=_decisions(decisions, named),
        priorities=_priorities(draft, actions, named),
        actions=_actions(draft, actions, named),
        funding=_funding(draft),
        tensions=_tensions(draft, decisions, named),
    )


def decisions_of(draft: Drafting) -> list[Decision]:
    """Four queries."""
    return list(
        Decision.objects.filter(programme=draft.programme).prefetch_related(
            "themes", "tensions", "actions"
        )
    )


def actions_of(draft: Drafting) -> list[Action]:
    """Four queries. A proposal is not yet the plan's: it stays inside."""
    return list(
        Action.objects.filter(programme=draft.programme)
        .exclude(state=PROPOSED)
        .select_related("owner_agency", "priority", "decision", "asked_at")
        .prefetch_related("partners", "serves", "updates")
    )


def _decisions(decisions: list[Decision], named: NamedThemes) -> tuple[DecisionMade, ...]:
    return tuple(
        DecisionMade(
            ref=decision.ref,
            title=decision.title,
            body=decision.body,
            decided_on=decision.decided_on,
            decided=decision.decided,
            options=decision.options,
            took_part=decision.took_part,
            had_a_vote=protected(decision.people_with_a_vote),
            # Yes or no: the panel of three is never broken down.
            lived_experience_had_a_vote=decision.peers_with_a_vote > 0,
            shaped=decision.shaped_by_lived_experience,
            shaped_words=SHAPED[decision.shaped_by_lived_experience],
            how_shaped=decision.how_shaped,
            left_out_because=decision.left_out_because,
            theme_slugs=named.slugs(list(decision.themes.all())),
            action_refs=tuple(
                action.ref for action in decision.actions.all() if action.state != PROPOSED
            ),
        )
        for decision in decisions
    )


def _priorities(
    draft: Drafting, actions: list[Action], named: NamedThemes
) -> tuple[PriorityMade, ...]:
    """Two queries."""
    by_priority: dict[int | None, list[str]] = defaultdict(list)
    for action in actions:
        by_priority[action.priority_id].append(action.ref)
    rows = Priority.objects.filter(programme=draft.programme).select_related("decision")
    return tuple(
        PriorityMade(
            ref=priority.ref,
            number=priority.number,
            title=priority.title,
            statement=priority.statement,
            theme_slugs=named.slugs(list(priority.themes.all())),
            decision_ref=priority.decision.ref if priority.decision else "",
            action_refs=tuple(by_priority[priority.pk]),
        )
        for priority in rows.prefetch_related("themes")
    )


def _actions(draft: Drafting, actions: list[Action], named: NamedThemes) -> tuple[ActionLine, ...]:
    """One query."""
    unasked = set(done_nobody_asked_for(draft.programme).values_list("pk", flat=True))
    return tuple(
        ActionLine(
            ref=action.ref,
            title=action.title,
            detail=action.detail,
            owner_agency=action.owner_agency.name,
            owner_post=action.owner_post,
            partners=tuple(sorted(agency.name for agency in action.partners.all())),
            due_on=action.due_on,
            state=action.state,
            state_words=action.get_state_display(),
            is_overdue=action.is_overdue(draft.today),
            reason=action.reason,
            agreed_on=action.agreed_on,
            started_on=action.started_on,
            done_on=action.done_on,
            evidence=action.evidence,
            panel_says_seen=action.state == DONE and action.panel_says_seen,
            serves=_serves(action, named),
            asked_at=_asked_at(action.asked_at),
            priority_ref=action.priority.ref if action.priority else "",
            decision_ref=action.decision.ref if action.decision else "",
            nobody_asked_for=action.pk in unasked,
            updates=tuple(
                UpdateSaid(
                    update.said_on,
                    update.get_state_display(),
                    update.what_changed,
                    update.what_next,
                    update.next_on,
                )
                for update in action.updates.all()
            ),
        )
        for action in actions
    )


def _serves(action: Action, named: NamedThemes) -> tuple[Serves, ...]:
    asked_for = []
    for serves in action.serves.all():
        theme = named.get(serves.theme_id)
        if theme is not None:
            asked_for.append(Serves(theme.theme.slug, theme.words, serves.get_relation_display()))
    return tuple(asked_for)


def _asked_at(occasion: Engagement | None) -> str:
    """An occasion of one person is not named, nor its month: it would say who asked."""
    if occasion is None:
        return ""
    if occasion.kind in Engagement.ONE_PERSON:
        return "Asked for by someone we listened to"
    return f"{occasion.title}, {occasion.held_on:%B %Y}"


def _funding(draft: Drafting) -> tuple[FundingHad, ...]:
    """One query."""
    rows = Funding.objects.filter(programme=draft.programme).order_by("pk")
    return tuple(FundingHad(funding.source, funding.pounds, funding.bought) for funding in rows)


def _tensions(
    draft: Drafting, decisions: list[Decision], named: NamedThemes
) -> tuple[TensionNamed, ...]:
    """Tensions between two themes that may both be named. One query."""
    settled = {
        tension.pk: decision
        for decision in decisions
        if decision.who_bears_the_cost and decision.offered_to_them
        for tension in decision.tensions.all()
    }
    tensions = []
    for tension in Tension.objects.filter(programme=draft.programme).order_by("pk"):
        one, other = named.get(tension.one_id), named.get(tension.other_id)
        if one is None or other is None:
            draft.notes.leave_out(
                f"Tension: {tension.statement}", "One of its two themes may not be named yet."
            )
            continue
        decision = settled.get(tension.pk)
        tensions.append(
            TensionNamed(
                statement=tension.statement,
                one=one.words,
                other=other.words,
                theme_slugs=(one.theme.slug, other.theme.slug),
                decision_ref=decision.ref if decision else "",
                who_bears_the_cost=decision.who_bears_the_cost if decision else "",
                offered_to_them=decision.offered_to_them if decision else "",
            )
        )
    return tuple(tensions)
