"""Decompress gzip and zip files without trusting the sizes that they state."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

from saidanddone_methods.tables.limits import MEGABYTE, Limits
from saidanddone_methods.tables.refusals import (
    BOMB,
    DAMAGED,
    LOCKED,
    MACROS,
    UNSAFE,
    TableRefused,
)

GZIP = b"\x1f\x8b"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP_MEMBER = GZIP + b"\x08"
_MOST_ZEROS = 16  # at the end of a member: more are padding
_CHUNK = 65_536
_MARKUP_OF_A_CELL = 8
_CENTRAL_ENTRY = b"PK\x01\x02"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def gunzipped(content: bytes, limits: Limits) -> bytes:
    """The content of all members of a gzip file. Raises `TableRefused`."""
    if content.count(_GZIP_MEMBER) > limits.entries:  # each takes time, however little is in it
        raise TableRefused(
            f"This packed file is made of more than {limits.entries:,} packed files",
            "Pack the table again as one, or take the table itself (.csv)",
        )
    if content.endswith(bytes(_MOST_ZEROS + 1)):  # padding, passed over one zero at a time
        content = content.rstrip(b"\0") + bytes(_MOST_ZEROS)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            unpacked = stream.read(limits.unpacked + 1)
    except (zlib.error, EOFError, gzip.BadGzipFile):
        raise TableRefused(
            "This packed file is damaged or incomplete",
            "Pack the table again, or take the table itself (.csv)",
        ) from None
    if len(unpacked) > limits.unpacked:
        raise TableRefused(
            f"This packed file unpacks to more than {limits.unpacked // MEGABYTE} MB, "
            "so it was not read",
            "Save it as several smaller tables",
        )
    return unpacked


class Archive:
    """A spreadsheet, which is a zip file. Parts are decompressed on request, in chunks.

    Raises `TableRefused` for a file that is damaged, has a password or macros, or decompresses to
    more than the limits, or has more markup than they allow, read once or several times.
    """

    def __init__(self, content: bytes, limits: Limits) -> None:
        # Counted first, because `ZipFile` builds an object for each entry.
        if content.count(_CENTRAL_ENTRY) > limits.entries:
            raise TableRefused(*BOMB)
        self._limits = limits
        self._markup = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _FAULTS:
            # `from None`, because messages of zipfile quote names from inside the file.
            raise TableRefused(*DAMAGED) from None
        entries = self._zip.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) != len(entries):  # two programs could read different entries
            raise TableRefused(*UNSAFE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise TableRefused(*LOCKED)
        if any(name.lower().endswith(_MACROS) for name in self._entries):
            raise TableRefused(*MACROS)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def part(self, name: str) -> Callable[[], Iterator[bytes]]:
        """A function that decompresses the part from its start, in chunks."""
        return lambda: self._chunks(name)

    def small(self, name: str) -> bytes:
        """The first chunk of a small part."""
        return next(self._chunks(name), b"")

    def _chunks(self, name: str) -> Iterator[bytes]:
        entry = self._entries.get(name)
        if entry is None:
            raise TableRefused(*DAMAGED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise TableRefused(*UNSAFE)
        packed, size = max(entry.compress_size, 1), 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    bomb = size > MEGABYTE and size > packed * self._limits.packing
                    if size > self._limits.unpacked or bomb:
                        raise TableRefused(*BOMB)
                    self._count_markup(chunk)
                    yield chunk
        except TableRefused:
            raise
        except _FAULTS:
            raise TableRefused(*DAMAGED) from None

    def _count_markup(self, chunk: bytes) -> None:
        """Refuse more tags and attributes than the limit before they are parsed.

        "<" begins a tag, "/>" ends an empty one, "=" stands in an attribute. Every encoding that expat
        reads has these bytes for them, but for "/>" in UTF-16, which is half as dense.
        """
        self._markup += chunk.count(b"<") + chunk.count(b"/>") + chunk.count(b"=")
        if self._markup > self._limits.markup:
            boxes = self._limits.markup // _MARKUP_OF_A_CELL
            raise TableRefused(
                f"This spreadsheet holds more than about {boxes:,} boxes, or as many formats",
                "Save the sheet as CSV UTF-8, or as several smaller tables",
            )
