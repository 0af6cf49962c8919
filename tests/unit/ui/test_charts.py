"""Charts place what they are given, and hide nothing that the table shows."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.ui import charts
from saidanddone.ui.charts import Dot, PartOfWhole, PlotRow, Series, Stop, Unshown, Window
from tests.unit.ui.reading import read

ROWS = [
    PlotRow("Lights on the stairs", (Dot(14, 20, 0.48, 0.85), Dot(6, 24, 0.12, 0.45))),
    PlotRow("Asked of one group only", (Dot(3, 20, 0.05, 0.36), None)),
]


def plot() -> charts.DotPlot:
    return charts.dot_plot("common", "Both say", ["Peers", "Residents"], ROWS)


def test_a_dot_lies_within_its_whiskers_and_further_right_where_more_said_it() -> None:
    for drawing in (plot().wide, plot().narrow):
        starts = [
            [float(x) for x in re.findall(r"M([\d.]+) [\d.]+H([\d.]+)", path.path)[0]]
            for path in drawing.paths
        ]
        centres = [(min(xs) + max(xs)) / 2 for xs in (_xs(mark.path) for mark in drawing.marks[2:])]
        assert len(starts) == len(centres) == 3
        assert all(low < x < high for (low, high), x in zip(starts, centres, strict=True))
        assert centres[0] > centres[1] > centres[2]


def _xs(path: str) -> list[float]:
    """Where the first move goes, and how far right the shape reaches from there."""
    start = float(re.match(r"M([\d.]+)", path)[1])  # type: ignore[index]
    if "a" in path:
        width = float(re.search(r"0 1 0 ([\d.]+) 0", path)[1])  # type: ignore[index]
        return [start, start + width]
    side = float(re.search(r"l([\d.]+) ", path)[1])  # type: ignore[index]
    return [start - side, start + side]


def test_each_community_has_a_shape_of_its_own() -> None:
    legend = plot().wide.marks[:2]
    shapes = {re.sub(r"[-\d. ]+", "", mark.path) for mark in legend}
    assert len(shapes) == 2
    assert {mark.kind for mark in legend} == {"sd-mark-0", "sd-mark-1"}


def test_the_table_beside_a_dot_plot_has_the_same_rows() -> None:
    rows = [[cell.text for cell in row] for row in plot().table.rows]
    assert rows == [
        ["Lights on the stairs", "14 of 20", "70%", "48% to 85%", "6 of 24", "25%", "12% to 45%"],
        ["Asked of one group only", "3 of 20", "15%", "5% to 36%", "not asked", "–", "–"],  # noqa: RUF001
    ]


def test_a_picture_is_named_and_described_once_each_way() -> None:
    page = read(render_to_string("ui/charts/dot_plot.html", {"chart": plot()}))
    pictures = page.tree.xpath("//*[@role='img']")
    assert len(pictures) == 2
    for picture in pictures:
        title, description = (page.by_id(i) for i in picture.get("aria-labelledby").split())
        assert title.text_content() == "Both say"
        assert "Peers and Residents" in description.text_content()
    assert not page.tree.xpath("//@style")


@given(st.lists(st.tuples(st.text(max_size=120), st.integers(0, 40)), min_size=1, max_size=12))
def test_nothing_is_drawn_outside_the_picture(rows: list[tuple[str, int]]) -> None:
    given_rows = [PlotRow(label, (Dot(n, 40, n / 40, min(1, n / 40 + 0.1)),)) for label, n in rows]
    chart = charts.dot_plot("any", "Any", ["One"], given_rows)
    for drawing in (chart.wide, chart.narrow):
        assert all(0 <= label.y <= drawing.height for label in drawing.labels)
        assert all(0 <= label.x <= drawing.width for label in drawing.labels)
        assert all(rule.y2 <= drawing.height for rule in drawing.rules)


BEFORE = Window("Before: April to June 2025", date(2025, 4, 1), date(2025, 6, 1), "before")
AFTER = Window("After: April to June 2026", date(2026, 4, 1), date(2026, 6, 1), "after")


def reports(values: tuple[float | Unshown | None, ...]) -> charts.MonthsChart:
    main = Series("Eastmere", date(2025, 4, 1), values)
    beside = Series("Comparison area", date(2025, 6, 1), (5.0,) * 13)
    return charts.before_after("reports", "Reports", [main, beside], [BEFORE, AFTER])


def test_the_axis_begins_at_nought_and_ends_above_the_highest_month() -> None:
    chart = reports((90.0, 97.0) + (60.0,) * 13)
    ticks = [label for label in chart.wide.labels if label.anchor == "end"]
    assert [label.text for label in ticks] == ["0", "25", "50", "75", "100"]
    assert [label.y for label in ticks] == sorted((label.y for label in ticks), reverse=True)


@pytest.mark.parametrize("highest", [0.9, 1, 9.5, 23, 97, 1234, 1_000_000])
def test_no_label_starts_left_of_the_picture(highest: float) -> None:
    chart = reports((highest,) * 15)
    for drawing in (chart.wide, chart.narrow):
        for label in drawing.labels:
            # As wide as the figures of the widest face in common use.
            width = len(label.text) * (label.size or 15) * 0.64
            share = {"end": 1.0, "middle": 0.5}.get(label.anchor, 0.0)
            assert label.x - share * width >= 0, label


def test_a_month_that_nobody_recorded_breaks_the_line_and_says_so_in_the_table() -> None:
    whole = reports((9.0,) * 15)
    broken = reports((9.0, 9.0, None, 9.0) + (9.0,) * 11)
    assert whole.wide.paths[-1].path.count("M") == 1
    assert broken.wide.paths[-1].path.count("M") == 2
    june = [cell.text for cell in broken.table.rows[2]]
    assert june == ["June 2025", "not recorded", "5", "Before: April to June 2025"]


def test_the_table_says_what_is_compared_only_where_something_is() -> None:
    alone = Series("Hubs open", date(2025, 4, 1), (0.0, 1.0))
    chart = charts.before_after("hubs", "Hubs open", [alone], [])
    assert [cell.text for cell in chart.table.rows[1]] == ["May 2025", "1"]
    assert len(chart.table.head) == 2


def test_the_windows_compared_are_shaded_over_their_own_months() -> None:
    drawing = reports((9.0,) * 15).wide
    before, after = drawing.boxes
    assert before.x + before.width < after.x
    assert {box.kind for box in drawing.boxes} == {"sd-window-before", "sd-window-after"}
    strong = [label for label in drawing.labels if label.kind == "sd-text-strong"]
    words = " ".join(label.text for label in sorted(strong, key=lambda label: (label.x, label.y)))
    for named in (BEFORE.label, AFTER.label, "Eastmere", "Comparison area"):
        assert named in words
    assert all(label.y > 0 for label in drawing.labels)


def test_a_series_of_zeros_lies_on_the_axis() -> None:
    nothing = Series("Eastmere", date(2025, 4, 1), (0.0,) * 15)
    chart = charts.before_after("zeros", "Zeros", [nothing], [BEFORE, AFTER])
    assert {label.text for label in chart.wide.labels if label.anchor == "end"} >= {"0"}


@pytest.mark.parametrize("highest", [1, 2, 3, 7, 9, 10, 13, 30])
def test_an_axis_of_counts_has_whole_numbers_only(highest: int) -> None:
    few = Series("Harm", date(2026, 1, 1), (float(highest), 1.0))
    chart = charts.before_after("few", "Few", [few], [])
    ticks = [label.text for label in chart.wide.labels if label.anchor == "end"]
    assert all(tick.isdigit() for tick in ticks), ticks


FEW = Unshown("1 to 7", 1, 7)


def test_every_hidden_month_has_the_same_grey_mark_and_says_so_in_the_table() -> None:
    chart = reports((FEW, 10.0, FEW) + (10.0,) * 12)
    for drawing in (chart.wide, chart.narrow):
        greys = [box for box in drawing.boxes if box.kind == "sd-hidden"]
        *months, _legend = greys
        assert len(months) == 2
        assert len({(box.y, box.width, box.height) for box in months}) == 1
        assert "1 to 7" in [label.text for label in drawing.labels]
    assert chart.table.rows[0][1].text == "1 to 7"
    assert "1 to 7" in chart.description


def test_the_target_is_a_line_with_its_figure() -> None:
    hubs = Series("Hubs", date(2026, 1, 1), (0.0, 1.0, 2.0))
    chart = charts.before_after("hubs", "Hubs open", [hubs], [], target=3)
    for drawing in (chart.wide, chart.narrow):
        across, _legend = [rule for rule in drawing.rules if rule.kind == "sd-target"]
        assert across.y1 == across.y2
        assert across.x2 - across.x1 > 200
        assert "Aimed at: 3" in [label.text for label in drawing.labels]
    assert "aimed at: 3" in chart.description


def test_long_names_above_a_narrow_chart_end_inside_it() -> None:
    long = "Parts of the same police area where nothing new was tried"
    series = [Series(name, date(2025, 4, 1), (5.0,) * 15) for name in ("This area", long)]
    drawing = charts.before_after("long", "Long", series, [BEFORE, AFTER]).narrow
    names = [label for label in drawing.labels if label.text in long]
    assert " ".join(label.text for label in names) == long
    for label in names:
        assert label.x + len(label.text) * label.size * 0.53 <= drawing.width


def shares(*counted: tuple[int | None, int | None]) -> charts.MonthsChart | None:
    months = [
        PartOfWhole(date(2026, 1 + number, 1), part, whole)
        for number, (part, whole) in enumerate(counted)
    ]
    return charts.share_by_month("rung", "Rung back", months, out_of="messages left", target=0.9)


def test_a_share_is_drawn_from_0_to_100_percent_with_what_it_is_out_of_below() -> None:
    chart = shares((20, 35), (30, 75))
    assert chart is not None
    for drawing in (chart.wide, chart.narrow):
        texts = [label.text for label in drawing.labels]
        assert {"0%", "25%", "50%", "75%", "100%", "35", "75", "Aimed at: 90%"} <= set(texts)
    assert [cell.text for cell in chart.table.head] == [
        "Month",
        "How many",
        "Out of messages left",
        "Share",
    ]
    assert [cell.text for cell in chart.table.rows[0]] == ["January 2026", "20", "35", "57%"]


def test_a_month_with_nothing_to_count_is_a_gap_and_no_nought() -> None:
    chart = shares((15, 16), (15, 16), (0, 0), (20, 21))
    assert chart is not None
    assert chart.wide.paths[-1].path.count("M") == 2
    assert not [box for box in chart.wide.boxes if box.kind == "sd-hidden"]
    assert [cell.text for cell in chart.table.rows[2]] == [
        "March 2026",
        "0",
        "0",
        "nothing to count",
    ]


@pytest.mark.parametrize("hidden", [(None, 40), (35, None), (None, None)])
def test_a_share_of_which_a_count_is_hidden_is_hidden(
    hidden: tuple[int | None, int | None],
) -> None:
    chart = shares((20, 35), hidden, (30, 75))
    assert chart is not None
    for drawing in (chart.wide, chart.narrow):
        assert drawing.paths[-1].path.count("M") == 2
        grey = next(box for box in drawing.boxes if box.kind == "sd-hidden")
        assert grey.height > 200  # from nought to all: it says nothing of how much
    assert chart.table.rows[1][3].text == "too few to show"


def test_one_share_alone_is_not_drawn() -> None:
    assert shares((20, 35), (None, 40)) is None


def test_the_cells_of_a_wide_table_are_named_by_their_column_for_a_phone() -> None:
    chart = shares((20, 35), (30, 75))
    assert chart is not None
    page = read(render_to_string("ui/table_of.html", {"table": chart.table}))
    assert page.tree.xpath("//tbody/tr[1]/td/@data-label") == [
        "How many",
        "Out of messages left",
        "Share",
    ]


def test_a_chart_of_no_values_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        charts.before_after("none", "None", [Series("A", date(2026, 1, 1), (None,))], [])


def stops(*counts: int | None) -> charts.ThreadLine:
    return charts.thread_line("The thread", [Stop(f"Step {n}", c) for n, c in enumerate(counts)])


def test_a_step_skipped_breaks_the_line_and_a_step_to_come_does_not() -> None:
    line = stops(5, 3, 0, 2, None)
    assert [stop.state for stop in line.stops] == [
        "reached",
        "reached",
        "skipped",
        "reached",
        "ahead",
    ]
    assert "breaks" in line.stops[1].classes
    assert "resumes" in line.stops[2].classes
    assert "ends" in line.stops[3].classes
    assert line.has_gap
    assert not stops(5, 3, 2).has_gap
    assert not stops(0, 0).has_gap


def test_a_thread_is_a_list_that_reads_in_order_without_its_picture() -> None:
    line = charts.thread_line(
        "The thread", [Stop("Said", 1312, "/said", "things"), Stop("Done", 0)]
    )
    page = read(render_to_string("ui/charts/thread_line.html", {"line": line}))
    items = [" ".join(item.text_content().split()) for item in page.tree.xpath("//ol/li")]
    assert items == ["Said 1,312 things", "Done Not yet"]
    assert page.links() == {"Said": "/said"}
