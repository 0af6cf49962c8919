"""Steps in a series beyond its trend and seasons, and the regressions of counts under them."""

import csv
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.change.autocorrelation import autocorrelation
from saidanddone_methods.change.regression import fit_counts, fit_shares, log_likelihood
from saidanddone_methods.change.segmented import segmented
from saidanddone_methods.change.trend import pre_trend
from saidanddone_methods.months import first_day
from saidanddone_methods.reference.change import (
    negative_binomial_reference,
    poisson_reference,
    share_reference,
)

BAN = date(2005, 1, 10)


@pytest.fixture(scope="module")
def sicily(shared_data):
    with (shared_data / "safety" / "sicily.csv").open() as file:
        rows = list(csv.DictReader(file))
    months = [date(int(row["year"]), int(row["month"]), 1) for row in rows]
    counts = dict(zip(months, (int(row["aces"]) for row in rows), strict=True))
    people = dict(zip(months, (float(row["stdpop"]) for row in rows), strict=True))
    return counts, people


def run_of(counts, begin=2020 * 12):
    return {first_day(begin + i): int(count) for i, count in enumerate(counts)}


def made_up(months=36, change=24, step=0.7, seed=1, level=80.0, growth=0.0):
    """A series with a known step, its own trend and one wave a year."""
    random, at = np.random.default_rng(seed), np.arange(months)
    log = np.log(level) + growth * at / 12 + 0.2 * np.sin(2 * np.pi * at / 12)
    return run_of(random.poisson(np.exp(log) * np.where(at >= change, step, 1.0)))


SINCE = first_day(2020 * 12 + 24)

# Published figures: Lopez Bernal, Cummins & Gasparrini (2017), worked on in our own peers' table.


@pytest.mark.parametrize(
    ("asked", "lower", "upper"),
    [("poisson", 0.864686, 0.925086), ("quasi", 0.839189, 0.953193)],
)
def test_sicily_without_seasons(sicily, asked, lower, upper):
    counts, people = sicily
    change = segmented(counts, BAN, population=people, spread=asked)
    assert change.ratio == pytest.approx(0.894377, rel=1e-6)
    independent, chance = change.step.ratio.independent, change.step.ratio.chance
    assert (independent.lower, independent.upper) == pytest.approx((lower, upper), rel=1e-6)
    assert (chance.lower, chance.upper) == pytest.approx((0.864686, 0.925086), rel=1e-6)
    assert change.dispersion == pytest.approx(3.559187, rel=1e-6)


def test_sicily_with_seasons(sicily):
    counts, people = sicily
    change = segmented(counts, BAN, population=people, harmonics=2)
    independent = change.step.ratio.independent
    figures = (change.ratio, independent.lower, independent.upper)
    assert figures == pytest.approx((0.885072, 0.839401, 0.933227), rel=1e-6)
    assert change.level == 2
    assert change.sentence == (
        "for as large a population and set against its own trend and seasons, 11 % fewer; "
        "could be anything from 5 % to 17 % fewer"
    )


@pytest.mark.slow
@pytest.mark.parametrize("spread", ["poisson", "quasi", "negative-binomial"])
def test_sicily_as_statsmodels_fits_it(sicily, spread):
    import statsmodels.api as sm

    counts, people = sicily
    months = sorted(counts)
    y = np.array([counts[month] for month in months], dtype=float)
    exposure = np.array([people[month] for month in months])
    time = np.arange(len(y)) / 12
    columns = np.column_stack(
        [np.ones_like(y), time, [month >= date(2005, 1, 1) for month in months]]
    )
    ours = fit_counts(columns, y, exposure, spread)
    family = sm.families.Poisson()
    if spread == "negative-binomial":
        family = sm.families.NegativeBinomial(alpha=ours.extra)
    theirs = sm.GLM(y, columns, family=family, exposure=exposure).fit(
        scale="X2" if spread == "quasi" else 1, tol=1e-12
    )
    assert ours.coefficients == pytest.approx(theirs.params, rel=1e-7)
    assert np.sqrt(np.diag(ours.covariance)) == pytest.approx(theirs.bse, rel=1e-6)
    if spread == "negative-binomial":
        whole = sm.NegativeBinomial(y, columns, exposure=exposure).fit(
            start_params=[*ours.coefficients, ours.extra], disp=0
        )
        assert ours.extra == pytest.approx(whole.params[-1], rel=1e-3)


# The regressions, against the plain references


