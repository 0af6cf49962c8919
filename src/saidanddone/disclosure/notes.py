"""Notes that only the drafter of a release sees: what is left out, what is hidden, and why."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    about: str
    why: str


@dataclass
class Notes:
    """Gathered while a draft is drawn up. `do_first` is worth mending before anyone signs."""

    left_out: list[Note] = field(default_factory=list)
    hidden: list[Note] = field(default_factory=list)
    do_first: list[Note] = field(default_factory=list)

    def leave_out(self, about: str, why: str) -> None:
        self.left_out.append(Note(about, why))

    def hide(self, about: str, why: str) -> None:
        self.hidden.append(Note(about, why))

    def first(self, about: str, why: str) -> None:
        self.do_first.append(Note(about, why))
