"""Every figure that may be stated: its name, what it counts and how it is worked out.

A name in angle brackets stands for a record's own: `<community>_took_part` becomes
`residents_took_part`. docs/reference/figures.md says the same; a test keeps them equal.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from saidanddone.answers.models import Answer

Unit = Literal[
    "people", "things", "things said", "share", "days", "percent", "pounds", "as counted"
]

RECORDS = "the programme's own records"
LISTENING = "records of each occasion of listening"
MARKED = "passages marked in confirmed transcripts"
PLAN = "the record of decisions and actions"
ANSWERS = "published answers and what people said back"

_RECORD = re.compile(r"<\w+>")


@dataclass(frozen=True)
class Entry:
    """`definition` and `worked_out` may hold {placeholders} that the figure's record fills."""

    name: str
    unit: Unit
    definition: str
    worked_out: str
    source: str
    stage: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a figure of this entry is called."""
        return re.compile(_RECORD.sub(r"[a-z0-9_]+", self.name))

    def name_for(self, record: str) -> str:
        """The name of the figure of this record."""
        return _RECORD.sub(record, self.name)


STAGES: Mapping[str, tuple[Entry, ...]] = {
    "Who took part": (
        Entry(
            "<community>_took_part",
            "people",
            "People of the community “{community}” who took part in an occasion of listening",
            "the attendance of every occasion held, added up: someone who came twice counts twice; it "
            "does not fall when someone withdraws",
            LISTENING,
        ),
        Entry(
            "<community>_took_part_later",
            "people",
            "People of the community “{community}” who took part outside the months of the total that "
            "is published exactly",
            "the attendance of the occasions held outside that period, added up",
            LISTENING,
        ),
        Entry(
            "<community>_spoke_for_themselves",
            "people",
            "People of the community “{community}” whose own words are in use: confirmed, and with "
            "consent to look for themes",
            "contributors with a confirmed transcript whose consent stands; those heard round a table "
            "or in the room are not among them",
            LISTENING,
        ),
        Entry(
            "peers_on_panel",
            "things",
            "Members of the advisory panel, all with lived experience",
            "members appointed who have not left",
            RECORDS,
        ),
        Entry(
            "<kind>_occasions",
            "things",
            "Occasions of the kind “{kind}” that were held",
            "occasions counted one by one; where an occasion is one person it is not counted here",
            LISTENING,
        ),
    ),
    "What was heard": (
        Entry(
            "themes_told",
            "things",
            "Themes that may be told in public",
            "themes raised by enough people that they could be anyone's, and themes whose wording the "
            "panel agreed",
            MARKED,
        ),
        Entry(
            "themes_in_common",
            "things",
            "Themes that every community compared raises, with no difference that chance could not "
            "explain",
            "the last stored comparison: at least 3 people and a tenth of each community, and a 95 % "
            "interval of the difference that holds nought",
            MARKED,
        ),
        Entry(
            "themes_diverging",
            "things",
            "Themes raised more in one community than in another",
            "the last stored comparison: a 95 % interval of the difference that leaves nought out, and "
            "at least 3 people there",
            MARKED,
        ),
        Entry(
            "tensions_named",
            "things",
            "Pairs of themes that pull apart",
            "tensions recorded, where both themes may be told",
            MARKED,
        ),
        Entry(
            "things_said",
            "things said",
            "Things people said: marked passages that raise a concern or an ask, or no theme yet",
            "passages under an accepted code, of words in use, counted once each",
            MARKED,
        ),
        Entry(
            "things_answered",
            "things said",
            "Things people said that have an answer",
            "things said of which every concern or ask they raise has a published answer that is not "
            "reopened",
            ANSWERS,
        ),
        Entry(
            "answered_share",
            "share",
            "Share of the things people said that have an answer, from 0 to 1",
            "things answered over things said, both as protected",
            ANSWERS,
        ),
        Entry(
            "contributions_not_yet_read",
            "things said",
            "Contributions in which nothing is marked yet",
            "contributions in use without a marked passage",
            LISTENING,
        ),
    ),
    "What was decided and done": (
        Entry(
            "decisions_made",
            "things",
            "Decisions recorded",
            "decisions counted one by one",
            PLAN,
        ),
        Entry(
            "decisions_decided_by_lived_experience",
            "things",
            "Decisions that people with lived experience decided",
            "decisions whose record says so",
            PLAN,
        ),
        Entry(
            "decisions_changed_by_lived_experience",
            "things",
            "Decisions that people with lived experience changed",
            "decisions whose record says so",
            PLAN,
        ),
        Entry(
            "actions_in_plan",
            "things",
            "Actions that are or were the plan's; proposals are not",
            "actions counted one by one",
            PLAN,
        ),
        Entry(
            "actions_done_before_strategy",
            "things",
            "Actions done before the strategy was agreed",
            "actions whose day of completion lies before the last decision over a priority",
            PLAN,
        ),
        *(
            Entry(
                f"actions_{state}",
                "things",
                f"Actions that are {words}",
                "actions by the state that a person gave them last",
                PLAN,
            )
            for state, words in (
                ("done", "done"),
                ("under_way", "agreed or started and not yet done"),
                ("not_possible", "recorded as not possible"),
                ("stopped", "stopped"),
            )
        ),
        Entry(
            "actions_overdue",
            "things",
            "Actions under way whose due date has passed",
            "actions agreed or started that were due before the day this was drawn up",
            PLAN,
        ),
        Entry(
            "actions_nobody_asked_for",
            "things",
            "Actions done that lead back to nothing anyone said",
            "actions done without a theme, an occasion or a priority with themes",
            PLAN,
        ),
        Entry(
            "actions_shaped",
            "things",
            "Actions that people with lived experience decided or changed before they were agreed",
            "actions whose own decision says so and is dated no later than the agreement",
            PLAN,
        ),
        Entry(
            "actions_agreed",
            "things",
            "Actions ever agreed",
            "actions with a day of agreement",
            PLAN,
        ),
        Entry(
            "shaped_share",
            "share",
            "Share of agreed actions that people with lived experience decided or changed, from 0 to 1",
            "actions shaped over actions agreed",
            PLAN,
        ),
        Entry(
            "funding_pounds",
            "pounds",
            "Money from elsewhere that the strategy brought in, in pounds",
            "every grant recorded, added up",
            PLAN,
        ),
    ),
    "What was answered": (
        *(
            Entry(
                f"actions_people_{seen}",
                "things",
                f"Actions called done that {words}",
                "an action counts as seen where, for every theme it serves that has an answer, at least "
                "5 people of each community that raised it replied and most say “I can see it”, or the "
                "panel decided so; silence never counts for it",
                ANSWERS,
            )
            for seen, words in (
                ("can_see", "people say they can see"),
                ("cannot_see", "people say they cannot see"),
                ("not_asked", "nobody, or too few, have been asked about"),
            )
        ),
        Entry(
            "seen_share",
            "share",
            "Share of the actions called done that people say they can see, from 0 to 1",
            "actions that people can see over actions done",
            ANSWERS,
        ),
        *(
            Entry(
                f"answers_{says}",
                "things",
                f"Answers that stand and say “{words}”",
                "published answers by what they say; reopened ones are not among them",
                ANSWERS,
            )
            for says, words in Answer.SAYS.items()
        ),
        Entry(
            "answers_reopened",
            "things",
            "Answers opened again because of what people said back",
            "answers reopened by 3 people or a third of those who replied, whichever is more, or by "
            "the panel",
            ANSWERS,
        ),
        Entry(
            "median_days_waiting",
            "days",
            "Days after which half of the things said had been answered",
            "Kaplan-Meier over everything said, from the occasion to the first answer, those still "
            "waiting kept; rounded down to 5; no figure while half still wait",
            ANSWERS,
        ),
        Entry(
            "themes_waiting",
            "things",
            "Concerns and asks that may be told and have no standing answer",
            "themes without a published answer, and themes whose answer is reopened",
            ANSWERS,
        ),
    ),
    "What was measured": (
        Entry(
            "<indicator>",
            "as counted",
            "{definition}",
            "{headline}",
            "{source}",
        ),
        Entry(
            "<indicator>_before",
            "as counted",
            "{title}, where it started from",
            "recorded with the total of the period",
            "{source}",
        ),
        Entry(
            "<indicator>_first_month",
            "as counted",
            "{title}, in the first month recorded",
            "the first month recorded",
            "{source}",
        ),
        Entry(
            "<indicator>_percent_change",
            "percent",
            "{title}, by how much it changed; fewer is below nought. {definition}",
            "the months of the period compared, set against the same months before; the interval is "
            "exact, and knows of chance alone",
            "{source}",
        ),
        Entry(
            "<indicator>_compared_before",
            "as counted",
            "{title}, in the months before that are compared",
            "the months before, added up",
            "{source}",
        ),
        Entry(
            "<indicator>_compared_after",
            "as counted",
            "{title}, in the months after that are compared",
            "the months after, added up",
            "{source}",
        ),
        Entry(
            "<indicator>_comparison_percent_change",
            "percent",
            "{title}, by how much it changed in {area}",
            "the same months of the same two years",
            "{source}",
        ),
    ),
}

CATALOGUE: Mapping[str, Entry] = MappingProxyType(
    {
        entry.name: replace(entry, stage=stage)
        for stage, entries in STAGES.items()
        for entry in entries
    }
)


def as_name(slug: str) -> str:
    """A record's short name as part of a figure's."""
    return "".join(letter if letter.isalnum() else "_" for letter in slug.lower())


def measure_name(slug: str) -> str:
    """What an indicator's figures are called; never a name that means something else here."""
    name = as_name(slug)
    return f"indicator_{name}" if name in CATALOGUE else name
