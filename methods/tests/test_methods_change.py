"""Before and after: ratios, their intervals, and the sentence."""

import math
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats.contingency import odds_ratio

from saidanddone_methods import (
    MARYLAND_LEVELS,
    BadInput,
    Interval,
    TooThin,
    before_after,
    rate_ratio,
    ratio_of_ratios,
    ratios,
)
from saidanddone_methods.wording import change_sentence, comparison_clause

methods = st.sampled_from(["exact", "score", "midp"])
some = st.integers(1, 400)


def months(year, total, first=4, count=7):
    """A total spread over `count` months from `first`."""
    share, more = divmod(total, count)
    return {date(year, first + i, 1): share + (i < more) for i in range(count)}


def year_of(year, total):
    return months(year, total, 1, 12)


# Ratios of two rates


@pytest.mark.parametrize(
    ("method", "lower", "upper"),
    [
        # 60 events in 51,477.5 person-years against 30 in 54,308.7: the worked example of the R
        # packages rateratio.test and exactci (exact) and of statsmodels (score).
        ("score", 1.36596, 3.25931),
        ("exact", 1.3397, 3.3884),
    ],
)
def test_the_published_example_of_two_rates(method, lower, upper):
    ratio = rate_ratio(30, 60, 54_308.7, 51_477.5, method)
    assert ratio.estimate == pytest.approx((60 / 51_477.5) / (30 / 54_308.7))
    assert (ratio.lower, ratio.upper) == pytest.approx((lower, upper), rel=3e-5)


def test_100_reports_to_74_can_be_no_change():
    ratio = rate_ratio(100, 74)
    assert (round(ratio.lower, 3), round(ratio.upper, 3)) == (0.540, 1.010)


def _tails(x, n, p, method):
    """Chance of x or more, and of x or fewer; half of x itself for mid-P."""
    weight = 0.5 if method == "midp" else 1
    at = weight * stats.binom.pmf(x, n, p)
    return stats.binom.sf(x, n, p) + at, stats.binom.cdf(x - 1, n, p) + at


@settings(deadline=None)
@given(some, some, st.sampled_from(["exact", "midp"]), st.sampled_from([0.5, 1, 3]))
def test_at_the_limits_each_tail_holds_half_of_alpha(before, after, method, exposure):
    ratio = rate_ratio(before, after, 1, exposure, method)

    def share(limit):
        return limit * exposure / (1 + limit * exposure)

    n = before + after
    assert _tails(after, n, share(ratio.lower), method)[0] == pytest.approx(0.025, rel=1e-6)
    assert _tails(after, n, share(ratio.upper), method)[1] == pytest.approx(0.025, rel=1e-6)


@settings(deadline=None)
@given(some, st.integers(0, 400))
def test_the_score_limits_lie_z_errors_away_under_the_null(before, after):
    ratio = rate_ratio(before, after, method="score")
    z = stats.norm.ppf(0.975)
    for limit in (ratio.lower, ratio.upper):
        error = (limit * (before + after)) ** 0.5
        assert abs(after - limit * before) == pytest.approx(z * error)


@settings(deadline=None)
@given(some, st.integers(0, 400), methods)
def test_the_estimate_lies_in_its_interval(before, after, method):
    ratio = rate_ratio(before, after, method=method)
    assert 0 <= ratio.lower <= ratio.estimate <= ratio.upper


@settings(deadline=None)
@given(some, some, methods)
def test_turning_time_round_turns_the_ratio_over(before, after, method):
    there, back = rate_ratio(before, after, method=method), rate_ratio(after, before, method=method)
    assert (there.lower, there.upper) == pytest.approx((1 / back.upper, 1 / back.lower), rel=1e-7)


@settings(deadline=None)
@given(some, st.integers(0, 400))
def test_exact_is_never_narrower_than_mid_p(before, after):
    exact, midp = rate_ratio(before, after), rate_ratio(before, after, method="midp")
    assert exact.lower <= midp.lower
    assert midp.upper <= exact.upper


