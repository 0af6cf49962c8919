"""Alpha-U: how far two coders agree on passages and their codes, character by character."""

import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import pass_instead, reads_frames, records_of, value_by
from saidanddone_methods.intervals import FloatArray
from saidanddone_methods.resampling import enough_draws, percentiles, resampled

CODERS = 2
LEAST_TEXTS = 5  # with fewer, the bootstrap draws vary too little for limits

Text = TypeVar("Text", bound=Hashable)
Span = tuple[int, int]
Spans = dict[Hashable, dict[Hashable, dict[Hashable, list[Span]]]]  # code, text, coder


@dataclass(frozen=True, slots=True)
class Passage:
    """The characters `start` to `end` (excluded) that `coder` marked with `code` in `text`."""

    text: Hashable
    coder: Hashable
    code: Hashable
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnitisedAgreement:
    """Alpha over all codes, and by code; 1 is full agreement, 0 roughly chance.

    `limits` are a bootstrap over texts. They are None for fewer than 5 texts, where more than one
    draw in twenty has no passage, and where the coders differ nowhere. A code is NaN where texts
    are too short for its passages to be placed elsewhere.
    """

    alpha: float
    limits: tuple[float, float] | None
    by_code: Mapping[Hashable, float]
    texts: int
    coders: tuple[Hashable, ...]
    passages: int
    replicates: int
    seed: int
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """The sums of one code by text, from which alpha of any draw of texts is computed."""

    observed: FloatArray  # text
    shifted: FloatArray  # text: the sum over passages of (2 l^3 - 3 l^2 + l) / 3
    same: FloatArray  # text: the sum over passages of l (l - 1)
    passages: FloatArray  # text
    in_gaps: FloatArray  # text of the passage x text of the gap


@dataclass(frozen=True, slots=True, eq=False)
class _Marked:
    """The length of each text, and the sums of each code."""

    sizes: FloatArray  # text
    sums: dict[Hashable, _Sums]

    @classmethod
    def of(
        cls, lengths: Mapping[Hashable, int], spans: Spans, readers: Sequence[Hashable]
    ) -> "_Marked":
        sums = {code: _sums(lengths, marked, readers) for code, marked in spans.items()}
        return cls(np.array(list(lengths.values()), dtype=np.float64), sums)

    @property
    def passages(self) -> int:
        return int(sum(code_sums.passages.sum() for code_sums in self.sums.values()))

    def alphas(self, weights: FloatArray) -> FloatArray:
        """Alpha over all codes of each draw; `weights` is draw x text: how often a text is drawn."""
        by_code = [_disagreement(code_sums, self, weights) for code_sums in self.sums.values()]
        observed, expected = np.array(by_code).sum(axis=0)
        return _alpha(observed, expected)

    def by_code(self) -> dict[Hashable, float]:
        once = np.ones((1, len(self.sizes)))
        return {
            code: _alpha(*_disagreement(code_sums, self, once)).item()
            for code, code_sums in self.sums.items()
        }

    def limits(self, seed: int, replicates: int, confidence: float) -> tuple[float, float] | None:
        texts = len(self.sizes)
        if texts < LEAST_TEXTS or not any(
            code_sums.observed.any() for code_sums in self.sums.values()
        ):
            return None
        drawn = resampled(self.alphas, texts, texts, seed, replicates)
        return percentiles(drawn, confidence)


@reads_frames(
    lengths=value_by("text", "length"),
    passages=records_of(Passage, "text", "coder", "code", "start", "end"),
    coders=pass_instead("the names of both coders"),
)
def unitised_alpha(
    lengths: Mapping[Text, int],
    passages: Iterable[Passage],
    coders: Collection[Hashable],
    *,
    seed: int = 1,
    replicates: int = 2000,
    confidence: float = 0.95,
) -> UnitisedAgreement:
    """Krippendorff's alpha-U of 1995 for two coders, as in Content Analysis (2nd edition, 2004).

    `lengths` are in characters by text; both `coders` read every text. Each code is computed alone,
    so passages of different codes may overlap. Overlapping passages of one coder and code are
    joined. The disagreement of two overlapping passages is the sum of the squared distances of
    their starts and ends; that of a passage without overlap is its squared length. Several texts
    are one continuum that no passage crosses. Compare more coders in pairs: Krippendorff, Mathet,
    Bouvry & Widlöcher (2016), Quality & Quantity 50, 2347-2364, found that this definition fails
    for them. `lengths` may be a frame with the columns text and length, `passages` one with the
    columns text, coder, code, start and end.

    Source: Krippendorff (1995), Sociological Methodology 25, 47-76. The interval is a percentile
    bootstrap over texts. Cost: passages x gaps a code, and codes x texts^2 a replicate.
    Raises BadInput for a passage outside its text or of an unknown text or coder, or more than two
    coders; TooThin for one coder, no passage, or texts too short for other places.
    """
    replicates = enough_draws(replicates, confidence)
    readers = tuple(dict.fromkeys(coders))
    if len(readers) > CODERS:
        raise BadInput(f"passages are compared between 2 coders, not {len(readers)}: take pairs")
    sizes: dict[Hashable, int] = {
        text: whole_number(length, "a length", at_least=1) for text, length in lengths.items()
    }
    spans = _spans(sizes, passages, readers)
    _refuse_if_thin(readers, spans)
    marked = _Marked.of(sizes, spans, readers)
    by_code = marked.by_code()
    alpha = marked.alphas(np.ones((1, len(sizes)))).item()
    if math.isnan(alpha):
        raise TooThin(
            [
                "the passages fill their texts, so none could lie elsewhere by chance: add longer texts"
            ]
        )
    return UnitisedAgreement(
        alpha,
        marked.limits(seed, replicates, confidence),
        MappingProxyType(by_code),
        len(sizes),
        readers,
        marked.passages,
        replicates,
        seed,
        confidence,
    )


