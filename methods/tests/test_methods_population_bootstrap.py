"""The bootstrap that chooses the model again in every replicate."""

import csv

import numpy as np
import pytest

from saidanddone_methods import BadInput
from saidanddone_methods.cli.population_files import read_overlap, read_resamples
from saidanddone_methods.population.bootstrap import SHARES, _bca, bootstrap_overlap
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.reference.population import (
    bca_limits_reference,
    estimate_overlap_reference,
)

THREE = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)]
MADE_UP = dict(zip(THREE, [31, 20, 12, 9, 6, 7, 3], strict=True))


@pytest.fixture
def small():
    return OverlapCounts.of("ABC", MADE_UP)


@pytest.fixture(scope="session")
def uk(shared_data):
    """The five-list table, SparseMSE's resamples of it, and its estimate for each."""
    folder = shared_data / "mse"
    counts, order = read_overlap(str(folder / "sparsemse_UKdat_5.csv"), "count")
    drawn = read_resamples(str(folder / "bootcounts_UKdat_5_1000.csv.gz"), order, counts)
    with (folder / "boot_R_UKdat_5_1000.csv").open() as lines:
        oracle = np.array([float(row["est"]) for row in csv.DictReader(lines)])
    return counts, drawn, oracle


def test_a_thousand_replicates_are_those_of_sparse_mse(uk):
    counts, drawn, oracle = uk
    bootstrap = bootstrap_overlap(counts, resamples=drawn)
    np.testing.assert_allclose(bootstrap.replicates, oracle, rtol=1e-9)
    assert bootstrap.limits[0.025] == pytest.approx(8784.780, rel=1e-6)
    assert bootstrap.limits[0.975] == pytest.approx(14700.550, rel=1e-6)
    assert bootstrap.without_estimate == 0


@pytest.mark.slow
def test_limits_are_those_of_the_reference_leaving_out_each_person(uk):
    counts, drawn, oracle = uk
    bootstrap = bootstrap_overlap(counts, resamples=drawn)
    histories = [tuple(int(on) for on in row) for row in counts.design.present]
    table = dict(zip(histories, counts.counts, strict=True))
    left_out = []
    for history, count in table.items():
        if count:
            without = estimate_overlap_reference({**table, history: count - 1})
            assert without is not None
            left_out += [without[0]] * int(count)
    limits = bca_limits_reference(bootstrap.estimate, list(oracle), left_out, SHARES)
    for share in SHARES:
        assert bootstrap.limits[share] == pytest.approx(limits[share], rel=1e-6)


def test_each_replicate_is_the_stepwise_estimate_of_its_own_table(small):
    random = np.random.default_rng(8)
    drawn = random.multinomial(small.observed, small.counts / small.observed, 12).astype(float)
    bootstrap = bootstrap_overlap(small, resamples=drawn)
    histories = [tuple(int(on) for on in row) for row in small.design.present]
    for row, replicate in zip(drawn, bootstrap.replicates, strict=True):
        expected = estimate_overlap_reference(dict(zip(histories, row, strict=True)))
        assert replicate == pytest.approx(np.inf if expected is None else expected[0], rel=1e-6)


def test_the_same_seed_gives_the_same_replicates_and_another_does_not(small):
    first, again = (bootstrap_overlap(small, replicates=50, seed=3) for _ in range(2))
    other = bootstrap_overlap(small, replicates=50, seed=4)
    assert first.replicates.tolist() == again.replicates.tolist()
    assert first.replicates.tolist() != other.replicates.tolist()


def test_limits_rise_with_their_share(small):
    limits = list(bootstrap_overlap(small, replicates=300).limits.values())
    assert limits == sorted(limits)


def test_batches_change_nothing_and_progress_is_told(small, monkeypatch):
    whole = bootstrap_overlap(small, replicates=25)
    monkeypatch.setattr("saidanddone_methods.population.bootstrap.AT_A_TIME", 10)
    progress = []
    parts = bootstrap_overlap(small, replicates=25, progress=progress.append)
    assert progress == [10, 20, 25]
    np.testing.assert_allclose(parts.replicates, whole.replicates, rtol=1e-9)


def test_an_acceleration_that_leaves_no_room_moves_a_limit_to_its_end():
    estimates = np.arange(1.0, 101.0)
    _, plain = _bca(estimates, 50.5, 0.0, SHARES)
    _, steep = _bca(estimates, 50.5, 0.6, SHARES)
    assert plain[0.975] < steep[0.975] == 100.0
    assert list(steep.values()) == sorted(steep.values())


def test_replicates_without_an_estimate_are_counted_and_never_narrow_the_interval():
    # Of 66 people 2 join two lists: more than one resample in ten draws neither of them.
    meagre = OverlapCounts.of("ABC", {(1, 0, 0): 30, (0, 1, 0): 25, (0, 0, 1): 9, (1, 1, 0): 2})
    bootstrap = bootstrap_overlap(meagre, replicates=200)
    assert bootstrap.without_estimate > 20
    assert bootstrap.limits[0.975] == np.inf
    assert bootstrap.limits[0.025] < bootstrap.estimate


@pytest.mark.parametrize(
    ("resamples", "says"),
    [
        (np.ones((2, 6)), "7 counts for each replicate"),
        (np.ones(7), "7 counts for each replicate"),
        (np.full((2, 7), 1.5), "whole numbers of 0 or more"),
        (np.full((2, 7), -1.0), "whole numbers of 0 or more"),
        (np.full((2, 7), np.nan), "whole numbers of 0 or more"),
        (
            np.array([[31, 20, 12, 9, 6, 7, 3], [0] * 7]),
            "replicate 2 holds 0 people, but 88 were seen",
        ),
        (np.array([[31, 20, 12, 9, 6, 7, 4]]), "replicate 1 holds 89 people"),
    ],
)
def test_resamples_that_cannot_be_are_refused(small, resamples, says):
    with pytest.raises(BadInput, match=says):
        bootstrap_overlap(small, resamples=resamples)


@pytest.mark.parametrize(
    "options", [{"replicates": 0}, {"replicates": 10**11}, {"seed": -1}, {"threshold": 2}]
)
def test_options_that_cannot_be_are_refused(small, options):
    with pytest.raises(BadInput):
        bootstrap_overlap(small, **options)
