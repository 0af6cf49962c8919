"""Reads answers for the team."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.answers import policies, states
from saidanddone.answers.models import Answer
from saidanddone.answers.published import Parts, parts_of
from saidanddone.answers.queries.figures import Waiting, waiting_longest
from saidanddone.answers.queries.replies import by_answer, current, replies_by_answer, replies_to
from saidanddone.answers.queries.sent_back import (
    SentBack,
    is_sent_back,
    last_sent_back,
    who_approves,
)
from saidanddone.answers.queries.withheld import HeldBack, held_back, why_held_back
from saidanddone.answers.reopening_rule import Replies
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.base.lifecycle import State
from saidanddone.evidence.themes.models import Theme
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where


def answers_of_theme(theme: Theme) -> list[Answer]:
    """Every answer to a theme, the newest first. The caller must check permission."""
    return list(Answer.objects.filter(theme=theme).select_related("theme").order_by("-number"))


@dataclass(frozen=True)
class AnswerRow:
    """One line of the list of answers."""

    ref: str
    theme: str
    kind: str
    number: int
    says: str
    state_shown: State
    since: date
    days: int
    replied: int
    mark: str


@dataclass(frozen=True)
class AnswersPage:
    rows: tuple[AnswerRow, ...]
    counts: tuple[tuple[str, str, int], ...]  # state, label, how many
    waiting: tuple[Waiting, ...]
    held_back: tuple[HeldBack, ...]
    may_draft: bool
    may_tell_aloud: bool


def answers_page(actor: Actor, programme: Programme, state: str = "") -> AnswersPage:
    """The list of answers, oldest first: of each theme the newest answer, and the published one.

    So a reopened answer keeps its line while the next one is still a draft.
    """
    require(actor, "answers.see", programme)
    answers = (
        Answer.objects.filter(programme=programme)
        .select_related("theme")
        .annotate(was_sent_back=is_sent_back())
        .order_by("number")
    )
    newest = {answer.theme_id: answer.pk for answer in answers}
    every = sorted(
        (answer for answer in answers if _stands(answer) or answer.pk == newest[answer.theme_id]),
        key=lambda answer: answer.created_at,
    )
    shown = [answer for answer in every if not state or answer.state == state]
    replies = replies_by_answer([answer for answer in shown if answer.state in states.TOLD])
    return AnswersPage(
        rows=tuple(_row(answer, replies.get(answer.pk, Replies())) for answer in shown),
        counts=tuple(
            (key, label, sum(answer.state == key for answer in every))
            for key, label in states.ANSWER_LIFECYCLE.names.items()
        ),
        waiting=tuple(waiting_longest(programme)),
        held_back=tuple(held_back(programme)) if state == states.APPROVED else (),
        may_draft=is_allowed(actor, "answers.draft", programme),
        may_tell_aloud=is_allowed(actor, "answers.tell_aloud", programme),
    )


def _stands(answer: Answer) -> bool:
    return answer.state in states.TOLD and answer.replaced_at is None


def _row(answer: Answer, replies: Replies) -> AnswerRow:
    moments = (answer.reopened_at, answer.published_at, answer.approved_at, answer.created_at)
    since = clock.day_of(next(moment for moment in moments if moment is not None))
    return AnswerRow(
        ref=answer.ref,
        theme=answer.theme.statement,
        kind=answer.theme.get_kind_display(),
        number=answer.number,
        says=answer.get_says_display(),
        state_shown=states.ANSWER_LIFECYCLE.state(answer.state),
        since=since,
        days=max((clock.today() - since).days, 0),
        replied=replies.replied,
        mark=_mark(answer),
    )


def _mark(answer: Answer) -> str:
    if answer.state == states.DRAFTED and answer.was_sent_back:  # type: ignore[attr-defined]
        return "Sent back with a comment: it waits for its author."
    return answer.reopened_because


@dataclass(frozen=True)
class AnswerPage:
    """One answer as the team sees it, with exact counts of what was said back."""

    answer: Answer
    state_shown: State
    parts: Parts
    replies: Replies
    by_community: tuple[tuple[str, Replies], ...]
    earlier: tuple[Answer, ...]
    held_back: str
    may_edit: bool
    may_approve: bool
    may_reopen: bool
    may_tell_aloud: bool
    may_draft_next: bool
    sent_back: SentBack | None
    who_approves: str  # a sentence, while it is a draft


def find_answer(
    actor: Actor, programme: Programme, ref: str, permission: str = "answers.see"
) -> Answer:
    """An answer of this programme. Raises NotYours."""
    require(actor, permission, programme)
    answer = (
        Answer.objects.filter(programme=programme, ref=ref)
        .select_related("theme__agreed_by_panel", "theme__programme", "programme", "drafted_by")
        .first()
    )
    if answer is None:
        raise NotYours("answer")
    return answer


def answer_page(actor: Actor, programme: Programme, ref: str) -> AnswerPage:
    """Raises NotYours."""
    answer = find_answer(actor, programme, ref)
    replies = replies_to([answer])
    names = dict(programme.communities.values_list("pk", "name"))
    others = answers_of_theme(answer.theme)
    is_newest = answer.number == others[0].number
    may_draft = is_allowed(actor, "answers.draft", programme)
    return AnswerPage(
        answer=answer,
        state_shown=states.ANSWER_LIFECYCLE.state(answer.state),
        parts=parts_of(answer),
        replies=by_answer(replies)[answer.pk],
        by_community=tuple(
            (name, replies[answer.pk, community])
            for community, name in names.items()
            if (answer.pk, community) in replies
        ),
        earlier=tuple(other for other in others if other.number < answer.number),
        held_back=""
        if answer.replaced_at
        else why_held_back([answer.theme]).get(answer.theme_id, ""),
        may_edit=policies.may_edit(actor, answer),
        may_approve=policies.may_approve(actor, answer),
        may_reopen=policies.may_reopen(actor, answer),
        may_tell_aloud=_stands(answer) and is_allowed(actor, "answers.tell_aloud", programme),
        may_draft_next=answer.state in states.TOLD and is_newest and may_draft,
        sent_back=last_sent_back(answer),
        who_approves=who_approves(programme, answer.drafted_by_id, answer.edited_by_id)
        if answer.state == states.DRAFTED
        else "",
    )


def answer_being_written(theme: Theme) -> str:
    """The reference of the answer to this theme that is not published yet; empty for none. One query."""
    written = Answer.objects.filter(theme=theme, state__in=states.EDITABLE)
    return written.values_list("ref", flat=True).first() or ""


def find_theme_to_answer(actor: Actor, programme: Programme, slug: str) -> Theme:
    """Raises NotYours."""
    require(actor, "answers.draft", programme)
    theme = Theme.objects.filter(programme=programme, slug=slug).first()
    if theme is None:
        raise NotYours("theme")
    return theme


@dataclass(frozen=True)
class ToDo:
    """What one person could do about answers in one programme."""

    programme: Programme
    waiting: tuple[Waiting, ...]
    to_approve: int
    reopened: tuple[tuple[str, str], ...]  # theme, answer's reference


WAITED_TOO_LONG = 28  # days
REOPENED_LATELY = timedelta(days=90)


def to_do(actor: Actor) -> list[ToDo]:
    """What this person could do about answers, by programme. Three queries for each programme."""
    if not is_allowed(actor, "answers.draft"):
        return []
    drafts = programmes_where(actor, "answers.draft")
    return [_to_do_in(actor, programme) for programme in drafts]


def _to_do_in(actor: Actor, programme: Programme) -> ToDo:
    to_approve = 0
    if is_allowed(actor, "answers.approve", programme):
        drafted = Answer.objects.filter(~is_sent_back(), programme=programme, state=states.DRAFTED)
        others = drafted.exclude(drafted_by_id=actor.user_id)
        to_approve = others.filter(Q(edited_by=None) | ~Q(edited_by_id=actor.user_id)).count()
    reopened = current(programme).filter(
        state=states.REOPENED, reopened_at__gte=clock.now() - REOPENED_LATELY
    )
    next_one = Answer.objects.filter(theme=OuterRef("theme"), number__gt=OuterRef("number"))
    rows = reopened.exclude(Exists(next_one)).values_list("theme__statement", "ref")
    late = [theme for theme in waiting_longest(programme, 5) if theme.days >= WAITED_TOO_LONG]
    return ToDo(programme, tuple(late), to_approve, tuple(rows))
