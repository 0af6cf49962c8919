"""What the program loads when it starts: every command waits for it."""

import subprocess
import sys

SLOW_TO_LOAD = ("numpy", "scipy", "polars", "docx", "pypdf")


def test_the_program_starts_without_the_libraries_that_are_slow_to_load() -> None:
    started = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, django; django.setup(); print(*sys.modules, sep='\\n')",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(SLOW_TO_LOAD) & set(started.stdout.splitlines()) == set()
