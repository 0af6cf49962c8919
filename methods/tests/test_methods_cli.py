"""The command line that all commands share: what ends it, and how."""

import json
import os
import signal
import subprocess
import sys

import pytest

import saidanddone_methods
from saidanddone_methods.cli import main
from saidanddone_methods.cli.commands import COMMANDS
from saidanddone_methods.cli.printing import as_json, as_table, figure

RATES = (sys.executable, "-m", "saidanddone_methods", "rates")

# Where a run holds its answer back until the end, as it does on most machines.
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def ended(*arguments):
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return end.value.code


@pytest.fixture
def counts(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("n\n" + "".join(f"{n}\n" for n in range(20)), encoding="utf-8")
    return str(path)


HEAVY = ("numpy", "polars", "scipy", "rich", "statsmodels", "krippendorff")
COMMAND_NAMES = [command.__name__.rpartition(".")[2] for command in COMMANDS]


def printed_with_heavy_modules(*arguments):
    """What a fresh process prints for `arguments`, and the heavy modules it then has loaded."""
    program = (
        "import sys\nfrom saidanddone_methods.cli import main\n"
        f"try: main({list(arguments)!r})\n"
        f"except SystemExit: print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    printed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    text, _, loaded = printed.rstrip("\n").rpartition("\n")
    return text, loaded


def test_help_names_every_command_and_loads_no_numpy():
    text, loaded = printed_with_heavy_modules("--help")
    for name in COMMAND_NAMES:
        assert f"\n    {name} " in text  # with its summary on the same line
    assert loaded == "[]"


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_the_help_of_a_command_loads_no_numpy(name):
    text, loaded = printed_with_heavy_modules(name, "--help")
    assert f"saidanddone-methods {name}" in text
    assert loaded == "[]"


def test_the_version_loads_no_numpy():
    assert printed_with_heavy_modules("--version") == (saidanddone_methods.__version__, "[]")


def test_a_wrong_line_is_refused_without_loading_numpy():
    assert printed_with_heavy_modules("rates")[1] == "[]"


def test_the_version_is_that_of_the_package(capsys):
    assert ended("--version") == 0
    assert capsys.readouterr().out == f"{saidanddone_methods.__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("nonesuch",), ("rates",), ("rates", "f", "--per", "x")])
def test_a_line_that_is_not_understood_is_refused_in_a_sentence(capsys, arguments):
    assert ended(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rates", "f", "--per", "x"), "argument --per: must be a number, but is 'x'"),
        (("groups", "f", "--seed", "1.5"), "argument --seed: must be a whole number, but is '1.5'"),
    ],
)
def test_a_value_of_another_kind_is_refused_in_plain_words(capsys, arguments, words):
    assert ended(*arguments) == 2
    assert words in capsys.readouterr().err


def test_a_reader_who_has_heard_enough_is_no_fault(counts):
    for how in ([], ["--json"]):
        line = subprocess.Popen(  # noqa: S603
            [*RATES, counts, "--count", "n", *how],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=BUFFERED,
        )
        assert line.stdout is not None
        assert line.stderr is not None
        line.stdout.close()
        assert line.wait() == 0
        assert line.stderr.read() == b""
        line.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_told_in_a_sentence(counts):
    with open("/dev/full", "w", encoding="utf-8") as full:
        line = subprocess.run(  # noqa: S603
            [*RATES, counts, "--count", "n"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=BUFFERED,
            check=False,
        )
    assert line.returncode == 2
    assert line.stderr.startswith("saidanddone-methods: the answer cannot be read or written: ")
    assert line.stderr.count("\n") == 1


def test_whoever_stops_it_is_told_so_in_a_sentence(monkeypatch, capsys, counts):
    def interrupted(path):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("saidanddone_methods.cli.rates.read_table", interrupted)
    # A shell that starts a command in the background has it ignore interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(["rates", counts, "--count", "n"]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err == "saidanddone-methods: stopped before it was done\n"


def test_too_little_memory_is_told_in_a_sentence(monkeypatch, capsys, counts):
    def greedy(path):
        raise MemoryError

    monkeypatch.setattr("saidanddone_methods.cli.rates.read_table", greedy)
    assert main(["rates", counts, "--count", "n"]) == 2
    assert "too little memory" in capsys.readouterr().err


def test_a_library_that_is_not_installed_is_named(monkeypatch, capsys, counts):
    for part in [name for name in sys.modules if name.partition(".")[0] == "rich"]:
        monkeypatch.delitem(sys.modules, part)
    monkeypatch.setitem(sys.modules, "rich", None)
    assert main(["rates", counts, "--count", "n"]) == 2
    complaint = capsys.readouterr().err
    assert complaint.startswith("saidanddone-methods: this needs rich, which is not installed here")


def test_json_is_one_object_whose_lack_is_null(capsys):
    as_json({"naïve": (float("nan"), float("inf"), 1.5, None)})
    out = capsys.readouterr().out
    assert out.isascii()
    assert json.loads(out) == {"naïve": [None, None, 1.5, None]}


def test_a_console_that_lacks_a_letter_shows_another_in_its_place(tmp_path):
    path = tmp_path / "señal.csv"
    path.write_text("n\n4\n", encoding="utf-8")
    line = subprocess.run(  # noqa: S603
        [*RATES, str(path), "--count", "n"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert b"1 rates from se?al.csv" in line.stdout


def test_a_table_shows_square_brackets_as_they_are(capsys):
    as_table("[bold]title", ("theme",), [("[red]lights",)])
    assert "[bold]title" in (shown := capsys.readouterr().out)
    assert "[red]lights" in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (11418, "11,418"),
        (11417.991, "11,417.99"),
        (0.0004998, "0.0004998"),
        (float("inf"), "no limit"),
        ("lights", "lights"),
    ],
)
def test_figures_are_shown_as_people_read_them(value, shown):
    assert figure(value) == shown