def design(months=24):
    at = np.arange(months)
    return np.column_stack([np.ones(months), at / 12, at >= months // 2]).astype(float)


@pytest.mark.slow
@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000), st.floats(5, 300))
def test_the_fit_is_the_top_of_the_likelihood(seed, level):
    random = np.random.default_rng(seed)
    counts = random.poisson(level, 24).astype(float)
    exposure = random.uniform(0.5, 2, 24)
    ours = fit_counts(design(), counts, exposure, "poisson")
    best, covariance = poisson_reference(design(), counts, exposure)
    assert ours.coefficients == pytest.approx(best, abs=1e-5)
    assert np.diag(ours.covariance) == pytest.approx(np.diag(covariance), rel=1e-4)


@pytest.mark.slow
@settings(deadline=None, max_examples=8)
@given(st.integers(0, 10_000))
def test_extra_variance_is_found_where_it_is(seed):
    random = np.random.default_rng(seed)
    counts = random.poisson(60 * random.gamma(5, 1 / 5, 24)).astype(float)
    ours = fit_counts(design(), counts, np.ones(24), "negative-binomial")
    best, extra = negative_binomial_reference(design(), counts, np.ones(24))
    expected = np.exp(design() @ best)
    assert log_likelihood(counts, ours.expected, ours.extra) == pytest.approx(
        log_likelihood(counts, expected, extra), abs=1e-6
    )
    assert ours.extra == pytest.approx(extra, rel=1e-2)


def test_counts_no_wider_than_chance_have_no_extra_variance():
    fit = fit_counts(design(), np.full(24, 50.0), np.ones(24), "negative-binomial")
    assert fit.extra == 0
    assert fit.dispersion < 1
    poisson = fit_counts(design(), np.full(24, 50.0), np.ones(24), "poisson")
    assert fit.covariance == pytest.approx(poisson.covariance)


@pytest.mark.slow
@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10_000))
def test_shares_are_a_regression_with_a_level_for_each_month(seed):
    random = np.random.default_rng(seed)
    shocks = random.lognormal(0, 0.4, 24)
    here, there = random.poisson(60 * shocks), random.poisson(200 * shocks)
    exposure = random.uniform(0.2, 0.4, 24)
    ours = fit_shares(design(), here.astype(float), there.astype(float), exposure, "poisson")
    best, covariance = share_reference(design(), here.astype(float), there.astype(float), exposure)
    assert ours.coefficients == pytest.approx(best, abs=1e-5)
    assert np.diag(ours.covariance) == pytest.approx(np.diag(covariance), rel=1e-3)


# Laws


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.floats(0.01, 500))
def test_the_unit_of_population_does_not_matter(seed, unit):
    counts = made_up(seed=seed)
    plain = segmented(counts, SINCE, population=dict.fromkeys(counts, 1.0), harmonics=1)
    scaled = segmented(counts, SINCE, population=dict.fromkeys(counts, unit), harmonics=1)
    assert (plain.lower, plain.upper) == pytest.approx((scaled.lower, scaled.upper), rel=1e-6)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000))
def test_a_comparison_that_is_the_area_itself_leaves_nothing(seed):
    counts = made_up(seed=seed)
    change = segmented(counts, SINCE, comparison=counts)
    assert change.ratio == pytest.approx(1)
    assert change.could_be_no_change


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000))
def test_swapping_area_and_comparison_turns_the_step_over(seed):
    here, there = made_up(seed=seed), made_up(seed=seed + 1, step=1.0)
    forward = segmented(here, SINCE, comparison=there)
    backward = segmented(there, SINCE, comparison=here)
    assert (forward.lower, forward.upper) == pytest.approx((1 / backward.upper, 1 / backward.lower))


def test_what_strikes_both_areas_drops_out():
    shocks = np.random.default_rng(5).lognormal(0, 0.5, 36)
    step = np.where(np.arange(36) >= 24, 0.5, 1.0)
    here, there = run_of(np.rint(900 * shocks * step)), run_of(np.rint(3000 * shocks))
    alone, beside = segmented(here, SINCE), segmented(here, SINCE, comparison=there)
    assert alone.dispersion > 50
    assert beside.ratio == pytest.approx(0.5, abs=0.01)
    assert beside.dispersion < 1
    assert beside.level == 3


@pytest.mark.slow
@pytest.mark.parametrize("spread", ["quasi", "negative-binomial"])
def test_the_interval_covers_the_true_step_about_as_often_as_it_says(spread):
    random, at = np.random.default_rng(7), np.arange(36)
    expected = 80 * np.where(at >= 24, 0.7, 1.0)
    covered = 0
    for _ in range(200):
        counts = random.poisson(expected * random.gamma(20, 1 / 20, 36))
        change = segmented(run_of(counts), SINCE, spread=spread)
        covered += change.lower <= 0.7 <= change.upper
    assert 0.88 <= covered / 200 <= 0.99


def test_a_trend_that_bends_is_told_apart_when_asked():
    at = np.arange(48)
    bend = np.exp(-0.4 * np.maximum(at - 24, 0) / 12)
    change = segmented(run_of(np.rint(500 * bend)), SINCE, slope=True)
    assert change.own.slope.estimate == pytest.approx(np.exp(-0.4), rel=0.01)
    assert change.ratio == pytest.approx(1, abs=0.01)


