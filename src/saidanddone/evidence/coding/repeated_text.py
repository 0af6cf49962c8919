"""Refuses staff or public text that repeats 40 characters of a marked passage.

A quote is a relation to its passage, so that withdrawal deletes every copy of the words. Both are
compared as they fold (`base.folding`). The index in `repeated_text_index` names the transcripts to look in; their passages are then unsealed and compared.

The check runs on the `pre_save` signal. `bulk_create`, `bulk_update` and `update` send none, so no code
may write staff or public text by them: `tests/meta/test_bulk_writes.py`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, Field, Model
from django.db.models.signals import pre_save

from saidanddone.base.errors import Refused
from saidanddone.base.folding import folded_words
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.coding.repeated_text_index import BLOCK, RUN, RepeatedTextIndex
from saidanddone.vault.sealing import key_ring_for

GUARDED = frozenset({"public", "staff"})
OPENED_AT_ONCE = 200  # transcripts

REFUSAL = (
    "This text repeats 40 or more characters of something a person said. Link the passage as a "
    "quote instead, so that it goes if they withdraw."
)


_index = RepeatedTextIndex()


def repeats_a_passage(text: str, but_not_of: int | None = None) -> bool:
    """Whether the text holds 40 characters in a row of any marked passage that still opens.

    `but_not_of` is the id of a contribution whose own passages may be repeated.
    """
    text = folded_words(text)
    if len(text) < RUN:
        return False
    places = _index.transcripts_sharing(text)
    transcripts = list(places)
    return any(
        _longest_run(text, at, quote) >= RUN
        for batch in range(0, len(transcripts), OPENED_AT_ONCE)
        for transcript, quote in _passages(transcripts[batch : batch + OPENED_AT_ONCE], but_not_of)
        for at in places[transcript]
    )


def _passages(transcripts: list[int], but_not_of: int | None) -> Iterator[tuple[int, str]]:
    """(transcript's id, folded words) of each passage marked in these that still opens."""
    marked = Excerpt.objects.filter(transcript__in=transcripts, end__gte=F("start") + BLOCK)
    if but_not_of is not None:
        marked = marked.exclude(transcript__contribution=but_not_of)
    excerpts = list(marked)
    key_ring = key_ring_for(excerpts)
    for excerpt in excerpts:
        if key_ring.opens(excerpt.key_ref):
            yield excerpt.transcript_id, folded_words(key_ring.unseal(excerpt, "quote"))


def _longest_run(text: str, at: int, quote: str) -> int:
    """The longest run shared by both through the block of the text that begins at `at`."""
    block = text[at : at + BLOCK]
    longest, start = 0, quote.find(block)
    while start != -1:
        before = _shared(reversed(text[:at]), reversed(quote[:start]))
        after = _shared(text[at + BLOCK :], quote[start + BLOCK :])
        longest = max(longest, before + BLOCK + after)
        start = quote.find(block, start + 1)
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
    """Receiver of `pre_save`: raises Refused if the record's staff or public text repeats a passage."""
    if raw:
        return
    for field in guarded_fields(sender):
        if update_fields is not None and field.name not in update_fields:
            continue
        text = getattr(instance, field.attname)
        if not isinstance(text, str) or not repeats_a_passage(text):
            continue
        # Text that was saved before the passage was marked does not block another change.
        saved = sender._default_manager.filter(pk=instance.pk).values_list(field.name, flat=True)
        if instance.pk is None or saved.first() != text:
            raise Refused(REFUSAL)


_fields_by_model: "dict[type[Model], tuple[Field[Any, Any], ...]]" = {}


def guarded_fields(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    if model not in _fields_by_model:
        _fields_by_model[model] = tuple(
            field
            for field in model._meta.concrete_fields
            if getattr(field, "words", None) in GUARDED
        )
    return _fields_by_model[model]


def guard(models: Iterable[type[Model]]) -> None:
    """Connect `refuse_quotes` to every model that has staff or public text."""
    for model in models:
        if guarded_fields(model):
            pre_save.connect(
                refuse_quotes, sender=model, dispatch_uid=f"quotes {model._meta.label}"
            )
