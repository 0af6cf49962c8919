"""Rates, standardised rates, means, funnels, XmR charts."""

import csv
import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.funnel_limits import control_limits, funnel
from saidanddone_methods.intervals import wilson_limits
from saidanddone_methods.means import mean
from saidanddone_methods.rates import byar_limits, count_limits, exact_limits, rate
from saidanddone_methods.reference.rates import (
    binomial_chances,
    exact_reference,
    outside_reference,
    poisson_chances,
    standardised_reference,
    xmr_reference,
)
from saidanddone_methods.standardised import directly_standardised, indirectly_standardised
from saidanddone_methods.xmr_charts import Signal, xmr

CONFIDENCES = {"95_0": 0.95, "99_8": 0.998}
CLOSE = 1e-10


def rows(shared_data, name):
    with (shared_data / "rates" / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if any(row.values())]


def close(published):
    return pytest.approx(float(published), rel=CLOSE, abs=0)


# What UKHSA publishes: PHEindicatormethods' own test data


@pytest.mark.parametrize(
    ("name", "asked", "complete"),
    [
        ("testdata_Rate__testdata_Rate.csv", "byar", 17),
        ("testdata_Proportion__testdata_Prop.csv", "wilson", 16),
    ],
)
def test_rates_are_those_published(shared_data, name, asked, complete):
    checked = 0
    for row in rows(shared_data, name):
        if not row["Numerator"] or not row["Denominator"]:
            assert not row["value"]  # nothing is published, and a missing figure is none of ours
            continue
        for label, confidence in CONFIDENCES.items():
            ours = rate(
                int(row["Numerator"]),
                float(row["Denominator"]),
                method=asked,
                per=float(row["multiplier"]),
                confidence=confidence,
            )
            assert ours.rate.estimate == close(row["value"])
            assert ours.rate.lower == close(row[f"lower{label}cl"])
            assert ours.rate.upper == close(row[f"upper{label}cl"])
            assert ours.method == row["method"].lower().removesuffix("s")
        checked += 1
    assert checked == complete


def test_limits_are_those_published(shared_data):
    checked = 0
    for row in rows(shared_data, "testdata_Byars_Wilson__testdata_B_W.csv"):
        confidence = float(row["confidence"].rstrip("%")) / 100
        if row["method"] == "Byars":
            lower, upper = byar_limits(int(row["x"]), confidence)
        else:  # one of these is a share of one, 0.445 of it
            z = NormalDist().inv_cdf((1 + confidence) / 2)
            lower, upper = wilson_limits(np.array(float(row["x"])), int(row["n"]), z)
        if row["lowercl"]:
            assert lower == close(row["lowercl"])
        else:
            assert lower == 0  # published as missing: the formula falls below 0
        assert upper == close(row["uppercl"])
        checked += 1
    assert checked == 13


# Rates


@given(count=st.integers(0, 40), confidence=st.sampled_from([0.8, 0.95, 0.998]))
@settings(deadline=None)
def test_exact_limits_are_where_the_tails_are_that_small(count, confidence):
    ours, plain = exact_limits(count, confidence), exact_reference(count, confidence)
    assert ours == pytest.approx(plain, rel=1e-9)
    assert ours[0] <= count <= ours[1]


@given(count=st.integers(10, 5000))
def test_byar_is_close_to_exact_from_ten_on(count):
    assert byar_limits(count) == pytest.approx(exact_limits(count), rel=0.005)


@given(
    count=st.integers(0, 60),
    method=st.sampled_from(["byar", "exact", "wilson"]),
    per=st.sampled_from([1, 100, 100_000]),
)
@settings(deadline=None)
def test_a_rate_scales_and_wider_confidence_contains_narrower(count, method, per):
    narrow = rate(count, 80, method=method, per=per).rate
    wide = rate(count, 80, method=method, per=per, confidence=0.998).rate
    assert wide.lower <= narrow.lower <= narrow.estimate <= narrow.upper <= wide.upper
    once = rate(count, 80, method=method).rate
    assert narrow.upper == pytest.approx(once.upper * per, rel=1e-12)
    if method != "wilson":
        assert rate(count, 160, method=method).rate.upper == pytest.approx(once.upper / 2)


