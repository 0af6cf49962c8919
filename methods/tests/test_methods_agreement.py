"""Agreement between coders: on units, and on passages."""

import math
from itertools import permutations
from statistics import mean

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from saidanddone_methods.agreement import (
    Ratings,
    alpha_of,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
)
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.passages import (
    Passage,
    _disagreement,
    _Marked,
    _spans,
    unitised_alpha,
)
from saidanddone_methods.reference.agreement import (
    _distances,
    alpha_reference,
    cohen_reference,
    fleiss_reference,
    unitised_reference,
)
from saidanddone_methods.resampling import percentiles

LEVELS = ["nominal", "ordinal", "interval", "ratio"]
# Krippendorff (2011), Computing Krippendorff's alpha-reliability: four coders, twelve
# units, one of them coded once.
PUBLISHED = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def rated(rows):
    values = {}
    for coder, row in rows.items():
        for unit, value in enumerate(row.split()):
            if value != ".":
                values.setdefault(unit, {})[coder] = float(value)
    return values


@st.composite
def codings(draw, coders=3, complete=False):
    value = st.integers(0, 4) if complete else st.none() | st.integers(0, 4)
    rows = draw(st.lists(st.lists(value, min_size=coders, max_size=coders), min_size=2, max_size=8))
    values = {
        unit: {coder: v for coder, v in enumerate(row) if v is not None}
        for unit, row in enumerate(rows)
    }
    compared = [list(by_coder.values()) for by_coder in values.values() if len(by_coder) > 1]
    assume(len(compared) > 1)
    assume(len({v for row in compared for v in row}) > 1)
    return {unit: by_coder for unit, by_coder in values.items() if by_coder}, compared


def point(ratings):
    ones = np.ones((1, len(ratings.units)))
    return float(alpha_of(ratings.counts, ratings.figures, ratings.level, ones)[0])


# Alpha


@pytest.mark.parametrize(
    ("level", "published"), list(zip(LEVELS, [0.743, 0.815, 0.849, 0.797], strict=True))
)
def test_alpha_of_the_published_example(level, published):
    result = krippendorff_alpha(Ratings.of(rated(PUBLISHED), level))
    assert round(result.coefficient.estimate, 3) == published
    assert result.coefficient.lower < published < result.coefficient.upper
    assert (result.units, result.set_aside, len(result.coders)) == (11, 1, 4)


