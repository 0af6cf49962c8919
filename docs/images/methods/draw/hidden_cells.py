# ruff: noqa: INP001
"""Draws hidden-cells.svg: a small count, and the three that are hidden with it."""

from pathlib import Path

ROWS = ("North", "South", "East", "Total")
COLUMNS = ("housing", "health", "safety", "Total")
COUNTS = ((24, 3, 31, 58), (17, 12, 9, 38), (28, 15, 22, 65), (69, 30, 62, 161))
SMALL = (0, 1)
BESIDE = {(0, 0), (1, 0), (1, 1)}
WIDTH, HEIGHT, LEFT, TOP = 96, 44, 110, 60


def cell(row: int, column: int) -> str:
    """One cell: grey and empty where hidden, framed heavily where small."""
    x, y = LEFT + column * WIDTH, TOP + row * HEIGHT
    hidden = (row, column) == SMALL or (row, column) in BESIDE
    fill = "#d9d9d9" if hidden else "#ffffff"
    frame = 4 if (row, column) == SMALL else 1
    says = "small" if (row, column) == SMALL else "hidden" if hidden else COUNTS[row][column]
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" fill="{fill}" '
        f'stroke="#1d1d1b" stroke-width="{frame}"/>'
        f'<text x="{x + WIDTH / 2:g}" y="{y + 28}" text-anchor="middle">{says}</text>'
    )


def main() -> None:
    order = [(r, c) for r in range(4) for c in range(4) if (r, c) != SMALL] + [SMALL]
    heads = [
        f'<text x="{LEFT + i * WIDTH + WIDTH / 2:g}" y="{TOP - 14}" text-anchor="middle" '
        f'font-weight="bold">{name}</text>'
        for i, name in enumerate(COLUMNS)
    ] + [
        f'<text x="{LEFT - 12}" y="{TOP + i * HEIGHT + 28}" text-anchor="end" '
        f'font-weight="bold">{name}</text>'
        for i, name in enumerate(ROWS)
    ]
    parts = "\n".join([*heads, *(cell(*place) for place in order)])
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 510 250" role="img" '
        'font-family="sans-serif" font-size="17" fill="#1d1d1b">\n'
        "<title>A small count and the three hidden with it</title>\n"
        '<rect width="510" height="250" fill="#ffffff"/>\n' + parts + "\n</svg>\n"
    )
    (Path(__file__).parents[1] / "hidden-cells.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
