"""Counts of what people said back to one answer, and the rule by which it reopens. Pure."""

from dataclasses import astuple, dataclass

FEWEST_TO_REOPEN = 3  # people; or a third of those who replied, whichever is more
FEWEST_TO_BE_SEEN = 5  # verdicts in each community that raised the theme


@dataclass(frozen=True)
class Replies:
    """Numbers of people. `said_no` counts a person once, whichever they said no to."""

    replied: int = 0
    said_no: int = 0
    meant_yes: int = 0
    meant_no: int = 0
    seen_yes: int = 0
    seen_no: int = 0

    def __add__(self, other: "Replies") -> "Replies":
        return Replies(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def reopens(self) -> bool:
        return self.said_no >= FEWEST_TO_REOPEN and 3 * self.said_no >= self.replied

    @property
    def seen_replies(self) -> int:
        return self.seen_yes + self.seen_no

    @property
    def is_seen(self) -> bool:
        return self.seen_replies >= FEWEST_TO_BE_SEEN and self.seen_yes > self.seen_no

    @property
    def is_not_seen(self) -> bool:
        return self.seen_replies >= FEWEST_TO_BE_SEEN and not self.is_seen

    @property
    def complaint(self) -> str:
        """What those who said no said, in the words of the page's buttons."""
        if not self.meant_no:
            return "they cannot see it"
        if not self.seen_no:
            return "this is not what they meant"
        return "they cannot see it, or that it is not what they meant"

    @property
    def on_figures(self) -> str:
        """For staff, with exact counts."""
        return f"{self.said_no} of the {self.replied} people who replied said {self.complaint}"


def replies_of_tally(*, meant_yes: int, meant_no: int, seen_yes: int, seen_no: int) -> Replies:
    """One tally as counts. It cannot tell who said two things, so it counts the fewest people possible."""
    return Replies(
        replied=max(meant_yes + meant_no, seen_yes + seen_no),
        said_no=max(meant_no, seen_no),
        meant_yes=meant_yes,
        meant_no=meant_no,
        seen_yes=seen_yes,
        seen_no=seen_no,
    )
