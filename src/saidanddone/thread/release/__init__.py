"""What a release says of the thread as a whole."""

from collections.abc import Iterator

from saidanddone.disclosure.content import Content
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.pages import PageBlock
from saidanddone.disclosure.parts import ReleasePart
from saidanddone.thread.release.build import build
from saidanddone.thread.release.figures import ENTRIES, figures
from saidanddone.thread.release.page import thread_line
from saidanddone.thread.release.shapes import FourLines, Moment, Thread, ThreadStop
from saidanddone.ui.templatetags.ui import gov_date

__all__ = ["THREAD", "FourLines", "Moment", "Thread", "ThreadStop"]


def _figures(content: Content) -> Iterator[StatedFigure]:
    yield from figures(content.part(THREAD).lines, f"at {gov_date(content.as_of)}")


def _from_people(thread: Thread) -> object:
    lines = thread.lines
    return lines.things_said, lines.things_answered, lines.contributions_not_yet_read


THREAD: ReleasePart[Thread] = ReleasePart(
    slug="thread",
    format=1,
    shape=Thread,
    build=build,
    entries=ENTRIES,
    figures=_figures,
    from_people=_from_people,
    blocks=(
        PageBlock(
            page="front",
            rank=20,
            template="thread/public/how_we_are_doing.html",
            context=thread_line,
        ),
        PageBlock(page="front", rank=80, template="thread/public/timeline.html"),
    ),
)
