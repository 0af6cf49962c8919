"""The chart of the thread: a line with a stop for each step, broken where a step was skipped."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """A step of the thread. `count` is None or 0 where nothing happened there; `note` is one short phrase."""

    label: str
    count: int | None
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class PlacedStop:
    """A stop as drawn. `state` is reached, skipped or ahead; `classes` place the line after it."""

    label: str
    count: str
    note: str
    href: str
    state: str
    classes: str


@dataclass(frozen=True)
class ThreadLine:
    """What `ui/charts/thread_line.html` shows."""

    title: str
    stops: tuple[PlacedStop, ...]

    @property
    def has_gap(self) -> bool:
        return any(stop.state == "skipped" for stop in self.stops)


def thread_line(title: str, stops: Sequence[Stop]) -> ThreadLine:
    """Place the stops. Those without a count before the last one reached were skipped; those after are ahead."""
    reached = [number for number, stop in enumerate(stops) if stop.count]
    last = reached[-1] if reached else -1
    states = [
        "reached" if stop.count else "skipped" if number < last else "ahead"
        for number, stop in enumerate(stops)
    ]
    placed = []
    for number, stop in enumerate(stops):
        state = states[number]
        following = states[number + 1] if number + 1 < len(stops) else ""
        placed.append(
            PlacedStop(
                label=stop.label,
                count=f"{stop.count:,}" if stop.count else "",
                note=stop.note or {"skipped": "Skipped", "ahead": "Not yet"}.get(state, ""),
                href=stop.href,
                state=state,
                classes=_classes(state, following),
            )
        )
    return ThreadLine(title=title, stops=tuple(placed))


def _classes(state: str, following: str) -> str:
    """How the line runs from a stop in this state to the next."""
    name = {
        ("reached", "skipped"): "breaks",
        ("reached", "ahead"): "ends",
        ("skipped", "reached"): "resumes",
    }.get((state, following), "")
    own = f" sd-thread__stop--{state}" if state != "reached" else ""
    return f"sd-thread__stop{own}{f' sd-thread__stop--{name}' if name else ''}"
