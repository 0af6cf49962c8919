"""Speed of every page beside the same page of another checkout, in one run.

    python -m bench.pages --against CHECKOUT [--rounds 9] [--only TEXT]

CHECKOUT is a folder with the product of another commit (`git worktree add ../before COMMIT`). Both
open a copy of the same committed home of version 0.1, and are asked for one page of every route in
turn: ours, theirs, ours, theirs. A page's time is its quickest round, in CPU milliseconds.
Pages that only one of them answers with 200 are left out and counted.
"""

import argparse
import json
import math
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import django

from tests.homes.capture import read_pages, route_of
from tests.homes.compare import migrate
from tests.homes.homes import ROOT, SETTINGS, Home, Kept, laid_out

VERSION = "0.1"
SHOWN = 25


@dataclass
class PageTimes:
    """What each checkout took for one page: CPU milliseconds a round, and the queries of the first."""

    visitor: str
    address: str
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    our_queries: int = 0
    their_queries: int = 0

    @property
    def ratio(self) -> float:
        return min(self.ours) / min(self.theirs)

    @property
    def row(self) -> str:
        before, now = min(self.theirs), min(self.ours)
        return (
            f"{self.ratio:5.2f}  {before:7.1f}  {now:7.1f}  {self.their_queries:4d} {self.our_queries:4d}"
            f"  {self.visitor} {self.address}"
        )


class Checkout:
    """A process of one checkout that answers with the times of pages."""

    def __init__(self, folder: Path, home: Home) -> None:
        environment = {
            **home.environment,
            "PYTHONPATH": f"{folder / 'src'}:{folder / 'methods' / 'src'}",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.page_times", str(home.tokens)],
            cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, visitor: str, address: str) -> dict[str, float]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([visitor, address]) + "\n")
        self.process.stdin.flush()
        answer: dict[str, float] = json.loads(self.process.stdout.readline())
        return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", default="", help="what an address or a visitor must contain")
    options = parser.parse_args()
    with _both(options.against.resolve()) as (ours, theirs):
        pages, left_out = [], 0
        for page in _one_page_a_route(options.only):
            if _measure(page, ours, theirs, options.rounds):
                pages.append(page)
            else:
                left_out += 1
    _print(pages, left_out)


@contextmanager
def _both(other: Path) -> Iterator[tuple[Checkout, Checkout]]:
    """Both checkouts, each on its own copy of the home; ours is migrated."""
    kept = Kept(VERSION)
    with tempfile.TemporaryDirectory(prefix="saidanddone-bench-") as room:
        folders = [Path(room) / name for name in ("ours", "theirs")]
        for folder in folders:
            folder.mkdir()
        with laid_out(kept, folders[0]) as our_home, laid_out(kept, folders[1]) as their_home:
            for fault in migrate(kept, our_home):
                raise RuntimeError(fault)
            checkouts = Checkout(ROOT, our_home), Checkout(other, their_home)
            try:
                yield checkouts
            finally:
                for checkout in checkouts:
                    checkout.process.terminate()
                    checkout.process.wait()


def _one_page_a_route(only: str) -> Iterator[PageTimes]:
    """The first visitor and address of every route that 0.1 answered with a page."""
    from django.conf import settings

    if not settings.configured:
        import os

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        os.environ.setdefault("SAIDANDDONE_DEMONSTRATION", "1")
        django.setup()
    routes = set()
    for key, page in read_pages(Kept(VERSION).keys).items():
        visitor, act, address = key.rsplit(" ", 2)
        if act != "GET" or page.status != 200 or only not in key:
            continue
        route = route_of(address)
        if route not in routes:
            routes.add(route)
            yield PageTimes(visitor, address)


def _measure(page: PageTimes, ours: Checkout, theirs: Checkout, rounds: int) -> bool:
    """Ask both in turn. False if either does not answer with the page."""
    ourfirst, theirfirst = (c.ask(page.visitor, page.address) for c in (ours, theirs))
    if ourfirst["status"] != 200 or theirfirst["status"] != 200:
        return False
    page.our_queries, page.their_queries = int(ourfirst["queries"]), int(theirfirst["queries"])
    for _ in range(rounds):
        page.ours.append(ours.ask(page.visitor, page.address)["milliseconds"])
        page.theirs.append(theirs.ask(page.visitor, page.address)["milliseconds"])
    return True


def _print(pages: list[PageTimes], left_out: int) -> None:
    pages.sort(key=lambda page: page.ratio, reverse=True)
    print("ratio   before       now  queries  who and where")  # noqa: T201
    for page in pages[:SHOWN]:
        print(page.row)  # noqa: T201
    mean = math.exp(statistics.fmean(math.log(page.ratio) for page in pages))
    before = sum(min(page.theirs) for page in pages)
    now = sum(min(page.ours) for page in pages)
    print(  # noqa: T201
        f"{len(pages)} pages, {left_out} left out. Ratio: mean {mean:.2f}, "
        f"median {statistics.median(page.ratio for page in pages):.2f}. "
        f"All pages once: {before:.0f} ms before, {now:.0f} ms now. "
        f"Queries: {sum(p.their_queries for p in pages)} before, {sum(p.our_queries for p in pages)} now."
    )


if __name__ == "__main__":
    main()
