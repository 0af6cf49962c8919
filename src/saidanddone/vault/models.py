from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import ReferenceField
from saidanddone.vault.fields import KeyReference


class WrappedKey(models.Model):
    """One person's or programme's key, wrapped by the master key. Lives in the key database."""

    ref = ReferenceField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"key {self.ref}"


class Tombstone(models.Model):
    """A key that must not be used any more. It is in the words' database, so one commit stops all use.

    `destroyed_at` is null until the wrapped key is gone from the key database and the bytes of the
    deleted words from the database's files.
    """

    key_ref = KeyReference(unique=True)
    at = models.DateTimeField(default=clock.now)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"tombstone {self.key_ref}"
