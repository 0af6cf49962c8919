from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import ReferenceField, Token


class Record(models.Model):
    """The base of every record: a database id, a random reference, and when it was made."""

    ref = ReferenceField()
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.label} {self.ref}"


class Versioned(Record):
    """A record that people edit: its version number is the optimistic lock (`optimistic_lock.py`)."""

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


class Lease(models.Model):
    """Which process may work by the clock, and until when (`base.scheduling.lease`)."""

    name = Token(unique=True)
    holder = Token(blank=True)
    expires_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"lease {self.name}"


class ScheduledRun(models.Model):
    """When a scheduled job is due next, and what became of its last run: no words, no traceback."""

    name = Token(max_length=100, unique=True)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failed_with = Token(max_length=250, blank=True)

    def __str__(self) -> str:
        return f"scheduled run {self.name}"
