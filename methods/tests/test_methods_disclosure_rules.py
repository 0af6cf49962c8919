"""Protected counts, tables and bands, and attacks on them."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.disclosure import (
    NHS,
    PROFILES,
    Profile,
    ProtectedCount,
    band_of,
    bands,
    possible_values,
    protect_count,
    protect_table,
    protected_share,
)
from saidanddone_methods.disclosure.rules.counts import range_of
from saidanddone_methods.reference.disclosure import (
    possible_values_reference,
    tables_by_picture,
)

HIDDEN = ProtectedCount(None, suppressed=True)
STRICT = Profile("strict", hide_to=4, round_to=3)


def cells(counts):
    return {(f"group {i}",): n for i, n in enumerate(counts)}


def picture(counts, profile=NHS, *, exact=False):
    """What is published of a table, or None where it is refused."""
    try:
        table = protect_table(cells(counts), profile, exact_total_is_public=exact)
    except TooThin:
        return None
    return tuple(count.shown for count in table.cells.values()), table.total.shown


# Single counts


@pytest.mark.parametrize(
    ("n", "shown"),
    [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (20, 20), (49, 50), (52, 50)],
)
def test_one_to_seven_are_hidden_and_others_rounded_to_five(n, shown):
    assert protect_count(n) == ProtectedCount(shown, suppressed=shown is None)


@given(st.integers(0, 10_000))
def test_a_shown_count_never_tells_of_one_to_seven(n):
    count = protect_count(n)
    if count.shown is None:
        assert 1 <= n <= 7
    else:
        assert n == 0 or n >= 8
        assert count.shown % 5 == 0
        assert abs(count.shown - n) <= 2


@given(st.integers(0, 7), st.integers(0, 7))
def test_two_small_counts_look_alike(one, other):
    assert (protect_count(one) == protect_count(other)) == (bool(one) == bool(other))


@given(st.integers(0, 3000), st.sampled_from([NHS, STRICT]))
def test_the_range_of_a_protected_count_holds_just_what_is_shown_so(n, profile):
    count = protect_count(n, profile)
    low, high = range_of(count, profile)
    alike = [m for m in range(max(0, n - 20), n + 20) if protect_count(m, profile) == count]
    assert (low, high) == (alike[0], alike[-1])


def test_profiles_go_by_name():
    assert PROFILES["nhs"] is NHS
    assert all(name == profile.name for name, profile in PROFILES.items())


@pytest.mark.parametrize(("hide_to", "round_to"), [(0, 5), (7, 4), (7, 0), (1, 5)])
def test_a_profile_that_would_mislead_cannot_be_made(hide_to, round_to):
    with pytest.raises(BadInput):
        Profile("odd", hide_to, round_to)


@pytest.mark.parametrize("n", [-1, 2.0, True, "7"])
def test_what_is_no_count_is_refused(n):
    with pytest.raises(BadInput, match="a count must"):
        protect_count(n)


def test_a_protected_count_is_shown_or_suppressed():
    with pytest.raises(BadInput):
        ProtectedCount(5, suppressed=True)
    with pytest.raises(BadInput):
        ProtectedCount(None, suppressed=False)


# What a reader can work out


ranges = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4)).map(lambda r: (r[0], r[0] + r[1])),
    min_size=1,
    max_size=4,
)


@given(ranges, st.integers(0, 30), st.integers(0, 5))
@settings(deadline=None)
def test_possible_values_are_those_of_every_table_that_fits(parts, low, spread):
    total = (low, low + spread)
    listed = possible_values_reference(parts, total)
    if not all(listed):
        with pytest.raises(BadInput, match="no table fits"):
            possible_values(parts, total)
        return
    assert [set(range(a, b + 1)) for a, b in possible_values(parts, total)] == listed


def test_without_a_total_nothing_more_is_known():
    assert possible_values([(1, 7), (8, 12)]) == [(1, 7), (8, 12)]


# Tables


def test_cells_and_total_are_protected_independently():
    table = protect_table(cells([23, 18, 3, 0]))
    assert [count.shown for count in table.cells.values()] == [25, 20, None, 0]
    assert table.total.shown == 45
    assert list(table.cells) == list(cells([23, 18, 3, 0]))


@pytest.mark.parametrize("counts", [(8, 8, 1), (12, 12, 12, 7), (12, 7), (7, 7, 7, 7)])
def test_a_total_that_would_give_a_small_cell_away_is_withheld(counts):
    # Each cell and the total by themselves would leave some hidden cell a value or two.
    assert min(len(values) for values in _attack(counts, protect_count(sum(counts)))) <= 2
    table = protect_table(cells(counts))
    assert table.total == HIDDEN
    assert [c.shown for c in table.cells.values()] == [protect_count(n).shown for n in counts]


def _attack(counts, total):
    shown = [protect_count(n) for n in counts]
    listed = possible_values_reference([range_of(c) for c in shown], range_of(total))
    return [values for count, values in zip(shown, listed, strict=True) if count.suppressed]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 14), min_size=1, max_size=4))
def test_no_hidden_cell_is_pinned_by_listing_every_table_that_fits(counts):
    table = protect_table(cells(counts))
    ranges = [range_of(count) for count in table.cells.values()]
    # A withheld total may be taken for a small one: the reader tries both.
    guesses = [None, (1, 7)] if table.total.suppressed else [range_of(table.total)]
    for guess in guesses:
        listed = possible_values_reference(ranges, guess)
        for count, values in zip(table.cells.values(), listed, strict=True):
            if count.suppressed and values:
                assert len(values) >= 2


@pytest.mark.parametrize(
    ("profile", "parts", "most"), [(NHS, 2, 30), (NHS, 3, 23), (STRICT, 4, 12)]
)
def test_no_hidden_cell_is_pinned_even_by_a_reader_who_knows_the_rule(profile, parts, most):
    # Every table up to `most` a cell is published; those published alike are what a reader who
    # runs this very code backwards cannot tell apart. Pictures with a cell near `most` are left
    # out, since tables beyond it may share them.
    alike = tables_by_picture(
        product(range(most + 1), repeat=parts), lambda counts: picture(counts, profile)
    )
    tried = 0
    for (shown, _), tables in alike.items():
        if any(n is not None and n > most - profile.round_to for n in shown):
            continue
        for i, n in enumerate(shown):
            if n is None:
                tried += 1
                assert len({table[i] for table in tables}) >= 2
    assert tried > 10


def test_with_an_exact_total_no_hidden_cell_is_pinned():
    alike = tables_by_picture(
        product(range(21), repeat=3), lambda counts: picture(counts, exact=True)
    )
    tried = 0
    for (shown, _), tables in alike.items():
        if any(n is not None and n > 15 for n in shown):
            continue
        for i, n in enumerate(shown):
            if n is None:
                tried += 1
                assert len({table[i] for table in tables}) >= 2
    assert tried > 50


def test_an_exact_total_that_is_public_stands_in_the_table():
    table = protect_table(cells([20, 18, 5]), exact_total_is_public=True)
    assert (table.total.shown, table.exact_total) == (43, 43)


@pytest.mark.parametrize("counts", [(12, 12, 7), (9, 0, 0), (3, 0)])
def test_an_exact_total_that_pins_a_cell_is_refused(counts):
    hidden = any(1 <= n <= 7 for n in counts)
    if not hidden:
        assert picture(counts, exact=True) is not None
        return
    with pytest.raises(TooThin, match="merge some of the groups"):
        protect_table(cells(counts), exact_total_is_public=True)


def test_seven_people_in_seven_cells_are_refused():
    with pytest.raises(TooThin, match="merge some of the groups"):
        protect_table(cells([1] * 7))


def test_a_table_needs_cells_and_counts():
    with pytest.raises(BadInput, match="at least one cell"):
        protect_table({})
    with pytest.raises(BadInput, match="cell 2 must be 0 or more"):
        protect_table({("a",): 4, ("b",): -4})


def test_a_published_table_cannot_be_changed():
    table = protect_table(cells([20, 30]))
    with pytest.raises(TypeError):
        table.cells["group 0",] = HIDDEN


# Bands


@pytest.mark.parametrize(
    ("share", "band"),
    [
        (0, "none"),
        (0.05, "a few"),
        (0.2, "some"),
        (0.39, "some"),
        (0.4, "about half"),
        (10 / 25, "about half"),
        (15 / 25, "about half"),
        (0.61, "most"),
        (0.9, "nearly all"),
        (1, "nearly all"),
    ],
)
def test_shares_in_words(share, band):
    assert bands(share) == band


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_has_no_band(share):
    with pytest.raises(BadInput):
        bands(share)


@given(st.integers(0, 200), st.integers(0, 200))
@example(3, 97)  # a hidden part of a group that is shown
def test_bands_say_no_more_than_the_protected_counts(one, more):
    count, of = protect_count(one), protect_count(one + more)
    band = band_of(count, of)
    if of.suppressed or of.shown == 0:
        assert band is None
        assert protected_share(count, of) is None
    elif count.suppressed:
        assert band == "a few"
        assert protected_share(count, of) is None
    else:
        assert band == bands(count.shown / of.shown)
        assert protected_share(count, of) == count.shown / of.shown


def test_twelve_of_twenty_and_eight_of_twenty_read_alike():
    of = protect_count(20)
    assert band_of(protect_count(12), of) == band_of(protect_count(8), of) == "about half"


def test_a_part_is_not_more_than_its_whole():
    with pytest.raises(BadInput, match="more than the group"):
        band_of(protect_count(30), protect_count(20))
