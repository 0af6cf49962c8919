"""The words of passages, and which are hard to read."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.transcripts.models import Turn
from saidanddone.evidence.transcripts.policies import touches_sent_back
from saidanddone.vault.sealing import KeyDestroyed, key_ring_for


def unsealed_quotes(excerpts: Iterable[Excerpt]) -> dict[int, str]:
    """The quotes by excerpt id, without those whose key is gone or that were sent back. Three queries.

    For staff pages the caller audits the reading, with the excerpts' `key_ref`s as subjects.
    """
    asked_for = list(excerpts)
    touched = Excerpt.objects.filter(
        touches_sent_back(), pk__in=[excerpt.pk for excerpt in asked_for]
    )
    sent_back = set(touched.values_list("pk", flat=True))
    all_excerpts = [excerpt for excerpt in asked_for if excerpt.pk not in sent_back]
    key_ring = key_ring_for(all_excerpts)
    quotes = {}
    for excerpt in all_excerpts:
        try:
            quotes[excerpt.pk] = key_ring.unseal(excerpt, "quote")
        except KeyDestroyed:
            continue
    return quotes


def hard_to_read(excerpts: Iterable[Excerpt]) -> set[int]:
    """The ids of those that touch a turn marked as hard to read: covered until asked for."""
    touched = Turn.objects.filter(
        transcript=OuterRef("transcript"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
        is_sensitive=True,
    )
    sensitive = Excerpt.objects.filter(Exists(touched), pk__in=[excerpt.pk for excerpt in excerpts])
    return set(sensitive.values_list("pk", flat=True))
