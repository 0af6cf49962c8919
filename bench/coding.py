"""Marking passages, beside Taguette 1.5.2: the same passages of the same transcripts, by turns.

    python -m bench.coding [--rounds 6] [--marks 40] [--characters 36000] [--keep FOLDER]

One client over HTTP on loopback sends one mark after the other; each answer is read whole. Both servers
run all the while, and their rounds take turns. Wall seconds are the client's, CPU seconds the servers'. In
the end the words of each passage are compared. Taguette keeps words open and nobody's name beside them;
ours seals, audits and counts in the same commit.

FOLDER keeps Taguette's environment for another run.
"""

import argparse
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.coding_painted import line, milliseconds_to_painted
from bench.taguette import VERSION, Taguette
from bench.thread import point_at
from tests.labelled import read_passages

if TYPE_CHECKING:
    from bench.coding_ours import SaidAndDone

TRANSCRIPTS = 12
CODES = ("Lighting", "Repairs", "Being passed on", "More patrols", "Being stopped", "What helps")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Passage:
    """A passage of a transcript: the turn, and where it begins and ends there, in code points."""

    transcript: int
    turn: int
    start: int
    end: int
    code: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--marks", type=int, default=40, help="marks a round")
    parser.add_argument("--characters", type=int, default=36_000, help="of each transcript")
    parser.add_argument("--keep", type=Path, help="a folder for Taguette's environment")
    options, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="saidanddone-bench-") as folder:
        room = Path(folder)
        point_at(room)
        from bench.coding_ours import SaidAndDone

        transcripts = _transcripts(options.characters)
        passages = _passages(transcripts, options.rounds * options.marks)
        ours, theirs = SaidAndDone(room), Taguette(options.keep or room, room)
        try:
            theirs.install()
        except subprocess.CalledProcessError:
            print("coding: not measured beside Taguette, which could not be installed")  # noqa: T201
            return
        ours.bring_in(transcripts, CODES)
        ours.start()
        theirs.start()
        try:
            theirs.bring_in(transcripts, CODES)
            _measure(ours, theirs, transcripts, passages, options.marks)
            painted = milliseconds_to_painted(ours.url, ours.address(0), ours.cookies)
            print(f"  from a press to the passage on the page, in Chromium: {line(painted)}")  # noqa: T201
        finally:
            theirs.stop()
            ours.stop()


def _measure(
    ours: "SaidAndDone", theirs: Taguette, transcripts: Sequence[Sequence[str]],
    passages: Sequence[Passage], marks: int,
) -> None:  # fmt: skip
    def mark_ours(passage: Passage) -> None:
        before = sum(len(turn) + 1 for turn in transcripts[passage.transcript][: passage.turn])
        ours.mark(passage.transcript, before + passage.start, before + passage.end, passage.code)

    def mark_theirs(passage: Passage) -> None:
        turns = transcripts[passage.transcript]
        before = sum(len(turn.encode()) for turn in turns[: passage.turn])
        start, end = (
            before + len(turns[passage.turn][:at].encode()) for at in (passage.start, passage.end)
        )
        theirs.mark(passage.transcript, start, end, passage.code)

    columns = {
        "Said and Done": _Column(mark_ours, ours),
        f"Taguette {VERSION}": _Column(mark_theirs, theirs),
    }
    for first in range(0, len(passages), marks):
        for column in columns.values():
            column.round(passages[first : first + marks])
    expected = [
        transcripts[passage.transcript][passage.turn][passage.start : passage.end]
        for passage in passages
    ]
    lengths = [sum(map(len, turns)) for turns in transcripts]
    print(  # noqa: T201
        f"coding: {len(passages)} passages of {len(transcripts)} transcripts of about "
        f"{statistics.median(lengths):,.0f} characters, one client over HTTP, rounds of {marks} in turns"
    )
    for name, column in columns.items():
        print(f"  {name:16}{column.line()}")  # noqa: T201
    print(f"  a durable commit of one row to SQLite, alone: {_floor() * 1000:.1f} ms")  # noqa: T201
    for name, marked in (("ours", ours.marked()), ("Taguette", theirs.marked())):
        same = sum(a == b for a, b in zip(marked, expected, strict=True))
        print(f"  {name}: {same} of {len(expected)} passages hold exactly their words")  # noqa: T201