@pytest.mark.parametrize("level", LEVELS)
@given(coded=codings())
@settings(deadline=None)
def test_alpha_is_that_of_every_pair_compared_and_of_the_engine(level, coded):
    values, compared = coded
    ratings = Ratings.of(values, level)
    assert point(ratings) == pytest.approx(alpha_reference(compared, level), rel=1e-9, abs=1e-9)
    engine = krippendorff.alpha(
        value_counts=ratings.counts,
        value_domain=ratings.figures,
        level_of_measurement=level,
    )
    assert point(ratings) == pytest.approx(engine, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
@given(coded=codings(), seed=st.integers(0, 99))
@settings(deadline=None, max_examples=30)
def test_a_draw_is_the_alpha_of_the_units_in_it(level, coded, seed):
    values, _ = coded
    ratings = Ratings.of(values, level)
    units = len(ratings.units)
    weights = np.random.default_rng(seed).multinomial(units, [1 / units] * units)
    drawn = [
        [v for place in np.flatnonzero(row >= 0) for v in [float(ratings.domain[row[place]])]]
        for row, times in zip(ratings.places, weights, strict=True)
        for _ in range(times)
    ]
    (alpha,) = alpha_of(ratings.counts, ratings.figures, level, weights[np.newaxis].astype(float))
    if len({v for unit in drawn for v in unit}) == 1:
        assert math.isnan(alpha)
    else:
        assert alpha == pytest.approx(alpha_reference(drawn, level), rel=1e-9, abs=1e-9)


@given(coded=codings())
@settings(deadline=None)
def test_nobody_gains_by_a_new_name_scale_or_order(coded):
    values, _ = coded
    nominal, interval, ordinal, ratio = (
        point(Ratings.of(values, level)) for level in ("nominal", "interval", "ordinal", "ratio")
    )
    renamed = {u: {f"c{c}": "xyzvw"[v] for c, v in g.items()} for u, g in values.items()}
    assert point(Ratings.of(renamed)) == pytest.approx(nominal, abs=1e-9)
    moved = {u: {c: 7 * v - 3 for c, v in g.items()} for u, g in values.items()}
    assert point(Ratings.of(moved, "interval")) == pytest.approx(interval, abs=1e-9)
    bent = {u: {c: math.exp(v) for c, v in g.items()} for u, g in values.items()}
    assert point(Ratings.of(bent, "ordinal")) == pytest.approx(ordinal, abs=1e-9)
    scaled = {u: {c: 10 * v for c, v in g.items()} for u, g in values.items()}
    assert point(Ratings.of(scaled, "ratio")) == pytest.approx(ratio, abs=1e-9)
    backwards = dict(reversed(values.items()))
    assert point(Ratings.of(backwards)) == pytest.approx(nominal, abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("units", [5, 20, 80])
def test_full_agreement_is_one_with_the_doubt_that_so_few_units_leave(level, units):
    values = {u: {"a": u % 3, "b": u % 3} for u in range(units)}
    ratings = Ratings.of(values, level)
    unseen = 1 - 0.025 ** (1 / units)  # this share of units may differ without any being met
    everything = [value for by_coder in values.values() for value in by_coder.values()]
    apart = _distances(level, everything)
    furthest = apart(0, 2) / mean(apart(a, b) for a, b in permutations(everything, 2))
    alpha = krippendorff_alpha(ratings).coefficient
    assert (alpha.estimate, alpha.upper) == (1.0, 1.0)
    assert alpha.lower == pytest.approx(1 - unseen * furthest)
    for kappa in (cohen_kappa(ratings).coefficient, fleiss_kappa(ratings).coefficient):
        chance = sum((everything.count(v) / len(everything)) ** 2 for v in range(3))
        assert kappa.lower == pytest.approx(1 - unseen / (1 - chance))


def test_limits_hold_the_truth_as_often_as_they_say():
    # 20 units that two coders seldom differ on: often no difference is met at all.
    generator = np.random.default_rng(8)
    covered = 0
    for seed in range(400):
        true, guess = generator.integers(0, 3, (2, 20))
        other = np.where(generator.random(20) < 0.925, true, guess)
        values = {u: {"a": int(true[u]), "b": int(other[u])} for u in range(20)}
        # They differ on .05 of all units, and would on 2/3 by chance: alpha is .925.
        covered += (
            0.925 in krippendorff_alpha(Ratings.of(values), seed=seed, replicates=400).coefficient
        )
    assert covered >= 0.93 * 400


def test_few_units_are_called_thin_and_fewer_than_five_refused():
    values = {u: {"a": u % 3, "b": (u + (u == 1)) % 3} for u in range(30)}
    assert not krippendorff_alpha(Ratings.of(values)).thin
    del values[0]
    assert krippendorff_alpha(Ratings.of(values)).thin
    for method in (krippendorff_alpha, cohen_kappa, fleiss_kappa):
        with pytest.raises(TooThin, match="4 units were coded by two coders or more"):
            method(Ratings.of({u: values[u] for u in range(1, 5)}))


def test_limits_leave_out_equally_many_draws_either_side():
    drawn = np.arange(1001.0)
    assert percentiles(drawn, 0.9) == pytest.approx((50, 950))
    drawn[:50] = np.nan
    assert percentiles(drawn, 0.9) == pytest.approx((97.5, 952.5))
    drawn[:60] = np.nan
    assert percentiles(drawn, 0.9) is None


@pytest.mark.parametrize("method", [krippendorff_alpha, fleiss_kappa])
def test_limits_take_a_draw_beyond_each(method):
    with pytest.raises(BadInput, match="replicates must be 40 or more for limits of 95 %"):
        method(Ratings.of(rated(PUBLISHED)), replicates=39)
    with pytest.raises(BadInput, match=r"replicates must be 20,000 or more for limits of 99\.99 %"):
        method(Ratings.of(rated(PUBLISHED)), confidence=0.9999)


@pytest.mark.parametrize("level", ["interval", "ratio"])
@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_alpha_has_no_unit_however_large(level, scale):
    scaled = {
        unit: {coder: value * scale for coder, value in by_coder.items()}
        for unit, by_coder in rated(PUBLISHED).items()
    }
    alpha = krippendorff_alpha(Ratings.of(scaled, level)).coefficient
    plain = krippendorff_alpha(Ratings.of(rated(PUBLISHED), level)).coefficient
    assert (alpha.estimate, alpha.lower) == pytest.approx((plain.estimate, plain.lower))


def test_free_text_is_not_taken_for_values(monkeypatch):
    monkeypatch.setattr("saidanddone_methods.ratings.MOST_CELLS", 100)
    with pytest.raises(BadInput, match=r"20 different values in 10 units .* free text"):
        Ratings.of({u: {"a": f"said {u}", "b": f"heard {u}"} for u in range(10)})


def test_the_same_seed_draws_the_same_interval():
    ratings = Ratings.of(rated(PUBLISHED))
    assert krippendorff_alpha(ratings, seed=3) == krippendorff_alpha(ratings, seed=3)
    assert krippendorff_alpha(ratings, seed=3) != krippendorff_alpha(ratings, seed=4)


def test_an_interval_resting_on_draws_without_an_answer_is_refused():
    values = {u: {"a": "x", "b": "x"} for u in range(6)} | {9: {"a": "x", "b": "y"}}
    with pytest.raises(TooThin, match="everyone gave one value: code more units"):
        krippendorff_alpha(Ratings.of(values))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({1: {"a": "x"}, 2: {"a": "y"}}, "only one coder"),
        ({1: {"a": "x", "b": "x"}, 2: {"a": "y"}}, "fewer than two units"),
        ({1: {"a": "x", "b": "x"}, 2: {"a": "x", "b": "x"}}, "same value everywhere"),
        ({}, "only one coder"),
    ],
)
def test_too_little_is_refused(values, reason):
    with pytest.raises(TooThin, match=reason):
        Ratings.of(values)


