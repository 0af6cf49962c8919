"""What was counted when an answer was read out."""

from dataclasses import dataclass
from datetime import date

from saidanddone.programme.models import Community


@dataclass(frozen=True, kw_only=True)
class Tallied:
    """What was counted in the room, for one answer and one community."""

    community: Community
    told_on: date
    meant_yes: int = 0
    meant_no: int = 0
    seen_yes: int = 0
    seen_no: int = 0

    @property
    def people(self) -> int:
        return self.meant_yes + self.meant_no + self.seen_yes + self.seen_no
