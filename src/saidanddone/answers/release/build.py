"""Builds the answers of a release: those published before, and those that it will publish."""

from collections import defaultdict
from datetime import date

from saidanddone.answers import states
from saidanddone.answers.models import Answer, ThemeStanding
from saidanddone.answers.published import parts_of
from saidanddone.answers.queries import (
    Seen,
    SeenVerdict,
    replies_by_answer,
    seen_of,
    waiting_longest,
    why_held_back,
)
from saidanddone.answers.release.shapes import AnswerGiven, Answers, SaidBack, Waiting
from saidanddone.answers.reopening_rule import Replies
from saidanddone.base import clock
from saidanddone.disclosure.analyses import FEW_OR_NONE, band, protected
from saidanddone.disclosure.figures import Figure
from saidanddone.disclosure.months import first_of_month
from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.themes.release import HEARD, NamedTheme, NamedThemes, named_themes
from saidanddone.evidence.transcripts.queries import people_in_use
from saidanddone.outcomes.models import Indicator
from saidanddone.outcomes.release import indicators_of
from saidanddone.strategy.models import Action
from saidanddone.strategy.release import actions_of

EVERY = 10_000  # themes: more than any programme has


def build(draft: Drafting) -> Answers:
    """Four queries, beside those for what it shares with other parts."""
    answers = _answers(draft)
    seen, actions = draft.once(seen_in), draft.once(actions_of)
    can_see, cannot_see = seen.actions("can_see"), seen.actions("cannot_see")
    return Answers(
        answers=answers,
        waiting=_waiting(draft, draft.once(named_themes), answers),
        can_see=tuple(action.ref for action in actions if action.pk in can_see),
        cannot_see=tuple(action.ref for action in actions if action.pk in cannot_see),
    )


def seen_in(draft: Drafting) -> Seen:
    """What people say they can see of what is called done, as it stood where few replied since."""
    seen, last = seen_of(draft.programme), draft.last("answers", Answers)
    if last is None or not draft.movement.replied.are_few:
        return seen
    return Seen(
        {
            action.pk: "can_see" if action.panel_says_seen else _seen_before(last, action.ref)
            for action in draft.once(actions_of)
            if action.pk in seen.verdicts
        }
    )


def _seen_before(last: Answers, action_ref: str) -> SeenVerdict:
    if action_ref in last.cannot_see:
        return "cannot_see"
    return "can_see" if action_ref in last.can_see else "not_asked"


def answers_to_publish(draft: Drafting) -> list[Answer]:
    """Every answer that signing would leave standing, in the order of `publish_answers`. Three queries."""
    answers = list(
        Answer.objects.filter(
            programme=draft.programme,
            replaced_at=None,
            state__in=[states.APPROVED, *states.TOLD],
        )
        .select_related("theme__agreed_by_panel", "theme__programme")
        .order_by("theme_id", "number")
    )
    named = {theme.theme.ref for theme in draft.once(named_themes).by_id.values()}
    held_back = why_held_back((answer.theme for answer in answers), named)
    newest: dict[int, Answer] = {}
    for answer in answers:
        if answer.theme_id in held_back:
            draft.notes.leave_out(
                f"Answer to: {answer.theme.statement}", held_back[answer.theme_id]
            )
        else:
            newest[answer.theme_id] = answer
    return list(newest.values())


def _answers(draft: Drafting) -> tuple[AnswerGiven, ...]:
    """Three queries."""
    answers, named = draft.once(answers_to_publish), draft.once(named_themes)
    indicators = draft.once(indicators_of)
    replies = replies_by_answer([answer for answer in answers if answer.state in states.TOLD])
    since = dict(
        ThemeStanding.objects.filter(theme__in=[answer.theme_id for answer in answers]).values_list(
            "theme", "first_said_on"
        )
    )
    last = draft.last("answers", Answers)
    doing: dict[int, list[Action]] = defaultdict(list)
    for action in draft.once(actions_of):
        for serves in action.serves.all():
            doing[serves.theme_id].append(action)
    given = []
    for answer in answers:
        theme = named.get(answer.theme_id)
        if theme is not None:
            asked = _asked_since(draft, theme, since.get(answer.theme_id))
            work = doing[answer.theme_id]
            before = last.by_ref(answer.ref) if last else None
            said_back = (
                before.said_back
                if before and draft.movement.replied.are_few
                else _said_back(answer, theme, replies.get(answer.pk, Replies()))
            )
            raised_in = _raised_in(draft, theme)
            measured = _measured(work, indicators)
            given.append(_given(answer, theme, work, asked, raised_in, measured, said_back))
    return tuple(given)