@pytest.mark.parametrize(
    ("value", "level"),
    [("x", "interval"), (math.nan, "ordinal"), (True, "interval"), (-1, "ratio"), (1, "guess")],
)
def test_values_that_the_level_cannot_hold_are_refused(value, level):
    with pytest.raises(BadInput):
        Ratings.of({1: {"a": value, "b": 2}, 2: {"a": 1, "b": 2}}, level)


# Kappa


@given(coded=codings(coders=2, complete=True))
@settings(deadline=None)
def test_cohens_kappa_compares_every_value_with_every_other(coded):
    values, compared = coded
    assume(len({a for a, _ in compared}) > 1 or len({b for _, b in compared}) > 1)
    try:
        result = cohen_kappa(Ratings.of(values), replicates=40)
    except TooThin:
        return
    assert result.coefficient.estimate == pytest.approx(cohen_reference(compared), abs=1e-12)


@given(coded=codings())
@settings(deadline=None)
def test_fleiss_kappa_compares_every_value_with_every_other(coded):
    values, compared = coded
    try:
        result = fleiss_kappa(Ratings.of(values), replicates=40)
    except TooThin:
        return
    assert result.coefficient.estimate == pytest.approx(fleiss_reference(compared), abs=1e-12)


def test_fleiss_kappa_of_the_published_example():
    # Fleiss (1971) as worked through in many textbooks: ten subjects, fourteen raters, five names.
    table = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    values = {
        subject: dict(enumerate(v for v, times in enumerate(row) for _ in range(times)))
        for subject, row in enumerate(table)
    }
    result = fleiss_kappa(Ratings.of(values))
    assert round(result.coefficient.estimate, 3) == 0.210


