"""Opening the zip file that a .docx or .odt really is, without trusting what it says of itself."""

import io
import re
import zipfile
import zlib

from saidanddone.listening.documents.guards import (
    BOMB,
    DAMAGED,
    LOCKED,
    MACROS,
    UNSAFE,
    DocumentRefused,
    Limits,
)

_CHUNK = 65_536
_SMALL = 1_000_000  # below this, however well it packs, an entry does no harm
_CENTRAL_ENTRY = b"PK\x01\x02"
_TRICK_PATH = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|[\x00-\x1f\x7f]")
_MACRO_PATH = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts)/.", re.IGNORECASE)


def read_archive(content: bytes, limits: Limits) -> dict[str, bytes]:
    """The XML parts and the `mimetype` of an office document, by name.

    Every entry is unpacked and counted as it comes, since sizes in a zip's headers can lie;
    pictures and files within the file are then forgotten. Raises `DocumentRefused`.
    """
    # Counted before `ZipFile` builds an object for each of what may be hundreds of thousands.
    if content.count(_CENTRAL_ENTRY) > limits.archive_entries:
        raise DocumentRefused(BOMB)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_tricks(archive.infolist())
            return _unpacked(archive, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ):
        # `from None`: the messages of zipfile quote names from within the file.
        raise DocumentRefused(DAMAGED) from None


def _refuse_tricks(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.orig_filename for entry in entries]
    if any(_TRICK_PATH.search(name) for name in names) or len(set(names)) != len(names):
        raise DocumentRefused(UNSAFE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentRefused(LOCKED)
    if any(_MACRO_PATH.search(name) for name in names):
        raise DocumentRefused(MACROS)
    if any(e.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for e in entries):
        raise DocumentRefused(UNSAFE)


def _unpacked(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    bytes_left = limits.archive_total
    for entry in archive.infolist():
        wanted = entry.filename == "mimetype" or entry.filename.endswith((".xml", ".rels"))
        part, size = _entry(
            archive, entry, min(bytes_left, limits.archive_entry), limits, keep=wanted
        )
        bytes_left -= size
        if wanted:
            parts[entry.filename] = part
    return parts


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, limits: Limits, *, keep: bool
) -> tuple[bytes, int]:
    """The bytes of one entry (none unless `keep`) and how many there were."""
    packed = max(entry.compress_size, 1)
    content = bytearray()
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most or (size > _SMALL and size > packed * limits.archive_ratio):
                raise DocumentRefused(BOMB)
            if keep:
                content += chunk
    return bytes(content), size
