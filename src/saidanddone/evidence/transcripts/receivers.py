"""Receiver of a hook: what still names the transcripts of someone who withdraws."""

from saidanddone.base.idempotent import forget_leading_to
from saidanddone.evidence.transcripts.models import Transcript


def forget_forms_about(contributor_id: int) -> None:
    """Forms sent lately led to their transcripts, which are about to be deleted."""
    theirs = Transcript.objects.filter(contribution__contributor=contributor_id)
    forget_leading_to(theirs.values_list("ref", flat=True))
