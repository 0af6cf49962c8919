from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import ReferenceField, Token


class Record(models.Model):
    """What every record has: an inner id, a random reference, the moment it was made."""

    ref = ReferenceField()
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.label} {self.ref}"


class Versioned(Record):
    """What people edit: a version number, so that two editors see both texts."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Submission(models.Model):
    """One press of a form's button, so that a second press does nothing twice."""

    token = Token(max_length=64, unique=True)
    led_to = Token(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"submission {self.pk}"
