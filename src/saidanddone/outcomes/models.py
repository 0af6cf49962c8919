from django.conf import settings
from django.db import models

from saidanddone.base.fields import PublicLine, PublicText, Token
from saidanddone.base.models import Record, Versioned
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action


class Indicator(Versioned):
    """Something counted by month: its definition, source, and what it cannot show."""

    COUNTS = {"people": "people", "things": "things", "reports": "reports or events"}
    BETTER = {"fewer": "fewer is better", "more": "more is better", "neither": "neither by itself"}
    # Fewer reports may mean that fewer people dare to report, so harm and enforcement are counted too.
    TELLS_OF = {
        "harm": "harm that people reported",
        "enforcement": "enforcement against people",
        "other": "something else",
    }
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="indicators")
    slug = Token(max_length=60)
    title = PublicLine()
    definition = PublicText()
    source = PublicLine()
    counts = Token(choices=COUNTS)
    better = Token(choices=BETTER, default="neither")
    tells_of = Token(choices=TELLS_OF, default="other")
    baseline = PublicText(blank=True)
    target = PublicText(blank=True)
    caveat = PublicText(blank=True)
    comparison_area = PublicLine(blank=True)
    # What each month's figure is part of ("messages left"); empty where it is a count by itself.
    out_of = PublicLine(blank=True)
    # What a month aims at: a whole number, of a share its percent.
    monthly_target = models.PositiveIntegerField(null=True, blank=True)
    # The windows compared: first day of the first month, first day of the last month.
    before_from = models.DateField(null=True, blank=True)
    before_to = models.DateField(null=True, blank=True)
    after_from = models.DateField(null=True, blank=True)
    after_to = models.DateField(null=True, blank=True)
    actions = models.ManyToManyField(Action, related_name="indicators", blank=True)
    # Fewer reports are never shown without figures of harm and of enforcement.
    stands_beside = models.ManyToManyField("self", symmetrical=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="one_indicator_a_slug")
        ]

    @property
    def is_share(self) -> bool:
        return bool(self.out_of)


class Measurement(models.Model):
    """One month of an indicator, here and in the comparison area, or with what it is out of."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    month = models.DateField()  # its first day
    value = models.PositiveIntegerField()
    comparison = models.PositiveIntegerField(null=True, blank=True)
    out_of = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "month"], name="one_measurement_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} in {self.month:%Y-%m}"


class PeriodTotal(Record):
    """A total over a closed period that is not a sum of months (the same people come again)."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="totals")
    starts_on = models.DateField()
    ends_on = models.DateField()
    total = models.PositiveIntegerField()
    total_before = models.PositiveIntegerField(null=True, blank=True)  # where it started from
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["starts_on"]
