"""The inputs of this app's commands: an indicator, a month, a period total."""

from collections.abc import Sequence

from saidanddone.base.errors import Refused
from saidanddone.base.inputs import Choice, Day, Line, NeededLine, Refs, Text, command_input
from saidanddone.outcomes.models import Indicator, Measurement, PeriodTotal

SHOWN_ERRORS = 5


@command_input(Indicator)
class IndicatorInput:
    """What an indicator counts and what it cannot show.

    `out_of` says what each month's figure is part of; `monthly_target` is a whole number, of a share its
    percent. The windows compared are first days of months; all four or none. `slug_wanted` makes the address of
    a new indicator; the title does where it is empty. `beside_refs` names the indicators it is always
    shown with.
    """

    title: NeededLine
    definition: Text
    source: Line
    caveat: Text
    counts: Choice
    better: Choice = "neither"
    tells_of: Choice = "other"
    baseline: Text = ""
    target: Text = ""
    comparison_area: Line = ""
    out_of: Line = ""
    monthly_target: int | None = None
    before_from: Day | None = None
    before_to: Day | None = None
    after_from: Day | None = None
    after_to: Day | None = None
    slug_wanted: Line = ""
    beside_refs: Refs = ()


@command_input(Measurement)
class MonthInput:
    """One month's figure, here and in the comparison area, or what it is out of; `month` is any day in it."""

    month: Day
    value: int
    comparison: int | None = None
    out_of: int | None = None


@command_input(PeriodTotal)
class PeriodTotalInput:
    """A total over a closed period, and what it was before the period."""

    starts_on: Day
    ends_on: Day
    total: int
    total_before: int | None = None


class BadMonths(Refused):
    """Some rows are wrong, so nothing was stored. `sentences` names at most five of them."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences[:SHOWN_ERRORS])
        left = len(sentences) - len(self.sentences)
        if left:
            more = "1 more row is" if left == 1 else f"{left} more rows are"
            self.sentences += (f"{more} wrong too.",)
        super().__init__(" ".join(self.sentences), "lines", "file")
