"""Reads one record of the thread with its neighbours: what came before it and what followed."""

from collections.abc import Callable

from django.db.models import F, QuerySet, Sum

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.models import Answer
from saidanddone.base.errors import NotYours
from saidanddone.evidence.coding.models import Coding
from saidanddone.evidence.coding.queries import hard_to_read
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.themes.models import Theme, ThemeSummary
from saidanddone.listening.models import Contribution, Engagement
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision, Priority
from saidanddone.thread.queries import groups
from saidanddone.thread.queries.later_records import LaterRecords, latest_answers, records_after
from saidanddone.thread.queries.passages import find_passage, passages_open_to, read_passages
from saidanddone.thread.queries.record_page import RecordPage, build_page, find_record


def read_record(actor: Actor, programme: Programme, kind: str, ref: str) -> RecordPage:
    """The page of one record, by its kind and reference. Raises NotYours."""
    require(actor, "thread.see", programme)
    read = READERS.get(kind)
    if read is None:
        raise NotYours(kind)
    return read(actor, programme, ref)


def _occasion(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    engagement = find_record(Engagement.objects.select_related("community"), programme, ref)
    contributions = Contribution.objects.filter(engagement=engagement, is_stopped=False)
    excerpts = passages_open_to(actor, programme).filter(
        transcript__contribution__engagement=engagement
    )
    themes = tuple(
        Theme.objects.filter(
            codes__codings__excerpt__transcript__contribution__engagement=engagement,
            codes__codings__state__in=STANDING,
        ).distinct()
    )
    after = records_after([theme.pk for theme in themes], asked_at=engagement.pk)
    shown = list(excerpts[: groups.SHOWN + 1])
    asked = tuple(action for action in after.actions if action.asked_at_id == engagement.pk)
    return build_page(
        "occasion",
        engagement.title,
        facts=(
            ("Held", f"{engagement.held_on.day} {engagement.held_on:%B %Y}"),
            ("Kind", engagement.get_kind_display()),
            ("Community", engagement.community.name),
        ),
        counts=(contributions.count(), excerpts.count(), len(themes)),
        later=after,
        after=(
            groups.actions(programme, asked, "Asked for here, and done or under way"),
            groups.passages(programme, shown, read_passages(actor, programme, shown, engagement)),
            groups.themes(programme, themes),
        ),
    )


def _voice(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    """One contribution, with the passages marked in it that this person may read."""
    require(actor, "evidence.read_transcripts", programme)
    contribution = find_record(
        Contribution.objects.select_related("engagement", "community"), programme, ref
    )
    excerpts = passages_open_to(actor, programme).filter(transcript__contribution=contribution)
    if not excerpts.exists():
        raise NotYours("voice")
    themes = tuple(
        Theme.objects.filter(
            codes__codings__excerpt__transcript__contribution=contribution,
            codes__codings__state__in=STANDING,
        ).distinct()
    )
    shown = list(excerpts[: groups.SHOWN + 1])
    words = read_passages(actor, programme, shown, contribution.engagement)
    after = records_after([theme.pk for theme in themes])
    return build_page(
        "voice",
        f"{contribution.get_voice_display().capitalize()}, {contribution.community.in_a_sentence}",
        facts=(("Spoke on", f"{contribution.engagement.held_on:%-d %B %Y}"),),
        counts=(1, excerpts.count(), len(themes)),
        later=after,
        before=(groups.occasions(programme, (contribution.engagement,)),),
        after=(
            groups.passages(programme, shown, words),
            groups.themes(programme, themes),
            groups.answers(programme, after.answers),
        ),
    )


def _passage(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    excerpt = find_passage(actor, programme, ref)
    contribution = excerpt.transcript.contribution
    words = read_passages(actor, programme, [excerpt], contribution.engagement)
    if excerpt.pk not in words:
        raise NotYours("passage")
    codings = Coding.objects.filter(excerpt=excerpt, state__in=STANDING).select_related("code")
    themes = tuple(
        Theme.objects.filter(
            codes__codings__excerpt=excerpt, codes__codings__state__in=STANDING
        ).distinct()
    )
    after = records_after([theme.pk for theme in themes])
    return build_page(
        "passage",
        words[excerpt.pk],
        is_quote=True,
        is_covered=bool(hard_to_read([excerpt])),
        facts=(
            ("Said by", groups.voice_label(contribution)),
            ("Marked as", ", ".join(sorted({coding.code.name for coding in codings}))),
        ),
        counts=(1, 1, len(themes)),
        later=after,
        before=(groups.occasions(programme, (contribution.engagement,)),),
        after=(groups.themes(programme, themes), groups.answers(programme, after.answers)),
    )


def _theme(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    theme = find_record(Theme.objects, programme, ref)
    after = records_after([theme.pk])
    return _over_themes(
        actor,
        programme,
        "theme",
        theme.statement,
        (theme,),
        after,
        facts=(("Kind", theme.get_kind_display().capitalize()),),
        own=(
            groups.decisions(programme, after.decisions),
            groups.priorities(programme, after.priorities),
            groups.actions(programme, after.actions),
            groups.answers(programme, after.answers),
        ),
    )


def _decision(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    decision = find_record(Decision.objects, programme, ref)
    themes = tuple(
        (
            decision.themes.all()
            | Theme.objects.filter(pk__in=decision.tensions.values("one"))
            | Theme.objects.filter(pk__in=decision.tensions.values("other"))
        ).distinct()
    )
    return _over_themes(
        actor,
        programme,
        "decision",
        decision.title,
        themes,
        records_after([theme.pk for theme in themes]),
        facts=(
            ("Decided", decision.decided),
            ("By", decision.body),
            ("On", f"{decision.decided_on:%-d %B %Y}"),
            ("Shaped by lived experience", decision.get_shaped_by_lived_experience_display()),
        ),
        own=(
            groups.priorities(programme, tuple(decision.priorities.all())),
            groups.actions(programme, tuple(decision.actions.select_related("owner_agency"))),
        ),
    )


def _priority(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    priority = find_record(Priority.objects.select_related("decision"), programme, ref)
    themes = tuple(priority.themes.all())
    actions = tuple(priority.actions.select_related("owner_agency"))
    decided = (priority.decision,) if priority.decision else ()
    return _over_themes(
        actor,
        programme,
        "priority",
        priority.title,
        themes,
        records_after([theme.pk for theme in themes]),
        facts=(("What it says", priority.statement),) if priority.statement else (),
        earlier=(groups.decisions(programme, decided),),
        own=(groups.actions(programme, actions),),
    )


def _action(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    action = find_record(
        Action.objects.select_related("owner_agency", "priority", "decision", "asked_at"),
        programme,
        ref,
    )
    served = Theme.objects.filter(served_by__action=action)
    if action.priority_id and not served.exists():
        served = Theme.objects.filter(priorities=action.priority_id)
    themes = tuple(served.distinct())
    return _over_themes(
        actor,
        programme,
        "action",
        action.title,
        themes,
        records_after([theme.pk for theme in themes]),
        facts=(
            ("State", action.get_state_display()),
            ("Who does it", action.owner_agency.name),
            ("Due", f"{action.due_on:%-d %B %Y}" if action.due_on else "no date"),
        ),
        earlier=(
            groups.occasions(programme, (action.asked_at,) if action.asked_at else ()),
            groups.decisions(programme, (action.decision,) if action.decision else ()),
            groups.priorities(programme, (action.priority,) if action.priority else ()),
        ),
        own=(
            groups.indicators(programme, tuple(action.indicators.all())),
            groups.answers(programme, latest_answers([theme.pk for theme in themes])),
        ),
    )


def _indicator(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    indicator = find_record(Indicator.objects, programme, ref)
    actions = tuple(indicator.actions.select_related("owner_agency"))
    themes = tuple(Theme.objects.filter(served_by__action__in=actions).distinct())
    return _over_themes(
        actor,
        programme,
        "indicator",
        indicator.title,
        themes,
        records_after([theme.pk for theme in themes]),
        facts=(("What it counts", indicator.definition), ("From", indicator.source)),
        earlier=(groups.actions(programme, actions),),
        own=(groups.answers(programme, latest_answers([theme.pk for theme in themes])),),
    )


def _answer(actor: Actor, programme: Programme, ref: str) -> RecordPage:
    answer = find_record(Answer.objects.select_related("theme", "programme"), programme, ref)
    after = records_after([answer.theme_id])
    return _over_themes(
        actor,
        programme,
        "answer",
        f"Our answer to: {answer.theme.statement}",
        (answer.theme,),
        after,
        facts=(
            ("It says", answer.get_says_display().capitalize()),
            ("State", answer.get_state_display().capitalize()),
            ("We heard", answer.we_heard),
        ),
        earlier=(
            groups.decisions(programme, after.decisions),
            groups.actions(programme, after.actions),
            groups.indicators(programme, after.indicators),
        ),
        own=(groups.verdicts(answer),),
    )


def _over_themes(
    actor: Actor,
    programme: Programme,
    kind: str,
    title: str,
    themes: tuple[Theme, ...],
    later: LaterRecords,
    *,
    facts: tuple[tuple[str, str], ...],
    own: tuple[groups.Group, ...],
    earlier: tuple[groups.Group, ...] = (),
) -> RecordPage:
    """The page of a record that leads back to passages through its themes."""
    codings = Coding.objects.filter(
        code__themes__in=[theme.pk for theme in themes], state__in=STANDING
    )
    voices, passages = _count_behind(themes, codings)
    excerpts = passages_open_to(actor, programme).filter(pk__in=codings.values("excerpt"))
    about = themes[0] if themes else programme
    shown = list(excerpts[: groups.SHOWN + 1])
    words = read_passages(actor, programme, shown, about)
    before: tuple[groups.Group, ...] = (groups.passages(programme, shown, words),)
    if kind != "theme":
        before = (*earlier, groups.themes(programme, themes), *before)
    return build_page(
        kind,
        title,
        facts=facts,
        counts=(voices, passages, len(themes)),
        later=later,
        before=before,
        after=own,
    )


def _count_behind(themes: tuple[Theme, ...], codings: QuerySet[Coding]) -> tuple[int, int]:
    """Counts voices and passages behind some themes.

    One theme has its counts in summary rows; those of several are counted here, so that nothing
    counts twice.
    """
    if len(themes) == 1:
        rows = ThemeSummary.objects.filter(theme=themes[0])
        totals = rows.aggregate(
            voices=Sum(F("people") + F("occasions"), default=0),
            passages=Sum("excerpts", default=0),
        )
        return totals["voices"], totals["passages"]
    passages = codings.values("excerpt").distinct().count()
    voices = codings.values("excerpt__transcript__contribution").distinct().count()
    return voices, passages


Reader = Callable[[Actor, Programme, str], RecordPage]
READERS: dict[str, Reader] = {
    "occasion": _occasion,
    "voice": _voice,
    "passage": _passage,
    "theme": _theme,
    "decision": _decision,
    "priority": _priority,
    "action": _action,
    "indicator": _indicator,
    "answer": _answer,
}
