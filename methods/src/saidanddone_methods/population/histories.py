"""The number of people on each combination of lists: the input of the overlap methods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.population.design import Design, FloatArray, design_for
from saidanddone_methods.population.thresholds import refuse_too_many

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OverlapCounts:
    """The number of people on exactly each combination of lists.

    `counts[h]`, shape (histories,), belongs to the history with bit pattern h + 1; the first list
    is bit 0. There are counts only, so nothing can be traced to a person.
    """

    lists: tuple[str, ...]
    counts: FloatArray

    @classmethod
    @reads_frames(
        lists=pass_instead("the names of the lists"),
        histories=pass_instead("a count for each history, such as {(1, 0): 12}"),
    )
    def of(cls, lists: Sequence[str], histories: Mapping[tuple[int, ...], int]) -> "OverlapCounts":
        """From `{(1, 0, 1): 12, ...}`; a history not given counts 0.

        Raises BadInput for fewer than 2 lists or more than MOST_LISTS, a list named twice or with
        nobody on it, a history that is not 0s and 1s or has another length, the history of people
        on no list, an invalid count, or more than MOST_PEOPLE people.
        """
        if len(set(lists)) != len(lists):
            raise BadInput("each list needs a name of its own")
        design = design_for(len(lists))
        counts = np.zeros(design.histories)
        for history, count in histories.items():
            counts[history_number(history, len(lists))] += whole_number(count, "a count")
        refuse_too_many(float(counts.sum()))
        on_list = counts @ design.present
        if not on_list.all():
            raise BadInput(f"nobody is on list {lists[int(np.argmin(on_list))]}; leave it out")
        return cls(tuple(lists), counts)

    @property
    def design(self) -> Design:
        return design_for(len(self.lists))

    @property
    def observed(self) -> int:
        return int(self.counts.sum())

    @property
    def on_several(self) -> int:
        """The number of people on two lists or more, on which the estimate depends."""
        return self._on(2)

    @property
    def on_three(self) -> int:
        """The number of people on three lists or more, who show whether people differ."""
        return self._on(3)

    def _on(self, fewest: int) -> int:
        return int(self.counts[self.design.present.sum(axis=1) >= fewest].sum())

    @property
    def overlaps(self) -> FloatArray:
        """The number of people on both lists of each pair, shape (pairs,)."""
        shared: FloatArray = self.counts @ self.design.both
        return shared

    def named(self, pair: int) -> Pair:
        first, second = self.design.pairs[pair]
        return self.lists[first], self.lists[second]

    def pair_numbers(self, pairs: Sequence[Pair]) -> list[int]:
        """The indexes of pairs in the design, sorted and unique. Raises BadInput for an unknown pair."""
        return sorted({self._pair_number(pair) for pair in pairs})

    def _pair_number(self, pair: Pair) -> int:
        for number, places in enumerate(self.design.pairs):
            if {self.lists[place] for place in places} == set(pair):
                return number
        raise BadInput(f"{' and '.join(pair)} is no pair of the lists {', '.join(self.lists)}")

    def without(self, place: int) -> "OverlapCounts":
        """The counts over the other lists, without the list at index `place`."""
        lists = self.lists[:place] + self.lists[place + 1 :]
        counts = np.zeros(design_for(len(lists)).histories)
        for code, count in enumerate(self.counts, 1):
            low, high = code & ((1 << place) - 1), code >> (place + 1)
            if rest := low | high << place:
                counts[rest - 1] += count
        return OverlapCounts(lists, counts)

    def in_words(self) -> str:
        """ "12 of 2,744 people on two lists or more"."""
        return f"{self.on_several:,} of {self.observed:,} people on two lists or more"


def history_number(history: Sequence[int], lists: int) -> int:
    """The index of a history among the counts. Raises BadInput for an invalid history."""
    if len(history) != lists or set(history) - {0, 1}:
        raise BadInput(f"a history needs a 0 or 1 for each of the {lists} lists")
    if not any(history):
        raise BadInput("nobody can count the people on no list; leave that history out")
    return sum(int(on) << place for place, on in enumerate(history)) - 1
