"""Any step of the thread with what comes before it and what follows: the thread walked both ways."""

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
from saidanddone.thread.queries import neighbours as near
from saidanddone.thread.queries.places import Place, find, place
from saidanddone.thread.queries.reach import Reach, latest_answers, reach
from saidanddone.thread.queries.voices import find_passage, passages_open_to, read_passages


def walk(actor: Actor, programme: Programme, kind: str, ref: str) -> Place:
    """Stand at one record of the thread and look both ways. Raises NotYours."""
    require(actor, "thread.see", programme)
    stand = STANDS.get(kind)
    if stand is None:
        raise NotYours(kind)
    return stand(actor, programme, ref)


def _occasion(actor: Actor, programme: Programme, ref: str) -> Place:
    engagement = find(Engagement.objects.select_related("community"), programme, ref)
    contributions = Contribution.objects.filter(engagement=engagement, is_stopped=False)
    excerpts = passages_open_to(actor, programme).filter(
        transcript__contribution__engagement=engagement
    )
    themes = Theme.objects.filter(
        codes__codings__excerpt__transcript__contribution__engagement=engagement,
        codes__codings__state__in=STANDING,
    ).distinct()
    found = tuple(themes)
    after = reach([theme.pk for theme in found], asked_at=engagement.pk)
    shown = list(excerpts[: near.SHOWN + 1])
    asked = tuple(action for action in after.actions if action.asked_at_id == engagement.pk)
    return place(
        "occasion",
        engagement.title,
        facts=(
            ("Held", f"{engagement.held_on.day} {engagement.held_on:%B %Y}"),
            ("Kind", engagement.get_kind_display()),
            ("Community", engagement.community.name),
        ),
        counts=(contributions.count(), excerpts.count(), len(found)),
        reached=after,
        after=(
            near.actions(programme, asked, "Asked for here, and done or under way"),
            near.passages(programme, shown, read_passages(actor, programme, shown, engagement)),
            near.themes(programme, found),
        ),
    )


def _voice(actor: Actor, programme: Programme, ref: str) -> Place:
    """One contribution and every passage marked in it, as far as this person may read them."""
    require(actor, "evidence.read_transcripts", programme)
    contribution = find(
        Contribution.objects.select_related("engagement", "community"), programme, ref
    )
    excerpts = passages_open_to(actor, programme).filter(transcript__contribution=contribution)
    if not excerpts.exists():
        raise NotYours("voice")
    found = tuple(
        Theme.objects.filter(
            codes__codings__excerpt__transcript__contribution=contribution,
            codes__codings__state__in=STANDING,
        ).distinct()
    )
    shown = list(excerpts[: near.SHOWN + 1])
    words = read_passages(actor, programme, shown, contribution.engagement)
    after = reach([theme.pk for theme in found])
    return place(
        "voice",
        f"{contribution.get_voice_display().capitalize()}, {contribution.community.in_a_sentence}",
        facts=(("Spoke on", f"{contribution.engagement.held_on:%-d %B %Y}"),),
        counts=(1, excerpts.count(), len(found)),
        reached=after,
        before=(near.occasions(programme, (contribution.engagement,)),),
        after=(
            near.passages(programme, shown, words),
            near.themes(programme, found),
            near.answers(programme, after.answers),
        ),
    )


def _passage(actor: Actor, programme: Programme, ref: str) -> Place:
    excerpt = find_passage(actor, programme, ref)
    contribution = excerpt.transcript.contribution
    words = read_passages(actor, programme, [excerpt], contribution.engagement)
    if excerpt.pk not in words:
        raise NotYours("passage")
    codings = Coding.objects.filter(excerpt=excerpt, state__in=STANDING).select_related("code")
    found = tuple(
        Theme.objects.filter(
            codes__codings__excerpt=excerpt, codes__codings__state__in=STANDING
        ).distinct()
    )
    after = reach([theme.pk for theme in found])
    return place(
        "passage",
        words[excerpt.pk],
        is_quote=True,
        is_covered=bool(hard_to_read([excerpt])),
        facts=(
            ("Said by", near.who(contribution)),
            ("Marked as", ", ".join(sorted({coding.code.name for coding in codings}))),
        ),
        counts=(1, 1, len(found)),
        reached=after,
        before=(near.occasions(programme, (contribution.engagement,)),),
        after=(near.themes(programme, found), near.answers(programme, after.answers)),
    )


def _theme(actor: Actor, programme: Programme, ref: str) -> Place:
    theme = find(Theme.objects, programme, ref)
    after = reach([theme.pk])
    return _over_themes(
        actor,
        programme,
        "theme",
        theme.statement,
        (theme,),
        after,
        facts=(("Kind", theme.get_kind_display().capitalize()),),
        own=(
            near.decisions(programme, after.decisions),
            near.priorities(programme, after.priorities),
            near.actions(programme, after.actions),
            near.answers(programme, after.answers),
        ),
    )


