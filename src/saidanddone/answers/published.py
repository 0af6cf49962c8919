"""Builds the frozen parts of an answer that a release carries. They hold staff's words only."""

from typing import TypedDict

from saidanddone.answers.models import Answer
from saidanddone.answers.states import REOPENED
from saidanddone.evidence.themes.public_words import public_words
from saidanddone.ui.templatetags.ui import gov_date


class Parts(TypedDict):
    """What a page shows of one answer."""

    ref: str
    theme: str  # the heading: the theme in its public words
    theme_slug: str
    kind: str
    says: str  # one of the six, as said
    mark: str  # why it is open again; empty while it stands
    told: list[list[str]]  # heading and text, in order


def parts_of(answer: Answer) -> Parts:
    """The parts of an answer. Select `theme__agreed_by_panel` with it, or each costs a query."""
    theme = answer.theme
    return Parts(
        ref=answer.ref,
        theme=public_words(theme),
        theme_slug=theme.slug,
        kind=theme.kind,
        says=answer.get_says_display(),
        mark=answer.reopened_because if answer.state == REOPENED else "",
        told=[[heading, text] for heading, text in headed_parts(answer) if text],
    )


def headed_parts(answer: Answer) -> list[tuple[str, str]]:
    """Every part with its heading, in the order of the page. Empty parts are included."""
    return [
        ("People told us", answer.we_heard),
        ("We decided", answer.we_decided),
        ("Why", answer.because),
        ("We did", answer.we_did),
        ("What changed", answer.what_changed),
        ("Who decides, and when", _who_decides(answer)),
        ("Who can", answer.who_can),
        ("What we asked them", answer.what_we_asked),
        ("Their reply", answer.their_reply),
        ("Next", _next(answer)),
    ]


def _who_decides(answer: Answer) -> str:
    if not answer.decided_by_whom:
        return ""
    by_when = f", by {gov_date(answer.decided_by_when)}" if answer.decided_by_when else ""
    return f"{answer.decided_by_whom}{by_when}"


def _next(answer: Answer) -> str:
    if not answer.next_on:
        return answer.next_step
    return f"{answer.next_step} By {gov_date(answer.next_on)}."