def _given(
    answer: Answer,
    theme: NamedTheme,
    work: list[Action],
    asked: date | None,
    raised_in: tuple[str, ...],
    measured: tuple[str, ...],
    said_back: SaidBack,
) -> AnswerGiven:
    return AnswerGiven(
        ref=answer.ref,
        theme_ref=theme.theme.ref,
        theme_slug=theme.theme.slug,
        theme=theme.words,
        kind=theme.theme.kind,
        says=answer.says,
        says_words=answer.get_says_display(),
        said=answer.we_heard,
        decided=answer.we_decided,
        why=answer.because,
        lead=tuple(dict.fromkeys(action.owner_agency.name for action in work)),
        progress=answer.we_did,
        what_changed=answer.what_changed,
        next_step=answer.next_step,
        when=answer.next_on or answer.decided_by_when,
        evidence=tuple(action.evidence for action in work if action.evidence),
        decided_by_whom=answer.decided_by_whom,
        who_can=answer.who_can,
        what_we_asked=answer.what_we_asked,
        their_reply=answer.their_reply,
        raised_in=raised_in,
        asked_since=asked,
        answered_on=clock.day_of(answer.published_at) if answer.published_at else None,
        is_reopened=answer.state == states.REOPENED,
        mark=answer.reopened_because if answer.state == states.REOPENED else "",
        action_refs=tuple(action.ref for action in work),
        measure_slugs=measured,
        said_back=said_back,
        told=tuple((heading, text) for heading, text in parts_of(answer)["told"]),
    )


def _said_back(answer: Answer, theme: NamedTheme, replies: Replies) -> SaidBack:
    if theme.is_reworded:
        return SaidBack(Figure(None), None, None)
    return SaidBack(
        # Nobody and few are told alike, so that a first reply shows nothing.
        replied=protected(replies.replied) if replies.replied else Figure(None),
        meant=band(replies.meant_yes, replies.meant_yes + replies.meant_no),
        can_see=band(replies.seen_yes, replies.seen_replies),
    )


def _raised_in(draft: Drafting, theme: NamedTheme) -> tuple[str, ...]:
    """The communities of which more than a few raised it, by the band that the release tells."""
    told = draft.part(HEARD).by_ref(theme.theme.ref)
    return tuple(
        raised.community_slug
        for raised in (told.raised_in if told else ())
        if raised.band not in (None, FEW_OR_NONE)
    )


def _asked_since(draft: Drafting, theme: NamedTheme, first_said_on: date | None) -> date | None:
    """The month since which it is asked. Once told it stays, and it is not before enough people spoke.

    A month in which one person came would tell what that person said.
    """
    if theme.is_reworded or first_said_on is None:
        return None
    last = draft.last("answers", Answers)
    told = last.asked_since(theme.theme.slug) if last else None
    if told:
        return told
    enough_by = draft.once(enough_spoke_by)
    return first_of_month(max(first_said_on, enough_by)) if enough_by else None


def enough_spoke_by(draft: Drafting) -> date | None:
    """The day by which as many had spoken as a figure must count to be shown; None while fewer have."""
    days = sorted(person.first_spoke_on for person in people_in_use(draft.programme))
    return next((day for count, day in enumerate(days, 1) if protected(count).shown), None)


def _measured(work: list[Action], indicators: list[Indicator]) -> tuple[str, ...]:
    doing = {action.pk for action in work}
    return tuple(
        indicator.slug
        for indicator in indicators
        if any(action.pk in doing for action in indicator.actions.all())
    )


def _waiting(
    draft: Drafting, named: NamedThemes, answers: tuple[AnswerGiven, ...]
) -> tuple[Waiting, ...]:
    """Concerns and asks that this release does not answer. One query."""
    answered = {answer.theme_slug for answer in answers if not answer.is_reopened}
    by_slug = {theme.theme.slug: theme for theme in named.by_id.values()}
    waiting = [
        Waiting(
            row.theme_slug,
            by_slug[row.theme_slug].words,
            _asked_since(draft, by_slug[row.theme_slug], row.since),
            row.was_reopened,
        )
        for row in waiting_longest(draft.programme, EVERY)
        if row.theme_slug in by_slug and row.theme_slug not in answered
    ]
    # By what is told, not by the day: the order of days would tell more than the months do.
    return tuple(sorted(waiting, key=lambda theme: (theme.since or date.max, theme.statement)))
