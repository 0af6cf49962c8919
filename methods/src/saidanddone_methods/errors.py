"""The exceptions of this package, as one tree.

MethodError(ValueError)
├── BadInput      the input is not what the method takes; the sentence says which part
└── TooThin       the input is valid, but too little for an answer; `reasons` says why

No message holds a person's identifier, so a caller may show it unchanged.
"""

from collections.abc import Iterable


class MethodError(ValueError):
    """Any refusal by a method in this package."""


class BadInput(MethodError):
    """The input is wrong: a negative count, a person without a group, a share above one."""


class TooThin(MethodError):
    """The input is valid but too little for an answer.

    `reasons` holds one plain phrase for each thing that is missing.
    """

    reasons: tuple[str, ...]

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(self.reasons))

    def __reduce__(self) -> tuple[type["TooThin"], tuple[tuple[str, ...]]]:
        # By default pickle would pass the joined message to __init__, which would split it into letters.
        return type(self), (self.reasons,)