def _spans(
    lengths: Mapping[Hashable, int], passages: Iterable[Passage], readers: Sequence[Hashable]
) -> Spans:
    spans: Spans = {}
    for number, passage in enumerate(passages, 1):
        if passage.text not in lengths:
            raise BadInput(f"passage {number} is in a text without a length: add it to lengths")
        if passage.coder not in readers:
            raise BadInput(f"passage {number} is by somebody who is not among the coders: add them")
        start = whole_number(passage.start, f"the start of passage {number}")
        end = whole_number(passage.end, f"the end of passage {number}", at_least=1)
        if not start < end <= lengths[passage.text]:
            raise BadInput(f"passage {number} does not lie within its text")
        by_coder = spans.setdefault(passage.code, {}).setdefault(passage.text, {})
        by_coder.setdefault(passage.coder, []).append((start, end))
    return spans


def _refuse_if_thin(readers: Sequence[Hashable], spans: Spans) -> None:
    reasons = []
    if len(readers) < 2:
        reasons.append("only one coder: there is no one to agree with")
    if not spans:
        reasons.append("no passage was coded")
    if reasons:
        raise TooThin(reasons)


def _sums(
    lengths: Mapping[Hashable, int],
    marked: Mapping[Hashable, Mapping[Hashable, Sequence[Span]]],
    readers: Sequence[Hashable],
) -> _Sums:
    observed, coded, gaps = [], [], []
    for text, length in lengths.items():
        by_coder = [_joined(marked.get(text, {}).get(coder, ())) for coder in readers]
        observed.append(_observed(*by_coder))
        coded.append(np.concatenate([spans[:, 1] - spans[:, 0] for spans in by_coder]))
        gaps.append(np.concatenate([_gaps(spans, length) for spans in by_coder]))
    return _Sums(
        np.array(observed),
        np.array([((2 * sizes**3 - 3 * sizes**2 + sizes) / 3).sum() for sizes in coded]),
        np.array([(sizes * (sizes - 1)).sum() for sizes in coded]),
        np.array([len(sizes) for sizes in coded], dtype=np.float64),
        np.array([[_room(sizes, gap) for gap in gaps] for sizes in coded]),
    )


def _joined(spans: Sequence[Span]) -> FloatArray:
    """The spans in order, shape (passages, 2), with overlapping ones joined."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return np.array(joined, dtype=np.float64).reshape(-1, 2)


def _gaps(spans: FloatArray, length: int) -> FloatArray:
    """The lengths of the gaps between passages, before the first and after the last."""
    edges = np.concatenate([[0.0], spans.ravel(), [float(length)]]).reshape(-1, 2)
    between: FloatArray = edges[:, 1] - edges[:, 0]
    return between[between > 0]


def _observed(first: FloatArray, second: FloatArray) -> float:
    """The observed disagreement of two coders, each of shape (passages, 2) for (start, end)."""
    starts = first[:, [0]] - second[:, 0]
    ends = first[:, [1]] - second[:, 1]
    meet = (first[:, [0]] < second[:, 1]) & (second[:, 0] < first[:, [1]])
    total = float(((starts**2 + ends**2) * meet).sum())
    for spans, alone in ((first, ~meet.any(axis=1)), (second, ~meet.any(axis=0))):
        total += float(((spans[:, 1] - spans[:, 0]) ** 2 * alone).sum())
    return total


def _room(coded: FloatArray, gaps: FloatArray) -> float:
    """The sum of squared lengths over all places in gaps where the passages fit whole."""
    places = np.maximum(gaps[np.newaxis] - coded[:, np.newaxis] + 1, 0)
    return float((coded**2 * places.sum(axis=1)).sum())


def _disagreement(
    sums: _Sums, marked: _Marked, weights: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Observed and expected disagreement of one code, each of shape (draws,)."""
    length = weights @ marked.sizes
    observed = weights @ sums.observed / length**2
    passages = weights @ sums.passages
    by_chance = np.maximum(passages - 1, 0) * (weights @ sums.shifted) + (
        (weights @ sums.in_gaps) * weights
    ).sum(axis=1)
    characters = CODERS * length
    pairs = characters * (characters - 1) - weights @ sums.same
    return observed, 2 / length * by_chance / pairs


def _alpha(observed: FloatArray, expected: FloatArray) -> FloatArray:
    ratio: FloatArray = np.full(expected.shape, np.nan)
    np.divide(observed, expected, out=ratio, where=expected > 0)
    return 1 - ratio