def test_byar_says_where_it_gave_the_exact_interval():
    assert (rate(9).method, rate(10).method) == ("exact", "byar")
    assert rate(9).rate == rate(9, method="exact").rate
    assert rate(10).rate != rate(10, method="exact").rate


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((-1, 5), "the count must be 0 or more"),
        ((1.5, 5), "whole number"),
        ((1, 0), "the population must be above 0"),
        ((1, math.nan), "the population"),
    ],
)
def test_counts_and_populations_that_cannot_be_are_refused(arguments, words):
    with pytest.raises(BadInput, match=words):
        rate(*arguments)


def test_limits_of_a_count_are_not_those_of_a_share():
    with pytest.raises(BadInput, match="byar or exact"):
        count_limits(5, "wilson")


def test_shares_need_whole_people_and_enough_of_them():
    with pytest.raises(BadInput, match="no count above the population"):
        rate(6, 5, method="wilson")
    with pytest.raises(BadInput, match="whole number of people"):
        rate(6, 8.5, method="wilson")
    with pytest.raises(BadInput, match="method must be one of"):
        rate(6, 8, method="guess")


# Means


def test_a_mean_has_students_interval():
    # Student's t with 9 degrees leaves 2.5 % above 2.262157 (any table).
    values = [5.0, 7.0, 4.0, 6.0, 8.0, 5.0, 6.0, 7.0, 5.0, 7.0]
    result = mean(values)
    half = 2.262157 * np.std(values, ddof=1) / math.sqrt(10)
    assert result.estimate == 6
    assert result.upper - 6 == pytest.approx(half, rel=1e-6)
    assert 6 - result.lower == pytest.approx(half, rel=1e-6)


def test_one_value_has_no_interval_and_words_are_no_values():
    with pytest.raises(TooThin, match="fewer than two"):
        mean([3.0])
    with pytest.raises(TooThin, match="all values are equal"):
        mean([0.1] * 10)
    with pytest.raises(BadInput, match="numbers"):
        mean(["three", "four"])
    with pytest.raises(BadInput, match="finite"):
        mean([1.0, math.inf])


# Standardised rates

BANDS = ([12, 20, 40], [4000, 3000, 1000], [5500, 3000, 1500])


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(100, 9000), st.integers(1, 9000)),
        min_size=1,
        max_size=6,
    )
)
def test_direct_standardisation_is_what_the_standard_population_would_have(bands):
    counts, populations, standard = (list(column) for column in zip(*bands, strict=True))
    if sum(counts) < 10:
        with pytest.raises(TooThin, match="too few"):
            directly_standardised(counts, populations, standard)
        return
    ours = directly_standardised(counts, populations, standard).rate
    plain = standardised_reference(
        counts, populations, standard, NormalDist().inv_cdf((1 + 0.95) / 2)
    )
    assert (ours.estimate, ours.lower, ours.upper) == pytest.approx(plain, rel=1e-9)


def test_few_events_in_a_band_of_great_weight_leave_no_rate_below_nothing():
    # 10 events where nearly no one of the standard lives, 1 where nearly everyone does.
    result = directly_standardised([10, 1], [10_000, 100], [1, 9999], per=1000)
    assert result.rate.lower == 0
    assert result.rate.estimate == pytest.approx(10, rel=1e-3)


def test_standardised_to_itself_a_population_keeps_its_crude_rate_and_byars_limits():
    counts, populations, _ = BANDS
    direct = directly_standardised(counts, populations, populations, per=1000)
    crude = rate(sum(counts), sum(populations), per=1000)
    assert direct.rate.estimate == pytest.approx(crude.rate.estimate)
    assert direct.rate.lower == pytest.approx(crude.rate.lower)
    assert direct.rate.upper == pytest.approx(crude.rate.upper)


def test_indirect_standardisation_sets_events_against_those_expected():
    counts, populations, others = BANDS
    result = indirectly_standardised(
        counts, populations, [11, 15, 30], others, per=1000, confidence=0.95
    )
    expected = 4000 * 11 / 5500 + 3000 * 15 / 3000 + 1000 * 30 / 1500
    low, high = byar_limits(72)
    assert result.expected == pytest.approx(expected)
    assert result.ratio.estimate == pytest.approx(72 / expected)
    assert result.ratio.lower == pytest.approx(low / expected)
    assert result.ratio.upper == pytest.approx(high / expected)
    assert result.rate.estimate == pytest.approx(72 / expected * 56 / 10000 * 1000)
    assert result.method == "byar"


