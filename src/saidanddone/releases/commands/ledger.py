"""Letting one total out exact: once, for a closed period, by a named person's decision."""

from datetime import date

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.disclosure.analyses import gives_a_month_away, refuses_exact
from saidanddone.disclosure.months import is_whole_months, last_of_month
from saidanddone.listening.release import attendance_of
from saidanddone.outcomes.models import Indicator, PeriodTotal
from saidanddone.outcomes.queries import figures_of
from saidanddone.programme.models import Community, Programme
from saidanddone.releases import past
from saidanddone.releases.models import ExactTotal


@transaction.atomic
def decide_exact_total(
    *,
    actor: Actor,
    programme: Programme,
    indicator: Indicator | None = None,
    community: Community | None = None,
    starts_on: date,
    ends_on: date,
    because: str,
) -> ExactTotal:
    """Decide that a total may leave exact with the next release.

    Of an indicator, whose total for exactly this period is recorded; or of a community, those who
    took part, in whole months. Refused below 10, before the period is over, where it overlaps an
    earlier exact total, and where anything that left, or will, could be combined with it.
    """
    require(actor, "publishing.decide_totals", programme)
    # One decision at a time, so that two cannot overlap unseen.
    Programme.objects.select_for_update().get(pk=programme.pk)
    if not because.strip():
        raise Refused("Say why this total may leave exact. The reason is public.")
    if ends_on < starts_on:
        raise Refused("The period ends before it starts. Change one of the dates.")
    entry = ExactTotal(
        programme=programme,
        indicator=indicator,
        community=community,
        starts_on=starts_on,
        ends_on=ends_on,
        total=_total(programme, indicator, community, starts_on, ends_on),
        decided_by_id=actor.user_id,
        because=because.strip(),
    )
    _refuse_what_tells_more(entry)
    entry.save()
    audit.record(
        actor=actor,
        act="publishing.decide_totals",
        about=entry,
        scope_ref=programme.ref,
    )
    return entry


def _refuse_what_tells_more(entry: ExactTotal) -> None:
    """Alone, with anything that left or will, or with the months that it is the sum of."""
    totals = past.exact_totals_of(entry.programme)
    before = [*past.ledger_lines(totals), *past.published_figures(entry.programme)]
    name, today = past.exact_total_name(entry), clock.today()
    if why := refuses_exact(name, entry.starts_on, entry.ends_on, entry.total, before, today):
        raise Refused(why)
    if entry.indicator is not None and _gives_a_month_away(entry.indicator, entry):
        raise Refused(
            "The months of this measure add up to this total, so a month too small to show could be "
            "worked out from it. It may not leave exact."
        )


def _total(
    programme: Programme,
    indicator: Indicator | None,
    community: Community | None,
    starts_on: date,
    ends_on: date,
) -> int:
    if (indicator is None) == (community is None):
        raise Refused("Choose one thing that the total counts.")
    if community is not None:
        return _attendance(programme, community, starts_on, ends_on)
    if indicator is None or indicator.programme_id != programme.pk:
        raise Refused("Choose a measure of this programme.")
    if indicator.counts == "things":
        raise Refused("This measure counts things, not people. It leaves as it is already.")
    found = PeriodTotal.objects.filter(
        indicator=indicator, starts_on=starts_on, ends_on=ends_on
    ).first()
    if found is None:
        raise Refused(
            "No total is recorded for exactly this period. Record it with the measure first."
        )
    return found.total


def _attendance(programme: Programme, community: Community, starts_on: date, ends_on: date) -> int:
    if community.programme_id != programme.pk:
        raise Refused("Choose a community of this programme.")
    if not is_whole_months(starts_on, ends_on):
        raise Refused(
            "Choose whole months: from the first day of a month to the last day of a month."
        )
    return sum(
        row.people
        for row in attendance_of(programme)
        if row.community_id == community.pk and starts_on <= row.engagement.held_on <= ends_on
    )


def _gives_a_month_away(indicator: Indicator, entry: ExactTotal) -> bool:
    within = {
        month: each.value
        for month, each in figures_of(indicator).items()
        if entry.starts_on <= month and last_of_month(month) <= entry.ends_on
    }
    return sum(within.values()) == entry.total and gives_a_month_away(within)
