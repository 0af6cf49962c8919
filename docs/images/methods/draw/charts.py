# ruff: noqa: INP001
"""Draw ../funnel.svg, ../xmr.svg, ../saturation.svg, ../segmented.svg: their pages' examples.

Figures come from the package itself. Run it by hand: it writes beside its own folder.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from saidanddone_methods import control_limits, funnel, saturation, segmented, xmr

# Narrow, so that words can still be read where the picture is shrunk to a telephone's width.
LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 44, 424, 40, 280, 500, 336
STYLE = (
    ".line{fill:none;stroke:#1d70b8;stroke-width:3}.limit{fill:none;stroke:#505a5f;stroke-width:2}"
    ".outer{stroke-dasharray:7 4}.grid{stroke:#b1b4b6}.point{fill:#1d70b8}"
    ".beyond{fill:#fff;stroke:#d4351c;stroke-width:3}text{fill:#0b0c0c}"
)
Points = Iterable[tuple[float, float]]


class Frame:
    """From the units of the figure to those of the drawing."""

    def __init__(self, across: float, up: float, from_across: float = 0, from_up: float = 0):
        self.across, self.up = (from_across, across), (from_up, up)

    def x(self, value: float) -> float:
        low, high = self.across
        return round(LEFT + (RIGHT - LEFT) * (value - low) / (high - low), 1)

    def y(self, value: float) -> float:
        low, high = self.up
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    def line(self, points: Points, kind: str) -> str:
        path = " L".join(f"{self.x(across)} {self.y(up)}" for across, up in points)
        return f'<path d="M{path}" class="{kind}"/>'

    def point(self, across: float, up: float, beyond: bool = False) -> str:
        kind, size = ("beyond", 7) if beyond else ("point", 5)
        return f'<circle cx="{self.x(across)}" cy="{self.y(up)}" r="{size}" class="{kind}"/>'

    def name(self, up: float, words: str) -> str:
        return f'<text x="{RIGHT + 8}" y="{self.y(up) + 5}">{words}</text>'

    def axes(self, across: Sequence[float], up: Sequence[float], title: str, up_title: str) -> str:
        ups = "".join(
            f'<path d="M{LEFT} {self.y(at)} H{RIGHT}" class="grid"/>'
            f'<text x="{LEFT - 8}" y="{self.y(at) + 5}" text-anchor="end">{at:,g}</text>'
            for at in up
        )
        acrosses = "".join(
            f'<path d="M{self.x(at)} {BOTTOM} v6" class="grid"/>'
            f'<text x="{self.x(at)}" y="{BOTTOM + 22}" text-anchor="middle">{at:,g}</text>'
            for at in across
        )
        middle = (LEFT + RIGHT) / 2
        return (
            f'{ups}{acrosses}<text x="{LEFT}" y="18">{up_title}</text>'
            f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{title}</text>'
        )


def svg(title: str, description: str, *parts: str) -> str:
    inside = "\n".join(parts)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" \
aria-labelledby="t d" font-family="sans-serif" font-size="15">
<title id="t">{title}</title>
<desc id="d">{description}</desc>
<style>{STYLE}</style>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>
{inside}
</svg>
"""


def funnel_drawing() -> str:
    reports, residents = [12, 30, 44, 61, 100, 160, 9], [900, 2800, 5200, 7900, 8000, 21000, 1500]
    result = funnel(reports, residents, per=1000)
    frame = Frame(22_000, 25)
    sizes = np.linspace(400, 22_000, 200)
    lines, names = [], []
    for confidence, kind in ((0.95, "limit"), (0.998, "limit outer")):
        for limit in control_limits(result.average / 1000, sizes, confidence):
            held = np.minimum(limit * 1000, 25)
            lines.append(frame.line(zip(sizes, held, strict=True), kind))
        names.append(
            frame.name(
                float(held[-1]) + (0.8 if "outer" in kind else -0.6), f"{confidence * 100:g} %"
            )
        )
    return svg(
        "Reports per 1,000 residents in seven wards, by size of ward",
        f"Limits narrow around {result.average:.1f} as wards grow. One ward of 8,000 residents lies "
        "above the outer limits; the others lie within the inner ones.",
        frame.axes(
            (0, 5000, 10_000, 15_000, 20_000), (0, 10, 20), "residents", "reports per 1,000"
        ),
        *lines,
        frame.line([(0, result.average), (22_000, result.average)], "line"),
        *(
            frame.point(size, place.value, place.beyond is not None)
            for size, place in zip(residents, result.places, strict=True)
        ),
        *names,
    )


