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
        .exclude(state="proposed")
        .select_related("owner_agency", "priority", "decision", "asked_at")
        .prefetch_related("partners", "serves", "updates")
    )


def _decisions(decisions: list[Decision], named: NamedThemes) -> tuple[DecisionMade, ...]:
    return tuple(
        DecisionMade(
            ref=each.ref,
            title=each.title,
            body=each.body,
            decided_on=each.decided_on,
            decided=each.decided,
            options=each.options,
            took_part=each.took_part,
            had_a_vote=protected(each.people_with_a_vote),
            # Yes or no: the panel of three is never broken down.
            lived_experience_had_a_vote=each.peers_with_a_vote > 0,
            shaped=each.shaped_by_lived_experience,
            shaped_words=SHAPED[each.shaped_by_lived_experience],
            how_shaped=each.how_shaped,
            left_out_because=each.left_out_because,
            theme_slugs=named.slugs(list(each.themes.all())),
            action_refs=tuple(
                action.ref for action in each.actions.all() if action.state != "proposed"
            ),
        )
        for each in decisions
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
            ref=each.ref,
            number=each.number,
            title=each.title,
            statement=each.statement,
            theme_slugs=named.slugs(list(each.themes.all())),
            decision_ref=each.decision.ref if each.decision else "",
            action_refs=tuple(by_priority[each.pk]),
        )
        for each in rows.prefetch_related("themes")
    )


def _actions(draft: Drafting, actions: list[Action], named: NamedThemes) -> tuple[ActionLine, ...]:
    """One query."""
    unasked = set(done_nobody_asked_for(draft.programme).values_list("pk", flat=True))
    return tuple(
        ActionLine(
            ref=each.ref,
            title=each.title,
            detail=each.detail,
            owner_agency=each.owner_agency.name,
            owner_post=each.owner_post,
            partners=tuple(agency.name for agency in each.partners.all()),
            due_on=each.due_on,
            state=each.state,
            state_words=each.get_state_display(),
            is_overdue=each.is_overdue(draft.today),
            reason=each.reason,
            agreed_on=each.agreed_on,
            started_on=each.started_on,
            done_on=each.done_on,
            evidence=each.evidence,
            panel_says_seen=each.state == "done" and each.panel_says_seen,
            serves=_serves(each, named),
            asked_at=_asked_at(each.asked_at),
            priority_ref=each.priority.ref if each.priority else "",
            decision_ref=each.decision.ref if each.decision else "",
            nobody_asked_for=each.pk in unasked,
            updates=tuple(
                UpdateSaid(
                    update.said_on,
                    update.get_state_display(),
                    update.what_changed,
                    update.what_next,
                    update.next_on,
                )
                for update in each.updates.all()
            ),
        )
        for each in actions
    )


def _serves(action: Action, named: NamedThemes) -> tuple[Serves, ...]:
    found = []
    for each in action.serves.all():
        theme = named.get(each.theme_id)
        if theme is not None:
            found.append(Serves(theme.theme.slug, theme.words, each.get_relation_display()))
    return tuple(found)


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
    return tuple(FundingHad(each.source, each.pounds, each.bought) for each in rows)


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
    found = []
    for tension in Tension.objects.filter(programme=draft.programme).order_by("pk"):
        one, other = named.get(tension.one_id), named.get(tension.other_id)
        if one is None or other is None:
            draft.notes.leave_out(
                f"Tension: {tension.statement}", "One of its two themes may not be named yet."
            )
            continue
        decision = settled.get(tension.pk)
        found.append(
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
    return tuple(found)
