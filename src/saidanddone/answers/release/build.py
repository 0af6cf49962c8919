"""Builds the answers of a release: those published before, and those that it will publish."""

from collections import defaultdict
from datetime import date

from saidanddone.answers import states
from saidanddone.answers.models import Answer, ThemeStanding
from saidanddone.answers.published import parts_of
from saidanddone.answers.queries import (
    Seen,
    replies_by_answer,
    seen_of,
    waiting_longest,
    why_held_back,
)
from saidanddone.answers.release.shapes import AnswerGiven, Answers, SaidBack, Waiting
from saidanddone.answers.reopening_rule import Replies
from saidanddone.base import clock
from saidanddone.disclosure.analyses import band, protected
from saidanddone.disclosure.figures import Figure
from saidanddone.disclosure.months import first_of_month
from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.themes.release import (
    Counts,
    NamedTheme,
    NamedThemes,
    counts_of,
    named_themes,
)
from saidanddone.outcomes.models import Indicator
from saidanddone.outcomes.release import indicators_of
from saidanddone.programme.models import Community
from saidanddone.programme.release import communities_of
from saidanddone.strategy.models import Action
from saidanddone.strategy.release import actions_of

EVERY = 10_000  # themes: more than any programme has


def build(draft: Drafting) -> Answers:
    """Four queries, beside those for what it shares with other parts."""
    answers = _answers(draft)
    unseen = draft.once(seen_in).unseen_actions
    return Answers(
        answers=answers,
        waiting=_waiting(draft, draft.once(named_themes), answers),
        cannot_see=tuple(action.ref for action in draft.once(actions_of) if action.pk in unseen),
    )


def seen_in(draft: Drafting) -> Seen:
    """What people say they can see of what is called done."""
    return seen_of(draft.programme)


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
    held_back = why_held_back(answer.theme for answer in answers)
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
    counts, communities = draft.once(counts_of), draft.once(communities_of)
    indicators = draft.once(indicators_of)
    replies = replies_by_answer([answer for answer in answers if answer.state in states.TOLD])
    since = dict(
        ThemeStanding.objects.filter(theme__in=[answer.theme_id for answer in answers]).values_list(
            "theme", "first_said_on"
        )
    )
    doing: dict[int, list[Action]] = defaultdict(list)
    for action in draft.once(actions_of):
        for serves in action.serves.all():
            doing[serves.theme_id].append(action)
    given = []
    for answer in answers:
        theme = named.get(answer.theme_id)
        if theme is not None:
            asked = None if theme.is_reworded else since.get(answer.theme_id)
            work = doing[answer.theme_id]
            said_back = _said_back(answer, theme, replies.get(answer.pk, Replies()))
            raised_in = _raised_in(theme, communities, counts)
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
        asked_since=first_of_month(asked) if asked else None,
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
        replied=protected(replies.replied),
        meant=band(replies.meant_yes, replies.meant_yes + replies.meant_no),
        can_see=band(replies.seen_yes, replies.seen_replies),
    )


def _raised_in(theme: NamedTheme, communities: list[Community], counts: Counts) -> tuple[str, ...]:
    """Not those of whom too few spoke to say: it would tell what one of a few people said."""
    if theme.is_reworded:
        return ()
    raised, spoke = theme.row.people_by_community, counts.spoke
    return tuple(
        community.slug
        for community in communities
        if raised.get(community.pk) and not protected(spoke.get(community.pk, 0)).is_hidden
    )


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
    return tuple(
        Waiting(
            row.theme_slug,
            by_slug[row.theme_slug].words,
            None if by_slug[row.theme_slug].is_reworded else first_of_month(row.since),
            row.was_reopened,
        )
        for row in waiting_longest(draft.programme, EVERY)
        if row.theme_slug in by_slug and row.theme_slug not in answered
    )
