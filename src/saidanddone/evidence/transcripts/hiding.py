"""What stays of words once places in them are hidden. Pure functions: confirming and its preview share them."""

from collections.abc import Iterable, Sequence

from saidanddone.base.errors import Refused
from saidanddone.evidence.transcripts.redaction import Hit, Kind, redact
from saidanddone.evidence.transcripts.spans import spans_of_lines
from saidanddone.listening.passages import Passage


def redacted(
    passages: Iterable[Passage], spans: Sequence[tuple[int, int]], hits: Iterable[Hit]
) -> list[Passage]:
    """The passages with every hit hidden; a hit across two passages hides its part of each.

    Raises Refused for a hit outside the text.
    """
    return [
        Passage(
            passage.speaker, passage.manner, passage.is_unprompted, redact(passage.text, its_hits)
        )
        for passage, its_hits in zip(passages, hits_by_span(spans, hits), strict=True)
    ]


def hits_by_span(spans: Sequence[tuple[int, int]], hits: Iterable[Hit]) -> list[list[Hit]]:
    """The hits of each span, counted from its start. Raises Refused for a hit outside them all."""
    by_passage: list[list[Hit]] = [[] for _ in spans]
    for hit in hits:
        pieces = [
            (number, max(hit.start, start), min(hit.end, end), start)
            for number, (start, end) in enumerate(spans)
            if hit.start < end and hit.end > start
        ]
        if not pieces or hit.start < 0 or hit.end > spans[-1][1]:
            raise Refused("Something to hide is not in this text. Open it again and check.")
        for number, start, end, zero in pieces:
            by_passage[number].append(Hit(start - zero, end - zero, hit.kind, hit.rule))
    return by_passage


def hits_of_words(words: str, also_hide: Sequence[str]) -> list[Hit]:
    hits = []
    for spans in spans_of_lines(words, also_hide):
        if not spans:
            raise Refused(
                "Some of the words to hide are not in the text. Check how they are spelled there.",
                "also_hide",
            )
        hits += [Hit(start, end, Kind.ASKED, "asked") for start, end in spans]
    return hits
