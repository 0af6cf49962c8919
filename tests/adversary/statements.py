"""What a copy says of each theme, and what it says otherwise than an earlier copy."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.adversary.visiting import Copy

BANDS = ("none", "few or none", "a few", "some", "about half", "most", "nearly all")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_QUOTED = re.compile(r"“[^”]*, \d{9}\.”|\b\w[^“”]*, \d{9}\.")  # the words of any passage of ours

Changes = Counter[str]
"""How often each kind of statement about a theme changed, and which way."""


@dataclass
class AboutTheme:
    """`fields` of the API by their path; `lines` by the kind of document; `orders` its place in each."""

    fields: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    orders: dict[str, int] = field(default_factory=dict)


Statements = dict[str, AboutTheme]
"""By the theme's slug."""


def read(copy: Copy, community: str) -> Statements:
    """All that a copy says of themes, as someone reads it who knows which community she is of."""
    rows = [row for document in copy.values() for row in _rows(document.kind, document.body)]
    names = {
        row["statement"]: row["slug"] for _, row in rows if "statement" in row and "slug" in row
    }
    about: Statements = {slug: AboutTheme() for slug in names.values()}
    for kind, row in rows:
        slug = row.get("theme_slug", row.get("slug"))
        if slug in about:
            about[slug].fields |= dict(_flat(kind, row, community))
    for document in copy.values():
        if not document.kind.startswith("publishing:api"):
            _read_lines(about, names, document.kind, document.lines)
    return about


def _rows(kind: str, body: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record of a JSON document that names a theme."""
    if not body.lstrip().startswith(("[", "{")):
        return
    waiting = [json.loads(body)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("theme_slug") or value.get("statement"), str):
                yield kind.rsplit(" ", 1)[-1], value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _flat(path: str, value: Any, community: str) -> Iterator[tuple[str, Any]]:
    """Each value with its path; what is said of a community, by whether it is hers."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}", inner, community)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat_item(path, inner, community)
    else:
        yield path, value


def _flat_item(path: str, value: Any, community: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        of = value.get("community_slug")
        whose = "" if of is None else " (hers)" if of == community else f" ({of})"
        yield from _flat(f"{path}{whose}", value, community)
    else:
        whose = " (hers)" if value == community else f" ({value})"
        yield f"{path}{whose}", True


def _read_lines(
    about: Statements, names: Mapping[str, str], kind: str, lines: Iterable[str]
) -> None:
    """A line belongs to the theme that was named last before it. People's words are left out."""
    current = ""
    for line in lines:
        current = next((slug for statement, slug in names.items() if statement in line), current)
        if not current or _QUOTED.search(line) or line.startswith("Said in"):
            continue
        theme = about[current]
        theme.lines[kind][line] += 1
        theme.orders.setdefault(kind, sum(kind in other.orders for other in about.values()))


def changes(before: Statements, after: Statements) -> dict[str, Changes]:
    """For each theme of either copy, what is said otherwise."""
    return {slug: _changes_of(slug, before, after) for slug in dict.fromkeys([*before, *after])}


def _changes_of(slug: str, before: Statements, after: Statements) -> Changes:
    changed: Changes = Counter()
    if slug not in after or slug not in before:
        changed["theme gone" if slug in before else "theme new"] = 1
        return changed
    was, now = before[slug], after[slug]
    for path in was.fields.keys() | now.fields.keys():
        if word := _way(was.fields.get(path), now.fields.get(path)):
            changed[f"{path} {word}"] += 1
    for kind in was.lines.keys() | now.lines.keys():
        gone, new = was.lines[kind] - now.lines[kind], now.lines[kind] - was.lines[kind]
        if gone or new:
            changed[f"a line on {kind} changed"] += 1
    for kind in was.orders.keys() & now.orders.keys():
        moved = _overtaken(slug, kind, before, after)
        if moved:
            changed[f"order on {kind} {'fell' if moved > 0 else 'rose'}"] += 1
    return changed


def _way(was: Any, now: Any) -> str:
    """Which way a value changed: what falls where someone goes, and what rises where someone comes."""
    if was == now:
        return ""
    if was is None or now is None:
        return "gone" if now is None else "new"
    if was in BANDS and now in BANDS:
        return "fell" if BANDS.index(now) < BANDS.index(was) else "rose"
    if isinstance(was, int | float) and isinstance(now, int | float):
        return "fell" if now < was else "rose"
    if isinstance(was, str) and _DATE.fullmatch(was) and _DATE.fullmatch(str(now)):
        return "later" if now > was else "earlier"
    return "changed"


def _overtaken(slug: str, kind: str, before: Statements, after: Statements) -> int:
    """How many themes that stood after it stand before it now, less those it overtook."""

    def first(statements: Statements, other: str) -> bool:
        return statements[other].orders[kind] < statements[slug].orders[kind]

    both = [
        other
        for other in before
        if other != slug
        and all(other in copy and kind in copy[other].orders for copy in (before, after))
    ]
    return sum(first(after, other) - first(before, other) for other in both)
