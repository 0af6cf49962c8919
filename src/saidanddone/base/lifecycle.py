"""The lifecycle of a record: its states, the moves between them, who may make one, what it needs.

Each app's `states.py` holds its tables. Models take their choices from a table, pages offer the
moves that are open, commands call `require`, and docs/reference/states.md is written from it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from saidanddone.base.errors import NotYours, Refused

COLOURS = frozenset(
    ("", "grey", "green", "teal", "blue", "light-blue", "purple", "pink", "red", "orange", "yellow")
)
"""GOV.UK's colours of a tag; empty is its default blue."""


@dataclass(frozen=True)
class Capacity:
    """One way in which someone may make a move.

    `words` names it on the reference page. `permission` is needed in the scope of the record.
    `relation`, where given, is needed as well: what the person is to this one record, such as its
    owner or a second person. The app's policies say which relations hold.

    Nobody who signs in has a capacity without a permission: it belongs to the clock, or to a person
    who comes with a code. The command that serves them names it.
    """

    words: str
    permission: str = ""
    relation: str = ""


CLOCK = Capacity("the clock")


@dataclass(frozen=True)
class Need:
    """Something a move asks for: an argument of the command, and the refusal where it is empty."""

    field: str
    sentence: str


@dataclass(frozen=True)
class State:
    """A state of a record; `slug` is stored, `name` is shown.

    `is_start`: a record may begin here. `is_end`: no move leads on. `keeps_reason`: the record keeps
    the words given for coming here. `refusal`: what to say where no move leads here, if the sentence
    of the lifecycle does not fit. `colour`: of its tag, the same on every page.
    """

    slug: str
    name: str
    is_start: bool = False
    is_end: bool = False
    keeps_reason: bool = False
    refusal: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Move:
    """One allowed step between two states, for whoever has one of the capacities in `by`.

    `label` is the button's words. `how` says on the reference page what makes the move where no
    button of its own does. `refusal` is told to someone in none of the capacities; without one they
    are answered as if the record were not there.
    """

    start: str
    end: str
    by: tuple[Capacity, ...]
    label: str = ""
    needs: tuple[Need, ...] = ()
    how: str = ""
    refusal: str = ""

    @property
    def asks(self) -> str:
        """The sentences of its needs, as a hint; empty where it needs nothing."""
        return " ".join(need.sentence for need in self.needs)

    def is_open_to(self, capacities: Collection[Capacity]) -> bool:
        return not set(self.by).isdisjoint(capacities)

    def missing(self, values: Mapping[str, object]) -> Need | None:
        """The first need whose value is empty or only white space."""
        return next(
            (need for need in self.needs if not str(values.get(need.field) or "").strip()), None
        )


@dataclass(frozen=True)
class Lifecycle:
    """The states of one kind of record and every move there is. A move not listed is refused.

    `record` names the kind ("an action"). `refusal` is told where no move leads; it may hold
    `{start}` and `{end}`, the names of two states. `about` is told on the reference page. Raises
    ValueError for a table that contradicts itself.
    """

    record: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    refusal: str
    about: str = ""

    def __post_init__(self) -> None:
        if mistakes := list(_mistakes(self)):
            raise ValueError(f"The lifecycle of {self.record}: {'; '.join(mistakes)}.")

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each state by its slug, in order: the choices of the model's field."""
        return {state.slug: state.name for state in self.states}

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The states in which a record may begin."""
        return tuple(state.slug for state in self.states if state.is_start)

    @cached_property
    def keeping_reason(self) -> frozenset[str]:
        return frozenset(state.slug for state in self.states if state.keeps_reason)

    @cached_property
    def capacities(self) -> tuple[Capacity, ...]:
        """Every capacity in which someone may make a move, each once, in the table's order."""
        return tuple(dict.fromkeys(capacity for move in self.moves for capacity in move.by))

    def state(self, slug: str) -> State:
        """Raises KeyError for a slug that is not a state."""
        return self._states[slug]

    def move_between(self, start: str, end: str) -> Move | None:
        return self._moves.get((start, end))

    def moves_open_to(self, start: str, capacities: Collection[Capacity]) -> tuple[Move, ...]:
        """The moves from a state that someone in these capacities may make, in the table's order."""
        return tuple(
            move for move in self.moves if move.start == start and move.is_open_to(capacities)
        )

    def why_no_move(self, start: str, end: str) -> str:
        """The sentence for a move that is not in the table."""
        state = self._states.get(end)
        if state is not None and state.refusal:
            return state.refusal
        return self.refusal.format(start=self.names[start], end=state.name if state else "that")

    def require(
        self, start: str, end: str, capacities: Collection[Capacity], **values: object
    ) -> Move:
        """The move from one state to another, for someone in these capacities.

        `values` holds the command's arguments for the needs of the move, by field. Raises Refused for a
        move that is not in the table, that someone else must make, or that lacks a need. Raises
        NotYours where the refusal would tell that the record exists.
        """
        move = self.move_between(start, end)
        if move is None:
            raise Refused(self.why_no_move(start, end), "to", "state")
        if not move.is_open_to(capacities):
            if not move.refusal:
                raise NotYours(self.record)
            raise Refused(move.refusal, "to", "state")
        if need := move.missing(values):
            raise Refused(need.sentence, need.field)
        return move

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.slug: state for state in self.states}

    @cached_property
    def _moves(self) -> dict[tuple[str, str], Move]:
        return {(move.start, move.end): move for move in self.moves}


def _mistakes(lifecycle: Lifecycle) -> Iterator[str]:
    slugs = [state.slug for state in lifecycle.states]
    pairs = [(move.start, move.end) for move in lifecycle.moves]
    if len(set(slugs)) < len(slugs):
        yield "a state is listed twice"
    if len(set(pairs)) < len(pairs):
        yield "two moves lead from one state to the same other"
    if unknown := sorted({slug for pair in pairs for slug in pair} - set(slugs)):
        yield f"no state is called {', '.join(unknown)}"
        return
    if unreached := sorted(set(slugs) - _reached(lifecycle.starts, pairs)):
        yield f"no way leads to {', '.join(unreached)}"
    for state in lifecycle.states:
        yield from _mistakes_of_state(lifecycle, state)
    for move in lifecycle.moves:
        if not move.by:
            yield f"nobody may move from {move.start} to {move.end}"


def _mistakes_of_state(lifecycle: Lifecycle, state: State) -> Iterator[str]:
    leads_on = any(move.start == state.slug and move.end != state.slug for move in lifecycle.moves)
    if state.is_end and leads_on:
        yield f"{state.slug} is an end, yet a move leads on"
    if not state.is_end and not leads_on:
        yield f"{state.slug} leads nowhere and is not an end"
    if state.colour not in COLOURS:
        yield f"{state.colour} is no colour of a tag"
    if state.keeps_reason and any(
        move.end == state.slug and not move.needs for move in lifecycle.moves
    ):
        yield f"{state.slug} keeps a reason, yet a move there asks for none"


def _reached(starts: Collection[str], pairs: Collection[tuple[str, str]]) -> set[str]:
    reached, waiting = set(starts), list(starts)
    while waiting:
        reached_state = waiting.pop()
        new = {end for start, end in pairs if start == reached_state} - reached
        reached |= new
        waiting += new
    return reached
