"""Which passages a person may see on the thread, and the audited reading of their words.

Peers and analysts see passages of the transcripts that evidence lets them read. Everyone else sees
only passages with consent to be quoted in papers.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.coding.policies import IN_PAPERS, may_be_quoted
from saidanddone.evidence.coding.queries import unsealed_quotes
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.transcripts.policies import released, touches_sent_back
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.programme.models import Programme


def passages_open_to(actor: Actor, programme: Programme) -> QuerySet[Excerpt]:
    """Marked passages whose words this person may read, in the order of marking.

    Each condition looks at one passage's own rows, so that a page of twelve reads about twelve.
    """
    is_open = may_be_quoted(IN_PAPERS)
    if is_allowed(actor, "evidence.read_transcripts", programme):
        readable = readable_transcripts(actor, programme).filter(pk=OuterRef("transcript"))
        is_open |= Q(Exists(readable), released("transcript__contribution__"))
    standing = Coding.objects.filter(excerpt=OuterRef("pk"), state__in=STANDING)
    return (
        Excerpt.objects.filter(
            is_open,
            Exists(standing),
            ~touches_sent_back(),
            programme=programme,
        )
        .select_related("community", "transcript__contribution__engagement")
        .defer("transcript__words", "transcript__contribution__words")
        .order_by("pk")
    )


def find_passage(actor: Actor, programme: Programme, ref: str) -> Excerpt:
    excerpt = passages_open_to(actor, programme).filter(ref=ref).first()
    if excerpt is None:
        raise NotYours("passage")
    return excerpt


@transaction.atomic
def read_passages(
    actor: Actor, programme: Programme, excerpts: Sequence[Excerpt], about: object
) -> dict[int, str]:
    """The words of these passages by excerpt id. Audited as one reading, with a row for each person."""
    words = unsealed_quotes(excerpts)
    persons = {
        excerpt.key_ref
        for excerpt in excerpts
        if excerpt.pk in words and excerpt.transcript.contribution.contributor_id
    }
    if words:
        audit.record(
            actor=actor,
            act="thread.read_passages",
            about=about,  # type: ignore[arg-type]
            scope_ref=programme.ref,
            subject_keys=persons,
            count=len(words),
        )
    return words
