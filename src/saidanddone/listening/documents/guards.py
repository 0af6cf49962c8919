"""What every kind of document is checked for before anyone reads it."""

from dataclasses import dataclass

from saidanddone.base.errors import Refused
from saidanddone.listening.passages import LONGEST

MEGABYTE = 1_000_000


class DocumentRefused(Refused):
    """A file that will not be read. The sentence holds nothing of what is in it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, "document")


@dataclass(frozen=True)
class Limits:
    """How much of a file we are willing to open. Sizes in bytes unless the name says otherwise."""

    file: int = 20 * MEGABYTE
    archive_entries: int = 2_000
    archive_entry: int = 50 * MEGABYTE
    archive_total: int = 100 * MEGABYTE
    archive_ratio: int = 200
    xml: int = 10 * MEGABYTE
    markup: int = 800_000  # tags and attributes of the parts that are read
    pdf_pages: int = 500
    pdf_stream: int = 2 * MEGABYTE
    pdf_seconds: float = 2.0  # of this thread's own work
    characters: int = LONGEST


LIMITS = Limits()

LOCKED = (
    "This document is protected with a password. Open it, take the password off, save it, "
    "then choose it again. Or paste the words instead."
)
MACROS = (
    "This document holds macros, which are small programs. Save a copy without macros "
    "(.docx or .odt), then choose that copy. Or paste the words instead."
)
DAMAGED = (
    "This document is damaged or incomplete, so it cannot be read. Open it in the program "
    "that made it, save it again, then choose it again. Or paste the words instead."
)
BOMB = (
    "This document unpacks to far more than its size suggests, so it was not opened. "
    "Open it in the program that made it and save it again. Or paste the words instead."
)
TOO_DETAILED = (
    "This document is made of too many pieces, such as paragraphs and changes of type, to be read. "
    "Copy its text into a new document, save that, then choose it. Or paste the words instead."
)
UNSAFE = (
    "This document is built in a way that could harm the computer that reads it, so it was not "
    "opened. If you know where it comes from, open it and save it again. "
    "Or paste the words instead."
)

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_BEGINNINGS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (_COMPOUND_FILE, "compound"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"ID3\x03\x00", "recording"),
    (b"ID3\x04\x00", "recording"),
    (b"OggS\x00", "recording"),
)
_EXPECTED = {
    ".docx": "zip",
    ".odt": "zip",
    ".pdf": "pdf",
    **dict.fromkeys((".txt", ".vtt", ".srt")),
}
_INSIDE = {
    "zip": "a Word, OpenDocument or other packed file",
    "pdf": "a PDF",
    "compound": "an old Word document",
    "rtf": "a rich text document",
    "gzip": "a packed file",
    "picture": "a picture",
    "recording": "a sound recording",
    None: "something else",
}


def refuse_if_empty_or_too_large(content: bytes, limits: Limits) -> None:
    """Raises `DocumentRefused` for no bytes at all, or more than `limits.file`."""
    if not content:
        raise DocumentRefused("This file is empty. Check that it is the right one.")
    if len(content) > limits.file:
        raise DocumentRefused(
            f"This file is larger than {limits.file / MEGABYTE:g} MB. Take out pictures and "
            "recordings, save it, then choose it again. Or paste the words instead."
        )


def refuse_if_too_long(characters: int, limits: Limits) -> None:
    """Raises `DocumentRefused` for more than `limits.characters`."""
    if characters > limits.characters:
        raise DocumentRefused(
            f"This document is longer than {limits.characters:,} characters. "
            "Save each conversation as a document of its own, then choose them one at a time."
        )


def kind_inside(content: bytes) -> str | None:
    """What the first bytes say a file is, or None where they say nothing."""
    if content[4:8] == b"ftyp" or content[8:12] == b"WAVE":
        return "recording"
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    # A PDF may carry up to 1,024 bytes of anything before its header (ISO 32000, annex H).
    return "pdf" if b"%PDF-" in content[:1024] and b"%%EOF" in content[-1024:] else None


def refuse_if_not_what_it_says(ending: str, content: bytes) -> None:
    """Raises `DocumentRefused` where the first bytes contradict the end of the name."""
    inside = kind_inside(content)
    if inside == _EXPECTED[ending]:
        return
    if ending == ".docx" and inside == "compound" and _ENCRYPTED_PACKAGE in content:
        raise DocumentRefused(LOCKED)
    raise DocumentRefused(
        f"The name of this file ends in {ending}, but inside it is {_INSIDE[inside]}. "
        f"Open it, save it as {ending}, then choose it again. Or paste the words instead."
    )
