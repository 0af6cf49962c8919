"""What a release says of the thread as a whole."""

from collections.abc import Iterator

from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.parts import Content, ReleasePart
from saidanddone.thread.release.build import build
from saidanddone.thread.release.figures import ENTRIES, figures
from saidanddone.thread.release.shapes import FourLines, Moment, Thread, ThreadStop
from saidanddone.ui.templatetags.ui import gov_date

__all__ = ["THREAD", "FourLines", "Moment", "Thread", "ThreadStop"]


def _figures(content: Content) -> Iterator[StatedFigure]:
    yield from figures(content.part(THREAD).lines, f"at {gov_date(content.as_of)}")


def _from_people(thread: Thread) -> object:
    lines = thread.lines
    return lines.things_said, lines.things_answered, lines.contributions_not_yet_read


THREAD = ReleasePart(
    slug="thread",
    format=1,
    shape=Thread,
    build=build,
    entries=ENTRIES,
    figures=_figures,
    from_people=_from_people,
)