class _Column:
    """The seconds of each mark of one product, and the CPU seconds of its server."""

    def __init__(self, mark: Callable[[Passage], None], server: "SaidAndDone | Taguette") -> None:
        self._mark, self._server = mark, server
        self.seconds: list[float] = []
        self.cpu = 0.0

    def round(self, passages: Sequence[Passage]) -> None:
        self._server.connect()
        before = _cpu_seconds(self._server.process.pid)
        for passage in passages:
            began = time.perf_counter()
            self._mark(passage)
            self.seconds.append(time.perf_counter() - began)
        self.cpu += _cpu_seconds(self._server.process.pid) - before

    def line(self) -> str:
        cuts = statistics.quantiles(self.seconds, n=20)
        return (
            f"{len(self.seconds) / sum(self.seconds):6.1f} a second, p50 {statistics.median(self.seconds) * 1000:5.1f} ms, "
            f"p95 {cuts[18] * 1000:5.1f} ms, CPU {self.cpu / len(self.seconds) * 1000:5.1f} ms a mark"
        )


def _cpu_seconds(pid: int) -> float:
    """CPU seconds of a process and of those that it started."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(stat[11]) + int(stat[12])) / TICKS + sum(_cpu_seconds(int(it)) for it in children)


def _floor(times: int = 50) -> float:
    """The median seconds of a commit of one row to SQLite, as the product's database is set."""
    import sqlite3

    with tempfile.TemporaryDirectory(prefix="saidanddone-bench-") as folder:
        database = sqlite3.connect(Path(folder) / "floor.sqlite3", isolation_level=None)
        database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a)"
        )
        seconds = []
        for number in range(times):
            began = time.perf_counter()
            database.execute("INSERT INTO t VALUES (?)", (number,))
            seconds.append(time.perf_counter() - began)
        database.close()
    return statistics.median(seconds)


def _transcripts(characters: int) -> list[list[str]]:
    """Turns of interviews, put together of the labelled half for developing."""
    texts = [passage.text.replace("\n", " ").strip() for passage in read_passages("develop")]
    chosen, transcripts = random.Random(12), []
    for _ in range(TRANSCRIPTS):
        turns: list[str] = []
        while sum(map(len, turns)) < characters:
            turns.append(chosen.choice(texts)[: chosen.choice((60, 180, 600))].strip())
        transcripts.append(turns)
    return transcripts


def _passages(transcripts: Sequence[Sequence[str]], count: int) -> list[Passage]:
    """Passages of whole words of one turn, no two alike; whoever codes reads on from turn to turn."""
    chosen = random.Random(13)
    passages: set[Passage] = set()
    while len(passages) < count:
        transcript = chosen.randrange(len(transcripts))
        turn = chosen.randrange(len(transcripts[transcript]))
        starts = [
            0,
            *(at + 1 for at, sign in enumerate(transcripts[transcript][turn]) if sign == " "),
        ]
        ends = [*(at - 1 for at in starts[1:]), len(transcripts[transcript][turn])]
        first, last = sorted(chosen.choices(range(len(starts)), k=2))
        if starts[first] < ends[last]:
            passages.add(
                Passage(transcript, turn, starts[first], ends[last], chosen.randrange(len(CODES)))
            )
    distinct = {(it.transcript, it.turn, it.start): it for it in sorted(passages, key=repr)}
    ordered = list(distinct.values())
    chosen.shuffle(ordered)
    return ordered


if __name__ == "__main__":
    main()
