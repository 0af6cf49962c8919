"""Eastmere is what it says it is: the counts, the story's turns, and the same each time."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Sum

from saidanddone.access.models import Installation, User
from saidanddone.access.queries import actor_by_email
from saidanddone.answers.models import AloudTally, Answer
from saidanddone.answers.queries.replies import current, replies_by_answer
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.scheduling.jobs import all_jobs
from saidanddone.evidence.coding.models import CommunitySummary
from saidanddone.evidence.themes.models import CommonGroundRun, Tension, ThemeSummary
from saidanddone.listening.models import Attendance, Contribution, Engagement, Receipt
from saidanddone.listening.receipts import mac_of, normalise
from saidanddone.outcomes.models import Indicator, PeriodTotal
from saidanddone.outcomes.queries import read_indicator
from saidanddone.peers.models import PeerResearcher
from saidanddone.programme.models import Programme
from saidanddone.project.demo.dates import story_year
from saidanddone.releases.models import ExactTotal, Release
from saidanddone.strategy.models import Action
from saidanddone.strategy.queries import done_nobody_asked_for
from saidanddone.thread.queries import figures
from tests.conftest import EASTMERE_AS_OF

YEAR = EASTMERE_AS_OF.year
LEAD = "strategy-lead@eastmere.example"


def test_twenty_and_fifty_five_people_took_part(eastmere: Programme) -> None:
    came = Attendance.objects.filter(engagement__programme=eastmere)
    by_community = dict(came.values_list("community__slug").annotate(Sum("people")))
    assert by_community == {"sex_workers": 20, "residents": 55}
    kinds = Counter(Engagement.objects.values_list("kind", flat=True))
    assert kinds["peer_interview"] == 20
    assert kinds["community_conversation"] == 3
    assert kinds["faith_session"] == 1


def test_twenty_and_twenty_four_spoke_for_themselves(eastmere: Programme) -> None:
    heard = CommunitySummary.objects.filter(community__programme=eastmere)
    assert dict(heard.values_list("community__slug", "people")) == {
        "sex_workers": 20,
        "residents": 24,
    }


def test_three_sit_on_the_panel_and_one_rests(eastmere: Programme) -> None:
    states = PeerResearcher.objects.filter(programme=eastmere).values_list("alias", "state")
    assert dict(states) == {"Wren": "ready", "Juniper": "ready", "Moss": "resting"}


@pytest.mark.parametrize(
    ("theme", "sex_workers", "residents"),
    [
        ("lights-on-the-stairs", 11, 13),  # raised about as often by both
        ("someone-who-rings-back", 7, 8),
        ("fewer-stops", 11, 2),  # raised more in peer interviews
        ("believe-me", 12, 2),
        ("more-patrols", 2, 14),  # raised more in community conversations
        ("walk-to-school", 2, 11),
    ],
)
def test_who_raised_what(eastmere: Programme, theme: str, sex_workers: int, residents: int) -> None:
    rows = ThemeSummary.objects.filter(theme__programme=eastmere, theme__slug=theme)
    assert dict(rows.values_list("community__slug", "people")) == {
        "sex_workers": sex_workers,
        "residents": residents,
    }


def test_every_passage_is_found_both_ways(eastmere: Programme) -> None:
    counts = figures(actor_by_email(LEAD), eastmere)
    assert counts.unresolvable == 0
    assert (counts.contributions, counts.excerpts, counts.codings) == (60, 297, 300)
    assert (counts.themes, counts.priorities, counts.actions) == (19, 6, 30)
    assert (counts.indicators, counts.answers, counts.verdicts) == (10, 16, 82)
    assert counts.answered_share == pytest.approx(220 / 255)


def test_answers_say_each_of_the_six_things(eastmere: Programme) -> None:
    said = Counter(Answer.objects.filter(programme=eastmere).values_list("says", flat=True))
    assert set(said) == set(Answer.SAYS)
    assert said["no_because"] == said["not_ours"] == said["to_decide"] == 1


def test_the_one_number_was_reopened_by_what_people_said_back(eastmere: Programme) -> None:
    [reopened] = Answer.objects.filter(programme=eastmere, state="reopened")
    assert reopened.theme.slug == "someone-who-rings-back"
    assert reopened.reopened_at is not None
    assert reopened.reopened_at.date() == date(YEAR, 9, 28)
    assert reopened.reopened_on_figures
    assert Answer.objects.get(theme=reopened.theme, number=2).state == "drafted"


def test_no_other_answer_would_reopen(eastmere: Programme) -> None:
    standing = current(eastmere).filter(state="published")
    assert len(standing) == 13
    assert not [counts for counts in replies_by_answer(standing).values() if counts.reopens]
    assert AloudTally.objects.filter(answer__programme=eastmere).count() == 16


def test_the_tension_has_its_decision(eastmere: Programme) -> None:
    [tension] = Tension.objects.filter(programme=eastmere)
    [decision] = tension.decisions.all()
    assert decision.who_bears_the_cost
    assert decision.offered_to_them
    assert {tension.one.slug, tension.other.slug} == {"more-patrols", "fewer-stops"}
    both = Answer.objects.filter(theme__in=[tension.one, tension.other])
    assert {answer.state for answer in both} == {"published"}


def test_lamps_were_mended_three_days_after_they_were_asked_for(eastmere: Programme) -> None:
    action = Action.objects.get(programme=eastmere, title__startswith="Mend the lamps")
    assert action.asked_at is not None
    assert action.done_on == action.asked_at.held_on + timedelta(days=3)
    opening = eastmere.stages.get(title__contains="approves the plan").starts_on
    assert action.done_on < opening


def test_the_plan_shows_what_went_wrong(eastmere: Programme) -> None:
    actions = Action.objects.filter(programme=eastmere)
    overdue = [action.title for action in actions if action.is_overdue(EASTMERE_AS_OF)]
    assert len(overdue) == 2
    assert actions.get(state="stopped").title == "A van with cameras on the parade"
    assert actions.get(state="not_possible").reason
    assert len(done_nobody_asked_for(eastmere)) == 2


def test_indicators_state_the_outcomes(eastmere: Programme) -> None:
    def last(slug: str) -> int:
        month = Indicator.objects.get(programme=eastmere, slug=slug).measurements.last()
        assert month is not None
        assert month.month == date(YEAR, 10, 1)
        return month.value

    assert last("hubs-open") == 3
    totals = PeriodTotal.objects.filter(indicator__programme=eastmere)
    assert totals.get(indicator__slug="structured-support").total == 49
    assert totals.get(indicator__slug="panel-situations").total == 27


def test_reports_to_police_fell_over_a_year_and_are_read_beside_two_others(
    eastmere: Programme,
) -> None:
    reports = Indicator.objects.get(programme=eastmere, slug="asb-reports")
    page = read_indicator(actor_by_email(LEAD), eastmere, reports.ref)
    assert (
        "26 % fewer; could be anything from 6 % to 41 % fewer; the comparison area fell 8 %"
        in str(page)
    )
    beside = set(reports.stands_beside.values_list("slug", flat=True))
    assert beside == {"harm-reported", "enforcement"}


def test_enforcement_was_counted_for_too_few_months_to_tell(eastmere: Programme) -> None:
    enforcement = Indicator.objects.get(programme=eastmere, slug="enforcement")
    page = read_indicator(actor_by_email(LEAD), eastmere, enforcement.ref)
    assert (
        "72 % fewer; too few months to tell (7 on each side, 12 are needed); "
        "chance alone: 51 % to 85 % fewer" in str(page)
    )


def test_two_releases_were_each_signed_by_two(eastmere: Programme) -> None:
    releases = Release.objects.filter(programme=eastmere).order_by("number")
    assert [release.state for release in releases] == ["signed", "signed"]
    assert all(release.signatures.count() == 2 for release in releases)
    totals = ExactTotal.objects.filter(programme=eastmere, release__isnull=False)
    assert sorted(totals.values_list("total", flat=True)) == [20, 27, 49, 55, 262, 354]


def test_the_audit_tells_the_year_in_order(eastmere: Programme) -> None:
    moments = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[0].date() == date(YEAR, 1, 6)


def test_two_evenings_wait_to_be_confirmed(eastmere: Programme) -> None:
    waiting = Contribution.objects.filter(programme=eastmere, confirmed_at=None)
    assert waiting.count() == 2
    kept = timedelta(days=eastmere.raw_words_kept_days)
    assert all(contribution.created_at.date() + kept > EASTMERE_AS_OF for contribution in waiting)


def test_common_ground_was_worked_out(eastmere: Programme) -> None:
    assert CommonGroundRun.objects.get(programme=eastmere).result


def test_codes_are_fresh_and_open_something(eastmere: Programme) -> None:
    printed = StringIO()
    call_command("demo_codes", stdout=printed)
    codes = [line.split("    ")[0] for line in printed.getvalue().splitlines() if "    " in line]
    assert len(codes) == 4
    for code in codes:
        meant = normalise(code)
        assert meant is not None
        assert Receipt.objects.get(mac=mac_of(meant)).burnt_at is None


def test_codes_are_refused_beside_real_data(eastmere: Programme) -> None:
    Installation.objects.update(kind="real")
    with pytest.raises(CommandError, match="only in a demonstration"):
        call_command("demo_codes")


def test_it_is_refused_where_a_programme_is(eastmere: Programme) -> None:
    with pytest.raises(CommandError, match="A programme is here already"):
        call_command("demo")


@pytest.mark.django_db
def test_it_is_refused_outside_a_demonstration(settings: object) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demo")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_it_is_refused_where_the_data_is_real() -> None:
    Installation.objects.create(kind="real")
    with pytest.raises(CommandError, match="This database is real"):
        call_command("demo")


@pytest.mark.parametrize(
    ("as_of", "year"),
    [
        (date(2026, 11, 22), 2026),
        (date(2026, 11, 2), 2026),
        (date(2026, 11, 1), 2025),
        (date(2027, 3, 1), 2026),
    ],
)
def test_the_story_is_of_the_last_summer_whose_figures_are_out(as_of: date, year: int) -> None:
    assert story_year(as_of) == year


def acts_of_people() -> int:
    """Entries without those of the model, which looks for names in what waits to be confirmed."""
    return Entry.objects.exclude(act="evidence.look_for_names").count()


def test_a_worker_that_begins_on_its_last_day_finds_nothing_to_change(eastmere: Programme) -> None:
    entries = acts_of_people()
    states = Counter(Answer.objects.values_list("state", flat=True))
    with clock.as_if(datetime.combine(EASTMERE_AS_OF, time(23), UTC)):
        for job in all_jobs().values():
            job.run(clock.today())
    assert acts_of_people() == entries
    assert Counter(Answer.objects.values_list("state", flat=True)) == states
