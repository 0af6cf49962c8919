"""One protected count: hidden when small, rounded otherwise."""

from dataclasses import dataclass
from types import MappingProxyType

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput


@dataclass(frozen=True, slots=True)
class Profile:
    """A rule for single counts: 1 to `hide_to` are hidden, larger ones rounded to `round_to`.

    0 is shown as 0 unless `hides_zero`. `round_to` is odd, so that no count lies halfway. It is so
    small that no shown count rounds to 0; 1 rounds nothing. `hides_groups`: in a table, a category
    with everyone of a row is also hidden, whatever its size (group disclosure).
    """

    name: str
    hide_to: int
    round_to: int = 1
    hides_zero: bool = False
    hides_groups: bool = False

    def __post_init__(self) -> None:
        if self.hide_to < 1 or self.round_to < 1 or not self.round_to % 2:
            raise BadInput("a profile hides from 1 up and rounds to an odd number")
        if self.round_to // 2 > self.hide_to:
            raise BadInput("a profile must not round a count that it shows down to 0")

    def hides(self, n: int) -> bool:
        """Whether a count of `n` is hidden because of its size."""
        return (0 if self.hides_zero else 1) <= n <= self.hide_to

    def rounded(self, n: int) -> int:
        """The nearest multiple of `round_to`."""
        return (n + self.round_to // 2) // self.round_to * self.round_to


# 1 to 7 hidden, others to the nearest 5, 0 shown: the rule that NHS England states for
# sub-national counts in its Hospital Episode Statistics analysis guide.
NHS = Profile("nhs", hide_to=7, round_to=5)
# 1 to 4 hidden; 0 to 3 hidden: rules that offices of statistics use for tables left exact otherwise.
MAX4 = Profile("max4", hide_to=4)
MAX3Z = Profile("max3z", hide_to=3, hides_zero=True)
# Below 10 hidden, others to the nearest 5: the "10-5 rule" of the Office for National Statistics
# (methodology working paper "Comparison of post-tabular statistical disclosure control methods").
# Zeros stay; some output checkers count them among the counts below 10.
ONS10 = Profile("ons10", hide_to=9, round_to=5)
# 1 to 4 hidden, and a category that is everyone of a row (group disclosure).
GROUP = Profile("group", hide_to=4, hides_groups=True)
PROFILES = MappingProxyType({rule.name: rule for rule in (NHS, MAX4, MAX3Z, ONS10, GROUP)})


@dataclass(frozen=True, slots=True)
class ProtectedCount:
    """A count as it may be shown: a rounded number, or nothing.

    `shown` is None exactly when `suppressed`. The true count is not stored.
    """

    shown: int | None
    suppressed: bool

    def __post_init__(self) -> None:
        if self.suppressed != (self.shown is None):
            raise BadInput("a count is either shown or suppressed")


HIDDEN = ProtectedCount(None, suppressed=True)


def protect_count(n: int, profile: Profile = NHS) -> ProtectedCount:
    """What may be shown of a count of `n` people or things said.

    Raises BadInput unless `n` is a whole number of 0 or more.
    """
    n = whole_number(n, "a count")
    if profile.hides(n):
        return HIDDEN
    return ProtectedCount(profile.rounded(n), suppressed=False)


def range_of(count: ProtectedCount, profile: Profile = NHS) -> tuple[int, int]:
    """The least and the greatest true count that is shown as `count`; a hidden one is small."""
    if count.shown is None:
        return int(not profile.hides_zero), profile.hide_to
    if count.shown == 0:
        return 0, 0
    half = profile.round_to // 2
    return max(profile.hide_to + 1, count.shown - half), count.shown + half
