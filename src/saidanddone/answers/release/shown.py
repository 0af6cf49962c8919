"""An answer as the public pages show it, and what of answers stands on pages of several stages."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from saidanddone.answers.models import Answer
from saidanddone.answers.release.shapes import AnswerGiven, Answers
from saidanddone.answers.states import ANSWER_LIFECYCLE, REOPENED
from saidanddone.disclosure.document import Quote
from saidanddone.disclosure.pages import Site
from saidanddone.disclosure.wording import inside
from saidanddone.listening.release import LISTENED
from saidanddone.outcomes.release import MEASURES, Measure
from saidanddone.strategy.release import PLAN, ActionLine

SAYS: Final = {**Answer.SAYS, REOPENED: "open again"}
"""What an answer says in public, in words; open again instead, where people said that it is not so."""

COLOURS: Final = {
    "done": "teal",
    "under_way": "blue",
    "planned": "blue",
    "to_decide": "purple",
    "not_ours": "grey",
    "no_because": "grey",
    REOPENED: ANSWER_LIFECYCLE.state(REOPENED).colour,
}
"""Of the tag of what an answer says."""


@dataclass(frozen=True)
class AnswerShown:
    """An answer with what stands beside it: its state, quotes, actions and measures.

    `state` is what it says, or that it is open again. `colour` is that of its tag.
    """

    given: AnswerGiven
    address: str
    state: str
    state_words: str
    colour: str
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
class NotAYes:
    """Answers that are not a yes."""

    no_because: list[AnswerShown]
    not_ours: list[AnswerShown]
    to_decide: list[AnswerShown]
    reopened: list[AnswerShown]


def state_of(answer: AnswerGiven) -> str:
    return REOPENED if answer.is_reopened else answer.says


def answers_shown(part: Answers, site: Site, *, with_quotes: bool = False) -> list[AnswerShown]:
    """Open again first: people said it is not so. Then as the release orders them."""
    names = {
        community.slug: community.name for community in site.content.part(LISTENED).communities
    }
    plan = site.content.part(PLAN)
    shown = [
        AnswerShown(
            given=answer,
            address=site.address("answer", answer.theme_slug),
            state=state_of(answer),
            state_words=SAYS[state_of(answer)],
            colour=COLOURS[state_of(answer)],
            answered_on=answer.answered_on or site.released_on,
            raised_in=tuple(inside(names[slug]) for slug in answer.raised_in if slug in names),
            quotes=tuple(site.quotes.get(answer.theme_ref, ())) if with_quotes else (),
            actions=plan.actions_by(answer.action_refs),
            measures=_measures(answer, site),
        )
        for answer in part.answers
    ]
    return sorted(shown, key=lambda answer: answer.state != REOPENED)


def _measures(answer: AnswerGiven, site: Site) -> tuple[Measure, ...]:
    """None of them in a release that is older than measuring."""
    part = site.content.find(MEASURES)
    if part is None:
        return ()
    measures = (part.measure(slug) for slug in answer.measure_slugs)
    return tuple(measure for measure in measures if measure is not None)


def people_cannot_see(part: Answers, site: Site) -> tuple[ActionLine, ...]:
    """Actions called done, of which enough people say they are not there."""
    return site.content.part(PLAN).actions_by(part.cannot_see)


def reopened(part: Answers, site: Site) -> list[AnswerShown]:
    return [answer for answer in answers_shown(part, site) if answer.state == REOPENED]


def not_a_yes(part: Answers, site: Site) -> NotAYes:
    answers = answers_shown(part, site)

    def saying(state: str) -> list[AnswerShown]:
        return [answer for answer in answers if answer.state == state]

    return NotAYes(
        no_because=saying("no_because"),
        not_ours=saying("not_ours"),
        to_decide=saying("to_decide"),
        reopened=saying(REOPENED),
    )