@given(some, some, methods, st.floats(0.1, 1000))
def test_the_unit_of_exposure_does_not_matter(before, after, method, unit):
    plain = rate_ratio(before, after, 3, 5, method)
    scaled = rate_ratio(before, after, 3 * unit, 5 * unit, method)
    assert (scaled.lower, scaled.upper) == pytest.approx((plain.lower, plain.upper))


def test_exact_limits_cover_at_least_what_they_say():
    # Equal rates, 30 events expected in each period: how often does the interval hold 1?
    missed = sum(
        stats.poisson.pmf(before, 30) * stats.poisson.pmf(after, 30)
        for before in range(1, 70)
        for after in range(70)
        if 1 not in rate_ratio(before, after)
    )
    assert 0.02 < missed <= 0.05


@pytest.mark.parametrize("confidence", [0.95, 0.998, 1 - 1e-15])
def test_limits_keep_their_digits_where_nearly_all_is_on_one_side(confidence):
    # One event before: the limits of its share are closed, 1 - tail ** (1 / n) and so on.
    tail, after = (1 - confidence) / 2, 10**9
    ratio = rate_ratio(1, after, confidence=confidence)
    gone = -math.expm1(math.log1p(-tail) / (after + 1))  # the share before, at its lower limit
    assert ratio.upper == pytest.approx((1 - gone) / gone, rel=1e-9)
    assert ratio.lower == pytest.approx(1 / rate_ratio(after, 1, confidence=confidence).upper)


def test_more_events_than_the_tails_can_tell_apart_are_refused():
    with pytest.raises(BadInput, match="after must be 1,000,000,000 events or fewer"):
        rate_ratio(1, 10**9 + 1)
    with pytest.raises(BadInput, match="comparison_before must be"):
        ratio_of_ratios(1, 1, 10**10, 1)


def test_nothing_after_has_a_lower_limit_of_nothing():
    # (1 - p) ** 12 = .025 at the upper limit of the share.
    share = 1 - 0.025 ** (1 / 12)
    ratio = rate_ratio(12, 0)
    assert (ratio.estimate, ratio.lower) == (0, 0)
    assert ratio.upper == pytest.approx(share / (1 - share))


def test_nothing_before_is_refused():
    with pytest.raises(TooThin, match="nothing was counted before"):
        rate_ratio(0, 4)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"before": -1}, "before must be 0 or more"),
        ({"after": 7.5}, "after must be a whole number"),
        ({"exposure_after": 0}, "exposure_after must be above 0"),
        ({"exposure_before": float("inf")}, "exposure_before must be above 0"),
        ({"method": "wald"}, "method must be one of exact, score, midp"),
        ({"confidence": 0}, "confidence must lie between 0 and 1"),
    ],
)
def test_a_ratio_says_what_is_wrong(arguments, says):
    with pytest.raises(BadInput, match=says):
        rate_ratio(**{"before": 10, "after": 7, **arguments})


# Ratios of ratios


@settings(deadline=None, max_examples=60)
@given(some, st.integers(0, 400), some, some)
def test_the_ratio_of_ratios_has_the_limits_that_scipy_gives(before, after, early, late):
    ours = ratio_of_ratios(before, after, early, late)
    theirs = odds_ratio([[after, before], [late, early]]).confidence_interval(0.95)
    assert ours.estimate == pytest.approx((after / before) / (late / early))
    assert (ours.lower, ours.upper) == pytest.approx((theirs.low, theirs.high), rel=1e-6)


@settings(deadline=None)
@given(some, some, some, some)
def test_swapping_area_and_comparison_turns_the_ratio_over(before, after, early, late):
    there = ratio_of_ratios(before, after, early, late)
    back = ratio_of_ratios(early, late, before, after)
    assert (there.lower, there.upper) == pytest.approx((1 / back.upper, 1 / back.lower), rel=1e-7)


@settings(deadline=None, max_examples=10)
@given(*[st.integers(1, 30_000)] * 4)
def test_cells_left_out_of_the_tails_hold_nothing(before, after, early, late):
    near = ratio_of_ratios(before, after, early, late)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ratios, "REACH", 10**9)
        whole = ratio_of_ratios(before, after, early, late)
    assert (near.lower, near.upper) == pytest.approx((whole.lower, whole.upper), rel=1e-10)


