"""The answers that this release carries: those that stand, and those it would publish."""

from collections import defaultdict
from datetime import date

from saidanddone.answers import states
from saidanddone.answers.models import Answer, ThemeStanding
from saidanddone.answers.published import parts_of
from saidanddone.answers.queries import replies_by_answer, why_held_back
from saidanddone.answers.reopening_rule import Replies
from saidanddone.base import clock
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Community, Programme
from saidanddone.releases.analyses import band, protected
from saidanddone.releases.content import AnswerGiven, Figure, SaidBack
from saidanddone.releases.drafting.counts import Counts
from saidanddone.releases.drafting.named import NamedTheme, NamedThemes
from saidanddone.releases.drafting.notes import Notes
from saidanddone.releases.months import first_of_month
from saidanddone.strategy.models import Action


def carried(programme: Programme, notes: Notes) -> list[Answer]:
    """Every answer that signing would leave standing, in the order of `publish_answers`. Three queries."""
    answers = list(
        Answer.objects.filter(
            programme=programme,
            replaced_at=None,
            state__in=[states.APPROVED, *states.TOLD],
        )
        .select_related("theme__agreed_by_panel", "theme__programme")
        .order_by("theme_id", "number")
    )
    held = why_held_back(each.theme for each in answers)
    newest: dict[int, Answer] = {}
    for each in answers:
        if each.theme_id in held:
            notes.leave_out(f"Answer to: {each.theme.statement}", held[each.theme_id])
        else:
            newest[each.theme_id] = each
    return list(newest.values())


def answers_given(
    answers: list[Answer],
    named: NamedThemes,
    communities: list[Community],
    counts: Counts,
    actions: list[Action],
    indicators: list[Indicator],
) -> tuple[AnswerGiven, ...]:
    """Three queries."""
    replies = replies_by_answer([each for each in answers if each.state in states.TOLD])
    since = dict(
        ThemeStanding.objects.filter(theme__in=[each.theme_id for each in answers]).values_list(
            "theme", "first_said_on"
        )
    )
    doing: dict[int, list[Action]] = defaultdict(list)
    for action in actions:
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
        lead=tuple(dict.fromkeys(each.owner_agency.name for each in work)),
        progress=answer.we_did,
        what_changed=answer.what_changed,
        next_step=answer.next_step,
        when=answer.next_on or answer.decided_by_when,
        evidence=tuple(each.evidence for each in work if each.evidence),
        decided_by_whom=answer.decided_by_whom,
        who_can=answer.who_can,
        what_we_asked=answer.what_we_asked,
        their_reply=answer.their_reply,
        raised_in=raised_in,
        asked_since=first_of_month(asked) if asked else None,
        answered_on=clock.day_of(answer.published_at) if answer.published_at else None,
        is_reopened=answer.state == states.REOPENED,
        mark=answer.reopened_because if answer.state == states.REOPENED else "",
        action_refs=tuple(each.ref for each in work),
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
        can_see=band(replies.seen_yes, replies.spoke_of_seeing),
    )


def _raised_in(theme: NamedTheme, communities: list[Community], counts: Counts) -> tuple[str, ...]:
    """Not those of whom too few spoke to say: it would tell what one of a few people said."""
    if theme.is_reworded:
        return ()
    raised, spoke = theme.row.people_by_community, counts.spoke
    return tuple(
        each.slug
        for each in communities
        if raised.get(each.pk) and not protected(spoke.get(each.pk, 0)).is_hidden
    )


def _measured(work: list[Action], indicators: list[Indicator]) -> tuple[str, ...]:
    doing = {each.pk for each in work}
    return tuple(
        each.slug for each in indicators if any(action.pk in doing for action in each.actions.all())
    )
