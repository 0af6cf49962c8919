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
            "Things people said: marked passages that raise a concern or an ask, or are not yet under any theme",
            "passages with at least one accepted code, in words that people let us use; each passage counts once",
            MARKED,
        ),
        Entry(
            "things_answered",
            "things said",
            "Things people said that have an answer",
            "things said where every concern and ask raised has a published answer that has not been reopened",
            ANSWERS,
        ),
        Entry(
            "answered_share",
            "share",
            "Share of the things people said that have an answer (in data files, from 0 to 1)",
            "things answered divided by things said, both as they are published",
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
            "actions whose own decision was decided or changed by people with lived experience, no later than the day the action was agreed",
            PLAN,
        ),
        Entry(
            "actions_agreed",
            "things",
            "Actions that were agreed at any time",
            "actions with a recorded date of agreement",
            PLAN,
        ),
        Entry(
            "shaped_share",
            "share",
            "Share of agreed actions that people with lived experience decided or changed (in data files, from 0 to 1)",
            "agreed actions that they decided or changed, divided by all agreed actions",
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
                worked_out,
                ANSWERS,
            )
            for seen, words, worked_out in (
                (
                    "can_see",
                    "people say they can see",
                    (
                        "for every answered theme that the action serves, at least 5 people of each "
                        "community that raised it replied, and most said “I can see it”; or the panel "
                        "decided so; no reply never counts as seen"
                    ),
                ),
                (
                    "cannot_see",
                    "people say they cannot see",
                    (
                        "for at least one answered theme that the action serves, at least 5 people of a "
                        "community that raised it replied, and no more than half said “I can see it”; "
                        "unless the panel decided that people can see it"
                    ),
                ),
                (
                    "not_asked",
                    "nobody, or too few, have been asked about",
                    "all other actions done: nobody was asked, or fewer than 5 people of a community replied",
                ),
            )
        ),
        Entry(
            "seen_share",
            "share",
            "Share of the actions called done that people say they can see (in data files, from 0 to 1)",
            "actions that people can see, divided by actions done",
            ANSWERS,
        ),
    ),
    *under(
        ANSWERED,
        Entry(
            "median_days_waiting",
            "days",
            "Days after which half of the things said had been answered",
            "days from the occasion to the first answer, for everything said, with what still waits counted "
            "as waiting (Kaplan-Meier estimate); rounded down to 5 days; no figure while half still wait",
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
