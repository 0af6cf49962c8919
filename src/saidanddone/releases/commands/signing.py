"""Signing: two different people, and then it is out."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.disclosure.parts import all_parts
from saidanddone.releases import policies, states
from saidanddone.releases.commands.judging import judge_release
from saidanddone.releases.drafting import build_draft
from saidanddone.releases.models import ExactTotal, Release, ReleaseQuote
from saidanddone.releases.queries.releases import why_not_sign
from saidanddone.releases.quotes import have_to_rest, standing_quotes
from saidanddone.releases.stored import read


@transaction.atomic
def sign_release(*, actor: Actor, release: Release) -> Release:
    """Sign. The first signature freezes it; the second lets it out, with the answers it carries.

    Refused while the panel has paused releases, for a second signature by the same person, when a
    newer release is drafted, when what people said or an answer changed since it was drawn up, and
    when a small count could be worked out from it and the earlier releases.
    """
    # Signatures are fetched once, after the lock, for both checks of who has signed.
    locked = Release.objects.select_for_update(of=("self",)).prefetch_related("signatures")
    current = locked.get(pk=release.pk)
    require(actor, "publishing.sign", current.programme)
    if why := why_not_sign(actor, current, build_draft(current.programme).content):
        raise Refused(why)
    if why := judge_release(current).why:
        raise Refused(why)
    end = states.AFTER_SIGNATURE[current.state]
    states.RELEASE_LIFECYCLE.require(current.state, end, policies.capacities_for(actor, current))
    current.state = end
    current.signatures.create(
        signed_by_id=actor.user_id,
        as_role=policies.signing_role(actor, current.programme),
    )
    if current.state == states.SIGNED:
        _let_out(actor, current)
    current.save(update_fields=["state", "released_at", "quotes_signed"])
    audit.record(actor=actor, act="publishing.sign", about=current, scope_ref=current.programme.ref)
    return current


def _let_out(actor: Actor, release: Release) -> None:
    """Raises Refused where a part is no longer true, for example where another answer is approved."""
    content = read(release.content)
    release.released_at = clock.now()
    release.quotes_signed = _settle_quotes(release)
    ExactTotal.objects.filter(
        programme=release.programme,
        release=None,
        ref__in=[total.ref for total in content.exact_totals],
    ).update(release=release)
    for part in all_parts():
        value = content.find(part)
        if part.when_signed is not None and value is not None:
            part.when_signed(actor, release.programme, value)


def _settle_quotes(release: Release) -> int:
    """How many quotes go out. Those that may not be shown now are taken out, so that none comes back.

    Where the last release lost a quote without a stop, as by a correction, what stood there rests first.
    """
    signed = Release.objects.filter(programme=release.programme, state=states.SIGNED)
    last = signed.order_by("-number").first()
    if last is not None and have_to_rest(last):
        ReleaseQuote.objects.filter(release__in=signed).update(rests=True)
    standing = [quote.pk for quote in standing_quotes(release)]
    release.quotes.filter(rests=False).exclude(pk__in=standing).delete()
    return len(standing)
