"""The page of a record on the thread: the record, its chart, and its neighbours both ways."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from saidanddone.base.errors import NotYours
from saidanddone.base.models import Record
from saidanddone.programme.models import Programme
from saidanddone.thread.queries.groups import Group
from saidanddone.thread.queries.later_records import LaterRecords
from saidanddone.thread.steps import KIND_WORDS, STEPS, step_of
from saidanddone.ui.charts.thread_line import Stop, ThreadLine, thread_line

if TYPE_CHECKING:
    from django.db.models import Manager, QuerySet

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class RecordPage:
    """One record of the thread, its chart, what came before it and what followed."""

    kind: str
    kind_words: str
    title: str
    is_quote: bool
    is_covered: bool  # a quote that is hard to read: shown when asked for
    facts: tuple[tuple[str, str], ...]
    line: ThreadLine
    before: tuple[Group, ...]
    after: tuple[Group, ...]


def find_record(
    records: "Manager[AnyRecord] | QuerySet[AnyRecord]", programme: Programme, ref: str
) -> AnyRecord:
    """A record of this programme by its reference. Raises NotYours."""
    record = records.filter(programme=programme, ref=ref).first()
    if record is None:
        raise NotYours("step")
    return record


def build_page(
    kind: str,
    title: str,
    *,
    facts: tuple[tuple[str, str], ...],
    counts: tuple[int, int, int],
    later: LaterRecords,
    before: tuple[Group, ...] = (),
    after: tuple[Group, ...] = (),
    is_quote: bool = False,
    is_covered: bool = False,
) -> RecordPage:
    """Lay out the page; `counts` are the voices, passages and themes behind the record."""
    return RecordPage(
        kind=kind,
        kind_words=KIND_WORDS[kind],
        title=title,
        is_quote=is_quote,
        is_covered=is_covered,
        facts=facts,
        line=_line(kind, counts, later),
        before=tuple(group for group in before if group.neighbours),
        after=tuple(group for group in after if group.neighbours),
    )


def _line(kind: str, counts: tuple[int, int, int], later: LaterRecords) -> ThreadLine:
    numbers = (
        *counts,
        len(later.decisions) + len(later.priorities),
        later.done,
        len(later.indicators),
        later.answered,
    )
    under_way = len(later.actions) - later.done
    notes = {step_of(kind).slug: "You are here"}
    if under_way and not later.done:
        notes.setdefault("done", f"{under_way} not done yet")
    if later.open_again:
        notes.setdefault(
            "answered", f"{later.open_again} open again" if later.answered else "Open again"
        )
    stops = [
        Stop(step.label, number, note=notes.get(step.slug, ""))
        for step, number in zip(STEPS, numbers, strict=True)
    ]
    return thread_line("The thread through here", stops)
