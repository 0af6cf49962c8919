"""What the public API gives of answers and of actions, field by field: a promise to its readers.

Actions are here because people's replies to answers say which of them cannot be seen.
"""

from datetime import date
from typing import Any

from ninja import Schema

from saidanddone.answers.release.shapes import Answers
from saidanddone.disclosure.api import FigureOut, fields_of
from saidanddone.disclosure.pages import Site
from saidanddone.strategy.release import PLAN


class SaidBackOut(Schema):
    replied: FigureOut
    meant: str | None
    can_see: str | None


class AnswerOut(Schema):
    ref: str
    theme_slug: str
    theme: str
    kind: str
    says: str
    is_open_again: bool
    mark: str
    said: str
    decided: str
    why: str
    lead: list[str]
    progress: str
    what_changed: str
    next_step: str
    when: date | None
    evidence: list[str]
    decided_by_whom: str
    who_can: str
    what_we_asked: str
    their_reply: str
    raised_in: list[str]
    asked_since: date | None
    answered_on: date
    action_refs: list[str]
    said_back: SaidBackOut


class ServesOut(Schema):
    theme_slug: str
    statement: str
    relation: str


class UpdateOut(Schema):
    said_on: date
    state_words: str
    what_changed: str
    what_next: str
    next_on: date | None


class ActionOut(Schema):
    ref: str
    title: str
    detail: str
    owner_agency: str
    owner_post: str
    partners: list[str]
    due_on: date | None
    state: str
    is_overdue: bool
    people_cannot_see: bool
    reason: str
    agreed_on: date | None
    started_on: date | None
    done_on: date | None
    evidence: str
    asked_at: str
    serves: list[ServesOut]
    updates: list[UpdateOut]


def answers(part: Answers, site: Site) -> list[dict[str, Any]]:
    return [
        {
            **fields_of(AnswerOut, answer),
            "is_open_again": answer.is_reopened,
            "answered_on": answer.answered_on or site.released_on,
        }
        for answer in part.answers
    ]


def actions(part: Answers, site: Site) -> list[dict[str, Any]]:
    return [
        {**fields_of(ActionOut, action), "people_cannot_see": action.ref in part.cannot_see}
        for action in site.content.part(PLAN).actions
    ]
