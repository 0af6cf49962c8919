"""What contributors agreed to, and the codes by which they come back."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.listening import consent, receipts
from saidanddone.listening.models import (
    ConsentEvent,
    Contributor,
    Receipt,
)
from saidanddone.listening.states import ACTIVE
from saidanddone.programme.models import Programme


def with_consent(use: str) -> QuerySet[Contributor]:
    """Everyone whose ledger now stands at *given* for this use and who is not withdrawing.

    One subquery, so that later stages can filter by it: `contributor__in=with_consent(...)`.
    """
    last = ConsentEvent.objects.filter(contributor=OuterRef("pk"), use=use).order_by("-pk")
    return (
        Contributor.objects.filter(state=ACTIVE)
        .alias(last_act=Subquery(last.values("act")[:1]))
        .filter(last_act=consent.GIVEN)
    )


def lines_of(contributor: Contributor) -> list[consent.Line]:
    """Their ledger, oldest first."""
    rows = ConsentEvent.objects.filter(contributor=contributor).order_by("pk")
    return [consent.Line(*row) for row in rows.values_list("use", "act", "by_code")]


def consents_of(contributor: Contributor) -> dict[str, str]:
    """The last act on each use: given, refused, withdrawn or not_asked."""
    return consent.latest_acts(lines_of(contributor))


def receipt_of(typed: str) -> Receipt | None:
    """The receipt of a typed code: not burnt, and its contributor not withdrawing.

    A malformed code runs the same query with a random mac, so that hit and miss are alike; as little
    as can be is fetched with a hit, so that it takes no longer.
    """
    spare = receipts.new_code()
    mac = receipts.mac_of(receipts.normalise(typed) or spare)
    live = Receipt.objects.filter(mac=mac, burnt_at=None, contributor__state=ACTIVE)
    return live.select_related("contributor").first()


def find_by_code(actor: Actor, programme: Programme, typed: str) -> Contributor:
    """The contributor who has come back with their card; one withdrawing by code is found too.

    Audited, hit or miss. Raises NotYours for a wrong, burnt or another programme's code alike.
    """
    require(actor, "listening.withdraw", programme)
    contributor = _owner_of_code(actor, programme, typed)
    if contributor is None:
        raise NotYours("code")
    return contributor


@transaction.atomic
def _owner_of_code(actor: Actor, programme: Programme, typed: str) -> Contributor | None:
    spare = receipts.new_code()
    mac = receipts.mac_of(receipts.normalise(typed) or spare)
    receipt = (
        Receipt.objects.filter(mac=mac, burnt_at=None, programme=programme)
        .select_related("contributor")
        .first()
    )
    contributor = receipt.contributor if receipt else None
    audit.record(
        actor=actor,
        act="listening.find_by_code",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[contributor.key_ref] if contributor else [],
    )
    return contributor


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
