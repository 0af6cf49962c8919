"""Confirming a long transcript, and bringing in 58 conversations: CPU seconds, the quickest of some rounds.

    python -m bench.documents [--against CHECKOUT] [--rounds 3]

CHECKOUT is a folder with the product of another commit (`git worktree add ../before COMMIT`): both take
turns. Plain does less: the same words sealed and written, or opened and put on a page, with nothing found,
checked or audited. Every measurement is a process and a database of its own.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.labelled import read_passages

ROOT = Path(__file__).parents[1]
CONVERSATIONS, TURNS, CHARACTERS = 58, 169, 60_000
AIMS = {"page": "< 1.00", "page, rules alone": "< 0.30"}
CONSENT = ("--consent-form=F1", "--consent-date=2026-05-20", "--consent-holder=Archive")
COLUMNS = ("community", "interview", "speaker", "text")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="a checkout of another commit")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measured", action="store_true", help=argparse.SUPPRESS)
    options, _ = parser.parse_known_args()
    if options.measured:
        print(json.dumps(_measured()))  # noqa: T201
        return
    columns = {"ours": ROOT} | ({"theirs": options.against} if options.against else {})
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in columns}
    for _ in range(options.rounds):
        for name, checkout in columns.items():
            rounds[name].append(_in_checkout(checkout.resolve()))
    _print({name: _quickest(of_one) for name, of_one in rounds.items()})


def _print(quickest: dict[str, dict[str, float]]) -> None:
    ours = quickest["ours"]
    print(f"documents: a transcript of {CHARACTERS:,} characters, {CONVERSATIONS} conversations, CPU seconds")  # noqa: T201  # fmt: skip
    print(f"  {'':28}{''.join(f'{name:>10}' for name in quickest)}{'plain':>10}{'aim':>10}")  # noqa: T201
    for what in ours:
        if not what.endswith("plain"):
            figures = "".join(
                f"{of_one.get(what, float('nan')):10.2f}" for of_one in quickest.values()
            )
            plain = ours.get(f"{what.partition(',')[0]} plain", float("nan"))
            print(f"  {what:28}{figures}{plain:10.3f}{AIMS.get(what, ''):>10}")  # noqa: T201


def _quickest(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {what: min(figures[what] for figures in rounds) for what in rounds[0]}


def _in_checkout(checkout: Path) -> dict[str, float]:
    """The figures of one process with a checkout's product, and this checkout's measurements."""
    paths = [checkout / "src", checkout / "methods" / "src", ROOT]
    done = subprocess.run(
        [sys.executable, "-m", "bench.documents", "--measured"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))},
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _measured() -> dict[str, float]:
    from bench.thread import point_at

    with tempfile.TemporaryDirectory(prefix="saidanddone-bench-") as room:
        point_at(Path(room))
        from bench import documents_measured

        long, many = Path(room) / "long.csv", Path(room) / "many.csv"
        _write_table(long, [list(_turns(CHARACTERS))])
        _write_table(many, [list(_turns(0, TURNS)) for _ in range(CONVERSATIONS)])
        return documents_measured.figures(long, many)


def _turns(characters: int, turns: int = 0) -> Iterator[str]:
    """Passages of the labelled half for developing, over and over: as many characters, or as many turns."""
    passages = [passage.text.replace("\n", " ") for passage in read_passages("develop")]
    chosen = random.Random(58)
    length, count = 0, 0
    while length < characters or count < turns:
        words = chosen.choice(passages)
        sentence = words[: chosen.choice((60, 180, 600))]
        yield sentence
        length, count = length + len(sentence) + 1, count + 1


def _write_table(path: Path, conversations: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for number, turns in enumerate(conversations):
            community = ("workers", "residents")[number % 2]
            for at, words in enumerate(turns):
                rows.writerow(
                    [community, f"interview {number}", ("asks", "answers")[at % 2], words]
                )


def seconds_of(call: Callable[[], Any]) -> float:
    """CPU seconds of every thread of this process."""
    began = time.process_time()
    call()
    return time.process_time() - began


if __name__ == "__main__":
    main()