def test_a_place_that_is_the_reference_has_a_ratio_of_one():
    counts, populations, _ = BANDS
    result = indirectly_standardised(counts, populations, counts, populations)
    assert result.ratio.estimate == pytest.approx(1)
    assert result.rate.estimate == pytest.approx(sum(counts) / sum(populations))
    assert indirectly_standardised([2, 1, 0], *BANDS[1:2], *BANDS[:2]).method == "exact"


def test_a_band_without_people_is_left_out_and_said():
    direct = directly_standardised([40, 0, 30], [8000, 0, 1500], [60, 20, 40])
    without = directly_standardised([40, 30], [8000, 1500], [60, 40])
    assert (direct.rate, direct.left_out, without.left_out) == (without.rate, (2,), ())
    ratio = indirectly_standardised([2, 0], [10, 0], [30, 20], [100, 100], per=1000)
    assert (ratio.expected, ratio.left_out) == (pytest.approx(3), (2,))
    # The rate is still of the whole reference: 50 events among 200.
    assert ratio.rate.estimate == pytest.approx(2 / 3 * 250)
    with pytest.raises(TooThin, match="too few"):
        directly_standardised([0, 0], [0, 0], [1, 1])
    with pytest.raises(TooThin, match="no events can be expected here"):
        indirectly_standardised([0], [0], [5], [10])


def test_bands_that_do_not_match_or_count_nothing_are_refused():
    with pytest.raises(BadInput, match="one population for each band"):
        directly_standardised([1, 2], [10, 10, 10], [1, 1])
    with pytest.raises(BadInput, match="the population of band 2 must be 0 or more"):
        directly_standardised([10, 2], [10, -1], [1, 1])
    with pytest.raises(BadInput, match="band 2 has no people, but counts 2"):
        directly_standardised([10, 2], [10, 0], [1, 1])
    with pytest.raises(BadInput, match="the reference count of band 1 must be a whole number"):
        indirectly_standardised([1], [10], [0.5], [10])
    with pytest.raises(TooThin, match="no events can be expected here"):
        indirectly_standardised([1], [10], [0], [10])


# Funnels


@pytest.mark.parametrize(
    ("expected", "confidence", "end", "events"),
    [
        # PHEindicatormethods' test data: events expected at which so many observed are on a limit.
        (5.571644585, 0.95, 0, 1),
        (18.39035799, 0.95, 0, 10),
        (4.795387629, 0.95, 1, 10),
        (24.13397235, 0.998, 0, 10),
        (2.960519925, 0.998, 1, 10),
        (121.6268111, 0.95, 0, 100),
        (71.92139974, 0.998, 1, 100),
    ],
)
def test_limits_of_a_ratio_are_those_published(expected, confidence, end, events):
    limit = control_limits(1.0, np.array([expected]), confidence)[end][0]
    assert limit * expected == pytest.approx(events, rel=1e-6)


@pytest.mark.parametrize(
    ("size", "limits"),
    [
        (1, (3.204264, 100, 0, 100)),
        (18, (62.390093, 98.894803, 51.864359, 100)),
        (102, (72.974925, 88.309971, 68.553233, 92.731663)),
        (110000, (80.408963, 80.875933, 80.274317, 81.010578)),
    ],
)
def test_score_limits_of_a_share_are_those_published(size, limits):
    # The same source; its average is printed as 80.642448 %.
    ours = [
        100 * limit[0]
        for confidence in CONFIDENCES.values()
        for limit in control_limits(
            0.80642448, np.array([float(size)]), confidence, kind="share", method="score"
        )
    ]
    assert ours == pytest.approx(limits, abs=1e-5)


@given(
    mean_events=st.floats(0.05, 60),
    count=st.integers(0, 90),
    confidence=st.sampled_from([0.95, 0.998]),
)
@settings(deadline=None)
def test_outside_the_rate_limits_lie_the_counts_that_chance_seldom_brings(
    mean_events, count, confidence
):
    low, high = (limit[0] for limit in control_limits(mean_events, np.ones(1), confidence))
    chances = poisson_chances(mean_events, 400)
    assert _side(count, low, high) == outside_reference(count, chances, confidence)


