"""The figures of the four lines, with their entries of the catalogue."""

from collections.abc import Iterator

from saidanddone.disclosure.catalogue import (
    ANSWERED,
    ANSWERS,
    DECIDED_AND_DONE,
    HEARD,
    LISTENING,
    MARKED,
    PLAN,
    Entry,
    under,
)
from saidanddone.disclosure.figures import Figure
from saidanddone.disclosure.known import FigureMaker, StatedFigure
from saidanddone.thread.release.shapes import FourLines
from saidanddone.ui.templatetags.ui import count_of

ENTRIES = (
    *under(
        HEARD,
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
    *under(
        DECIDED_AND_DONE,
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
    ),
    *under(
        ANSWERED,
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
    ),
    *under(
        ANSWERED,
        Entry(
            "median_days_waiting",
            "days",
            "Days after which half of the things said had been answered",
            "Kaplan-Meier over everything said, from the occasion to the first answer, those still "
            "waiting kept; rounded down to 5; no figure while half still wait",
            ANSWERS,
        ),
        rank=2,
    ),
)


def figures(lines: FourLines, now: str) -> Iterator[StatedFigure]:
    """`now` says as of which day."""
    make = FigureMaker(ENTRIES)
    yield make.counted_as("things_said", lines.things_said, now)
    yield make.counted_as("things_answered", lines.things_answered, now)
    yield make.share("answered_share", lines.things_answered, lines.things_said, now)
    yield make.counted_as("contributions_not_yet_read", lines.contributions_not_yet_read, now)
    yield make.things("actions_shaped", lines.actions_shaped, now)
    yield make.things("actions_agreed", lines.actions_agreed, now)
    shaped, agreed = Figure(lines.actions_shaped), Figure(lines.actions_agreed)
    yield make.share("shaped_share", shaped, agreed, now)
    yield make.things("actions_people_can_see", lines.actions_people_can_see, now)
    yield make.things("actions_people_cannot_see", lines.actions_people_cannot_see, now)
    yield make.things("actions_people_not_asked", lines.actions_people_not_asked, now)
    can_see, done = Figure(lines.actions_people_can_see), Figure(lines.actions_done)
    yield make.share("seen_share", can_see, done, now)
    waited = lines.median_days_waiting
    yield make.known(
        "median_days_waiting",
        waited,
        "not known while half still wait" if waited is None else count_of(waited, "day"),
        now,
        suppressed=waited is None and lines.things_said.is_hidden,
    )
