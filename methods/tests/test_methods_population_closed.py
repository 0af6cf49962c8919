"""Closed populations: the figures that Rcapture prints."""

import csv
from itertools import product

import pytest

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.cli.population_files import read_overlap
from saidanddone_methods.population.closed import closed_models, closed_models_of_times
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.population.overlap import fit_overlap


def by_name(models):
    return {model.name: model for model in models}


def histories(lists, counts):
    """Counts in Rcapture's order: everyone on all lists first, the last list turning fastest."""
    order = [history for history in product((1, 0), repeat=lists) if any(history)]
    names = [f"c{number}" for number in range(1, lists + 1)]
    return OverlapCounts.of(names, dict(zip(order, counts, strict=True)))


@pytest.mark.parametrize(
    ("name", "estimate", "error", "deviance", "freedom", "akaike"),
    [
        # Rcapture's closedp.0 with captures in continuous time, as its examples print it.
        ("M0", 7079.9, 365.8, 61.811, 4, 95.971),
        ("Mh Chao", 9273.5, 662.6, 1.534, 1, 41.695),
        ("Mh Poisson", 8617.6, 537.3, 26.341, 3, 62.502),
        ("Mh Darroch", 15562.1, 1808.5, 7.277, 3, 43.438),
    ],
)
def test_undocumented_immigrants_are_as_rcapture_has_them(
    shared_data, name, estimate, error, deviance, freedom, akaike
):
    with (shared_data / "mse" / "rcapture_ill.csv").open() as lines:
        seen = {int(row["nbcap"]): int(row["freq"]) for row in csv.DictReader(lines)}
    model = by_name(closed_models_of_times(seen))[name]
    assert model.population.estimate == pytest.approx(estimate, abs=0.051)
    assert model.standard_error == pytest.approx(error, abs=0.051)
    assert model.deviance == pytest.approx(deviance, abs=0.00051)
    assert model.degrees_of_freedom == freedom
    assert model.akaike == pytest.approx(akaike, abs=0.00051)


def test_lists_of_people_with_hiv_are_as_rcapture_has_them(shared_data):
    counts, _ = read_overlap(str(shared_data / "mse" / "rcapture_HIV.csv"), "freq")
    assert by_name(closed_models(counts))["Mt"].population.estimate == pytest.approx(
        11124.578, rel=1e-6
    )
    paired = by_name(closed_models(counts, [("c1", "c2")]))["Mt"]
    assert paired.population.estimate == pytest.approx(12318.468, rel=1e-6)
    assert paired.standard_error == pytest.approx(1188.722, rel=1e-6)
    assert paired.deviance == pytest.approx(7.614, abs=0.00051)
    assert paired.akaike == pytest.approx(86.65, abs=0.0051)
    every = [(f"c{i}", f"c{j}") for i in range(1, 5) for j in range(i + 1, 5)]
    full = by_name(closed_models(counts, every))["Mt"]
    assert full.population.estimate == pytest.approx(23443.5, abs=0.051)
    assert full.standard_error == pytest.approx(9594.9, abs=0.051)


@pytest.mark.parametrize(
    ("name", "estimate", "error", "deviance"),
    [
        # Rivest (2011) on people with diabetes (Bruno and others, 1994), as Rcapture's tests tell it.
        ("Mt", 2472, 53, 21.97),
        ("Mth Chao", 2588, 75, 3.13),
        ("Mth Poisson", 2573, 76, 12.88),
        ("Mth Darroch", 2752, 133, 8.32),
    ],
)
def test_people_with_diabetes_are_as_published(name, estimate, error, deviance):
    counts = histories(4, [58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10])
    model = by_name(closed_models(counts, [("c1", "c3"), ("c2", "c4"), ("c3", "c4")]))[name]
    assert round(model.population.estimate) == estimate
    assert round(model.standard_error) == error
    assert round(model.deviance, 2) == deviance


def test_a_census_and_its_checks_are_as_published():
    # Rivest (2011) on table R3 of Darroch and others (1993), as Rcapture's tests tell it.
    counts = histories(3, [72, 155, 7, 71, 13, 53, 43])
    models = by_name(closed_models(counts, [("c1", "c2")]))
    assert round(models["Mth Chao"].population.estimate) == 681
    assert round(models["Mth Chao"].standard_error) == 78
    assert round(models["Mth Darroch"].population.estimate, 1) == 1181.8
    assert round(models["Mth Darroch"].standard_error, 1) == 404.2


