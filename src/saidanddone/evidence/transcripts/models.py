"""Confirmed words: transcripts and their turns."""

from django.conf import settings
from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import Token
from saidanddone.evidence.transcripts.states import OPEN, SENT_BACK_LIFECYCLE
from saidanddone.listening.models import Contribution
from saidanddone.vault.fields import SealedPersonRecord, SealedText

USER = settings.AUTH_USER_MODEL


class Transcript(SealedPersonRecord):
    """An immutable revision of a contribution's words, made by confirming."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="transcripts"
    )
    revision = models.PositiveSmallIntegerField(default=1)
    words = SealedText()  # passages joined by one newline
    length = models.PositiveIntegerField()  # code points
    confirmed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "revision"], name="one_revision_once")
        ]


class Turn(models.Model):
    """A speaker's passage within a transcript; start and end in code points."""

    MANNERS = {"verbatim": "verbatim", "noted": "noted", "remembered": "remembered"}
    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = models.PositiveSmallIntegerField(default=1)  # 0 the interviewer, then 1, 2, …
    manner = Token(choices=MANNERS, default="verbatim")
    is_unprompted = models.BooleanField(default=False)
    is_sensitive = models.BooleanField(default=False)  # hard to read: covered until asked for

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"turn {self.number}"


class SentBack(models.Model):
    """A turn that a reader sent back: someone could be known from it. It holds no words.

    It stands on the contribution: a correction keeps the numbers of the turns.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="sent_back"
    )
    number = models.PositiveIntegerField()  # of the turn
    state = Token(choices=SENT_BACK_LIFECYCLE.names, default=OPEN)
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "number"],
                condition=models.Q(state=OPEN),
                name="a_turn_is_sent_back_once",
            )
        ]

    def __str__(self) -> str:
        return f"sent back {self.pk}"

    @classmethod
    def keep_back(cls, contribution: Contribution, number: int, sent_by_id: int) -> "SentBack":
        """The open row of a turn, made where there is none. The caller has asked and will audit."""
        sent, _ = cls.objects.get_or_create(
            contribution=contribution,
            number=number,
            state=OPEN,
            defaults={"sent_by_id": sent_by_id},
        )
        return sent
