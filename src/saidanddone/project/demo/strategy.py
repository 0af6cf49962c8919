"""Adds the decisions, priorities, actions and funding.

Work that came before the themes or the plan is linked to them on the days when they were made.
"""

from datetime import date
from functools import partial

from saidanddone.listening.models import Engagement
from saidanddone.project.demo.story import PEER, STRATEGY_LEAD, Story
from saidanddone.project.demo.words import Row, read
from saidanddone.strategy import commands as strategy
from saidanddone.strategy.inputs import (
    ActionInput,
    ActionMoveInput,
    DecisionInput,
    FundingInput,
    PriorityInput,
    UpdateInput,
)
from saidanddone.strategy.models import Action
from saidanddone.strategy.states import AGREED, DONE, STARTED


def add_to_diary(story: Story) -> None:
    tables = read("strategy", story.year)
    opened_on = read("programme", story.year)["opened_on"]
    linked_on = _linking_days(story, tables)
    for row in tables["decisions"]:
        story.diary.on(row["on"], 12, partial(_decide, story, row))
        if row["on"] < linked_on[0]:
            story.diary.on(linked_on[0], 16, partial(_link_decision, story, row))
    for row in tables["priorities"]:
        story.diary.on(linked_on[1], 13, partial(_adopt, story, row))
    for row in tables["actions"]:
        _add_action_history(story, row, opened_on, linked_on)
    for row in tables["funding"]:
        story.diary.on(row["agreed_on"], 12, partial(_fund, story, row))


def _linking_days(story: Story, tables: Row) -> tuple[date, date]:
    """When the themes had their names, and when the board approved the plan."""
    [plan] = [row["on"] for row in tables["decisions"] if row["key"] == "the_plan"]
    return max(row["named_on"] for row in read("themes", story.year)["tensions"]), plan


def _decide(story: Story, row: Row) -> None:
    story.decisions[row["key"]] = strategy.record_decision(
        actor=story.actor(STRATEGY_LEAD),
        programme=story.programme,
        details=_decision(story, row),
    )


def _link_decision(story: Story, row: Row) -> None:
    decision = story.decisions[row["key"]]
    story.decisions[row["key"]] = strategy.edit_decision(
        actor=story.actor(STRATEGY_LEAD),
        programme=story.programme,
        decision_ref=decision.ref,
        version=decision.version,
        details=_decision(story, row),
    )


def _decision(story: Story, row: Row) -> DecisionInput:
    tensions = [row["tension"]] if "tension" in row else []
    return DecisionInput(
        title=row["title"],
        body=row["body"],
        decided_on=row["on"],
        decided=row["decided"],
        options="\n".join(row["options"]),
        took_part=f"{'; '.join(row['who_took_part'])}.",
        people_with_a_vote=row["with_a_vote"],
        peers_with_a_vote=row["lived_experience_with_a_vote"],
        shaped_by_lived_experience=row["shaped_by_lived_experience"],
        how_shaped=row["how"],
        left_out_because=row["left_out_because"],
        minute_reference=row["minute"],
        who_bears_the_cost=row.get("who_bears_the_cost", ""),
        offered_to_them=row.get("what_is_offered", ""),
        theme_refs=tuple(story.themes[slug].ref for slug in row["themes"] if slug in story.themes),
        tension_refs=tuple(story.tensions[slug].ref for slug in tensions),
    )


def _adopt(story: Story, row: Row) -> None:
    story.priorities[row["key"]] = strategy.adopt_priority(
        actor=story.actor(STRATEGY_LEAD),
        programme=story.programme,
        details=PriorityInput(
            title=row["title"],
            statement=row["why"],
            number=row["order"],
            theme_refs=tuple(story.themes[slug].ref for slug in row["themes"]),
            decision_ref=story.decisions[row["decision"]].ref,
        ),
    )


def _add_action_history(
    story: Story, row: Row, opened_on: date, linked_on: tuple[date, date]
) -> None:
    proposed, *moves = row["history"]
    proposed_on = max(proposed["on"], opened_on)
    story.diary.on(proposed_on, 14, partial(_propose, story, row))
    for day in linked_on:
        if proposed_on <= day:
            story.diary.on(day, 16, partial(_link, story, row))
    updates = {update["on"]: update for update in row["updates"]}
    for move in moves:
        # An owner's update of that day says what was done, where there is one.
        update = updates.pop(move["on"], None) if move["state"] == DONE else None
        act = (
            partial(_update, story, row, update, DONE)
            if update
            else partial(_move, story, row, move["state"])
        )
        story.diary.on(move["on"], 15, act)
    for day, update in updates.items():
        story.diary.on(day, 17, partial(_update, story, row, update))


