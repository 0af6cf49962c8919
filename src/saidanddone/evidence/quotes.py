"""The guard that keeps quotes relations: nothing a person said is pasted into staff or public text.

Saving a text of 40 characters or more that repeats 40 characters of a marked passage is refused, so
that withdrawal takes every copy with it. The index lives in this process's memory and nowhere else:
the hashes of every 20-character block of each quote, at a stride of 20. Any run of 40 characters
holds one whole block, and a hit is settled by opening the passage itself.

Cost: about 100 bytes a block, and one reading of every passage the first time a process needs it;
after that only passages that are new.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

from django.db.models import Field, Max, Model
from django.db.models.signals import pre_save

from saidanddone.base.errors import Refused
from saidanddone.evidence.models import Excerpt
from saidanddone.vault.sealing import Gone, ring_for

RUN = 40  # characters that may not be repeated
BLOCK = RUN // 2
GUARDED = frozenset({"public", "staff"})
READ_AT_ONCE = 1000
LOOK_BACK = 500  # passages re-read by reference: ids are not handed out in the order of commits

SENTENCE = (
    "This text repeats 40 or more characters of something a person said. Link the passage as a "
    "quote instead, so that it goes if they withdraw."
)


def normal(text: str) -> str:
    """Without case, and with one space for any white space; curly marks straightened."""
    return " ".join(text.translate(_STRAIGHT).casefold().split())


_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})  # noqa: RUF001


class Blocks:
    """Which passages hold which blocks, by hash; grows as passages are marked."""

    def __init__(self) -> None:
        self._passages: dict[int, tuple[int, ...]] = {}
        self._seen: dict[int, str] = {}  # references by id, the last few only
        self._last = 0
        self._lock = Lock()

    def passages_sharing(self, text: str) -> Iterator[tuple[int, int]]:
        """(where in the text, id of the passage) for every block of the text that is in one."""
        with self._lock:
            self._read_new()
            for at in range(len(text) - BLOCK + 1):
                for passage in self._passages.get(hash(text[at : at + BLOCK]), ()):
                    yield at, passage

    def _read_new(self) -> None:
        newest = Excerpt.objects.aggregate(newest=Max("pk"))["newest"] or 0
        since = min(self._last, newest) - LOOK_BACK
        recent = dict(Excerpt.objects.filter(pk__gt=since).values_list("pk", "ref"))
        if self._last and not any(self._seen.get(pk) == ref for pk, ref in recent.items()):
            # Nothing here is known: another database, or one rolled back. Start over.
            self._passages.clear()
            self._seen, since = {}, 0
            recent = dict(Excerpt.objects.values_list("pk", "ref"))
        new = sorted(pk for pk, ref in recent.items() if self._seen.get(pk) != ref)
        for batch in range(0, len(new), READ_AT_ONCE):
            self._add(Excerpt.objects.filter(pk__in=new[batch : batch + READ_AT_ONCE]))
        self._last = newest
        self._seen = {pk: ref for pk, ref in recent.items() if pk > newest - LOOK_BACK}

    def _add(self, excerpts: Iterable[Excerpt]) -> None:
        held = list(excerpts)
        ring = ring_for(held)
        for excerpt in held:
            if not ring.opens(excerpt.key_ref):
                continue
            quote = normal(ring.unseal(excerpt, "quote"))
            if len(quote) < RUN:
                continue
            for at in range(0, len(quote) - BLOCK + 1, BLOCK):
                block = hash(quote[at : at + BLOCK])
                others = self._passages.get(block, ())
                if excerpt.pk not in others:
                    self._passages[block] = (*others, excerpt.pk)


_blocks = Blocks()


def repeats_a_passage(text: str, but_not_of: int | None = None) -> bool:
    """Whether the text holds 40 characters in a row of any marked passage that still opens.

    `but_not_of` is the id of a contribution whose own passages may be repeated.
    """
    text = normal(text)
    if len(text) < RUN:
        return False
    hits: dict[int, list[int]] = defaultdict(list)
    for at, passage in _blocks.passages_sharing(text):
        hits[passage].append(at)
    if not hits:
        return False
    held = list(
        Excerpt.objects.filter(pk__in=hits).exclude(transcript__contribution=but_not_of)
        if but_not_of
        else Excerpt.objects.filter(pk__in=hits)
    )
    ring = ring_for(held)
    for excerpt in held:
        try:
            quote = normal(ring.unseal(excerpt, "quote"))
        except Gone:
            continue
        if any(_longest_run(text, at, quote) >= RUN for at in hits[excerpt.pk]):
            return True
    return False


def _longest_run(text: str, at: int, quote: str) -> int:
    """The longest run shared by both through the block of the text that begins at `at`."""
    block = text[at : at + BLOCK]
    longest, found = 0, quote.find(block)
    while found != -1:
        before = _shared(reversed(text[:at]), reversed(quote[:found]))
        after = _shared(text[at + BLOCK :], quote[found + BLOCK :])
        longest = max(longest, before + BLOCK + after)
        found = quote.find(block, found + 1)
    return longest


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def refuse_quotes(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Before any record is saved: its staff and public text repeats nobody's words."""
    if raw:
        return
    for field in _guarded_fields(sender):
        if update_fields is not None and field.name not in update_fields:
            continue
        text = getattr(instance, field.attname)
        if not isinstance(text, str) or len(text) < RUN or not repeats_a_passage(text):
            continue
        # Words that stood there before the passage was marked do not stop another change.
        kept = sender._default_manager.filter(pk=instance.pk).values_list(field.name, flat=True)
        if instance.pk is None or kept.first() != text:
            raise Refused(SENTENCE)


_fields_by_model: "dict[type[Model], tuple[Field[Any, Any], ...]]" = {}


def _guarded_fields(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    if model not in _fields_by_model:
        _fields_by_model[model] = tuple(
            field
            for field in model._meta.concrete_fields
            if getattr(field, "words", None) in GUARDED
        )
    return _fields_by_model[model]


def guard(models: Iterable[type[Model]]) -> None:
    """Watch every model that has staff or public text."""
    for model in models:
        if _guarded_fields(model):
            pre_save.connect(
                refuse_quotes, sender=model, dispatch_uid=f"quotes {model._meta.label}"
            )
