"""Themes over codes, tensions between them, comparisons of communities, and who raised a theme."""

from django.conf import settings
from django.db import models

from saidanddone.base.fields import PublicLine, PublicText, Token
from saidanddone.base.models import Record, Versioned
from saidanddone.evidence.coding.models import Code
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Community, Programme

USER = settings.AUTH_USER_MODEL


class Theme(Versioned):
    """A statement in plain words over codes."""

    KINDS = {
        "concern": "concern",
        "ask": "ask",
        "strength": "strength",
        "experience": "experience",
    }
    ANSWERABLE = (
        "concern",
        "ask",
    )  # kinds that wait for an answer; the others are kept as they are
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="themes")
    slug = Token(max_length=60)
    statement = PublicText()
    kind = Token(choices=KINDS)
    codes = models.ManyToManyField(Code, related_name="themes", blank=True)
    validated_by = PublicLine(blank=True)
    # Raised by few: public only in these words, agreed by the panel.
    public_statement = PublicText(blank=True)
    agreed_by_panel = models.ForeignKey(
        PanelDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="themes"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="one_theme_a_slug")
        ]


class Tension(Versioned):
    """Two themes that pull apart; neither's answer publishes until a decision names both."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="tensions")
    one = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    statement = PublicText()


class CommonGroundRun(Record):
    """A stored comparison of who raised what; the permutation null is never computed in a page."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="common_ground_runs"
    )
    run_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replicates = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField()
    result = models.JSONField()  # figures by theme reference; holds no words

    class Meta:
        ordering = ["-pk"]

    @property
    def allows_for_all_themes(self) -> bool:
        """Whether "more in" was given with all themes allowed for; runs of 0.1 looked at one at a time."""
        return "differing_unadjusted" in self.result


class ThemeSummary(models.Model):
    """Who raised a theme, kept in the writing transaction: one row a theme and community."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="summaries")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField(default=0)  # contributors who spoke for themselves
    occasions = models.PositiveIntegerField(default=0)  # tables and rooms that raised it
    excerpts = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "community"], name="one_summary_each")
        ]

    def __str__(self) -> str:
        return f"summary of {self.theme_id}"
