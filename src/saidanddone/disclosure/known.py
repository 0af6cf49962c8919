"""Puts one figure together: its entry of the catalogue, filled with the words of its record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from saidanddone.disclosure.catalogue import RECORDS, Entry
from saidanddone.disclosure.figures import Figure, KnownFigure

HIDDEN = "Hidden, because it is from 1 to 7 or would reveal a number from 1 to 7."
ROUNDED = "Rounded to the nearest 5."
EXACT = "Exact, because a signed decision allows it for this period."
COUNTED = "Counted, or worked out from counts: no margin of error (interval) is given."


@dataclass(frozen=True)
class Of:
    """What a figure is of: `name` stands for the part in angle brackets, `words` for the curly ones."""

    name: str
    words: Mapping[str, str] = field(default_factory=dict)


WHOLE = Of("")


@dataclass(frozen=True)
class StatedFigure:
    """A figure with the entry and the record that decide where it stands among the others."""

    known: KnownFigure
    entry: Entry
    record: str


class FigureMaker:
    """Makes the figures of one release part from its entries of the catalogue."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.name: entry for entry in entries}

    def known(
        self,
        name: str,
        value: float | None,
        in_words: str,
        period: str,
        of: Of = WHOLE,
        *,
        interval: str = COUNTED,
        limits: tuple[float, float] | None = None,
        suppressed: bool = False,
        protection: str = "",
        number: int = 1,
    ) -> StatedFigure:
        """`number` tells figures of one entry and one record apart: the second has `_2` after its name.

        Raises KeyError for a name that the catalogue does not have.
        """
        entry = self._entries[name]
        lower, upper = limits or (None, None)
        known = KnownFigure(
            name=entry.name_for(of.name) + (f"_{number}" if number > 1 else ""),
            stage=entry.stage,
            value=value,
            in_words=in_words,
            definition=_filled(entry.definition, of.words),
            worked_out=_filled(entry.worked_out, of.words),
            period=period,
            source=_filled(entry.source, of.words) or RECORDS,
            lower=lower,
            upper=upper,
            interval=interval,
            suppressed=suppressed,
            protection=protection,
        )
        return StatedFigure(known, entry, of.name)

    def things(self, name: str, count: int | None, period: str, of: Of = WHOLE) -> StatedFigure:
        """A count of things, as it is; None where it has not been worked out."""
        in_words = "not yet worked out" if count is None else f"{count:,}"
        return self.known(name, count, in_words, period, of)

    def counted_as(
        self,
        name: str,
        figure: Figure,
        period: str,
        of: Of = WHOLE,
        *,
        is_of_things: bool = False,
        number: int = 1,
    ) -> StatedFigure:
        """A protected count; `is_of_things` where it never needed protecting."""
        return self.known(
            name,
            figure.shown,
            figure.in_words,
            period,
            of,
            suppressed=figure.is_hidden,
            protection="" if is_of_things else _protection(figure),
            number=number,
        )

    def share(self, name: str, part: Figure, whole: Figure, period: str) -> StatedFigure:
        """A part of a whole from 0 to 1, worked out from what is shown of both."""
        if part.shown is None or whole.shown is None:
            hidden = "a share not shown"
            return self.known(name, None, hidden, period, suppressed=True, protection=HIDDEN)
        if not whole.shown:
            return self.known(name, None, "nothing to share", period)
        value = part.shown / whole.shown
        return self.known(name, round(value, 3), f"{value:.0%}", period)


def _protection(figure: Figure) -> str:
    if figure.is_hidden:
        return HIDDEN
    if not figure.shown:
        return ""
    return EXACT if figure.is_exact else ROUNDED


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Each {placeholder} once; braces in a record's own words stay as they are."""
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    return text