def test_a_ratio_of_ratios_needs_events_to_compare_with():
    with pytest.raises(TooThin) as refusal:
        ratio_of_ratios(5, 4, 0, 0)
    assert refusal.value.reasons == (
        "nothing was counted in the comparison area before",
        "nothing was counted in the comparison area after",
    )


# Before and after, in a sentence


def test_the_shape_of_the_demonstration():
    change = before_after(
        months(2023, 200), months(2024, 148), months(2023, 412), months(2024, 379)
    )
    assert (change.before, change.after, change.months) == (200, 148, 7)
    assert change.ratio == pytest.approx(0.74)
    assert (change.own.chance.lower, change.own.chance.upper) == pytest.approx(
        (0.5942, 0.9198), abs=5e-5
    )
    assert change.percent == pytest.approx(-26)
    assert change.comparison_percent == pytest.approx(-8.01, abs=0.005)
    chance = change.comparison.chance
    assert (chance.lower, chance.upper) == pytest.approx((0.7980, 1.0602), abs=5e-5)
    assert change.ratio_of_ratios.estimate == pytest.approx(0.8044, abs=5e-5)
    assert change.level == 3
    assert change.sentence == (
        "26 % fewer; too few months to tell (7 on each side, 12 are needed); "
        "chance alone: 8 % to 41 % fewer; the comparison area fell 8 %"
    )
    assert change.comparison_sentence == (
        "set against the comparison area, 20 % fewer; too few months to tell (7 on each side, 12 "
        "are needed); chance alone: 38 % fewer to 5 % more"
    )


def test_the_score_interval_can_be_asked_for():
    change = before_after(
        months(2023, 200), months(2024, 148), months(2023, 412), months(2024, 379), method="score"
    )
    assert "chance alone: 9 % to 40 % fewer" in change.sentence


def test_a_range_that_is_not_95_times_in_100_right_says_so():
    change = before_after(months(2023, 200), months(2024, 148), confidence=0.5)
    assert change.whole_sentence == f"{change.sentence}; such ranges are right 50 times in 100"


def test_without_a_comparison_it_is_level_2_and_says_so_little():
    change = before_after(months(2023, 100), months(2024, 74))
    assert change.level == 2
    assert "nothing to compare" in MARYLAND_LEVELS[change.level]
    assert change.comparison is change.comparison_sentence is change.ratio_of_ratios is None
    assert "chance alone: 46 % fewer to 1 % more" in change.sentence


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (1000, 1140, "14 % more; could be anything from 5 % to 24 % more"),
        (
            100,
            114,
            "14 % more; could be anything from 14 % fewer to 51 % more, so this could be no change",
        ),
        (
            100,
            100,
            "no change; could be anything from 25 % fewer to 33 % more, so this could be no change",
        ),
        (12, 0, "none after, against 12 before; could be anything from 64 % to 100 % fewer"),
        (
            2,
            0,
            (
                "none after, against 2 before; could be anything from 100 % fewer to 432 % more, "
                "so this could be no change"
            ),
        ),
        (3, 40, "1,233 % more; could be anything from 325 % to 6,637 % more"),
        (
            100_000,
            99_900,
            (
                "less than 1 % fewer; could be anything from 1 % fewer to 1 % more, "
                "so this could be no change"
            ),
        ),
        (1_000_000, 993_500, "1 % fewer; could be anything from less than 1 % to 1 % fewer"),
        (10_000_000, 7_400_000, "26 % fewer, give or take less than 1 %"),
        (5000, 1, "more than 99 % fewer, give or take less than 1 %"),
        (100_000_000, 99_900_000, "less than 1 % fewer, little but more than chance"),
    ],
)
def test_the_sentence_says_what_the_figures_say(before, after, sentence):
    assert change_sentence(rate_ratio(before, after), before) == sentence


def test_no_change_is_judged_before_rounding():
    assert "so this could be no change" not in change_sentence(Interval(0.9, 0.8, 0.999))
    assert "less than 1 % to 20 % fewer" in change_sentence(Interval(0.9, 0.8, 0.999))
    assert "so this could be no change" in change_sentence(Interval(0.9, 0.8, 1.0))


