"""What was decided and done, and what was not and why."""

from collections import defaultdict
from collections.abc import Collection

from saidanddone.base import clock
from saidanddone.listening.models import Engagement
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Programme
from saidanddone.releases.analyses import protected
from saidanddone.releases.content import (
    ActionLine,
    DecisionMade,
    FundingHad,
    PanelSaid,
    PriorityMade,
    Serves,
    UpdateSaid,
)
from saidanddone.releases.drafting.named import NamedThemes
from saidanddone.strategy.models import Action, Decision, Funding, Priority
from saidanddone.strategy.queries import done_nobody_asked_for

SHAPED = {
    "none": "Lived experience did not change it.",
    "changed": "People with lived experience changed it.",
    "decided": "People with lived experience decided it.",
}


def fetch_decisions(programme: Programme) -> list[Decision]:
    """Four queries."""
    return list(
        Decision.objects.filter(programme=programme).prefetch_related(
            "themes", "tensions", "actions"
        )
    )


def fetch_actions(programme: Programme) -> list[Action]:
    """Four queries. A proposal is not yet the plan's: it stays inside."""
    return list(
        Action.objects.filter(programme=programme)
        .exclude(state="proposed")
        .select_related("owner_agency", "priority", "decision", "asked_at")
        .prefetch_related("partners", "serves", "updates")
    )


def decisions_made(decisions: list[Decision], named: NamedThemes) -> tuple[DecisionMade, ...]:
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


def priorities_made(
    programme: Programme, actions: list[Action], named: NamedThemes
) -> tuple[PriorityMade, ...]:
    """Two queries."""
    by_priority: dict[int | None, list[str]] = defaultdict(list)
    for action in actions:
        by_priority[action.priority_id].append(action.ref)
    rows = Priority.objects.filter(programme=programme).select_related("decision")
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


def action_lines(
    programme: Programme, actions: list[Action], named: NamedThemes, unseen: Collection[int]
) -> tuple[ActionLine, ...]:
    """One query. `unseen` are the ids of those called done that people cannot see."""
    unasked = set(done_nobody_asked_for(programme).values_list("pk", flat=True))
    today = clock.today()
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
            is_overdue=each.is_overdue(today),
            reason=each.reason,
            agreed_on=each.agreed_on,
            started_on=each.started_on,
            done_on=each.done_on,
            evidence=each.evidence,
            people_cannot_see=each.pk in unseen,
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


def funding_had(programme: Programme) -> tuple[FundingHad, ...]:
    """One query."""
    rows = Funding.objects.filter(programme=programme).order_by("pk")
    return tuple(FundingHad(each.source, each.pounds, each.bought) for each in rows)


def panel_said(programme: Programme) -> tuple[PanelSaid, ...]:
    """What the panel decided: changes are public (R12). One query."""
    return tuple(
        PanelSaid(
            title=each.title,
            about=each.get_about_display(),
            outcome=each.get_outcome_display(),
            decided_on=each.decided_on,
            because=each.because,
            dissent=each.dissent,
            lifted_on=each.lifted_on,
        )
        for each in PanelDecision.objects.filter(programme=programme)
    )
