"""Receivers of hooks and signals: counts and passages follow new, confirmed and corrected words."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from saidanddone.evidence.coding.models import CommunitySummary, Excerpt, Memo
from saidanddone.evidence.coding.passages import is_quotable
from saidanddone.evidence.coding.summaries import recount_communities
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.spans import nearest_copy, words_beside
from saidanddone.listening.models import Contribution
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyRing


def count_new_contribution(
    sender: type[Contribution], instance: Contribution, created: bool, raw: bool = False, **_: Any
) -> None:
    """Receiver of `post_save`: count a new contribution, which nobody has read."""
    if created and not raw:
        rows = CommunitySummary.objects.filter(community=instance.community_id)
        if not rows.update(contributions=F("contributions") + 1, unread=F("unread") + 1):
            recount_communities(instance.programme)


def recount_after_confirmed(programme: Programme) -> None:
    """Count again what each community said, after raw words became transcripts."""
    recount_communities(programme)


def carry_over(old: Transcript, new: Transcript, words: str, key_ring: KeyRing) -> bool:
    """Move passages to the exact copy of their quote nearest to their old place, and notes with them.

    Returns whether a passage is left on the old revision, because the new one has no copy of it.
    """
    left_behind = _carry_over_passages(old, new, words, key_ring)
    Memo.objects.filter(transcript=old).update(transcript=new)
    return bool(left_behind)


def _carry_over_passages(
    old: Transcript, new: Transcript, words: str, key_ring: KeyRing
) -> list[Excerpt]:
    left_behind = []
    taken: set[tuple[int, int]] = set()
    for excerpt in old.excerpts.order_by("start", "pk"):
        quote = key_ring.unseal(excerpt, "quote")
        start = nearest_copy(words, quote, excerpt.start)
        if start is None or (start, start + len(quote)) in taken:
            left_behind.append(excerpt)
            continue
        end = start + len(quote)
        taken.add((start, end))
        excerpt.transcript, excerpt.start, excerpt.end = new, start, end
        excerpt.is_quotable = is_quotable(new, start, end)
        before, after = words_beside(words, start, end)
        key_ring.seal(excerpt, before=before, after=after)
        excerpt.save()
    return left_behind


def refs_of_words(contributor_id: int) -> Iterator[str]:
    """References of a person's transcripts, their passages and the notes on them."""
    theirs = Transcript.objects.filter(contribution__contributor=contributor_id)
    yield from theirs.values_list("ref", flat=True)
    yield from Excerpt.objects.filter(transcript__in=theirs).values_list("ref", flat=True)
    yield from Memo.objects.filter(transcript__in=theirs).values_list("ref", flat=True)