def _decision(actor: Actor, programme: Programme, ref: str) -> Place:
    decision = find(Decision.objects, programme, ref)
    found = tuple(
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
        found,
        reach([theme.pk for theme in found]),
        facts=(
            ("Decided", decision.decided),
            ("By", decision.body),
            ("On", f"{decision.decided_on:%-d %B %Y}"),
            ("Shaped by lived experience", decision.get_shaped_by_lived_experience_display()),
        ),
        own=(
            near.priorities(programme, tuple(decision.priorities.all())),
            near.actions(programme, tuple(decision.actions.select_related("owner_agency"))),
        ),
    )


def _priority(actor: Actor, programme: Programme, ref: str) -> Place:
    priority = find(Priority.objects.select_related("decision"), programme, ref)
    found = tuple(priority.themes.all())
    actions = tuple(priority.actions.select_related("owner_agency"))
    decided = (priority.decision,) if priority.decision else ()
    return _over_themes(
        actor,
        programme,
        "priority",
        priority.title,
        found,
        reach([theme.pk for theme in found]),
        facts=(("What it says", priority.statement),) if priority.statement else (),
        earlier=(near.decisions(programme, decided),),
        own=(near.actions(programme, actions),),
    )


def _action(actor: Actor, programme: Programme, ref: str) -> Place:
    action = find(
        Action.objects.select_related("owner_agency", "priority", "decision", "asked_at"),
        programme,
        ref,
    )
    themes = Theme.objects.filter(served_by__action=action)
    if action.priority_id and not themes.exists():
        themes = Theme.objects.filter(priorities=action.priority_id)
    found = tuple(themes.distinct())
    return _over_themes(
        actor,
        programme,
        "action",
        action.title,
        found,
        reach([theme.pk for theme in found]),
        facts=(
            ("State", action.get_state_display()),
            ("Who does it", action.owner_agency.name),
            ("Due", f"{action.due_on:%-d %B %Y}" if action.due_on else "no date"),
        ),
        earlier=(
            near.occasions(programme, (action.asked_at,) if action.asked_at else ()),
            near.decisions(programme, (action.decision,) if action.decision else ()),
            near.priorities(programme, (action.priority,) if action.priority else ()),
        ),
        own=(
            near.indicators(programme, tuple(action.indicators.all())),
            near.answers(programme, latest_answers([theme.pk for theme in found])),
        ),
    )


def _indicator(actor: Actor, programme: Programme, ref: str) -> Place:
    indicator = find(Indicator.objects, programme, ref)
    actions = tuple(indicator.actions.select_related("owner_agency"))
    found = tuple(Theme.objects.filter(served_by__action__in=actions).distinct())
    return _over_themes(
        actor,
        programme,
        "indicator",
        indicator.title,
        found,
        reach([theme.pk for theme in found]),
        facts=(("What it counts", indicator.definition), ("From", indicator.source)),
        earlier=(near.actions(programme, actions),),
        own=(near.answers(programme, latest_answers([theme.pk for theme in found])),),
    )


def _answer(actor: Actor, programme: Programme, ref: str) -> Place:
    answer = find(Answer.objects.select_related("theme", "programme"), programme, ref)
    after = reach([answer.theme_id])
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
            near.decisions(programme, after.decisions),
            near.actions(programme, after.actions),
            near.indicators(programme, after.indicators),
        ),
        own=(near.verdicts(answer),),
    )


def _over_themes(
    actor: Actor,
    programme: Programme,
    kind: str,
    title: str,
    themes: tuple[Theme, ...],
    reached: Reach,
    *,
    facts: tuple[tuple[str, str], ...],
    own: tuple[near.Group, ...],
    earlier: tuple[near.Group, ...] = (),
) -> Place:
    """A place that reaches back to passages through its themes."""
    codings = Coding.objects.filter(
        code__themes__in=[theme.pk for theme in themes], state__in=STANDING
    )
    voices, marked = _raised(themes, codings)
    excerpts = passages_open_to(actor, programme).filter(pk__in=codings.values("excerpt"))
    about = themes[0] if themes else programme
    shown = list(excerpts[: near.SHOWN + 1])
    words = read_passages(actor, programme, shown, about)
    backward: tuple[near.Group, ...] = (near.passages(programme, shown, words),)
    if kind != "theme":
        backward = (*earlier, near.themes(programme, themes), *backward)
    return place(
        kind,
        title,
        facts=facts,
        counts=(voices, marked, len(themes)),
        reached=reached,
        before=backward,
        after=own,
    )


def _raised(themes: tuple[Theme, ...], codings: QuerySet[Coding]) -> tuple[int, int]:
    """Voices and passages behind some themes: one theme from its summary rows, several counted."""
    if len(themes) == 1:
        rows = ThemeSummary.objects.filter(theme=themes[0])
        kept = rows.aggregate(
            voices=Sum(F("people") + F("occasions"), default=0), marked=Sum("excerpts", default=0)
        )
        return kept["voices"], kept["marked"]
    marked = codings.values("excerpt").distinct().count()
    voices = codings.values("excerpt__transcript__contribution").distinct().count()
    return voices, marked


Stand = Callable[[Actor, Programme, str], Place]
STANDS: dict[str, Stand] = {
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
