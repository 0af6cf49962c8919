from datetime import date

from django.conf import settings
from django.db import models

from saidanddone.access.models import Agency
from saidanddone.base import clock
from saidanddone.base.fields import PublicLine, PublicText, StaffLine, Token
from saidanddone.base.models import Record, Versioned
from saidanddone.evidence.themes.models import Tension, Theme
from saidanddone.listening.models import Engagement
from saidanddone.programme.models import Programme
from saidanddone.strategy.states import ACTION_LIFECYCLE, PROPOSED, UNDER_WAY

USER = settings.AUTH_USER_MODEL
RELATIONS = {
    "meets": "meets",
    "goes_part_way": "goes part way",
    "makes_possible": "makes possible",
}


class Decision(Versioned):
    """What a body decided, who had a vote, what lived experience changed, what was left out."""

    SHAPED = {"none": "no", "changed": "changed it", "decided": "decided it"}
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="decisions")
    title = PublicLine()
    body = PublicLine()
    decided_on = models.DateField()
    options = PublicText(blank=True)
    decided = PublicText()
    took_part = PublicText(blank=True)
    people_with_a_vote = models.PositiveSmallIntegerField(default=0)
    peers_with_a_vote = models.PositiveSmallIntegerField(default=0)
    shaped_by_lived_experience = Token(choices=SHAPED, default="none")
    how_shaped = PublicText(blank=True)
    left_out_because = PublicText(blank=True)
    minute_reference = StaffLine(blank=True)
    themes = models.ManyToManyField(Theme, related_name="decisions", blank=True)
    tensions = models.ManyToManyField(Tension, related_name="decisions", blank=True)
    # For a tension: who bears the cost of what was decided, and what is offered to them.
    who_bears_the_cost = PublicText(blank=True)
    offered_to_them = PublicText(blank=True)

    class Meta:
        ordering = ["decided_on", "pk"]


class Priority(Versioned):
    """What the strategy puts first, over themes."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    title = PublicLine()
    statement = PublicText(blank=True)
    themes = models.ManyToManyField(Theme, related_name="priorities", blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="priorities"
    )

    class Meta:
        ordering = ["number", "pk"]
        verbose_name_plural = "priorities"


class Action(Versioned):
    """What an agency does for a priority, for themes, or because an occasion asked for it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="actions")
    title = PublicLine()
    detail = PublicText(blank=True)
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions")
    owner = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    owner_post = PublicLine(blank=True)  # "head of street lighting"
    partners = models.ManyToManyField(Agency, related_name="+", blank=True)
    due_on = models.DateField(null=True, blank=True)
    evidence = PublicText(blank=True)  # how anyone could tell that it was done
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    themes = models.ManyToManyField(Theme, through="ActionTheme", related_name="actions")
    asked_at = models.ForeignKey(
        Engagement, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    asked_at_relation = Token(choices=RELATIONS, default="meets")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    # Whoever proposed it may change it until it is agreed.
    proposed_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = Token(choices=ACTION_LIFECYCLE.names, default=PROPOSED)
    reason = PublicText(blank=True)  # why not possible, why stopped
    agreed_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    panel_says_seen = models.BooleanField(default=False)  # by a panel decision, without verdicts

    class Meta:
        ordering = ["pk"]

    def is_overdue(self, today: date) -> bool:
        return self.state in UNDER_WAY and self.due_on is not None and self.due_on < today


class ActionTheme(models.Model):
    """How an action serves a theme."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="serves")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="served_by")
    relation = Token(choices=RELATIONS, default="meets")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "theme"], name="one_relation_each")
        ]

    def __str__(self) -> str:
        return f"action {self.action_id} serves {self.theme_id}"


class Update(Record):
    """An update of an action: is it still true, what changed, what comes next and when."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    is_still_true = models.BooleanField(default=True)
    state = Token(choices=ACTION_LIFECYCLE.names)  # as it stood after this update
    what_changed = PublicText(blank=True)
    what_next = PublicText(blank=True)
    next_on = models.DateField(null=True, blank=True)
    said_on = models.DateField(default=clock.today)

    class Meta:
        ordering = ["-said_on", "-pk"]


class Funding(Record):
    """Money from elsewhere and the capacity it bought."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="funding")
    source = PublicLine()
    pounds = models.PositiveIntegerField()
    bought = PublicText()
    actions = models.ManyToManyField(Action, related_name="funding", blank=True)

    class Meta:
        verbose_name_plural = "funding"
