"""What the API gives, field by field: a promise to whoever reads it, and nothing of a release beside it."""

from datetime import date

from ninja import Schema

from saidanddone.disclosure.api import FigureOut


class Problem(Schema):
    detail: str


class ProgrammeOut(Schema):
    slug: str
    title: str
    pledge: str
    owner: str
    released_on: date


class TookPartOut(Schema):
    people: FigureOut
    starts_on: date
    ends_on: date


class CommunityOut(Schema):
    slug: str
    name: str
    heard_in: str
    took_part: list[TookPartOut]
    spoke: FigureOut


class KnownFigureOut(Schema):
    """A figure with its name of docs/reference/figures.md."""

    name: str
    value: float | None
    lower: float | None
    upper: float | None
    in_words: str
    definition: str
    worked_out: str
    period: str
    source: str
    suppressed: bool


class ReleaseOut(Schema):
    slug: str
    title: str
    pledge: str
    owner: str
    notice: str
    release: int
    released_on: date
    is_newest: bool
    note: str
    signed_by: list[str]
    communities: list[CommunityOut]
    panel_size: int
    lines: list[str]


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
