# ruff: noqa: INP001
"""Draw ../common-ground.svg: the example of its page, each theme's difference with its limits.

Figures come from the package itself. Run it by hand: it writes beside its own folder.
"""

from pathlib import Path

from saidanddone_methods import ThemeComparison, common_ground

# Narrow, so that words can still be read where the picture is shrunk to a telephone's width.
LEFT, RIGHT, TOP, STEP, WIDTH = 24, 476, 66, 64, 500
STYLE = (
    ".whisker{stroke:#1d70b8;stroke-width:3}.point{fill:#1d70b8}.grid{stroke:#b1b4b6}"
    ".apart{stroke:#d4351c;fill:#d4351c}.none{stroke:#0b0c0c;stroke-width:2}"
    "text{fill:#0b0c0c;stroke:#fff;stroke-width:5;paint-order:stroke}"
)
SAID = {
    "both": "both say",
    "more_in_residents": "more in residents",
    "too_few_to_say": "too few to say",
}


def x(difference: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * (difference + 1) / 2, 1)


def themes() -> tuple[ThemeComparison[str], ...]:
    residents, workers = [f"r{i}" for i in range(24)], [f"w{i}" for i in range(20)]
    return common_ground(
        {
            "light the stairs": residents[:17] + workers[:14],
            "more patrols": residents[:16] + workers[:2],
            "a place to go": residents[10:12] + workers[:1],
        },
        dict.fromkeys(residents, "residents") | dict.fromkeys(workers, "sex workers"),
        seed=1,
    ).themes


def row(place: int, theme: ThemeComparison[str]) -> str:
    (pair,) = theme.differences
    at, difference = TOP + STEP * place, pair.difference
    kind = " apart" if theme.more_in else ""
    ends = f'x1="{x(difference.lower)}" x2="{x(difference.upper)}"'
    return (
        f'<text x="{LEFT}" y="{at}">{theme.theme}: {SAID[theme.placed]}</text>'
        f'<line {ends} y1="{at + 18}" y2="{at + 18}" class="whisker{kind}"/>'
        f'<circle cx="{x(difference.estimate)}" cy="{at + 18}" r="6" class="point{kind}"/>'
    )


def drawing() -> str:
    rows = [row(place, theme) for place, theme in enumerate(themes())]
    foot = TOP + STEP * len(rows) - 16
    marks = "".join(
        f'<line x1="{x(at)}" x2="{x(at)}" y1="{TOP - 26}" y2="{foot}" '
        f'class="{"grid" if at else "none"}"/>'
        f'<text x="{x(at)}" y="{foot + 20}" text-anchor="middle">{words}</text>'
        for at, words in ((-0.5, "50 points"), (0, "no difference"), (0.5, "50 points"))
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {foot + 32}" role="img" \
aria-labelledby="t d" font-family="sans-serif" font-size="15">
<title id="t">How far apart the shares of two groups are, theme by theme</title>
<desc id="d">The interval for more patrols lies wholly on the residents' side. Those for light the \
stairs and a place to go hold no difference.</desc>
<style>{STYLE}</style>
<rect width="{WIDTH}" height="{foot + 32}" fill="#fff"/>
<text x="{LEFT}" y="22">sex workers more</text>
<text x="{RIGHT}" y="22" text-anchor="end">residents more</text>
{marks}
{"".join(rows)}
</svg>
"""


if __name__ == "__main__":
    (Path(__file__).parents[1] / "common-ground.svg").write_text(drawing(), encoding="utf-8")