@given(
    n=st.integers(1, 60),
    p=st.floats(0.01, 0.99),
    share=st.floats(0, 1),
    confidence=st.sampled_from([0.95, 0.998]),
)
@settings(deadline=None)
def test_outside_the_share_limits_lie_the_counts_that_chance_seldom_brings(n, p, share, confidence):
    count = round(share * n)
    sizes = np.array([float(n)])
    low, high = (limit[0] * n for limit in control_limits(p, sizes, confidence, kind="share"))
    assert 0 <= low <= n * p <= high <= n or n * min(p, 1 - p) < 1
    assert _side(count, low, high) == outside_reference(count, binomial_chances(n, p), confidence)


def _side(count, low, high):
    if count < low:
        return "low"
    return "high" if count > high else None


def test_a_funnel_names_the_places_beyond():
    result = funnel([20, 18, 60, 2, 300], [1000, 1000, 1000, 1000, 15000], per=1000)
    assert result.average == pytest.approx(400 / 19)
    assert [(place.beyond, place.side) for place in result.places] == [
        (None, None),
        (None, None),
        (0.998, "high"),
        (0.998, "low"),
        (None, None),
    ]
    widths = [place.limits[0][1] - place.limits[0][0] for place in result.places]
    assert widths[4] < widths[0]


def test_a_share_of_none_or_all_in_a_small_place_is_not_beyond():
    result = funnel([0, 3, 60], [3, 3, 120], kind="share")
    assert [place.beyond for place in result.places] == [None, None, None]
    assert result.places[0].limits[0] == (0, 1)


def test_funnels_refuse_what_cannot_be_compared():
    with pytest.raises(BadInput, match="place 2 counts more"):
        funnel([1, 9], [5, 5], kind="share")
    with pytest.raises(BadInput, match="one entry for each place"):
        funnel([1], [5, 5])
    with pytest.raises(BadInput, match="the size of place 2 must be above 0"):
        funnel([1, 0], [5, 0])
    with pytest.raises(BadInput, match="the count of place 1 must be 0 or more"):
        funnel([-1, 0], [5, 5])
    with pytest.raises(BadInput, match="exact or score"):
        funnel([1, 2], [5, 5], method="score")
    with pytest.raises(TooThin, match="nothing differs"):
        funnel([0, 0], [5, 5])


# XmR


def test_the_chart_of_four_values():
    chart = xmr([10, 50, 40, 30])
    assert chart.mean == 32.5
    assert chart.upper == pytest.approx(85.7, rel=1e-12)
    assert chart.lower == pytest.approx(-20.7, rel=1e-12)
    assert chart.range_limit == pytest.approx(65.36, rel=1e-12)
    assert not chart.is_settled


def test_the_constants_are_rounded_from_those_of_the_range():
    d2 = 2 / math.sqrt(math.pi)  # the mean range of two standard normal values
    d3 = math.sqrt(2 - d2**2)
    assert pytest.approx(3 / d2, rel=6e-4) == 2.66
    assert pytest.approx(1 + 3 * d3 / d2, rel=6e-4) == 3.268


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30))
def test_the_chart_is_that_of_the_definition(values):
    chart = xmr(values)
    ours = (chart.mean, chart.lower, chart.upper, chart.range_limit)
    assert ours == pytest.approx(xmr_reference(values), rel=1e-9, abs=1e-6)


def test_signals_are_points_outside_and_long_runs():
    steady = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10]
    outside = [signal for signal in xmr([*steady, 40]).signals if signal.rule == "outside"]
    assert outside == [Signal(10, "outside")]
    shifted = xmr([10, 12, 10, 12, 11, 10, 12, 13, 13, 14, 13, 14, 13, 14, 14])
    assert [signal for signal in shifted.signals if signal.rule == "run"] == [
        Signal(position, "run") for position in range(7, 15)
    ]
    assert xmr([10, 12, 10, 12, 11, 10, 12, 13, 13, 14, 13, 14, 13, 14]).signals == ()
    assert xmr([5, 5, 5, 5, 5, 5, 5, 5, 5, 5]).signals == ()


@given(st.floats(-1e9, 1e9), st.integers(3, 40))
def test_equal_values_give_no_signal(value, months):
    chart = xmr([value] * months)
    assert chart.signals == ()
    assert chart.mean_range == 0


def test_too_few_values_have_no_limits():
    with pytest.raises(TooThin, match="fewer than three"):
        xmr([1, 2])
