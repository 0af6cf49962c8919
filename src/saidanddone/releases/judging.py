"""Judges a release together with every earlier one: what can be worked out from all of them.

Counts over time go through the attack of the methods as linked tables; statements on who raised a theme
are bounded by themselves (`ReleasePart.counted`, `ReleasePart.pinned`). What earlier releases tell by
themselves blocks nothing. docs/decisions/0030-releases-are-attacked-together.md says what is not judged.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any

from saidanddone.disclosure.analyses import told_by
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.figures import PublishedFigure
from saidanddone.disclosure.parts import parts_in
from saidanddone.programme.models import Programme

SECONDS = 60  # for one release


@dataclass(frozen=True)
class Judgement:
    """`added`: small counts that this release would tell, each in words. `already`: what earlier ones do.

    `not_judged` are figures of which no answer was reached. `earlier` are the numbers of the releases
    that it was judged with.
    """

    earlier: tuple[int, ...]
    added: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()

    @property
    def refuses(self) -> bool:
        return bool(self.added or self.not_judged)

    @property
    def why(self) -> str:
        """Why the release may not be signed; empty where it may."""
        if self.added:
            return (
                f"A reader could work out a number from 1 to 7: {'; '.join(self.added)}. Leave a figure "
                "out or change it, then draw the draft up again."
            )
        if self.not_judged:
            return (
                f"Some figures could not be judged, so they may not leave: {' '.join(self.not_judged)} "
                "Leave a figure out or change it, then draw the draft up again."
            )
        return ""


def as_json(judgement: Judgement) -> dict[str, Any]:
    return asdict(judgement)


def judgement_of(stored: Mapping[str, Any]) -> Judgement:
    """What was stored; lists become tuples again."""
    return Judgement(**{name: tuple(values) for name, values in stored.items()})


def judge(
    programme: Programme, content: Content, earlier: Mapping[int, Content], seconds: float = SECONDS
) -> Judgement:
    """Judge a release beside the earlier ones, given by number. It takes `seconds` at most."""
    until = monotonic() + seconds
    out, new = _counts_by_name(earlier.values()), _counts_by_name([content])
    added: list[str] = []
    already: list[str] = []
    not_judged: list[str] = []
    for name in dict.fromkeys([*new, *out]):
        told = told_by(out.get(name, ()), new.get(name, ()), max(until - monotonic(), 0.0))
        label = next(figure.label or name for figure in [*new[name], *out[name]])
        added += [f"{label}, from {words}" for words in told.added]
        already += [f"{label}, from {words}" for words in told.already]
        not_judged += [f"{label}: {told.not_judged}"] if told.not_judged else []
    pinned_before = {words for past in earlier.values() for words in _pinned(programme, past)}
    for words in _pinned(programme, content):
        (already if words in pinned_before else added).append(words)
    return Judgement(tuple(earlier), tuple(added), tuple(already), tuple(not_judged))


def _counts_by_name(contents: Iterable[Content]) -> dict[str, list[PublishedFigure]]:
    counts: dict[str, list[PublishedFigure]] = defaultdict(list)
    for content in contents:
        for part in parts_in(content):
            for figure in part.counted(content.part(part)):
                counts[figure.name].append(figure)
    return counts


def _pinned(programme: Programme, content: Content) -> Iterator[str]:
    for part in parts_in(content):
        yield from part.pinned(content.part(part), programme)
