"""One protected count: hidden when small, rounded otherwise."""

from dataclasses import dataclass
from types import MappingProxyType

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput


@dataclass(frozen=True, slots=True)
class Profile:
    """A rule for single counts: 1 to `hide_to` are hidden, larger ones rounded to `round_to`.

    0 stays 0. `round_to` is odd, so that nearest is never in doubt, and no wider than leaves a
    count above `hide_to` above 0.
    """

    name: str
    hide_to: int
    round_to: int

    def __post_init__(self) -> None:
        if self.hide_to < 1 or self.round_to < 1 or not self.round_to % 2:
            raise BadInput("a profile hides from 1 up and rounds to an odd number")
        if self.round_to // 2 > self.hide_to:
            raise BadInput("a profile must not round a count that it shows down to 0")


# 1 to 7 hidden, others to the nearest 5, 0 shown: the rule that NHS England states for
# sub-national counts in its Hospital Episode Statistics analysis guide.
NHS = Profile("nhs", hide_to=7, round_to=5)
PROFILES = MappingProxyType({NHS.name: NHS})


@dataclass(frozen=True, slots=True)
class ProtectedCount:
    """What may be shown of a count: a rounded number, or nothing.

    `shown` is None exactly when `suppressed`. It holds no trace of the true count beyond that.
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
    if 1 <= n <= profile.hide_to:
        return HIDDEN
    half = profile.round_to // 2
    return ProtectedCount((n + half) // profile.round_to * profile.round_to, suppressed=False)


def range_of(count: ProtectedCount, profile: Profile = NHS) -> tuple[int, int]:
    """The least and the greatest true count that would be shown so; a hidden one being small."""
    if count.shown is None:
        return 1, profile.hide_to
    if count.shown == 0:
        return 0, 0
    half = profile.round_to // 2
    return max(profile.hide_to + 1, count.shown - half), count.shown + half