def xmr_drawing() -> str:
    months = [10, 12, 10, 12, 11, 10, 12, 13, 13, 14, 13, 14, 13, 14, 14]
    chart = xmr(months)
    frame = Frame(len(months), 18, 1, 6)
    runs = {signal.position for signal in chart.signals if signal.rule == "run"}
    edges = (1, len(months))
    points = list(enumerate(months, 1))
    return svg(
        "A figure by month with its limits",
        f"Fifteen months around {chart.mean:.1f}, limits {chart.lower:.1f} and {chart.upper:.1f}. "
        "From the eighth month on all lie above the mean: a run of eight.",
        frame.axes(range(1, len(months) + 1, 2), (6, 10, 14, 18), "month", "figure"),
        frame.line([(edge, chart.mean) for edge in edges], "limit"),
        *(
            frame.line([(edge, limit) for edge in edges], "limit outer")
            for limit in (chart.lower, chart.upper)
        ),
        frame.line(points, "line"),
        *(frame.point(month, value, month - 1 in runs) for month, value in points),
        frame.name(chart.mean, "mean"),
        frame.name(chart.upper, "limit"),
        frame.name(chart.lower, "limit"),
    )


def saturation_drawing() -> str:
    codes = iter(range(45))
    new = [20, 10, 5, 2, 4, 3, 1, 0]
    result = saturation({talk: [next(codes) for _ in range(n)] for talk, n in enumerate(new)})
    frame = Frame(len(new), 50, 1)
    heard = [(point.interviews, point.codes) for point in result.curve]
    reached = result.reached_at or 0
    return svg(
        "Codes heard after each conversation",
        f"20 after the first, 37 after the fourth, 45 after the seventh and the eighth. Reached at "
        f"{reached}, the two after it adding one code.",
        frame.axes(range(1, len(new) + 1), (0, 25, 50), "conversations", "codes heard"),
        frame.line(
            [(point.interviews, point.expected_codes) for point in result.curve], "limit outer"
        ),
        frame.line(heard, "line"),
        *(frame.point(*point, beyond=point[0] == reached) for point in heard),
        f'<text x="{frame.x(reached)}" y="{frame.y(heard[reached - 1][1]) - 16}" '
        f'text-anchor="middle">reached at {reached}</text>',
        f'<text x="{frame.x(5)}" y="{frame.y(result.curve[4].expected_codes) + 46}">'
        "mean over every order</text>",
    )


def step_drawing() -> str:
    """The example of segmented-regression.md."""
    counts = [round(400 * 0.9 ** (i / 12) * (0.75 if i >= 24 else 1)) for i in range(36)]
    found = segmented(
        {date(2022 + i // 12, i % 12 + 1, 1): count for i, count in enumerate(counts)},
        since=date(2024, 1, 1),
    )
    yearly = found.own.trend.estimate

    def fitted(month: float, level: float) -> float:
        return level * float(yearly ** ((month - 24) / 12))

    after = counts[24]
    before = after / found.ratio
    frame = Frame(36, 450)
    last = fitted(36, before)
    return svg(
        "A count by month, the way it was going, and its step down",
        f"Thirty-six months. The first twenty-four fall by a tenth a year from 400; from the "
        f"twenty-fifth on all lie {100 - 100 * found.ratio:.0f} % below where that would have led.",
        frame.axes((0, 12, 24, 36), (0, 200, 400), "months since the first", "reports"),
        frame.line([(24, 0), (24, 450)], "limit"),
        frame.line([(month, fitted(month, before)) for month in range(25)], "line"),
        frame.line([(month, fitted(month, before)) for month in range(24, 37)], "limit outer"),
        frame.line([(month, fitted(month, after)) for month in range(24, 37)], "line"),
        *(frame.point(month, count) for month, count in enumerate(counts)),
        frame.name(last, "expected"),
        frame.name(fitted(36, after), "counted"),
    )


if __name__ == "__main__":
    beside = Path(__file__).parents[1]
    for name, drawing in (
        ("funnel", funnel_drawing),
        ("xmr", xmr_drawing),
        ("saturation", saturation_drawing),
        ("segmented", step_drawing),
    ):
        (beside / f"{name}.svg").write_text(drawing(), encoding="utf-8")
