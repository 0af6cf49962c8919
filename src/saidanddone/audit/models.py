from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import StaffLine, Token


class Entry(models.Model):
    """One act, in the transaction of the act. Plain references only; chained to the one before."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(default=clock.now)
    actor_ref = Token(blank=True, db_index=True)  # a signed-in person's reference; blank: by code
    purpose = Token(blank=True)
    act = Token(max_length=80)
    about = Token(max_length=80, blank=True)  # "strategy.Action 0123…": never a person's record
    scope_ref = Token(
        blank=True, db_column="programme_ref"
    )  # any scope's; the column keeps its name
    reason = StaffLine(blank=True)
    count = models.PositiveIntegerField(default=1)
    mac = Token(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class Subject(models.Model):
    """A person whose record the act touched, under an alias that only their own key opens.

    It carries no reference: after the key is gone these rows still verify and cannot be grouped.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="subjects")
    alias = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"subject of {self.entry_id}"


class Head(models.Model):
    """The chain's last number and mac, on one row that writers lock."""

    number = models.PositiveBigIntegerField(default=0)
    mac = Token(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"head at {self.number}"
