# ruff: noqa: INP001
"""Draw ../other-choices.svg: one estimate, and what other choices would have made of it.

People held in modern slavery in the United Kingdom in 2013, five lists, as Silverman (2014),
Modern Slavery: an application of multiple systems estimation, Home Office, gives them. Run it by
hand: it writes beside its own folder.
"""

from pathlib import Path

from saidanddone_methods import OverlapCounts, Variant, sensitivity_set

# Local authorities, charities, police with the crime agency, other government, the public.
LISTS = ("LA", "NG", "PFNCA", "GO", "GP")
PEOPLE = {
    "LA": 54, "NG": 463, "PFNCA": 995, "GO": 695, "GP": 316, "LA NG": 15, "LA PFNCA": 19,
    "LA GO": 3, "NG PFNCA": 62, "NG GO": 19, "NG GP": 1, "PFNCA GO": 76, "PFNCA GP": 11,
    "GO GP": 8, "LA NG PFNCA": 1, "LA NG GO": 1, "NG PFNCA GO": 4, "LA NG PFNCA GO": 1,
}  # fmt: skip
# Narrow, so that words can still be read where the picture is shrunk to a telephone's width.
LEFT, RIGHT, TOP, STEP, WIDTH = 190, 480, 22, 27, 500
MOST = 36000
CHOSEN = "stepwise at p 0.02"


def x(people: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * min(people, MOST) / MOST, 1)


def counts() -> OverlapCounts:
    histories = {
        tuple(int(name in combination.split()) for name in LISTS): people
        for combination, people in PEOPLE.items()
    }
    return OverlapCounts.of(LISTS, histories)


def row(place: int, variant: Variant) -> str:
    at = TOP + STEP * place
    kind = ' class="chosen"' if variant.model == CHOSEN else ""
    words = f'<text x="{LEFT - 12}" y="{at + 5}" text-anchor="end">{variant.model}</text>'
    if variant.population is None:
        return f'<g{kind}>{words}<text x="{LEFT + 8}" y="{at + 5}">no estimate</text></g>'
    people = variant.population
    return (
        f'<g{kind}>{words}<path d="M{x(people.lower)} {at} H{x(people.upper)}"/>'
        f'<circle cx="{x(people.estimate)}" cy="{at}" r="5"/></g>'
    )


def drawing() -> str:
    variants = sensitivity_set(counts())
    bottom = TOP + STEP * len(variants)
    rows = "".join(row(place, variant) for place, variant in enumerate(variants))
    grid = "".join(
        f'<path d="M{x(at)} {TOP - 10} V{bottom - 8}" class="grid"/>'
        f'<text x="{x(at)}" y="{bottom + 10}" text-anchor="middle">{at:,}</text>'
        for at in range(0, MOST + 1, 10000)
    )
    found = sorted(each.population.estimate for each in variants if each.population)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 44}" role="img" \
aria-labelledby="t d" font-family="sans-serif" font-size="16">
<title id="t">People in modern slavery in the United Kingdom, 2013, by how the model is chosen</title>
<desc id="d">Each row is one way of choosing, with its estimate and 95 % interval. Estimates run \
from {found[0]:,.0f} to {found[-1]:,.0f}; {sum(each > 20000 for each in found)} of {len(found)} \
lie above 20,000.</desc>
<style>path{{stroke:#505a5f;stroke-width:3}}circle{{fill:#505a5f}}.chosen path{{stroke:#1d70b8;\
stroke-width:4}}.chosen circle{{fill:#1d70b8}}.chosen text{{font-weight:bold}}.grid{{stroke:#b1b4b6;\
stroke-width:1}}text{{fill:#0b0c0c}}</style>
<rect width="{WIDTH}" height="{bottom + 44}" fill="#fff"/>
{grid}
{rows}
<text x="{(LEFT + RIGHT) / 2}" y="{bottom + 34}" text-anchor="middle">people in all, 95 % interval</text>
</svg>
"""


if __name__ == "__main__":
    (Path(__file__).parents[1] / "other-choices.svg").write_text(drawing(), encoding="utf-8")
