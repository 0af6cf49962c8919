"""Every text field says whose words it holds."""

from django.apps import apps
from django.db import models

from tests.meta.refusals import assert_none

ALLOWED = {"public", "staff", "token"}


def ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("saidanddone.")]


def test_every_text_field_declares_its_words() -> None:
    undeclared = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.EmailField)
        and field.name != "password"
        and getattr(field, "words", None) not in ALLOWED
    ]
    assert_none(
        undeclared,
        "Say whose words the field holds with a field of base.fields (PublicText, StaffText, Token ...), or"
        " seal it with vault.fields.SealedText. No open text may stand on a record about a person.",
    )


# Bytes that are not anybody's words, each with why.
NOT_WORDS = {
    "vault.WrappedKey.wrapped": "a key under the master key",
    "audit.Subject.alias": "an alias that only its person's key opens",
}


def test_every_field_of_bytes_is_sealed() -> None:
    loose = [
        name
        for model in ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField)
        and getattr(field, "words", None) != "sealed"
        and (name := f"{model._meta.label}.{field.name}") not in NOT_WORDS
    ]
    assert loose == []


# JSON that is frozen figures, numbers and staff's own words; quotes are relations.
JSON_ALLOWED = {
    "evidence.CommonGroundRun.result",
    "answers.PublishedAnswer.parts",
    "publishing.Release.content",
    "publishing.Release.judgement",
    "publishing.Release.movement",
}


def test_json_is_kept_only_where_listed() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.JSONField)
    }
    assert found == JSON_ALLOWED
