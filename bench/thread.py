"""Speed of the golden thread on SQLite with 100,000 contributions and 1,000,000 codings.

Each figure stands beside the same work done by the plain query, in the same run:
`python -m bench.thread [--keep FOLDER]` (a kept folder is filled once and used again).
"""

import argparse
import os
import tempfile
from pathlib import Path

import django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", help="a folder for the filled database")
    parser.add_argument(
        "--contributions", type=int, default=100_000, help="fewer, for a quick look"
    )
    options, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="saidanddone-bench-") as room:
        point_at(Path(options.keep or room))
        from bench.measure import report

        report(options.contributions)


def point_at(folder: Path) -> None:
    """The product on a database of its own, away from anything real."""
    os.environ.update(
        SAIDANDDONE_HOME=str(folder / "home"),
        SAIDANDDONE_KEYS=str(folder / "keys"),
        SAIDANDDONE_DEMONSTRATION="1",
        DJANGO_SETTINGS_MODULE="saidanddone.project.settings",
    )
    os.environ.pop("DATABASE_URL", None)
    django.setup()


if __name__ == "__main__":
    main()
