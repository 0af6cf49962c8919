"""Sealing and unsealing words: AES-256-GCM, one key per contributor or programme.

The associated data is table:field:row:key, so sealed bytes moved to another row open nothing.
"""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from saidanddone.base.errors import SaidAndDoneError
from saidanddone.base.prepared import Prepared
from saidanddone.base.references import new_reference
from saidanddone.vault import master
from saidanddone.vault.fields import SealedRecord
from saidanddone.vault.models import Tombstone, WrappedKey

if TYPE_CHECKING:
    from django.db.models import QuerySet

NONCE = 12


class KeyDestroyed(SaidAndDoneError):
    """The key was destroyed, or use has stopped: the words cannot be opened."""


def make_key() -> str:
    """Make a key in the key database and return its reference.

    It commits before the words it will seal, so words are never without their key. A key whose words
    were rolled back is destroyed by `vault.erasure.sweep_orphans`.
    """
    ref = new_reference()
    WrappedKey.objects.create(ref=ref, wrapped=_wrap(AESGCM.generate_key(256), ref))
    return ref


def _wrap(key: bytes, ref: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(master.secret("master")).encrypt(nonce, key, ref.encode())


def _unwrap(wrapped: bytes, ref: str) -> bytes:
    opened = AESGCM(master.secret("master"))
    return opened.decrypt(wrapped[:NONCE], wrapped[NONCE:], ref.encode())


def _stopped(refs: Iterable[str]) -> "QuerySet[Tombstone, Any]":
    return Tombstone.objects.filter(key_ref__in=refs).values_list("key_ref")


def _wrapped(refs: Iterable[str]) -> "QuerySet[WrappedKey, Any]":
    return WrappedKey.objects.filter(ref__in=refs).values_list("ref", "wrapped")


_STOPPED = Prepared(lambda ref: _stopped([ref]))
_KEY = Prepared(lambda ref: _wrapped([ref]))


class KeyRing:
    """The keys of some records, fetched in two queries."""

    def __init__(self, key_refs: Iterable[str]) -> None:
        wanted = set(key_refs)
        is_one = len(wanted) == 1  # one person's, as every mark needs them
        stopped = _STOPPED(ref=min(wanted)) if is_one else _stopped(wanted)
        usable = wanted - {ref for (ref,) in stopped}
        rows = _KEY(ref=min(usable)) if is_one and usable else _wrapped(usable)
        self._keys = {ref: AESGCM(_unwrap(bytes(wrapped), ref)) for ref, wrapped in rows}

    def opens(self, key_ref: str) -> bool:
        return key_ref in self._keys

    def seal(self, record: SealedRecord, **words: str) -> None:
        """Set each named field of the record to its sealed words; the caller saves."""
        for field, text in words.items():
            nonce = secrets.token_bytes(NONCE)
            sealed = self._key(record.key_ref).encrypt(
                nonce, text.encode(), _associated_data(record, field)
            )
            setattr(record, field, nonce + sealed)

    def unseal(self, record: SealedRecord, field: str) -> str:
        """The words of one field; an empty field is empty words. Raises KeyDestroyed."""
        sealed = bytes(getattr(record, field))
        key = self._key(record.key_ref)
        if not sealed:
            return ""
        try:
            return key.decrypt(
                sealed[:NONCE], sealed[NONCE:], _associated_data(record, field)
            ).decode()
        except InvalidTag as error:
            raise KeyDestroyed("these words were sealed elsewhere") from error

    def seal_alias(self, key_ref: str, alias: str) -> bytes:
        """An alias for the audit, under the person's key and naming no row."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._key(key_ref).encrypt(nonce, alias.encode(), b"audit:alias")

    def opens_alias(self, key_ref: str, sealed: bytes) -> bool:
        """Whether this alias was sealed for this person: the only way to find their audit rows."""
        try:
            self._key(key_ref).decrypt(sealed[:NONCE], sealed[NONCE:], b"audit:alias")
        except InvalidTag:
            return False
        return True

    def _key(self, key_ref: str) -> AESGCM:
        try:
            return self._keys[key_ref]
        except KeyError:
            raise KeyDestroyed("the key is gone") from None


def key_ring_for(records: Iterable[SealedRecord]) -> KeyRing:
    """The keys of these records, in two queries."""
    return KeyRing(record.key_ref for record in records)


def _associated_data(record: SealedRecord, field: str) -> bytes:
    return f"{record._meta.db_table}:{field}:{record.ref}:{record.key_ref}".encode()
