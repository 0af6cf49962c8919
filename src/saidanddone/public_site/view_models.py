"""What the public pages show beside a release: an answer with its state now, a theme with its quotes. Pure."""

from dataclasses import dataclass
from datetime import date

from saidanddone.answers import release as answers
from saidanddone.answers.release import ANSWERS, AnswerGiven
from saidanddone.disclosure.parts import Content
from saidanddone.disclosure.wording import inside
from saidanddone.evidence.themes.release import HEARD, ThemeHeard
from saidanddone.listening.release import LISTENED
from saidanddone.outcomes.release import MEASURES, Measure
from saidanddone.public_site.queries import Site
from saidanddone.releases.quotes import Quote
from saidanddone.strategy.release import PLAN, ActionLine, PriorityMade
from saidanddone.ui.templatetags.ui import listed

REOPENED = "reopened"
SAYS = {**answers.SAYS, REOPENED: "open again"}
TAGS = {
    "done": "govuk-tag--teal",
    "under_way": "govuk-tag--blue",
    "planned": "govuk-tag--blue",
    "to_decide": "govuk-tag--purple",
    "not_ours": "govuk-tag--grey",
    "no_because": "govuk-tag--grey",
    REOPENED: "govuk-tag--orange",
}


@dataclass(frozen=True)
class AnswerShown:
    """An answer with what stands beside it now: whether it is open again, quotes, its actions."""

    given: AnswerGiven
    address: str
    state: str
    state_words: str
    tag: str
    mark: str
    answered_on: date
    raised_in: tuple[str, ...]
    quotes: tuple[Quote, ...]
    actions: tuple[ActionLine, ...]
    measures: tuple[Measure, ...]

    @property
    def has_more_to_come(self) -> bool:
        """Whether a missing date is something to be said: not of what is over or was refused."""
        return bool(self.given.next_step) or self.state not in ("done", "no_because")


@dataclass(frozen=True)
class ThemeShown:
    theme: ThemeHeard
    raised: str
    quotes: tuple[Quote, ...]
    answer: AnswerShown | None


@dataclass(frozen=True)
class BlockShown:
    heading: str
    themes: tuple[ThemeShown, ...]


@dataclass(frozen=True)
class ActionShown:
    """An action with what people say of it: done, and enough of them say that it is not there."""

    action: ActionLine
    people_cannot_see: bool


@dataclass(frozen=True)
class PriorityShown:
    priority: PriorityMade
    actions: tuple[ActionShown, ...]


def answers_shown(site: Site, *, with_quotes: bool = False) -> list[AnswerShown]:
    """Open again first: people said it is not so. Then as the release orders them."""
    names = {each.slug: each.name for each in site.content.part(LISTENED).communities}
    measures, plan = site.content.find(MEASURES), site.content.part(PLAN)
    shown = []
    for each in site.content.part(ANSWERS).answers:
        mark = site.marks.get(each.ref, each.mark)
        state = REOPENED if mark or each.is_reopened else each.says
        shown.append(
            AnswerShown(
                given=each,
                address=site.address("answer", each.theme_slug),
                state=state,
                state_words=SAYS[state],
                tag=TAGS[state],
                mark=mark,
                answered_on=each.answered_on or site.released_on,
                raised_in=tuple(inside(names[s]) for s in each.raised_in if s in names),
                quotes=tuple(site.quotes.get(each.theme_ref, ())) if with_quotes else (),
                actions=plan.actions_by(each.action_refs),
                measures=tuple(
                    measure
                    for slug in each.measure_slugs
                    if measures and (measure := measures.measure(slug)) is not None
                ),
            )
        )
    return sorted(shown, key=lambda each: each.state != REOPENED)


def raised_in_words(theme: ThemeHeard) -> str:
    """ "Raised by most in peer interviews and a few in community conversations. Raised in groups too." """
    known = [f"{each.band} in {each.heard_in}" for each in theme.raised_in if each.band]
    unknown = [each.heard_in for each in theme.raised_in if not each.band]
    said = [f"Raised by {listed(known)}."] if known else []
    if unknown:
        said.append(f"Too few spoke in {listed(unknown)} to say.")
    if theme.in_groups:
        said.append("Raised in groups too.")
    return " ".join(said)


def actions_shown(content: Content, refs: tuple[str, ...] | None = None) -> tuple[ActionShown, ...]:
    """These actions in this order, or all."""
    plan, cannot_see = content.part(PLAN), set(content.part(ANSWERS).cannot_see)
    actions = plan.actions if refs is None else plan.actions_by(refs)
    return tuple(
        ActionShown(action, people_cannot_see=action.ref in cannot_see) for action in actions
    )


def themes_by(content: Content, slugs: tuple[str, ...]) -> tuple[ThemeHeard, ...]:
    by_slug = {theme.slug: theme for theme in content.part(HEARD).themes}
    return tuple(by_slug[slug] for slug in slugs if slug in by_slug)
