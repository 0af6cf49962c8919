"""Plays the games and prints how often the adversary is right. See `--help`."""

import argparse
import logging
import os
import sys
import time

import django
import structlog

GAMES = ("quotes", "themes")


def main() -> int:
    """1 where the upper limit over all trials of a game is above what may be."""
    parser = argparse.ArgumentParser(
        description="Plays an adversary who keeps copies of everything public."
    )
    parser.add_argument("--worlds", type=int, default=100)
    parser.add_argument("--trials", type=int, default=400, help="over all worlds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--game", choices=GAMES, help="one game alone; both are played otherwise")
    given = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    # The visitor asks for addresses that are not there, and no list of destroyed keys is kept here.
    logging.disable(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        return _play(given)
    finally:
        runner.teardown_databases(databases)


def _play(given: argparse.Namespace) -> int:
    from tests.adversary import table
    from tests.adversary.figures import MOST
    from tests.adversary.games import GAME_Q, GAME_T, GAME_T_OF_TWO
    from tests.adversary.run import played

    began = time.process_time()

    def tell(line: str) -> None:
        print(f"{time.process_time() - began:6.0f} s  {line}", file=sys.stderr, flush=True)  # noqa: T201

    quotes, themes = played(given.worlds, given.trials, given.seed, tell)
    print(table.UNDER)  # noqa: T201
    leaks = False
    for name, of, trials in (
        ("quotes", GAME_Q, quotes), ("themes", GAME_T, themes), ("themes", GAME_T_OF_TWO, themes),
    ):  # fmt: skip
        if given.game in (None, name):
            rows, text = table.game(of.name, trials, of)
            print(text)  # noqa: T201
            leaks = leaks or rows[0].upper > MOST
    for name, trials in (("quotes", quotes), ("themes", themes)):
        if given.game in (None, name):
            print(table.statements(f"What tells of her {name}", trials))  # noqa: T201
    print(f"\n{time.process_time() - began:.0f} s of processor time")  # noqa: T201
    return int(leaks)


if __name__ == "__main__":
    sys.exit(main())
