"""A code that opens and one that does not: alike in status, headers, length and time.

A real server on loopback. Which of a pair goes first is drawn by lot and every pair has its own
connections, so whatever else this machine does falls on both alike. The area under the curve (AUC)
is the chance that a hit takes longer than a miss: 0.5 where time tells nothing. For 1,000 pairs that
tell nothing it stays within 0.5 ± 0.05 in all but one of 10,000 runs.
"""

import http.client
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from tests.slow.served import Place, served

pytestmark = pytest.mark.slow

PAIRS = 1000
WARM_UP = 100  # pairs that are not counted: first connections, caches, the page's first rendering
AUC_AT_MOST = 0.55
AUC_OF_A_KIND = 0.60  # for a quarter of the pairs: the same chance of a false alarm
LOTS = random.SystemRandom()
MISSES = ("made up", "malformed", "burnt", "withdrawn")


@dataclass(frozen=True)
class Answered:
    """What came back for one code: everything but the body's words."""

    seconds: float
    status: int
    headers: tuple[tuple[str, str], ...]
    length: int
    opened: bool


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Answered, Answered]]]:
    """By kind of miss: (hit, miss) pairs, 1,000 together."""
    place = Place(tmp_path_factory.mktemp("lookups"))
    codes = json.loads(place.play("tests.slow.codes"))
    with served(place) as port:
        for _, hit, miss in drawn(codes, WARM_UP):
            pair(port, hit, miss)
        found: dict[str, list[tuple[Answered, Answered]]] = {kind: [] for kind in MISSES}
        for kind, hit, miss in drawn(codes, PAIRS):
            found[kind].append(pair(port, hit, miss))
    return found


def drawn(codes: dict[str, list[str]], pairs: int) -> Iterator[tuple[str, str, str]]:
    """A kind of miss, a code that opens and one of that kind."""
    for number in range(pairs):
        kind = MISSES[number % len(MISSES)]
        yield kind, LOTS.choice(codes["hit"]), LOTS.choice(codes[kind])


def pair(port: int, hit: str, miss: str) -> tuple[Answered, Answered]:
    if LOTS.random() < 0.5:
        first = ask(port, hit)
        return first, ask(port, miss)
    second = ask(port, miss)
    return ask(port, hit), second


def ask(port: int, code: str) -> Answered:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    here = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
        "Connection": "close",
    }
    body = urlencode({"code": code})
    connection.connect()
    began = time.perf_counter()
    connection.request("POST", "/updates", body, here)
    response = connection.getresponse()
    page = response.read()
    taken = time.perf_counter() - began
    connection.close()
    headers = tuple((name, said) for name, said in response.getheaders() if name != "Date")
    return Answered(
        taken, response.status, headers, len(page), b"Last opened" in page.partition(b"\n<!--\n")[0]
    )


def auc(pairs: list[tuple[Answered, Answered]]) -> float:
    """The chance that a hit of these takes longer than a miss; a tie counts half."""
    hits, misses = ([each[side].seconds for each in pairs] for side in (0, 1))
    longer = sum((hit > miss) + (hit == miss) / 2 for hit in hits for miss in misses)
    return longer / (len(hits) * len(misses))


def every(asked: dict[str, list[tuple[Answered, Answered]]]) -> list[tuple[Answered, Answered]]:
    return [pair for pairs in asked.values() for pair in pairs]


def test_hits_open_and_misses_do_not(
    asked: dict[str, list[tuple[Answered, Answered]]],
) -> None:
    pairs = every(asked)
    assert len(pairs) == PAIRS
    assert all(hit.opened and not miss.opened for hit, miss in pairs)


def test_status_headers_and_length_are_one(
    asked: dict[str, list[tuple[Answered, Answered]]],
) -> None:
    """Over every pair, each programme and each kind of miss: one answer."""
    seen = {(each.status, each.headers, each.length) for pair in every(asked) for each in pair}
    assert len(seen) == 1
    [(status, headers, length)] = seen
    assert status == 200
    assert dict(headers)["Content-Length"] == str(length)
    assert not {"Set-Cookie", "Vary"} & {name for name, _ in headers}


def test_time_tells_nothing(asked: dict[str, list[tuple[Answered, Answered]]]) -> None:
    found = auc(every(asked))
    assert abs(found - 0.5) <= AUC_AT_MOST - 0.5, f"AUC {found:.3f}"


@pytest.mark.parametrize("kind", MISSES)
def test_time_does_not_tell_how_it_missed(
    asked: dict[str, list[tuple[Answered, Answered]]], kind: str
) -> None:
    found = auc(asked[kind])
    assert abs(found - 0.5) <= AUC_OF_A_KIND - 0.5, f"AUC {found:.3f}"
