"""Speed and memory of the table reader on 100,000 rows of 8 columns, beside csv and openpyxl.

The peers do less: Python's csv is told the mark and the encoding, and openpyxl looks for nothing
hidden. Each read is a process of its own, so that its memory is its own. `python -m bench.tables`.
"""

import csv
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from openpyxl import Workbook

ROWS = 100_000

OURS = """
from saidanddone_methods.tables import OWN_MACHINE, read_table
rows = sum(1 for _ in read_table(open(path, "rb").read(), OWN_MACHINE).rows)
"""
CSV = """
import csv
rows = sum(1 for _ in csv.reader(open(path, encoding="utf-8", newline=""))) - 1
"""
OPENPYXL = """
from openpyxl import load_workbook
sheet = load_workbook(path, read_only=True).active
rows = sum(1 for _ in sheet.iter_rows(values_only=True)) - 1
"""
MEASURED = r"""
import json, re, sys, time
path = sys.argv[1]
began = time.process_time()
{}
seconds = time.process_time() - began
kilobytes = re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())
print(json.dumps([rows, seconds, int(kilobytes[1]) / 1024]))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text, book = _written(Path(folder))
        measured = [
            ("CSV, ours", text, OURS),
            ("CSV, Python's csv", text, CSV),
            ("XLSX, ours", book, OURS),
            ("XLSX, openpyxl, read only", book, OPENPYXL),
        ]
        print(f"tables, {ROWS:,} rows of 8 columns: seconds of CPU, MB at most")  # noqa: T201
        for what, path, program in measured:
            rows, seconds, megabytes = _read(path, program)
            assert rows == ROWS
            print(f"  {what:52}{seconds:9.2f}{megabytes:9.0f}")  # noqa: T201


def _written(folder: Path) -> tuple[Path, Path]:
    """The same table as CSV and as XLSX: a place, four figures, words, a code and a day."""
    names = ["area", "n", "people", "words", "kind", "yes", "day", "note"]
    rows = [
        (f"area {n % 50}", n, n * 1.5, "said by someone", n % 7, "x", date(2026, 4, 1), n % 100)
        for n in range(ROWS)
    ]
    text, path = folder / "table.csv", folder / "table.xlsx"
    with text.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    for row in [names, *rows]:
        sheet.append(row)
    book.save(path)
    return text, path


def _read(path: Path, program: str) -> tuple[int, float, float]:
    command = [sys.executable, "-c", MEASURED.format(program), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rows, seconds, megabytes = json.loads(done.stdout)
    return rows, seconds, megabytes


if __name__ == "__main__":
    main()
