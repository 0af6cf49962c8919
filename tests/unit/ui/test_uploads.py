"""Files stay in memory, and one that is too large is refused in a sentence."""

from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory

from saidanddone.ui import uploads
from saidanddone.ui.forms import GovukForm
from saidanddone.ui.uploads import FileField


class Form(GovukForm):
    notes = FileField(label="Notes")
    more = FileField(label="More", required=False)


def sent(**files: bytes) -> Form:
    body = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%s"; filename="a.txt"\r\n\r\n%s\r\n'
        % (name.encode(), content)
        for name, content in files.items()
    )
    request = RequestFactory().generic(
        "POST", "/", body + b"--x--\r\n", "multipart/form-data; boundary=x"
    )
    return Form(request.POST, request.FILES)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000_000)


def content_of(form: Form, name: str) -> Any:
    assert form.is_valid(), form.errors
    return form.cleaned_data[name].read()


def test_a_file_comes_whole_and_in_memory() -> None:
    content = bytes(range(256)) * 3_906
    form = sent(notes=content, more=b"a")
    assert content_of(form, "notes") == content
    assert content_of(form, "more") == b"a"
    assert form.cleaned_data["notes"].name == "a.txt"


def test_a_file_that_is_too_large_is_refused_and_not_kept() -> None:
    form = sent(notes=b"a" * 1_000_001)
    assert form.errors["notes"] == [
        "This is more than 1 MB. Save it as several smaller files, then choose one at a time"
    ]
    assert form.files["notes"].read() == b""


def test_files_that_are_too_large_together_are_refused() -> None:
    form = sent(notes=b"a" * 600_000, more=b"b" * 600_000)
    assert "more than 1 MB" in form.errors["more"][0]


def test_an_empty_file_is_refused() -> None:
    assert sent(notes=b"").errors["notes"] == ["The file is empty"]


def test_every_file_is_received_so() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["saidanddone.ui.uploads.KeepInMemory"]
