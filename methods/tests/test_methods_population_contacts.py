"""One service's contacts: published figures, known formulas, laws, and data that say too little."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.population import Contacts, contacts_estimates
from saidanddone_methods.reference.population_contacts import (
    chao_reference,
    geometric_reference,
    one_inflated_chao_reference,
    one_inflated_poisson_reference,
    poisson_reference,
    zelterman_reference,
)

NAMES = [
    "poisson",
    "geometric",
    "chao",
    "zelterman",
    "one_inflated_poisson",
    "one_inflated_poisson_passing",
    "one_inflated_geometric",
    "one_inflated_geometric_passing",
    "one_inflated_chao",
]
# Far more seen once than the rest would have it.
MANY_ONCE = {1: 900, 2: 120, 3: 60, 4: 25, 5: 8}


def estimates(people, **options):
    return contacts_estimates(Contacts.of(list(people), list(people.values())), **options)


@pytest.fixture(scope="session")
def ill(shared_data):
    with (shared_data / "mse" / "rcapture_ill.csv").open() as lines:
        return {int(row["nbcap"]): int(row["freq"]) for row in csv.DictReader(lines)}


@pytest.fixture(scope="session")
def immigrants(shared_data):
    path = shared_data / "mse" / "singlercapture_netherlandsimmigrant.csv"
    with path.open() as lines:
        rows = list(csv.DictReader(lines))
    columns = {name: [row[name] for row in rows] for name in ("gender", "age", "nation")}
    return [int(row["capture"]) for row in rows], columns


@st.composite
def people(draw):
    once = draw(st.integers(5, 400))
    twice = draw(st.integers(7, 200))
    return {1: once, 2: twice, 3: draw(st.integers(7, 80)), 4: draw(st.integers(0, 30))}


# --- published figures


@pytest.mark.parametrize(
    ("name", "estimate"),
    [
        ("poisson", 7079.928),
        ("chao", 9273.511),
        ("zelterman", 9424.555),
        ("geometric", 13468.197),
    ],
)
def test_undocumented_immigrants_are_as_published(ill, name, estimate):
    assert estimates(ill)[name].population.estimate == pytest.approx(estimate, rel=1e-6)


def test_chao_s_error_is_that_of_rcapture(ill):
    # Rcapture's closedp.0 prints 9273.5 and 662.6 among its examples.
    assert estimates(ill)["chao"].standard_error == pytest.approx(662.6, abs=0.05)


def test_single_rcapture_with_covariates_is_reproduced(immigrants):
    times, columns = immigrants
    by_name = contacts_estimates(Contacts.of(times, None, columns))["poisson"]
    assert by_name.population.estimate == pytest.approx(12690.354, rel=1e-3)
    assert by_name.population.estimate == pytest.approx(12690.354, rel=1e-7)
    assert by_name.standard_error == pytest.approx(2808.169, rel=1e-6)


# --- known formulas


@settings(deadline=None, max_examples=60)
@given(people())
def test_without_covariates_they_are_the_formulas_they_are_known_by(seen):
    by_name = estimates(seen)
    for name, (whole, error) in {
        "poisson": poisson_reference(seen),
        "chao": chao_reference(seen),
        "zelterman": zelterman_reference(seen),
        "one_inflated_chao": one_inflated_chao_reference(seen),
    }.items():
        if by_name[name].population is None:
            assert whole < sum(seen.values()) + 0.5
            continue
        assert by_name[name].population.estimate == pytest.approx(whole, rel=1e-8)
        assert by_name[name].standard_error == pytest.approx(error, rel=1e-6)
    assert by_name["geometric"].population.estimate == pytest.approx(
        geometric_reference(seen), rel=1e-8
    )


def test_one_inflation_is_the_same_as_leaving_out_those_seen_once(ill):
    for seen in (ill, MANY_ONCE):
        by_name = estimates(seen)
        put_off, passing = one_inflated_poisson_reference(seen)
        assert by_name["one_inflated_poisson"].population.estimate == pytest.approx(
            put_off, rel=1e-8
        )
        assert by_name["one_inflated_poisson_passing"].population.estimate == pytest.approx(
            passing, rel=1e-8
        )


@pytest.mark.parametrize("family", ["poisson", "geometric"])
def test_errors_of_one_inflation_are_those_of_many_samples(family):
    """The spread of estimates over samples from one population, beside the standard error."""
    random = np.random.default_rng(11)
    whole = 4000
    by_name: dict[str, list[float]] = {}
    errors: dict[str, list[float]] = {}
    for _ in range(200):
        times = random.poisson(1.3, whole) if family == "poisson" else random.geometric(0.4, whole)
        times = times - (family == "geometric")
        put_off = random.random(whole) < 0.25
        times = np.where(put_off & (times > 0), 1, times)
        sample = contacts_estimates(Contacts.of(times[times > 0]))
        for name in (f"one_inflated_{family}", family):
            by_name.setdefault(name, []).append(sample[name].population.estimate)
            errors.setdefault(name, []).append(sample[name].standard_error)
    name = f"one_inflated_{family}"
    assert np.mean(by_name[name]) == pytest.approx(whole, rel=0.02)
    assert np.mean(errors[name]) == pytest.approx(np.std(by_name[name]), rel=0.2)
    # Whoever takes every visit at its word is misled by those put off.
    assert np.mean(by_name[family]) > 1.1 * whole


@pytest.mark.parametrize(
    "name",
    [
        "poisson",
        "geometric",
        "one_inflated_poisson",
        "one_inflated_poisson_passing",
        "one_inflated_geometric",
        "one_inflated_geometric_passing",
    ],
)
def test_errors_are_those_of_the_delta_method_where_the_model_fits_exactly(name):
    """Var = sum of f_k (dN / df_k) ** 2 - N, with N the population and f_k people seen k times."""
    times = np.arange(1.0, 31.0)
    chances = stats.poisson.pmf(times, 1.3) if "poisson" in name else 0.4 * 0.6**times
    people = np.round(5e7 * chances)
    people[0] += 9e6 if "inflated" in name else 0
    times, people = times[people > 200], people[people > 200]

    def population(seen):
        return contacts_estimates(Contacts(times, seen, np.ones((len(times), 1))))[name]

    by_name = population(people)
    slopes = []
    for step in np.diag(people // 100):
        higher, lower = population(people + step), population(people - step)
        rise = higher.population.estimate - lower.population.estimate
        slopes.append(rise / (2 * step.sum()))
    variance = people @ np.square(slopes) - by_name.population.estimate
    assert by_name.standard_error == pytest.approx(variance**0.5, rel=2e-3)
    if "passing" in name:
        assert by_name.population.estimate == pytest.approx(5.9e7, rel=1e-3)


# --- laws


def test_they_are_shown_together_in_one_order():
    assert list(estimates(MANY_ONCE)) == NAMES


@settings(deadline=None, max_examples=40)
@given(people())
def test_every_estimate_lies_in_its_interval_above_the_people_seen(seen):
    for by_name in estimates(seen).values():
        interval = by_name.population
        if interval is None:
            assert by_name.note.endswith("it takes everyone to have been seen")
            continue
        assert sum(seen.values()) <= interval.lower <= interval.estimate <= interval.upper


def test_more_ones_than_expected_bring_the_inflated_estimates_below_the_plain():
    by_name = {
        name: contacts_estimate.population.estimate
        for name, contacts_estimate in estimates(MANY_ONCE).items()
    }
    for family in ("poisson", "geometric"):
        inflated = by_name[f"one_inflated_{family}"]
        assert by_name[f"one_inflated_{family}_passing"] < inflated < by_name[family]


def test_where_no_more_were_seen_once_the_inflated_are_the_plain():
    by_name = estimates({1: 40, 2: 60, 3: 50, 4: 30, 5: 20})
    assert by_name["one_inflated_poisson"].population == by_name["poisson"].population
    assert "no more were seen once" in by_name["one_inflated_poisson"].note


def test_people_in_any_order_and_counted_together_are_the_same():
    one_by_one = [times for times, count in MANY_ONCE.items() for _ in range(count)]
    shuffled = np.random.default_rng(2).permutation(one_by_one)
    alone, together = contacts_estimates(Contacts.of(shuffled)), estimates(MANY_ONCE)
    for name in NAMES:
        assert alone[name].population == together[name].population


def test_with_a_group_as_covariate_the_whole_is_the_sum_of_the_groups():
    groups = {"men": {1: 200, 2: 60, 3: 20, 4: 3}, "women": {1: 90, 2: 50, 3: 30, 4: 12}}
    rows = [(t, n, who) for who, seen in groups.items() for t, n in seen.items()]
    times, counts, who = zip(*rows, strict=True)
    whole = contacts_estimates(Contacts.of(times, counts, {"gender": list(who)}))
    parts = [estimates(seen) for seen in groups.values()]
    for name in ("poisson", "geometric", "chao", "zelterman", "one_inflated_chao"):
        assert whole[name].population.estimate == pytest.approx(
            sum(part[name].population.estimate for part in parts), rel=1e-8
        )
        variance = sum(part[name].standard_error ** 2 for part in parts)
        assert whole[name].standard_error == pytest.approx(variance**0.5, rel=1e-6)


def test_the_unit_of_a_number_changes_nothing(immigrants):
    times, _ = immigrants
    years = np.random.default_rng(5).integers(18, 70, len(times))
    in_years, in_days = (
        contacts_estimates(Contacts.of(times, None, {"age": years * unit})) for unit in (1, 365)
    )
    for name in ("poisson", "geometric", "zelterman"):
        assert in_years[name].population.estimate == pytest.approx(
            in_days[name].population.estimate, rel=1e-8
        )


def test_a_wider_confidence_gives_a_wider_interval():
    narrow, wide = (estimates(MANY_ONCE, confidence=c)["chao"].population for c in (0.8, 0.99))
    assert wide.lower < narrow.lower < narrow.estimate < narrow.upper < wide.upper


def test_a_lower_bound_says_so():
    by_name = estimates(MANY_ONCE)
    assert by_name["chao"].note.startswith("at least")
    assert by_name["one_inflated_chao"].note.startswith("at least")


# --- data that say too little, or that cannot be


def test_an_estimator_without_what_it_needs_says_what_is_missing():
    by_name = estimates({1: 100, 2: 10})
    assert by_name["poisson"].population is not None
    assert by_name["one_inflated_chao"].population is None
    assert by_name["one_inflated_chao"].note == "no estimate: nobody was seen exactly three times"
    assert estimates({1: 50, 3: 9})["chao"].note == "no estimate: nobody was seen exactly twice"
    assert estimates({2: 50, 3: 9})["chao"].note == "no estimate: nobody was seen exactly once"
    few = estimates({1: 900, 2: 1, 3: 6, 4: 20})
    for name in ("chao", "zelterman"):
        assert few[name].note == (
            "no estimate: only 1 of the people were seen exactly twice, fewer than 7"
        )
    assert few["one_inflated_chao"].note.endswith(
        "6 of the people were seen exactly three times, fewer than 7"
    )


@pytest.mark.parametrize("thrice", [6, 7])
def test_inflation_needs_people_seen_three_times_or_more(thrice):
    by_name = estimates({1: 500, 2: 20, 3: thrice})
    for name in ("one_inflated_poisson", "one_inflated_geometric_passing"):
        assert (by_name[name].population is None) == (thrice < 7)
    assert by_name["poisson"].population is not None


@pytest.mark.parametrize("seen", [{1: 6, 2: 1180}, {1: 1, 2: 310}, {1: 1, 2: 1180}])
def test_an_interval_from_a_number_to_itself_is_not_shown(seen):
    """So few unseen that the square of their number, or their number, is nothing to a computer."""
    by_name = estimates(seen)
    assert by_name["zelterman"].population is None
    assert "it takes everyone to have been seen" in by_name["zelterman"].note
    assert by_name["poisson"].population.upper > sum(seen.values()) + 1


@pytest.mark.parametrize("often", [100, 1000, 10**8])
def test_a_few_seen_ever_so_often_spoil_only_what_rests_on_them(often):
    by_name = estimates({1: 50, 2: 20, 3: 9, often: 8})
    assert by_name["poisson"].population is None
    assert by_name["chao"].population.estimate == pytest.approx(87 + 50**2 / (2 * 20))


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ([1, 1, 1], "nobody was seen more than once"),
        ([1] * 40 + [2] * 5 + [9], "only 6 of 46 people were seen more than once, fewer than 7"),
    ],
)
def test_too_few_seen_again_are_too_thin(times, says):
    with pytest.raises(TooThin, match=says):
        Contacts.of(times)
    assert contacts_estimates(Contacts.of([*times, *[2] * 7]))["poisson"].population is not None


def test_a_group_whose_people_were_all_seen_once_leaves_a_regression_without_estimate():
    groups = ["a"] * 30 + ["b"] * 20
    by_name = contacts_estimates(Contacts.of([1] * 20 + [2] * 10 + [1] * 20, None, {"g": groups}))
    for contacts_estimate in by_name.values():
        assert contacts_estimate.population is None
    assert "as where the people of one group were all seen equally often" in by_name["poisson"].note


@pytest.mark.parametrize(
    ("times", "counts", "covariates", "says"),
    [
        ([0, 1, 2], None, {}, "whole number of 1 or more, but number 1 is 0"),
        ([1, 2.5], None, {}, "whole number of 1 or more, but number 2 is 2.5"),
        ([1, float("nan")], None, {}, "number 2 is nan"),
        ([1, 2], [3, -1], {}, "a count must be a whole number of 0 or more, but number 2 is -1"),
        ([1, 2], [3], {}, "2 times seen but 1 counts"),
        ([1, 2], [0, 0], {}, "nobody was seen"),
        ([1, 2], [10**15, 7], {}, "add up to 1,000,000,000,000,007 people, more than there are"),
        (["often"], None, {}, "times seen must be a number"),
        ([1, 2, 2], None, {"age": [1.0, 2.0]}, "covariate age has 2 values for 3 people"),
        ([1, 2, 2], None, {"age": [1.0, 2.0, float("inf")]}, "age must hold numbers throughout"),
        ([1, 2, 2], None, {"age": [4, 4, 4]}, "covariate age is the same for everyone"),
        ([1, 2, 1], None, {"a": ["x", "y", "x"], "b": ["u", "v", "u"]}, "cannot be told apart"),
        (
            [2] * 51,
            None,
            {"name": [f"p{i}" for i in range(51)]},
            "51 different words, more than 50",
        ),
    ],
)
def test_contacts_that_cannot_be_are_refused(times, counts, covariates, says):
    with pytest.raises(BadInput, match=says):
        Contacts.of(times, counts, covariates)
