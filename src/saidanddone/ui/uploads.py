"""Files that people choose: kept in memory, never on a disk, and never more than may be read."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE
"""Of one file, and of all files of a request."""


class TooLarge(InMemoryUploadedFile):
    """A file of which nothing was kept."""


class KeepInMemory(FileUploadHandler):
    """Keeps files in memory while they fit; of the others nothing but a `TooLarge`."""

    chunk_size = 64 * 2**10

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._left = MOST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kind: type[InMemoryUploadedFile]
        self._kind, self._file = InMemoryUploadedFile, BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._left -= len(raw_data)
        if self._left < 0:
            self._kind, self._file = TooLarge, BytesIO()
        else:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._file.seek(0)
        return self._kind(
            self._file,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )


class FileField(forms.FileField):
    """A file that is not too large. Its content is whole."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, TooLarge):
            raise ValidationError(
                f"This is more than {MOST_BYTES // MEGABYTE} MB. Save it as several smaller files, "
                "then choose one at a time",
                code="too_large",
            )
        return file
