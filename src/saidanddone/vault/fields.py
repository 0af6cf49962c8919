"""Fields and base classes of records with sealed words. Unsealing is explicit: see `vault.sealing`."""

from typing import TYPE_CHECKING, Any, ClassVar

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
    """The reference of a key. No foreign key, because keys are in another database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", ReferenceField().max_length)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)


class SealedRecord(Record):
    """A record with sealed fields and the reference of the key that opens them."""

    key_ref = KeyReference()

    class Meta:
        abstract = True


class PersonRecord(models.Model):
    """A record about one person whose words are held: what they said, agreed to or are reached by.

    `person_key` is the lookup of the person's key from here. Reading such a record is written in the
    audit under that key (`audit.record(subject_keys=...)`), and words on it are sealed.
    `tests/meta/test_person_reads.py` checks both. Codings and turns are not records about a person:
    they identify nobody without the passage or transcript, which is one. Nor are peers, who sign in
    under an alias.
    """

    person_key: ClassVar[str]

    class Meta:
        abstract = True


class SealedPersonRecord(SealedRecord, PersonRecord):
    """A record about a person with sealed words. Of a table or a room, the key is the programme's."""

    person_key = "key_ref"

    class Meta:
        abstract = True
