"""A polars or pandas frame goes in, or is refused in a sentence that says what to pass."""

import inspect
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import polars as pl
import pytest

import saidanddone_methods as methods
from saidanddone_methods import BadInput, MethodError

LIBRARIES = pytest.mark.parametrize("library", [pl, pd], ids=lambda library: library.__name__)

# One row for each theme a person raised, and one without a theme for a person who raised none.
SAID = {
    "person": ["a", "a", "b", "c", "c", "d"],
    "group": ["residents"] * 3 + ["workers"] * 3,
    "theme": ["light", "bins", "light", "light", "bins", None],
}
MONTHS = [date(2022 + month // 12, month % 12 + 1, 1) for month in range(24)]
COUNTS = [20 + month % 7 for month in range(24)]

# What the methods take after their first argument, for those that need more than one.
REST = {
    "OverlapCounts.of": ({(1, 0): 3},),
    "append_release": (None,),
    "band_of": (methods.protect_count(20),),
    "before_after": (dict(zip(MONTHS[12:], COUNTS[12:], strict=True)),),
    "between_boundaries": ({"a": 1},),
    "common_ground": ({"a": "residents", "b": "workers"},),
    "control_limits": (100, 0.95),
    "counts_behind_rate": (1000, 500),
    "difference_in_differences": (methods.AreaCounts(40, 30),),
    "dimension": (["North"],),
    "directly_standardised": ([100, 200], [1, 2]),
    "displacement_quotient": (methods.AreaCounts(40, 30), methods.AreaCounts(40, 30)),
    "funnel": ([100, 200],),
    "heterogeneity": (None,),
    "indirectly_standardised": ([100, 200], [10, 20], [1000, 2000]),
    "may_publish": ([],),
    "may_publish_exact": ([],),
    "may_publish_protected": ([],),
    "median_days_waiting": ([True, False],),
    "newcombe": (10, 3, 10),
    "pre_trend": (MONTHS[12],),
    "protect": (methods.MAX4,),
    "protected_share": (methods.protect_count(20),),
    "rate_ratio": (5,),
    "ratio_of_ratios": (5, 5, 5),
    "rbo_ext": (["lights"],),
    "segmented": (MONTHS[12],),
    "synthetic_control": ({"a": [1.0, 2.0]}, 1),
    "table_from_rows": ([(("North",), 5)],),
    "table_of": ({("North",): 5},),
    "too_thin": (None, ()),
    "unitised_alpha": ([], ["a", "b"]),
    "waiting_curve": ([True, False],),
    "weighted_displacement_difference": (methods.AreaCounts(40, 30),),
    "wilson": (10,),
}
BY_NAME = {"common_ground": {"seed": 1}, "may_publish_exact": {"today": date(2026, 1, 1)}}


CALLED = {
    name: getattr(methods, name)
    for name in methods.__all__
    if inspect.isfunction(getattr(methods, name))
} | {
    f"{name}.of": getattr(methods, name).of
    for name in methods.__all__
    if hasattr(getattr(methods, name), "of")
}


@LIBRARIES
@pytest.mark.parametrize("name", CALLED)
def test_every_method_refuses_a_frame_of_other_columns_in_a_sentence(library, name):
    frame = library.DataFrame({"words": ["a", "b"], "numbers": [1, 2]})
    with pytest.raises(BadInput, match=r"table|must be"):
        CALLED[name](frame, *REST.get(name, ()), **BY_NAME.get(name, {}))


@LIBRARIES
def test_the_table_that_the_command_reads_serves_for_both_inputs_of_common_ground(library):
    said = library.DataFrame(SAID)
    assert methods.common_ground(said, said, seed=1) == methods.common_ground(
        {"light": ["a", "b", "c"], "bins": ["a", "c"]},
        {"a": "residents", "b": "residents", "c": "workers", "d": "workers"},
        seed=1,
    )


@LIBRARIES
def test_monthly_counts_are_read_from_their_columns(library):
    frame = library.DataFrame({"month": MONTHS, "count": COUNTS})
    as_mapping = dict(zip(MONTHS, COUNTS, strict=True))
    people = [1000 + month for month in range(24)]
    assert methods.segmented(
        frame, MONTHS[12], population=library.DataFrame({"month": MONTHS, "population": people})
    ) == methods.segmented(
        as_mapping, MONTHS[12], population=dict(zip(MONTHS, people, strict=True))
    )
    early, late = (
        library.DataFrame({"month": MONTHS[part], "count": COUNTS[part]})
        for part in (slice(12), slice(12, 24))
    )
    answer = methods.before_after(early, series_after=late)
    assert (answer.before, answer.after) == (sum(COUNTS[:12]), sum(COUNTS[12:]))


@LIBRARIES
def test_codes_of_units_are_read_with_the_units_that_have_none(library):
    codes = {"code": ["x", "y", "x", None, "y", "x", None, "z"]}
    by_unit = {1: ["x", "y"], 2: ["x"], 3: [], 4: ["y"], 5: ["x"], 6: [], 7: ["z"]}
    frame = library.DataFrame({"interview": [1, 1, 2, 3, 4, 5, 6, 7], **codes})
    assert methods.saturation(frame) == methods.saturation(by_unit)
    frame = library.DataFrame({"unit": [1, 1, 2, 3, 4, 5, 6, 7], **codes})
    assert methods.cooccurrence(frame) == methods.cooccurrence(by_unit)


@LIBRARIES
def test_ratings_are_read_without_the_values_that_are_missing(library):
    frame = library.DataFrame(
        {"unit": [1, 1, 2, 2, 3, 3], "coder": ["a", "b"] * 3, "value": [1, 1, 2, 1, 2, None]}
    )
    ratings = methods.Ratings.of(frame, "interval")
    assert ratings.units == (1, 2)
    assert ratings.places.tolist() == [[0, 0], [1, 0]]
    assert ratings.set_aside == 1


@LIBRARIES
def test_a_table_to_protect_is_made_from_its_columns(library):
    frame = library.DataFrame({"ward": ["N", "S"], "band": [1, 2], "count": [5, 7]})
    table = methods.table_from_rows(["ward", "band"], frame)
    assert dict(zip(table.cells, table.values.tolist(), strict=True))["N", "1"] == 5
    assert table.atoms.sum() == 12


@LIBRARIES
def test_passages_are_read_from_their_columns(library):
    passages = [("t", "a", "x", 0, 5), ("t", "b", "x", 2, 7), ("u", "a", "x", 0, 9)]
    columns = ("text", "coder", "code", "start", "end")
    frame = library.DataFrame(
        dict(zip(columns, map(list, zip(*passages, strict=True)), strict=True))
    )
    lengths = library.DataFrame({"text": ["t", "u"], "length": [50, 60]})
    by_hand = methods.unitised_alpha(
        {"t": 50, "u": 60}, [methods.Passage(*row) for row in passages], ["a", "b"]
    )
    read = methods.unitised_alpha(lengths, frame, ["a", "b"])
    assert replace(read, by_code={}) == replace(by_hand, by_code={})


@LIBRARIES
def test_other_tables_are_read_by_their_columns(library):
    seen = {1: 40, 2: 12, 3: 5}
    frame = library.DataFrame({"times": list(seen), "people": list(seen.values())})
    assert methods.closed_models_of_times(frame) == methods.closed_models_of_times(seen)
    covariates = library.DataFrame({"sex": ["m", "w", "m", "w"]})
    contacts = methods.Contacts.of([1, 1, 2, 3], [40, 30, 12, 5], covariates)
    assert np.array_equal(contacts.columns[:, 1], [0, 1, 0, 1])


@LIBRARIES
@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"month": MONTHS}, "series as a table needs one column count"),
        ({"month": [MONTHS[0], None], "count": [1, 2]}, "row 2 of series has no month"),
        (
            {"month": [MONTHS[0], MONTHS[0]], "count": [1, 1]},
            "row 2 of series gives its month a second count",
        ),
    ],
)
def test_a_series_that_could_be_read_two_ways_is_refused(library, columns, says):
    with pytest.raises(BadInput, match=says):
        methods.segmented(library.DataFrame(columns), MONTHS[12])