def test_cohens_kappa_of_a_published_table():
    # Gwet (2014), two abstractors and three outcomes; R irrCAC prints 0.7964094.
    table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    pairs = [(a, b) for a in range(3) for b in range(3) for _ in range(table[a][b])]
    result = cohen_kappa(Ratings.of({u: {"i": a, "j": b} for u, (a, b) in enumerate(pairs)}))
    assert result.coefficient.estimate == pytest.approx(0.7964094, abs=5e-8)
    # irrCAC's normal interval is .680 to .913; ours is skewed, as kappa is.
    assert result.coefficient.lower == pytest.approx(0.680, abs=0.03)
    assert result.coefficient.upper == pytest.approx(0.913, abs=0.03)


def test_cohens_kappa_says_how_many_coders_it_takes():
    with pytest.raises(BadInput, match="takes 2 coders, not 4"):
        cohen_kappa(Ratings.of(rated(PUBLISHED)))


# Passages

# Krippendorff (2004), Content Analysis, page 254; a continuum from 150 to 450.
UNITISED = {
    "c": {"i": [(75, 145), (220, 250)], "j": [(70, 150), (205, 225), (250, 270)]},
    "k": {"i": [(30, 90), (150, 200)], "j": [(30, 90), (150, 200)]},
}


def passages(marked, text="t"):
    return [
        Passage(text, coder, code, start, end)
        for code, by_coder in marked.items()
        for coder, spans in by_coder.items()
        for start, end in spans
    ]


@st.composite
def marked_texts(draw):
    length = draw(st.integers(4, 30))
    edges = st.lists(st.integers(0, length), unique=True, max_size=6).map(sorted)
    marked = {
        code: {
            coder: list(zip(points[::2], points[1::2], strict=False))
            for coder in "ij"
            for points in [draw(edges)]
        }
        for code in "cd"
    }
    assume(all(any(spans for spans in by_coder.values()) for by_coder in marked.values()))
    return length, marked


def test_unitised_alpha_of_the_published_example():
    result = unitised_alpha({"t": 300}, passages(UNITISED), "ij")
    assert result.by_code["c"] == pytest.approx(0.7286, abs=5e-5)
    assert result.by_code["k"] == 1
    assert result.alpha == pytest.approx(0.8591, abs=5e-4)  # there from rounded parts
    assert result.limits is None
    assert result.passages == 9


def test_unitised_alpha_has_the_parts_of_the_published_example():
    marked = _Marked.of({"t": 300}, _spans({"t": 300}, passages(UNITISED), "ij"), "ij")
    parts = {
        code: _disagreement(sums, marked, np.ones((1, 1))) for code, sums in marked.sums.items()
    }
    assert [round(part.item(), 4) for part in parts["c"]] == [0.0144, 0.0532]
    assert [round(part.item(), 4) for part in parts["k"]] == [0, 0.0490]


@given(marked_texts())
@settings(deadline=None)
def test_unitised_alpha_is_that_of_every_section_compared(drawn):
    length, marked = drawn
    result = unitised_alpha({"t": length}, passages(marked), "ij")
    try:
        plain = unitised_reference([(length, marked)])
    except ZeroDivisionError:
        assert math.isnan(result.alpha)
        return
    assert result.alpha == pytest.approx(plain, rel=1e-9, abs=1e-9)


@given(st.lists(marked_texts(), min_size=2, max_size=3))
@settings(deadline=None, max_examples=30)
def test_several_texts_are_one_continuum_that_no_passage_crosses(texts):
    result = unitised_alpha(
        {number: length for number, (length, _) in enumerate(texts)},
        [p for number, (_, marked) in enumerate(texts) for p in passages(marked, number)],
        "ij",
        replicates=40,
    )
    assert result.alpha == pytest.approx(unitised_reference(texts), rel=1e-9, abs=1e-9)


