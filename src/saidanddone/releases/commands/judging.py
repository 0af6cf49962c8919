"""Judging a release beside every earlier one, in the worker after drafting and again before signing."""

from django.db import transaction

from saidanddone.audit import commands as audit
from saidanddone.releases import past, states
from saidanddone.releases.judging import Judgement, as_json, judge, judgement_of
from saidanddone.releases.models import Release
from saidanddone.releases.stored import read


def judge_release(release: Release) -> Judgement:
    """What can be worked out from this release and all earlier ones; kept with it. 60 seconds at most.

    A judgement that is kept stands while the release and those before it are the same.
    """
    signed = [before for before in past.signed_releases(release.programme) if before != release]
    numbers = [before.number for before in signed]
    if release.judgement is not None:
        kept = judgement_of(release.judgement)
        if list(kept.earlier) == numbers:
            return kept
    earlier = {before.number: read(before.content) for before in signed}
    made = judge(release.programme, read(release.content), earlier)
    _keep(release, made)
    return made


@transaction.atomic
def _keep(release: Release, made: Judgement) -> None:
    """Unless the draft was drawn up again meanwhile: then another judgement is on its way."""
    same = Release.objects.filter(pk=release.pk, drafted_at=release.drafted_at)
    if same.exclude(state=states.SIGNED).update(judgement=as_json(made)):
        audit.record(
            actor=None,
            act="publishing.judge",
            about=release,
            scope_ref=release.programme.ref,
        )
