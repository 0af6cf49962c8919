"""What can go wrong, as one tree.

MethodError(ValueError)
├── BadInput      what was given is not what the method takes; the sentence says which part
└── TooThin       what was given is sound, but says too little for an answer; `reasons` says why

No message holds a person's identifier: a caller may show it as it stands.
"""

from collections.abc import Iterable


class MethodError(ValueError):
    """Any refusal by a method in this package."""


class BadInput(MethodError):
    """The input is wrong: a negative count, a person without a group, a share above one."""


class TooThin(MethodError):
    """The input is right but too little to answer from.

    `reasons` holds one plain phrase for each thing that is lacking.
    """

    reasons: tuple[str, ...]

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(self.reasons))

    def __reduce__(self) -> tuple[type["TooThin"], tuple[tuple[str, ...]]]:
        # Exceptions pickle their joined message by default, which would come back as letters.
        return type(self), (self.reasons,)