# Months that take after their neighbours


def test_months_that_take_after_the_month_before_widen_the_interval():
    # The same months, in order and shuffled: only their memory differs.
    waves = np.rint(200 * np.exp(0.5 * np.sin(np.arange(48) / 3)))
    mixed = np.concatenate(
        [np.random.default_rng(1).permutation(side) for side in (waves[:24], waves[24:])]
    )
    remembers, forgets = (segmented(run_of(counts), SINCE).own for counts in (waves, mixed))
    assert remembers.autocorrelation > 0.5 > forgets.autocorrelation
    for step in (remembers, forgets):
        assert step.ratio.interval.upper > step.ratio.independent.upper
    assert _width(remembers.ratio.interval) > 1.3 * _width(forgets.ratio.interval)


def _width(interval):
    return np.log(interval.upper / interval.lower)


def test_fewer_months_than_a_year_on_either_side_have_no_interval():
    for since in (11, 25):
        change = segmented(made_up(36), first_day(2020 * 12 + since))
        assert change.lower is change.upper is change.step.trend.interval is None
        assert change.could_be_no_change
        assert "too few months to tell (" in change.sentence
        assert ", 12 are needed); chance alone: " in change.sentence
    assert segmented(made_up(36), SINCE).lower is not None


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10_000), st.sampled_from(["quasi", "poisson", "negative-binomial"]))
def test_the_interval_holds_the_ranges_that_allow_for_less(seed, spread):
    ratio = segmented(made_up(seed=seed, level=15), SINCE, spread=spread).step.ratio
    for narrower in (ratio.chance, ratio.independent):
        assert ratio.interval.lower <= narrower.lower
        assert narrower.upper <= ratio.interval.upper


def test_the_correlation_of_neighbours_is_that_of_its_definition_and_stops_at_a_gap():
    off = np.array([2.0, 1.0, -3.0, 1.0, -1.0])
    by_hand = (2 * 1 + 1 * -3 + -3 * 1 + 1 * -1) / (4 + 1 + 9 + 1 + 1)
    assert autocorrelation(np.arange(5.0), off + 7) == pytest.approx(by_hand)
    apart = np.array([0.0, 1, 5, 6, 7])
    assert autocorrelation(apart, off) == pytest.approx((2 * 1 + -3 * 1 + 1 * -1) / 16)
    assert autocorrelation(np.arange(3.0), np.zeros(3)) == 0


def test_the_trend_before_allows_for_neighbours_too():
    waves = np.exp(0.5 * np.sin(np.arange(48) / 3))
    trend = pre_trend(run_of(np.rint(200 * waves)), first_day(2020 * 12 + 40))
    assert trend.autocorrelation > 0.5
    assert _width(trend.per_year.interval) > 1.5 * _width(trend.per_year.independent)


def test_the_trend_of_fewer_months_than_a_year_has_no_interval():
    trend = pre_trend(made_up(), first_day(2020 * 12 + 11))
    assert trend.per_year.interval is trend.p_value is None
    assert "too few months to tell (11 before, 12 are needed)" in trend.sentence


# Months that are not there


def test_a_missing_month_keeps_its_place_and_is_named():
    at = np.arange(36)
    whole = run_of(np.rint(100 * 1.2 ** (at / 12)))
    gap = {month: count for month, count in whole.items() if month != date(2020, 9, 1)}
    change = segmented(gap, SINCE)
    assert change.own.missing == ("September 2020",)
    assert change.sentence.endswith("left out, having no figure: September 2020")
    assert change.own.trend.estimate == pytest.approx(1.2, rel=1e-2)
    unknown = segmented({**whole, date(2020, 9, 1): None}, SINCE)
    assert (unknown.lower, unknown.upper, unknown.own.missing) == (
        change.lower,
        change.upper,
        change.own.missing,
    )


def test_beside_another_area_the_sentence_names_area_trend_and_seasons():
    there = made_up(seed=2, step=1.0, level=900)
    assert segmented(made_up(), SINCE, comparison=there).sentence.startswith(
        "set against the comparison area and its trend, "
    )
    sentence = segmented(made_up(), SINCE, comparison=there, harmonics=1).sentence
    assert sentence.startswith("set against the comparison area and its trend and seasons, ")
    assert sentence.endswith(" against its own trend and seasons")


def test_many_missing_months_are_named_up_to_a_dozen_in_the_sentence():
    gap = {month: count for month, count in made_up(72).items() if not 2022 <= month.year <= 2023}
    change = segmented(gap, date(2024, 6, 1))
    assert len(change.own.missing) == 24
    assert change.sentence.endswith("November 2022, December 2022 and 12 more")


