"""What a release may say anew while few people came or went: docs/decisions/0029-statements-stand-still.md.

Whoever keeps a copy of the last release, and knows who came or went since, learns from a statement that
changed what that person said. So a statement changes only where fewer than five people could not have
changed it; until then it stands as it stood. Pure.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

ENOUGH: Final = 5
"""People who came, or who went: so many together hide what each of them said."""

WHOLE: Final = ""
"""The scope of a statement about every community together; other scopes are a community's reference."""

Statement = TypeVar("Statement")


@dataclass(frozen=True)
class Moved:
    """How many people came and left since a statement of this scope was last free to change."""

    came: int = 0
    left: int = 0

    @property
    def are_few(self) -> bool:
        """Whether so few moved, either way, that a changed sum would tell what they said."""
        return 0 < max(self.came, self.left) < ENOUGH

    def possible(self, part: int, whole: int) -> Iterator[tuple[int, int]]:
        """A part and its whole as they are, and as they were before the few, whatever those few said."""
        yield part, whole
        came, left = _few(self.came), _few(self.left)
        if not came and not left:
            return
        before = whole + left - came
        for more in range(left + 1):
            for fewer in range(came + 1):
                if 0 <= part + more - fewer <= before:
                    yield part + more - fewer, before

    def still(
        self,
        say: Callable[[int, int], Statement],
        part: int,
        whole: int,
        before: Statement,
    ) -> Statement:
        """What `say` makes of the counts where it says the same whatever the few said; else `before`."""
        now = say(part, whole)
        same = all(say(*counts) == now for counts in self.possible(part, whole))
        return now if same else before


def _few(people: int) -> int:
    return people if people < ENOUGH else 0


NOBODY: Final = Moved()


@dataclass(frozen=True)
class Movement:
    """Who moved since the last release, by scope. `replied` are people who replied to answers.

    `asked` says, by the name of a question, how many more people were asked it; each since a statement
    of its kind was last free to change. Of a first release nobody moved.
    """

    people: Mapping[str, Moved] = field(default_factory=dict)
    replied: Moved = NOBODY
    asked: Mapping[str, int] = field(default_factory=dict)

    def of(self, scope: str = WHOLE) -> Moved:
        return self.people.get(scope, NOBODY)

    def few_more_were_asked(self, question: str) -> bool:
        return 0 < abs(self.asked.get(question, 0)) < ENOUGH
