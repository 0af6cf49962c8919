"""Agreement coefficients from every pair of values."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, permutations
from statistics import mean

Unit = Sequence[float]


def alpha_reference(units: Sequence[Unit], level: str) -> float:
    """Krippendorff's alpha of the values given to each unit, in no order of coders."""
    units = [unit for unit in units if len(unit) > 1]
    everything = [value for unit in units for value in unit]
    apart = _distances(level, everything)
    observed = sum(
        sum(apart(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    ) / len(everything)
    return 1 - observed / mean(apart(a, b) for a, b in permutations(everything, 2))


def cohen_reference(pairs: Sequence[tuple[float, float]]) -> float:
    """Chance: a value of the first coder's beside every value of the second's."""
    observed = mean(a == b for a, b in pairs)
    chance = mean(a == b for a, _ in pairs for _, b in pairs)
    return (observed - chance) / (1 - chance)


def fleiss_reference(units: Sequence[Unit]) -> float:
    """Chance: two units drawn with replacement, and a value of each."""
    observed = mean(mean(a == b for a, b in combinations(unit, 2)) for unit in units)
    chance = mean(
        mean(a == b for a in first for b in second) for first in units for second in units
    )
    return (observed - chance) / (1 - chance)


def unitised_reference(
    texts: Sequence[tuple[int, Mapping[str, Mapping[str, Sequence[tuple[int, int]]]]]],
) -> float:
    """Alpha-U of texts: each its length and `{code: {coder: [(start, end), ...]}}`, every coder in
    every code and every code in every text.

    Sections, passages and gaps alike, are listed and each compared with each.
    """
    length = sum(n for n, _ in texts)
    observed = expected = 0.0
    for code in texts[0][1]:
        by_text = [[_sections(n, spans) for spans in marked[code].values()] for n, marked in texts]
        coders = len(by_text[0])
        observed += sum(_observed(sections) for sections in by_text)
        expected += _expected(length, coders, [s for text in by_text for c in text for s in c])
    return 1 - observed / (coders * (coders - 1) * length**2) / expected


_Section = tuple[int, int, bool]  # begin, length, whether coded


def _sections(length: int, spans: Sequence[tuple[int, int]]) -> list[_Section]:
    sections, at = [], 0
    for start, end in sorted(spans):
        if start > at:
            sections.append((at, start - at, False))
        sections.append((start, end - start, True))
        at = end
    if at < length:
        sections.append((at, length - at, False))
    return sections


def _observed(coders: Sequence[Sequence[_Section]]) -> float:
    return sum(
        _apart(first, second) for i, j in permutations(coders, 2) for first in i for second in j
    )


def _apart(first: _Section, second: _Section) -> float:
    (b1, l1, coded1), (b2, l2, coded2) = first, second
    if coded1 and coded2 and -l1 < b1 - b2 < l2:
        return (b1 - b2) ** 2 + (b1 + l1 - b2 - l2) ** 2
    if coded1 and not coded2 and l2 - l1 >= b1 - b2 >= 0:
        return l1**2
    if coded2 and not coded1 and l2 - l1 <= b1 - b2 <= 0:
        return l2**2
    return 0.0


def _expected(length: int, coders: int, sections: Sequence[_Section]) -> float:
    coded = [size for _, size, is_coded in sections if is_coded]
    gaps = [size for _, size, is_coded in sections if not is_coded]
    total = 0.0
    for size in coded:
        # Another passage as long, shifted by every step that still overlaps.
        shifted = sum(2 * step**2 for step in range(-size + 1, size)) / 2
        total += (len(coded) - 1) * shifted + sum(
            size**2 for gap in gaps for _ in range(gap - size + 1)
        )
    same = sum(size * (size - 1) for size in coded)
    return 2 / length * total / (coders * length * (coders * length - 1) - same)


def _distances(level: str, everything: Sequence[float]) -> Callable[[float, float], float]:
    def ordinal(a: float, b: float) -> float:
        low, high = sorted((a, b))
        between = sum(low <= value <= high for value in everything)
        ends = everything.count(low) + everything.count(high)
        return (between - ends / 2) ** 2 if low < high else 0.0

    def ratio(a: float, b: float) -> float:
        return ((a - b) / (a + b)) ** 2 if a + b else 0.0

    return {
        "nominal": lambda a, b: float(a != b),
        "ordinal": ordinal,
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": ratio,
    }[level]
