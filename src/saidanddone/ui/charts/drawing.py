"""The parts of an SVG drawing, in the units of its viewBox."""

import textwrap
from dataclasses import dataclass

# The mean width of a character of a sans-serif face, as a share of its size; on the wide side, so that words fit.
CHARACTER_WIDTH = 0.53


@dataclass(frozen=True)
class Label:
    """Words at a place; `anchor` is start, middle or end; `kind` names a class of _charts.scss."""

    x: float
    y: float
    text: str
    kind: str = "sd-text"
    anchor: str = "start"
    size: int = 15


@dataclass(frozen=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True)
class Mark:
    """A shape that tells one series from another without colour: circle, diamond, square, triangle."""

    path: str
    kind: str


@dataclass(frozen=True)
class Drawing:
    """All parts of one drawing, from back to front."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    rules: tuple[Rule, ...]
    paths: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


def mark(series: int, x: float, y: float, radius: float = 6.5) -> Mark:
    """The shape of the series with this number (0 to 3; the fourth's shape serves any beyond)."""
    shape = (_circle, _diamond, _square, _triangle)[min(series, 3)]
    return Mark(shape(x, y, radius), f"sd-mark-{min(series, 3)}")


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r:.1f} 0a{r} {r} 0 1 0 {-2 * r:.1f} 0z"


def _diamond(x: float, y: float, r: float) -> str:
    r = r * 1.12
    return f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z"


def _square(x: float, y: float, r: float) -> str:
    side = r * 1.7
    return f"M{x - side / 2:.1f} {y - side / 2:.1f}h{side:.1f}v{side:.1f}h{-side:.1f}z"


def _triangle(x: float, y: float, r: float) -> str:
    r = r * 1.1
    return f"M{x:.1f} {y - r:.1f}l{r:.1f} {1.8 * r:.1f}h{-2 * r:.1f}z"


def wrapped(text: str, width: float, size: int) -> list[str]:
    """The text in lines that fit the width."""
    characters = max(8, int(width / (size * CHARACTER_WIDTH)))
    return textwrap.wrap(text, characters) or [""]


def text_width(text: str, size: int) -> float:
    return len(text) * size * CHARACTER_WIDTH
