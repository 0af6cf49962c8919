"""A place on the thread: a record, its line, and its neighbours both ways."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from saidanddone.base.errors import NotYours
from saidanddone.base.models import Record
from saidanddone.programme.models import Programme
from saidanddone.thread.queries.neighbours import Group
from saidanddone.thread.queries.reach import Reach
from saidanddone.thread.steps import KIND_WORDS, STEPS, step_of
from saidanddone.ui.charts.thread_line import Stop, ThreadLine, thread_line

if TYPE_CHECKING:
    from django.db.models import Manager, QuerySet

Found = TypeVar("Found", bound=Record)


@dataclass(frozen=True)
class Place:
    """One step of the thread: itself, the line it stands on, what came before, what follows."""

    kind: str
    kind_words: str
    title: str
    is_quote: bool
    is_covered: bool  # a quote that is hard to read: shown when asked for
    facts: tuple[tuple[str, str], ...]
    line: ThreadLine
    before: tuple[Group, ...]
    after: tuple[Group, ...]


def find(records: "Manager[Found] | QuerySet[Found]", programme: Programme, ref: str) -> Found:
    """A record of this programme by its reference. Raises NotYours."""
    found = records.filter(programme=programme, ref=ref).first()
    if found is None:
        raise NotYours("step")
    return found


def place(
    kind: str,
    title: str,
    *,
    facts: tuple[tuple[str, str], ...],
    counts: tuple[int, int, int],
    reached: Reach,
    before: tuple[Group, ...] = (),
    after: tuple[Group, ...] = (),
    is_quote: bool = False,
    is_covered: bool = False,
) -> Place:
    """Put a record in its place; `counts` are the voices, passages and themes it stands on."""
    return Place(
        kind=kind,
        kind_words=KIND_WORDS[kind],
        title=title,
        is_quote=is_quote,
        is_covered=is_covered,
        facts=facts,
        line=_line(kind, counts, reached),
        before=tuple(group for group in before if group.neighbours),
        after=tuple(group for group in after if group.neighbours),
    )


def _line(kind: str, counts: tuple[int, int, int], reached: Reach) -> ThreadLine:
    numbers = (
        *counts,
        len(reached.decisions) + len(reached.priorities),
        reached.done,
        len(reached.indicators),
        reached.answered,
    )
    here = step_of(kind)
    under_way = len(reached.actions) - reached.done
    notes = {here.slug: "You are here"}
    if under_way and not reached.done:
        notes.setdefault("done", f"{under_way} not done yet")
    if reached.open_again:
        notes.setdefault(
            "answered", f"{reached.open_again} open again" if reached.answered else "Open again"
        )
    stops = [
        Stop(step.label, number, note=notes.get(step.slug, ""))
        for step, number in zip(STEPS, numbers, strict=True)
    ]
    return thread_line("The thread through here", stops)