def test_the_last_bits_of_a_ratio_are_no_change():
    assert change_sentence(Interval(1 - 2**-53, 0.8, 1.2)).startswith("no change; could be")
    assert comparison_clause(1 + 2**-52) == "the comparison area did not change"


@pytest.mark.parametrize(
    ("ratio", "clause"),
    [
        (0.92, "the comparison area fell 8 %"),
        (1.03, "the comparison area rose 3 %"),
        (1, "the comparison area did not change"),
        (0.998, "the comparison area fell by less than 1 %"),
        (0.001, "the comparison area fell by more than 99 %"),
        (0, "the comparison area fell to none"),
    ],
)
def test_the_comparison_is_said_in_a_clause(ratio, clause):
    assert comparison_clause(ratio) == clause


def test_a_comparison_area_that_fell_to_none_leaves_no_ratio_of_ratios():
    change = before_after(months(2023, 90), months(2024, 60), months(2023, 9), months(2024, 0))
    assert change.ratio_of_ratios is None
    assert change.comparison_sentence is None
    assert change.sentence.endswith("; the comparison area fell to none")


@given(some, st.integers(0, 400))
@settings(deadline=None)
def test_the_sentence_and_the_figures_agree(before, after):
    change = before_after(year_of(2023, before), year_of(2024, after))
    assume(change.own.interval)
    assert ("so this could be no change" in change.sentence) == change.could_be_no_change
    assert change.lower <= change.ratio <= change.upper


# Ranges that hold


def test_fewer_months_than_a_year_on_each_side_have_no_interval():
    short = before_after(months(2023, 400, 1, 11), months(2024, 100, 1, 11))
    assert short.own.interval is short.lower is short.upper is None
    assert short.could_be_no_change
    assert "too few months to tell (11 on each side, 12 are needed)" in short.sentence
    assert before_after(year_of(2023, 400), year_of(2024, 100)).own.interval is not None


@given(st.lists(st.integers(0, 60), min_size=24, max_size=24), methods)
@settings(deadline=None, max_examples=50)
def test_the_interval_holds_the_ranges_that_allow_for_less(counts, method):
    assume(sum(counts[:12]))
    before = {date(2023, i + 1, 1): count for i, count in enumerate(counts[:12])}
    after = {date(2024, i + 1, 1): count for i, count in enumerate(counts[12:])}
    own = before_after(before, after, method=method).own
    if own.interval is None:
        assert "scatter" in own.lacking
        return
    for narrower in filter(None, (own.chance, own.independent)):
        assert own.interval.lower <= narrower.lower
        assert narrower.upper <= own.interval.upper


def test_no_test_decides_whether_scatter_is_allowed_for():
    calm = before_after(year_of(2023, 240), year_of(2024, 180))
    assert calm.scatter.dispersion < 1
    assert calm.own.interval.lower < calm.own.independent.lower
    assert calm.own.independent.upper < calm.own.interval.upper


def test_nothing_after_has_an_interval_too():
    change = before_after(year_of(2023, 240), year_of(2024, 0))
    assert change.sentence.startswith("none after, against 240 before; could be anything from")
    assert (change.lower, change.scatter) == (0, None)
    assert change.own.chance.upper < change.upper < 1


# Which months


def test_a_missing_month_is_named_wherever_it_is():
    before, after = months(2023, 70), months(2024, 70)
    del after[date(2024, 6, 1)]
    before[date(2023, 8, 1)] = None
    comparison_after = months(2024, 70)
    del comparison_after[date(2024, 10, 1)]
    with pytest.raises(TooThin) as refusal:
        before_after(before, after, months(2023, 70), comparison_after)
    assert refusal.value.reasons == (
        "August 2023 is missing before",
        "June 2024 is missing after",
        "October 2024 is missing in the comparison area after",
    )