def _propose(story: Story, row: Row) -> None:
    """What one person asked for alone is proposed by the panel; the lead names the owner."""
    occasion = _asked_at(story, row)
    is_asked_alone = occasion is not None and occasion.kind in Engagement.ONE_PERSON
    story.actions[row["key"]] = strategy.propose_action(
        actor=story.actor(PEER if is_asked_alone else STRATEGY_LEAD),
        programme=story.programme,
        details=_action(story, row, has_owner=not is_asked_alone),
    )
    if is_asked_alone:
        _link(story, row)


def _link(story: Story, row: Row) -> None:
    """Link the owner, themes, decision and priority that exist by now."""
    action = Action.objects.get(ref=story.actions[row["key"]].ref)
    story.actions[row["key"]] = strategy.edit_action(
        actor=story.actor(STRATEGY_LEAD),
        programme=story.programme,
        action_ref=action.ref,
        version=action.version,
        details=_action(story, row),
    )


def _action(story: Story, row: Row, *, has_owner: bool = True) -> ActionInput:
    occasion = _asked_at(story, row)
    priority = story.priorities.get(row["priority"])
    decision = story.decisions.get(row["decision"])
    return ActionInput(
        title=row["title"],
        detail=row.get("detail", ""),
        owner_agency_ref=story.agencies[row["owner_agency"]].ref,
        owner_ref=story.users[row["owner"]].ref if has_owner else "",
        partner_refs=tuple(story.agencies[partner].ref for partner in row["partners"]),
        due_on=row["due"],
        evidence=row["evidence"],
        priority_ref=priority.ref if priority else "",
        decision_ref=decision.ref if decision else "",
        asked_at_ref=occasion.ref if occasion else "",
        asked_at_relation=_relation(row),
        serves={
            story.themes[link["theme"]].ref: link["relation"]
            for link in row["links"]
            if link.get("theme") in story.themes
        },
    )


def _asked_at(story: Story, row: Row) -> Engagement | None:
    """The first occasion that the file names; an action has one."""
    links = [link for link in row["links"] if "asked_at" in link]
    return story.engagements[links[0]["asked_at"]] if links else None


def _relation(row: Row) -> str:
    return next((link["relation"] for link in row["links"] if "asked_at" in link), "meets")


def _move(story: Story, row: Row, to: str) -> None:
    """Move it as whoever manages the plan, with the words that the move needs."""
    actor, ref = story.actor(STRATEGY_LEAD), story.actions[row["key"]].ref
    decision = story.decisions.get(row["decision"])
    if to == AGREED:
        strategy.agree_action(
            actor=actor,
            programme=story.programme,
            action_ref=ref,
            decision_ref=decision.ref if decision else "",
        )
        return
    words = {DONE: row["evidence"], STARTED: ""}.get(to) or row.get("reason", "")
    strategy.move_action(
        actor=actor,
        programme=story.programme,
        action_ref=ref,
        details=ActionMoveInput(to=to, what_changed=words),
    )


def _update(story: Story, row: Row, update: Row, to: str = "") -> None:
    action = Action.objects.get(ref=story.actions[row["key"]].ref)
    strategy.update_action(
        actor=story.actor(row["owner"]),
        programme=story.programme,
        action_ref=action.ref,
        details=UpdateInput(
            state=to or action.state,
            what_changed=update["what_changed"],
            what_next=f"{update['next']}.",
            next_on=update["when"],
            is_still_true=update["still_true"],
        ),
    )


def _fund(story: Story, row: Row) -> None:
    years = "one year" if row["years"] == 1 else "two years"
    strategy.record_funding(
        actor=story.actor(STRATEGY_LEAD),
        programme=story.programme,
        details=FundingInput(
            source=row["source"],
            pounds=row["amount"],
            bought=f"{row['capacity']}, for {years}",
        ),
    )
