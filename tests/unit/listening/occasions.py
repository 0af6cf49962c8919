"""Short ways to the records that listening's tests tell their stories with."""

from datetime import date

from saidanddone.listening import commands
from saidanddone.listening.consent import QUESTIONS
from saidanddone.listening.models import Contribution, Contributor, Engagement
from saidanddone.listening.passages import Passage
from tests.people import Cast

DAY = date(2026, 6, 3)
WORDS = "The lamp by the underpass has been out since March."
YES_TO_ALL = dict.fromkeys(QUESTIONS, True)


def interview(people: Cast, **said: object) -> Engagement:
    """Amina's interview, with one sex worker there."""
    given = {
        "actor": people.amina,
        "programme": people.programme,
        "kind": "peer_interview",
        "title": "Interview one",
        "community": people.sex_workers,
        "held_on": DAY,
        "attendance": {people.sex_workers: 1},
    } | said
    return commands.record_engagement(**given)  # type: ignore[arg-type]


def conversation(people: Cast, **said: object) -> Engagement:
    """Bola's evening with residents."""
    given = {
        "actor": people.bola,
        "kind": "community_conversation",
        "title": "Library evening",
        "community": people.residents,
        "attendance": {people.residents: 18},
    } | said
    return interview(people, **given)


def kit(people: Cast, **uses: bool) -> tuple[Contributor, str]:
    """Kit, who agreed to everything unless told otherwise, and the code on the card."""
    contributor, code = commands.register_contributor(
        actor=people.amina,
        programme=people.programme,
        community=people.sex_workers,
        uses=YES_TO_ALL | uses,
        limits_told_on=DAY,
    )
    assert code is not None
    return contributor, code


def said(people: Cast, engagement: Engagement, contributor: Contributor) -> Contribution:
    """What Kit said, as Amina wrote it down."""
    return commands.capture(
        actor=people.amina,
        programme=people.programme,
        engagement=engagement,
        voice="person",
        passages=[Passage(0, "verbatim", False, "What would help?"), verbatim(WORDS)],
        contributor=contributor,
    )


def verbatim(text: str) -> Passage:
    return Passage(1, "verbatim", False, text)