def test_months_at_either_end_are_missed_too():
    after = months(2024, 60, first=5, count=6)
    with pytest.raises(TooThin) as refusal:
        before_after(months(2023, 70), after)
    assert refusal.value.reasons == ("April 2024 is missing after",)
    with pytest.raises(TooThin) as refusal:
        before_after(months(2023, 60, count=6), months(2024, 70))
    assert refusal.value.reasons == ("October 2023 is missing before",)


def test_a_month_left_out_on_both_sides_is_still_missing():
    before, after = months(2023, 70), months(2024, 70)
    del before[date(2023, 6, 1)], after[date(2024, 6, 1)]
    with pytest.raises(TooThin) as refusal:
        before_after(before, after)
    assert refusal.value.reasons == ("June 2023 is missing before", "June 2024 is missing after")


def test_two_years_before_are_not_set_against_one_after():
    before = {**months(2022, 120, 1, 12), **months(2023, 120, 1, 12)}
    with pytest.raises(TooThin) as refusal:
        before_after(before, months(2024, 110, 1, 12))
    assert refusal.value.reasons[0] == "January 2025 is missing after"
    assert len(refusal.value.reasons) == 12


def test_two_years_are_set_against_two():
    before = {**months(2020, 120, 1, 12), **months(2021, 120, 1, 12)}
    after = {**months(2023, 100, 1, 12), **months(2024, 80, 1, 12)}
    change = before_after(before, after)
    assert (change.before, change.after, change.months) == (240, 180, 24)


def test_half_years_that_overlap_two_years_alike_are_set_against_the_nearer():
    after = {**months(2021, 60, 7, 6), **months(2022, 60, 1, 6)}
    with pytest.raises(TooThin) as refusal:
        before_after(months(2020, 120, 1, 12), after)
    assert refusal.value.reasons[-1] == "June 2021 is missing after"


def test_winter_months_run_over_the_new_year():
    def winter(year, count):
        return {date(year, 11, 30): count, date(year, 12, 31): count, date(year + 1, 1, 31): count}

    assert before_after(winter(2022, 10), winter(2023, 8)).months == 3


@given(st.integers(1, 12), st.integers(1, 12), st.data())
@settings(deadline=None)
def test_any_one_month_taken_away_is_the_one_named(first, count, data):
    assume(first + count <= 13)
    before, after = months(2023, 300, first, count), months(2024, 300, first, count)
    assume(count > 1)
    gone = data.draw(st.sampled_from(sorted(after)))
    del after[gone]
    with pytest.raises(TooThin) as refusal:
        before_after(before, after)
    assert refusal.value.reasons == (f"{gone:%B %Y} is missing after",)


@pytest.mark.parametrize(
    ("series", "says"),
    [
        ((months(2023, 70), months(2023, 70)), "must end before the months after begin"),
        ((months(2024, 70), months(2023, 70)), "must end before the months after begin"),
        ((months(2023, 30, 1, 3), months(2023, 30, 4, 3)), "share no calendar month"),
        (
            (months(2023, 70), months(2024, 70), months(2023, 70)),
            "both before and after, or neither",
        ),
        (
            (months(2023, 70), months(2024, 70), months(2023, 80, 4, 8), months(2024, 70)),
            "November 2023 stands in the comparison area before but not in the area itself",
        ),
        (({date(2023, 4, 1): -2}, months(2024, 70)), "April 2023 before must be 0 or more"),
        (({date(2023, 4, 1): 2.5}, months(2024, 70)), "April 2023 before must be a whole number"),
        (({date(2023, 4, 1): 2, date(2023, 4, 30): 1}, months(2024, 70)), "stands twice before"),
        (({"2023-04": 2}, months(2024, 70)), "the months before must be dates"),
    ],
)
def test_months_that_do_not_match_are_refused(series, says):
    with pytest.raises(BadInput, match=says):
        before_after(*series)


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        (({}, months(2024, 70)), "there are no months before"),
        ((months(2023, 0), months(2024, 7)), "nothing was counted before"),
        (
            (months(2023, 9), months(2024, 7), months(2023, 0), months(2024, 7)),
            "nothing was counted in the comparison area before",
        ),
    ],
)
def test_too_little_to_compare_is_refused(series, reason):
    with pytest.raises(TooThin, match=reason):
        before_after(*series)