def test_a_range_that_is_not_95_times_in_100_right_says_so():
    assert "times in 100" not in segmented(made_up(), SINCE).sentence
    sentence = segmented(made_up(), SINCE, confidence=0.8).sentence
    assert sentence.endswith("; such ranges are right 80 times in 100")


def test_a_month_missing_in_the_comparison_is_left_out_of_both():
    here, there = made_up(), made_up(seed=2)
    del there[date(2021, 2, 1)]
    change = segmented(here, SINCE, comparison=there)
    assert change.own.missing == change.comparison.missing == ("February 2021",)
    assert change.own.months_before == 23


@pytest.mark.parametrize(
    ("counts", "asked", "reason"),
    [
        (run_of([5] * 30), {"since": first_day(2020 * 12 + 5)}, "5 months before the change are"),
        (run_of([5] * 30), {"since": first_day(2020 * 12 + 29)}, "1 month after the change is too"),
        (run_of([5] * 30), {"since": first_day(2020 * 12 + 28)}, "2 months after the change"),
        (run_of([0] * 24 + [5] * 12), {}, "nothing was counted before the change"),
        (run_of([5] * 24 + [0] * 12), {}, "nothing was counted after the change"),
        (run_of([5] * 24 + [0] * 10 + [4, 0]), {}, "only 4 counted after the change; 5 events"),
        (run_of([0] * 23 + [3] * 13), {}, "only 3 counted before the change; 5 events"),
        (
            run_of([5] * 36),
            {"comparison": run_of([9] * 24 + [0] * 11 + [2])},
            "only 2 counted after the change in the comparison area",
        ),
        (run_of([5] * 20), {"since": first_day(2020 * 12 + 10), "harmonics": 1}, "tell seasons"),
        ({}, {}, "there are no months"),
    ],
)
def test_too_little_is_refused_with_the_reason(counts, asked, reason):
    with pytest.raises(TooThin, match=reason):
        segmented(counts, **{"since": SINCE, **asked})


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"harmonics": 6}, "harmonics must be 5 or fewer"),
        ({"harmonics": -1}, "harmonics must be 0 or more"),
        ({"spread": "normal"}, "spread must be one of"),
        ({"confidence": 1}, "confidence must lie between 0 and 1"),
        ({"population": {SINCE: 4.0}}, "is missing for January 2020"),
        ({"comparison_population": {}}, "needs a comparison area"),
        ({"comparison": run_of([5] * 35)}, "begin and end in the same months"),
        (
            {"comparison": made_up(seed=3), "spread": "negative-binomial"},
            "beside a comparison area the spread is quasi or poisson",
        ),
    ],
)
def test_what_cannot_be_asked_is_said(asked, says):
    with pytest.raises(BadInput, match=says):
        segmented(made_up(), SINCE, **asked)


def test_counts_that_cannot_be_are_named():
    with pytest.raises(BadInput, match="January 2020 of the series must be 0 or more"):
        segmented({**made_up(), date(2020, 1, 1): -4}, SINCE)
    with pytest.raises(BadInput, match="January 2020 stands twice"):
        segmented({**made_up(), date(2020, 1, 31): 4}, SINCE)


# Before the change


def test_the_trend_before_is_told():
    at = np.arange(36)
    trend = pre_trend(run_of(np.rint(4000 * 0.8 ** (at / 12))), SINCE)
    assert trend.per_year.estimate == pytest.approx(0.8, rel=1e-3)
    assert trend.p_value < 1e-6
    assert trend.months == 24
    assert trend.sentence.startswith("each year before the change, 20 % fewer")


def test_beside_a_comparison_that_fell_alike_there_is_none():
    at = np.arange(36)
    fall = 0.8 ** (at / 12)
    here, there = run_of(np.rint(4000 * fall)), run_of(np.rint(90_000 * fall))
    trend = pre_trend(here, SINCE, comparison=there)
    assert trend.per_year.could_be_no_change
    assert trend.p_value > 0.5
    assert "beside the comparison area" in trend.sentence


def test_what_comes_after_the_change_is_not_looked_at():
    before = {month: count for month, count in made_up().items() if month < SINCE}
    assert pre_trend(made_up(), SINCE, harmonics=1) == pre_trend(before, SINCE, harmonics=1)


def test_a_trend_needs_months_and_events():
    with pytest.raises(TooThin, match="5 months before the change are too few; 8 are needed"):
        pre_trend(run_of([5] * 30), first_day(2020 * 12 + 5))
    with pytest.raises(TooThin, match="nothing was counted before"):
        pre_trend(run_of([0] * 30), SINCE)
    with pytest.raises(TooThin, match="only 4 counted before the change"):
        pre_trend(run_of([0] * 20 + [1] * 30), SINCE)
