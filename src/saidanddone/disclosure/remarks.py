"""What a later stage says beside a record of an earlier one, which does not know the later stage."""

from dataclasses import dataclass
from typing import Final

ANSWER: Final = "answer"
CANNOT_SEE: Final = "cannot_see"


@dataclass(frozen=True)
class Remark:
    """For example an answer beside a theme. `label` is a few words, `sentence` the same for a text.

    `about` tells remarks apart. `page` is the public page that says more: its name, and which.
    """

    about: str
    label: str
    sentence: str
    page: tuple[str, ...] = ()
