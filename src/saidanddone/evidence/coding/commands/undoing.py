"""Putting a passage back under a code that it was taken off, as every coder had put it there."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.models import User
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import Refused
from saidanddone.evidence import hooks
from saidanddone.evidence.coding import summaries
from saidanddone.evidence.coding.inputs import UndoInput
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.coding.policies import may_be_coded
from saidanddone.evidence.coding.taken_off import TOO_LATE, TakenOff, read_signed
from saidanddone.evidence.transcripts.policies import touches_sent_back
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.programme.models import Programme


@transaction.atomic
def undo_remove_coding(*, actor: Actor, programme: Programme, details: UndoInput) -> Excerpt:
    """Put back every coding that `remove_coding` took away, for whoever took it away.

    Raises Refused where the words were corrected, sent back or taken back since, or the code went.
    """
    require(actor, "evidence.code", programme)
    taken_off = read_signed(details.signed, actor)
    excerpt = _passage_as_it_stood(actor, programme, taken_off)
    code = Code.objects.filter(programme=programme, ref=taken_off.code).first()
    coders = dict(
        User.objects.filter(ref__in={it.coder_ref for it in taken_off.codings}).values_list(
            "ref", "pk"
        )
    )
    if code is None or any(it.coder_ref not in coders for it in taken_off.codings):
        raise Refused(TOO_LATE)
    with summaries.communities_updated(programme, [excerpt.transcript.contribution_id]):
        # Where someone put it there again meanwhile, theirs stays.
        Coding.objects.bulk_create(
            [
                Coding(
                    excerpt=excerpt,
                    code=code,
                    coder_id=coders[it.coder_ref],
                    round=it.round,
                    origin=it.origin,
                    state=it.state,
                    at=it.at,
                )
                for it in taken_off.codings
            ],
            ignore_conflicts=True,
        )
    hooks.after_passages_coded(programme=programme, code_ids={code.pk}, excerpt_ids=[excerpt.pk])
    audit.record(
        actor=actor,
        act="evidence.undo_remove_coding",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=excerpt.transcript.contribution.person_keys,
    )
    return excerpt


def _passage_as_it_stood(actor: Actor, programme: Programme, taken_off: TakenOff) -> Excerpt:
    """The passage, in the revision where it was taken off, if it may still be read and coded."""
    readable = readable_transcripts(actor, programme).filter(ref=taken_off.transcript)
    excerpt = (
        Excerpt.objects.filter(
            ~touches_sent_back(), transcript__in=readable.values("pk"), ref=taken_off.passage
        )
        .select_related("transcript__contribution__engagement")
        .first()
    )
    if excerpt is None or not may_be_coded(excerpt.transcript.contribution):
        raise Refused(TOO_LATE)
    return excerpt
