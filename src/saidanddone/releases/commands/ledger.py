"""Publish one total exactly: once, for a closed period, by a named person's decision."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.disclosure.analyses import gives_a_month_away, refuses_exact
from saidanddone.disclosure.months import is_whole_months, last_of_month
from saidanddone.listening.release import attendance_of
from saidanddone.outcomes.models import Indicator, PeriodTotal
from saidanddone.outcomes.queries import figures_of
from saidanddone.programme.models import Programme
from saidanddone.releases import past
from saidanddone.releases.inputs import ExactTotalInput
from saidanddone.releases.models import ExactTotal
from saidanddone.releases.stored import read


@transaction.atomic
def decide_exact_total(
    *, actor: Actor, programme: Programme, details: ExactTotalInput
) -> ExactTotal:
    """Decide that the next release publishes a total exactly.

    Of an indicator, whose total for exactly this period is recorded; or of a community, those who
    took part, in whole months. Refused below 10, before the period is over, where it overlaps an
    earlier exact total, and where a figure that is published, or will be, could be combined with it.
    """
    require(actor, "publishing.decide_totals", programme)
    # One decision at a time, so that two cannot overlap unseen.
    Programme.objects.select_for_update().get(pk=programme.pk)
    if not details.because:
        raise Refused("Say why this exact total is published. The reason is public.")
    if details.ends_on < details.starts_on:
        raise Refused("The period ends before it starts. Change one of the dates.")
    entry = ExactTotal(programme=programme, decided_by_id=actor.user_id, **fields_of(details))
    _set_total(entry, details)
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
    signed = [read(release.content) for release in past.signed_releases(entry.programme)]
    before = [*past.ledger_lines(totals), *past.published_figures(signed)]
    name, today = past.exact_total_name(entry), clock.today()
    if why := refuses_exact(name, entry.starts_on, entry.ends_on, entry.total, before, today):
        raise Refused(why)
    if entry.indicator is not None and _gives_a_month_away(entry.indicator, entry):
        raise Refused(
            "The months of this measure add up to this total, so a month too small to show could be "
            "worked out from it. It may not leave exact."
        )


def _set_total(entry: ExactTotal, details: ExactTotalInput) -> None:
    """Set what the entry counts, and its total. Raises NotYours where the programme has no such."""
    if bool(details.indicator_slug) == bool(details.community_slug):
        raise Refused("Choose one thing that the total counts.")
    programme = entry.programme
    if details.community_slug:
        entry.community = programme.communities.filter(slug=details.community_slug).first()
        entry.total = _attendance(entry)
        return
    entry.indicator = programme.indicators.filter(slug=details.indicator_slug).first()
    entry.total = _recorded_total(entry)


def _recorded_total(entry: ExactTotal) -> int:
    """The total recorded of an indicator for exactly this period."""
    indicator = entry.indicator
    if indicator is None:
        raise NotYours("indicator")
    if indicator.counts == "things":
        raise Refused("This measure counts things, not people. It leaves as it is already.")
    recorded = PeriodTotal.objects.filter(
        indicator=indicator, starts_on=entry.starts_on, ends_on=entry.ends_on
    ).first()
    if recorded is None:
        raise Refused(
            "No total is recorded for exactly this period. Record it with the measure first."
        )
    return recorded.total


def _attendance(entry: ExactTotal) -> int:
    """How many of a community took part in occasions of this period, in whole months."""
    if entry.community is None:
        raise NotYours("community")
    if not is_whole_months(entry.starts_on, entry.ends_on):
        raise Refused(
            "Choose whole months: from the first day of a month to the last day of a month."
        )
    return sum(
        row.people
        for row in attendance_of(entry.programme)
        if row.community_id == entry.community_id
        and entry.starts_on <= row.engagement.held_on <= entry.ends_on
    )


def _gives_a_month_away(indicator: Indicator, entry: ExactTotal) -> bool:
    within = {
        month: figure.value
        for month, figure in figures_of(indicator).items()
        if entry.starts_on <= month and last_of_month(month) <= entry.ends_on
    }
    return sum(within.values()) == entry.total and gives_a_month_away(within)