@LIBRARIES
def test_a_person_in_two_groups_is_refused_by_row_and_not_by_name(library):
    said = library.DataFrame({**SAID, "group": ["residents"] * 4 + ["workers"] * 2})
    with pytest.raises(
        BadInput, match=r"^row 5 of group_of_person gives its person a second group$"
    ):
        methods.common_ground(said, said, seed=1)


@LIBRARIES
def test_rows_without_a_unit_or_with_two_values_of_a_coder_are_refused(library):
    frame = library.DataFrame({"unit": [1, 1], "coder": ["a", "a"], "value": [1, 2]})
    with pytest.raises(BadInput, match="row 2 of values gives its unit and coder twice"):
        methods.Ratings.of(frame)
    frame = library.DataFrame({"unit": ["1", ""], "coder": ["a", "a"], "value": [1, 2]})
    with pytest.raises(BadInput, match="row 2 of values has no unit"):
        methods.Ratings.of(frame)
    frame = library.DataFrame({"interview": ["1", None], "code": ["x", "x"]})
    with pytest.raises(BadInput, match="row 2 of codes_by_interview has no interview"):
        methods.saturation(frame)
    frame = library.DataFrame({"ward": ["N", None], "count": [5, 7]})
    with pytest.raises(BadInput, match="row 2 of rows has no category in ward"):
        methods.table_from_rows(["ward"], frame)


def test_a_table_that_is_yet_to_be_read_is_refused():
    with pytest.raises(
        BadInput, match="series is a table that is yet to be read: collect it first"
    ):
        methods.segmented(pl.LazyFrame({"month": MONTHS, "count": COUNTS}), MONTHS[12])


def test_a_frame_with_a_column_twice_is_refused():
    frame = pd.DataFrame([[MONTHS[0], 1, 2]], columns=["month", "count", "count"])
    with pytest.raises(BadInput, match="needs one column count"):
        methods.segmented(frame, MONTHS[12])
    with pytest.raises(MethodError):
        methods.synthetic_control([1.0, 2.0], frame, 1)


@LIBRARIES
def test_a_column_of_a_frame_is_a_list(library):
    frame = library.DataFrame({"count": [12, 15, 9], "size": [100, 120, 90]})
    answer = methods.funnel(frame["count"], frame["size"])
    assert answer == methods.funnel([12, 15, 9], [100, 120, 90])
    assert methods.mean(frame["count"]) == methods.mean([12, 15, 9])
