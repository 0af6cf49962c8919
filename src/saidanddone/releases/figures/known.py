"""One figure put together: its entry of the catalogue, filled with the words of its record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from saidanddone.releases.content import Figure, KnownFigure
from saidanddone.releases.figures.catalogue import CATALOGUE, RECORDS

HIDDEN = "Hidden: from 1 to 7, or it would give away a figure that is."
ROUNDED = "Rounded to the nearest 5."
EXACT = "Exact, once, by a signed decision."
COUNTED = "Counted: no interval."


@dataclass(frozen=True)
class Of:
    """What a figure is of: `name` stands for the part in angle brackets, `words` for the curly ones."""

    name: str
    words: Mapping[str, str] = field(default_factory=dict)


WHOLE = Of("")


def known(
    entry: str,
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
) -> KnownFigure:
    """`number` tells figures of one entry and one record apart: the second has `_2` after its name."""
    meant = CATALOGUE[entry]
    lower, upper = limits or (None, None)
    return KnownFigure(
        name=meant.name_for(of.name) + (f"_{number}" if number > 1 else ""),
        stage=meant.stage,
        value=value,
        in_words=in_words,
        definition=_filled(meant.definition, of.words),
        worked_out=_filled(meant.worked_out, of.words),
        period=period,
        source=_filled(meant.source, of.words) or RECORDS,
        lower=lower,
        upper=upper,
        interval=interval,
        suppressed=suppressed,
        protection=protection,
    )


def things(entry: str, count: int | None, period: str, of: Of = WHOLE) -> KnownFigure:
    """A count of things, as it is; None where it has not been worked out."""
    return known(entry, count, "not yet worked out" if count is None else f"{count:,}", period, of)


def counted_as(
    entry: str,
    figure: Figure,
    period: str,
    of: Of = WHOLE,
    *,
    is_of_things: bool = False,
    number: int = 1,
) -> KnownFigure:
    return known(
        entry,
        figure.shown,
        figure.in_words,
        period,
        of,
        suppressed=figure.is_hidden,
        protection="" if is_of_things else _protection(figure),
        number=number,
    )


def share(entry: str, part: Figure, whole: Figure, period: str) -> KnownFigure:
    """A part of a whole from 0 to 1, worked out from what is shown of both."""
    if part.shown is None or whole.shown is None:
        return known(entry, None, "a share not shown", period, suppressed=True, protection=HIDDEN)
    if not whole.shown:
        return known(entry, None, "nothing to share", period)
    value = part.shown / whole.shown
    return known(entry, round(value, 3), f"{value:.0%}", period)


def _protection(figure: Figure) -> str:
    if figure.is_hidden:
        return HIDDEN
    if not figure.shown:
        return ""
    return EXACT if figure.is_exact else ROUNDED


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Each {placeholder} once; braces in a record's own words stay as they are."""
    for name, said in words.items():
        text = text.replace(f"{{{name}}}", said)
    return text