@given(marked_texts(), marked_texts())
@settings(deadline=None, max_examples=30)
def test_a_text_drawn_twice_weighs_as_two_texts_alike(one, other):
    names = {"a": one, "b": other}
    lengths = {name: length for name, (length, _) in names.items()}
    marked_passages = [p for name, (_, marked) in names.items() for p in passages(marked, name)]
    spans = _spans(lengths, marked_passages, "ij")
    (alpha,) = _Marked.of(lengths, spans, "ij").alphas(np.array([[2.0, 1.0]]))
    twice = unitised_reference([one, one, other])
    assert alpha == pytest.approx(twice, rel=1e-9, abs=1e-9)


def test_texts_that_mostly_hold_no_passage_have_no_limits():
    lengths = dict.fromkeys(range(9), 50)
    marked_passages = [Passage(0, "i", "c", 0, 9), Passage(0, "j", "c", 2, 9)]
    assert unitised_alpha(lengths, marked_passages, "ij").limits is None


def test_limits_take_five_texts_and_some_difference():
    def limits(texts, shift):
        marked_passages = [
            Passage(t, c, "c", 3, 9 + shift * (c == "j")) for t in range(texts) for c in "ij"
        ]
        return unitised_alpha(dict.fromkeys(range(texts), 50), marked_passages, "ij").limits

    lower, upper = limits(5, shift=2)
    assert lower <= upper < 1
    assert limits(4, shift=2) is None
    assert limits(5, shift=0) is None


def test_texts_too_short_for_chance_are_refused():
    with pytest.raises(TooThin, match="fill their texts"):
        unitised_alpha({"t": 1}, [Passage("t", c, "c", 0, 1) for c in "ij"], "ij")


def test_passages_of_one_coder_that_overlap_are_joined():
    split = {"c": {"i": [(0, 6), (4, 10)], "j": [(0, 10)]}, "d": {"i": [(0, 3)], "j": [(1, 3)]}}
    whole = split | {"c": {"i": [(0, 10)], "j": [(0, 10)]}}
    assert (
        unitised_alpha({"t": 40}, passages(split), "ij").alpha
        == unitised_alpha({"t": 40}, passages(whole), "ij").alpha
    )


def test_passages_that_only_touch_stay_two():
    touching = {"c": {"i": [(0, 5), (5, 10)], "j": [(0, 5), (5, 10)]}}
    against = {"c": {"i": [(0, 5), (5, 10)], "j": [(0, 10)]}}
    assert unitised_alpha({"t": 40}, passages(touching), "ij").alpha == 1
    split = unitised_alpha({"t": 40}, passages(against), "ij")
    assert split.alpha == pytest.approx(unitised_reference([(40, against)]))
    assert split.passages == 3


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        (Passage("u", "i", "c", 0, 2), "without a length"),
        (Passage("t", "z", "c", 0, 2), "not among the coders"),
        (Passage("t", "i", "c", 2, 2), "within its text"),
        (Passage("t", "i", "c", 0, 99), "within its text"),
        (Passage("t", "i", "c", -1, 2), "the start of passage 1"),
    ],
)
def test_passages_that_cannot_be_are_refused(passage, words):
    with pytest.raises(BadInput, match=words):
        unitised_alpha({"t": 10}, [passage], "ij")


def test_no_coder_to_agree_with_is_too_thin():
    with pytest.raises(TooThin, match="only one coder"):
        unitised_alpha({"t": 10}, [Passage("t", "i", "c", 0, 2)], "i")
    with pytest.raises(BadInput, match="between 2 coders, not 3: take pairs"):
        unitised_alpha({"t": 10}, [Passage("t", "i", "c", 0, 2)], "ijk")
    with pytest.raises(TooThin, match="no passage"):
        unitised_alpha({"t": 10}, [], "ij")