def test_two_occasions_give_two_models_as_published():
    # Seber (1982), The Estimation of Animal Abundance, page 107.
    models = by_name(closed_models(histories(2, [167, 781, 254])))
    assert list(models) == ["M0", "Mt"]
    assert models["M0"].population.estimate == pytest.approx(2805.6, abs=0.051)
    assert models["M0"].standard_error == pytest.approx(164.1, abs=0.051)
    assert models["Mt"].population.estimate == pytest.approx(2389.9, abs=0.051)
    assert models["Mt"].standard_error == pytest.approx(130.4, abs=0.051)


def test_mt_is_overlap_without_choosing():
    counts = histories(3, [72, 155, 7, 71, 13, 53, 43])
    model, other = by_name(closed_models(counts))["Mt"], fit_overlap(counts)
    assert model.population.estimate == pytest.approx(other.population.estimate, rel=1e-9)
    assert model.population.lower == pytest.approx(other.population.lower, rel=1e-9)
    assert model.standard_error == pytest.approx(other.standard_error, rel=1e-9)


def test_times_seen_are_enough_where_occasions_are_alike():
    counts = histories(3, [72, 155, 7, 71, 13, 53, 43])
    times = {3: 72, 2: 155 + 7 + 13, 1: 71 + 53 + 43}
    of_histories = by_name(closed_models(counts))
    for name, model in by_name(closed_models_of_times(times, occasions=3)).items():
        assert model.population.estimate == pytest.approx(
            of_histories[name].population.estimate, rel=1e-8
        )
        assert model.standard_error == pytest.approx(of_histories[name].standard_error, rel=1e-6)


def test_a_model_without_an_estimate_says_so():
    models = by_name(closed_models_of_times({1: 14, 2: 9}, occasions=11))
    assert models["M0"].population is not None
    assert models["Mh Darroch"].population is None
    assert models["Mh Darroch"].akaike is None


def test_many_occasions_are_nearly_any_time():
    seen = {1: 1645, 2: 183, 3: 37, 4: 13, 5: 1, 6: 1}
    daily, any_time = (
        by_name(closed_models_of_times(seen, occasions)) for occasions in (3650, None)
    )
    for name in ("M0", "Mh Chao", "Mh Darroch"):
        assert daily[name].population.estimate == pytest.approx(
            any_time[name].population.estimate, rel=0.002
        )


@pytest.mark.parametrize(
    ("people", "occasions", "says"),
    [
        ({0: 3, 1: 4}, None, "times seen must be 1 or more"),
        ({1: 3, 2: -1}, None, "a count must be 0 or more"),
        ({1: 3, 4: 1}, 3, "someone was seen 4 times, but there were 3 occasions"),
        ({1: 3, 41: 1}, None, "people seen up to 40 times, not 41"),
        ({1: 3, 2: 1}, 1, "occasions must be 2 or more"),
    ],
)
def test_times_that_cannot_be_are_refused(people, occasions, says):
    with pytest.raises(BadInput, match=says):
        closed_models_of_times(people, occasions)


def test_too_few_seen_again_are_too_thin():
    with pytest.raises(TooThin, match="nobody was seen more than once"):
        closed_models_of_times({1: 30})
    with pytest.raises(TooThin, match="only 6 of 36 people were seen more than once"):
        closed_models_of_times({1: 30, 2: 4, 5: 2})
    with pytest.raises(TooThin, match="only 1 of 51 people were seen more than once"):
        closed_models(histories(2, [1, 20, 30]))


def test_a_pair_without_anyone_on_both_is_left_out_as_in_overlap():
    # In the order of `histories`: on all three 0, c1 c2 50, c1 c3 0, c1 300, c2 c3 30, ...
    counts = histories(3, [0, 50, 0, 300, 30, 200, 100])
    models = by_name(closed_models(counts, [("c3", "c1"), ("c1", "c3")]))
    overlap = fit_overlap(counts, [("c1", "c3")])
    assert models["Mt"].population.estimate == pytest.approx(overlap.population.estimate, rel=1e-9)
    assert models["Mt"].population.estimate == pytest.approx(1680, rel=1e-9)
    # Nobody was seen three times, so that nothing tells how people differ.
    assert models["Mth Poisson"].population is None
    assert models["Mth Darroch"].population is None


def test_a_model_that_expects_next_to_nothing_of_someone_seen_says_how_badly_it_fits():
    models = by_name(closed_models_of_times({10: 5258, 11: 1, 20: 8}))
    assert models["Mh Poisson"].deviance > models["M0"].deviance / 100
    assert all(model.deviance is None or model.deviance < 1e9 for model in models.values())
