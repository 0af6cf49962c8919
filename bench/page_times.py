"""Time pages of a home in this process, one request a line; `bench.pages` runs one for each checkout.

Standard input brings lines of JSON, `[visitor, address]`; each is answered by one line,
`{"status", "milliseconds", "queries"}`. The first request of an address is counted in queries and
not in time. Milliseconds are those of this process's CPU, so that other work beside it weighs little.

It runs on any version of the product: it imports Django and no module of Said and Done.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import django
import time_machine


def main() -> None:
    tokens = json.loads(Path(sys.argv[1]).read_text())
    django.setup()
    from django.conf import settings

    settings.LOOKUPS_WRITTEN_IN_BACKGROUND = False
    with time_machine.travel(datetime.fromisoformat(tokens["now"]), tick=False):
        from tests.homes.visit import undone

        with undone():
            for answer in _answers(tokens):
                sys.stdout.write(json.dumps(answer) + "\n")
                sys.stdout.flush()


def _answers(tokens: dict[str, Any]) -> Iterator[dict[str, float]]:
    from tests.homes.visit import Visitor, sign_in

    visitors: dict[str, Visitor] = {}
    seen: set[tuple[str, str]] = set()
    for line in sys.stdin:
        name, address = json.loads(line)
        if name not in visitors:
            visitors[name] = sign_in(name, tokens)
        is_first = (name, address) not in seen
        seen.add((name, address))
        yield _ask(visitors[name], address, is_first)


def _ask(visitor: Any, address: str, is_first: bool) -> dict[str, float]:
    """One request, undone afterwards. Counting queries slows a page, so only the first is counted."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    from tests.homes.visit import undone

    visitor.use_own_cookies()
    with undone(), ExitStack() as counting:
        counters = []
        if is_first:
            databases = [connections[alias] for alias in ("default", "keys")]
            counters = [counting.enter_context(CaptureQueriesContext(db)) for db in databases]
        began = time.process_time()
        response = visitor.browser.get(address)
        seconds = time.process_time() - began
        queries = sum(len(counter) for counter in counters)
    return {
        "status": response.status_code,
        "milliseconds": seconds * 1000,
        "queries": queries,
    }


if __name__ == "__main__":
    main()
