"""New passages of a transcript, and whether their words may be quoted."""

from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.spans import words_beside
from saidanddone.vault.sealing import KeyRing


def new_excerpt(
    transcript: Transcript, words: str, start: int, end: int, key_ring: KeyRing
) -> Excerpt:
    contribution = transcript.contribution
    excerpt = Excerpt(
        transcript=transcript,
        programme_id=contribution.programme_id,
        community_id=contribution.community_id,
        key_ref=transcript.key_ref,
        start=start,
        end=end,
        is_quotable=is_quotable(transcript, start, end),
    )
    before, after = words_beside(words, start, end)
    key_ring.seal(excerpt, quote=words[start:end], before=before, after=after)
    excerpt.save(force_insert=True)
    return excerpt


def is_quotable(transcript: Transcript, start: int, end: int) -> bool:
    """Whether these are one person's own words: verbatim or read back, none the interviewer's."""
    contribution = transcript.contribution
    if contribution.voice != "person":
        return False
    touched = Turn.objects.filter(transcript=transcript, start__lt=end, end__gt=start)
    turns = list(touched.values_list("speaker", "manner"))
    return bool(turns) and all(
        speaker != 0 and (manner == "verbatim" or contribution.was_read_back)
        for speaker, manner in turns
    )
