# ruff: noqa: INP001
"""Draw ../beside-london.svg: Newham's anti-social behaviour by month beside the rest of London's.

Counts recorded by the police in 20 and 463 wards, January 2016 to June 2018; March 2016 has no
figure. police.uk, Open Government Licence v3.0. Run it by hand: it writes beside its own folder.
"""

from pathlib import Path

# fmt: off
NEWHAM = [
    580, 503, None, 670, 851, 929, 1052, 1006, 920, 940, 741, 693,
    598, 518, 743, 793, 743, 744, 884, 831, 698, 706, 523, 532,
    535, 429, 551, 664, 698, 726,
]
REST = [
    11202, 10910, None, 12223, 15794, 15753, 18649, 18316, 15906, 16386, 13639, 12849,
    12184, 11415, 13738, 14362, 14961, 14077, 16581, 15810, 13471, 14711, 12076, 11133,
    11482, 10371, 11657, 14374, 13451, 13935,
]
# fmt: on
LEFT, RIGHT, TOP, BOTTOM, WIDTH = 44, 404, 44, 300, 520
BEFORE, AFTER = range(3, 10), range(15, 22)  # April to October of 2016 and of 2017
MOST = 130


def x(month: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * month / (len(NEWHAM) - 1), 1)


def y(percent: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * percent / MOST, 1)


def in_own_mean(counts: list[int | None]) -> list[float | None]:
    mean = sum(counts[month] or 0 for month in BEFORE) / len(BEFORE)
    return [None if count is None else 100 * count / mean for count in counts]


def line(values: list[float | None], dash: str) -> str:
    parts, begun = [], False
    for month, value in enumerate(values):
        if value is None:
            begun = False
            continue
        parts.append(f"{'L' if begun else 'M'}{x(month)} {y(value)}")
        begun = True
    return f'<path d="{" ".join(parts)}" class="line"{dash}/>'


def window(months: range, name: str, mean: float) -> str:
    left, right = x(months[0] - 0.5), x(months[-1] + 0.5)
    return (
        f'<rect x="{left}" y="{TOP}" width="{right - left:.1f}" height="{BOTTOM - TOP}" class="window"/>'
        f'<text x="{(left + right) / 2:.1f}" y="{TOP - 8}" text-anchor="middle">{name}</text>'
        f'<path d="M{left} {y(mean)} H{right:.1f}" class="mean"/>'
    )


def mean_over(values: list[float | None], months: range) -> float:
    return sum(values[month] or 0 for month in months) / len(months)


def drawing() -> str:
    newham, rest = in_own_mean(NEWHAM), in_own_mean(REST)
    after = mean_over(newham, AFTER)
    grid = "".join(
        f'<path d="M{LEFT} {y(at)} H{RIGHT}" class="grid"/>'
        f'<text x="{LEFT - 8}" y="{y(at) + 5}" text-anchor="end">{at}</text>'
        for at in (0, 50, 100)
    )
    years = "".join(
        f'<text x="{x(12 * i)}" y="{BOTTOM + 22}">{2016 + i}</text>'
        f'<path d="M{x(12 * i)} {BOTTOM} v6" class="grid"/>'
        for i in range(3)
    )
    last = len(NEWHAM) - 1
    ends = (
        f'<text x="{RIGHT + 8}" y="{y(newham[last] or 0) + 11}">Newham</text>'
        f'<text x="{RIGHT + 8}" y="{y(rest[last] or 0) + 1}">rest of London</text>'
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 336" role="img" \
aria-labelledby="t d" font-family="sans-serif" font-size="15">
<title id="t">Anti-social behaviour in Newham beside the rest of London</title>
<desc id="d">By month, as a percent of each one's own mean of April to October 2016. Both rise every \
summer and both are lower in 2017: Newham at {after:.0f}, the rest of London at \
{mean_over(rest, AFTER):.0f}. March 2016 has no figure.</desc>
<style>.line{{fill:none;stroke:#1d70b8;stroke-width:3}}.line[stroke-dasharray]{{stroke:#505a5f}}
.grid{{stroke:#b1b4b6}}.window{{fill:#f3f2f1}}.mean{{stroke:#1d70b8;stroke-width:1.5;\
stroke-dasharray:2 3}}text{{fill:#0b0c0c}}</style>
<rect width="{WIDTH}" height="336" fill="#fff"/>
{window(BEFORE, "before", 100)}
{window(AFTER, "after", after)}
{grid}{years}
{line(rest, ' stroke-dasharray="7 4"')}
{line(newham, "")}
{ends}
</svg>
"""


if __name__ == "__main__":
    (Path(__file__).parents[1] / "beside-london.svg").write_text(drawing(), encoding="utf-8")
