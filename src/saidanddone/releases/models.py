from django.conf import settings
from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import PublicText, Token
from saidanddone.base.models import Record
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Community, Programme
from saidanddone.releases.states import DRAFTED, RELEASE_LIFECYCLE

USER = settings.AUTH_USER_MODEL


class Release(Record):
    """What is published: frozen, protected, signed by two people. Public pages show the last one."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField()
    state = Token(choices=RELEASE_LIFECYCLE.names, default=DRAFTED)
    note = PublicText(blank=True)
    content = models.JSONField()  # pages and protected figures; quotes are relations, never here
    # Numbers of people, for judging the next release: releases/movement.py. Never public.
    movement = models.JSONField(default=dict)
    # What the attack found, in words without numbers: releases/judging.py. None until it is judged.
    judgement = models.JSONField(null=True, blank=True)
    drafted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=clock.now)  # when it was last drawn up
    released_at = models.DateTimeField(null=True, blank=True)
    quotes_signed = models.PositiveSmallIntegerField(null=True, blank=True)  # how many, when signed
    quotes_taken_off = models.PositiveSmallIntegerField(
        default=0
    )  # of 0.1, when this was installed

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_release_a_number")
        ]


class ReleaseSignature(models.Model):
    """One of the two who signed."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="signatures")
    signed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    as_role = Token()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "signed_by"], name="two_different_people")
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"


class ReleaseQuote(models.Model):
    """A passage a release may quote: a relation, so that withdrawal deletes it.

    `rests`: it stood when somebody stopped being quoted, so its passage is not quoted again.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="quotes")
    excerpt = models.ForeignKey(Excerpt, on_delete=models.CASCADE, related_name="+")
    theme_ref = Token()
    position = models.PositiveSmallIntegerField(default=0)
    rests = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "excerpt", "theme_ref"], name="one_quote_a_theme"
            )
        ]

    def __str__(self) -> str:
        return f"quote {self.pk}"


class ExactTotal(Record):
    """An entry of the ledger: a total published exactly, once, by a named person's decision.

    It counts an indicator's people or, of a community, those who took part. `release` is the first
    that carried it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="exact_totals")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="exact_totals"
    )
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    release = models.ForeignKey(
        Release, null=True, blank=True, on_delete=models.PROTECT, related_name="exact_totals"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    total = models.PositiveIntegerField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    because = PublicText()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(indicator__isnull=True) ^ models.Q(community__isnull=True),
                name="of_an_indicator_or_a_community",
            )
        ]
