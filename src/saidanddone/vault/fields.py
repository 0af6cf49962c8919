"""Fields of a record whose words are sealed. Nothing unseals by itself: see `vault.sealing`."""

from typing import TYPE_CHECKING, Any

from django.db import models

from saidanddone.base.fields import ReferenceField, Token
from saidanddone.base.models import Record

if TYPE_CHECKING:
    Bytes = models.BinaryField[bytes, bytes]
else:
    Bytes = models.BinaryField


class SealedText(Bytes):
    """Words under AES-256-GCM; written by `vault.sealing.seal`, read through a `KeyRing`."""

    words = "sealed"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", bytes)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class KeyReference(Token):
    """The bare reference of a key in the key database: the one relation that is not one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", ReferenceField().max_length)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)


class SealedRecord(Record):
    """A record with sealed fields and the reference of the key that opens them."""

    key_ref = KeyReference()

    class Meta:
        abstract = True
