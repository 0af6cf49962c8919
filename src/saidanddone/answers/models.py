from django.conf import settings
from django.db import models

from saidanddone.answers.states import ANSWER_LIFECYCLE, DRAFTED
from saidanddone.base import clock
from saidanddone.base.fields import PublicLine, PublicText, StaffLine, StaffText, Token
from saidanddone.base.models import Record, Versioned
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.themes.models import Theme
from saidanddone.listening.models import Contributor, Engagement
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.fields import PersonRecord

USER = settings.AUTH_USER_MODEL


class Answer(Versioned):
    """What was done with what was said, to one theme. It says one of six things."""

    SAYS = {
        "done": "done",
        "under_way": "under way",
        "planned": "planned",
        "to_decide": "to decide",
        "not_ours": "not ours to decide",
        "no_because": "no, because",
    }
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="answers")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField(default=1)  # first answer, second answer…
    says = Token(choices=SAYS)
    we_heard = PublicText()
    we_decided = PublicText(blank=True)
    because = PublicText(blank=True)
    we_did = PublicText(blank=True)
    what_changed = PublicText(blank=True)
    next_step = PublicText(blank=True)
    next_on = models.DateField(null=True, blank=True)
    decided_by_whom = PublicLine(blank=True)  # to decide: by whom
    decided_by_when = models.DateField(null=True, blank=True)  # to decide: by when
    who_can = PublicLine(blank=True)  # not ours: who can
    what_we_asked = PublicText(blank=True)  # not ours: what we asked them
    their_reply = PublicText(blank=True)  # not ours: what they said
    state = Token(choices=ANSWER_LIFECYCLE.names, default=DRAFTED)
    drafted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    # Whoever wrote these words last may not approve them either.
    edited_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)  # a later answer was published
    reopened_at = models.DateTimeField(null=True, blank=True)
    # In bands or the panel's own words: it goes out at once. The exact figures stay inside.
    reopened_because = PublicText(blank=True)
    reopened_on_figures = StaffLine(blank=True)

    class Meta:
        ordering = ["theme_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "number"], name="one_answer_a_number")
        ]


class AnswerSentBack(Record):
    """A draft that whoever could approve it sent back, and why. It is settled once its words are changed."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="sendings_back")
    version = models.PositiveIntegerField()  # of the answer, as it was read
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    comment = StaffText()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "answers sent back"


class PublishedAnswer(Record):
    """An answer as the last release carries it, frozen. The Updates page reads only these rows."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="as_published")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    parts = models.JSONField()  # heading, says and the parts shown, in order; staff's words only

    class Meta:
        ordering = ["position", "pk"]


class Verdict(PersonRecord):
    """What one contributor says of one answer. They may change it; null means no reply."""

    person_key = "contributor__key_ref"

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="verdicts")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="verdicts")
    meant = models.BooleanField(null=True, blank=True)
    seen = models.BooleanField(null=True, blank=True)
    # Whether their words raised the theme. Updated with the codings, and shown to nobody.
    is_counted = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contributor", "answer"], name="one_verdict_each")
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"


class AloudTally(Record):
    """What people said when an answer was read out: counts only, nobody is named."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="tallies")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        Engagement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_on = models.DateField(default=clock.today)
    meant_yes = models.PositiveSmallIntegerField(default=0)
    meant_no = models.PositiveSmallIntegerField(default=0)
    seen_yes = models.PositiveSmallIntegerField(default=0)
    seen_no = models.PositiveSmallIntegerField(default=0)
    typed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "aloud tallies"


class ExcerptStanding(models.Model):
    """The answer status of one marked passage, denormalised.

    `open_themes` counts its concerns and asks without a standing answer. A passage that raises none
    yet has 1, so a thing said is answered exactly when `open_themes` is 0.
    """

    excerpt = models.OneToOneField(Excerpt, on_delete=models.CASCADE, related_name="standing")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    is_a_thing_said = models.BooleanField()
    open_themes = models.PositiveSmallIntegerField(default=0)
    said_on = models.DateField()
    answered_on = models.DateField(
        null=True, blank=True
    )  # the first day on which all its themes were answered

    class Meta:
        indexes = [
            models.Index(
                fields=["programme", "is_a_thing_said", "open_themes"], name="standing_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"standing of {self.excerpt_id}"


class WaitingTally(models.Model):
    """Counts of things said, by the day they were said and first answered; denormalised."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="waiting")
    said_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    is_open = models.BooleanField()  # still has a theme without a standing answer
    things_said = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["programme", "said_on"], name="waiting_by_day")]

    def __str__(self) -> str:
        return f"waiting since {self.said_on}"


class ThemeStanding(models.Model):
    """Since when a concern or an ask has been raised; denormalised."""

    theme = models.OneToOneField(Theme, on_delete=models.CASCADE, related_name="standing")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    first_said_on = models.DateField()

    def __str__(self) -> str:
        return f"standing of theme {self.theme_id}"


class WeeklyRun(models.Model):
    """When the weekly job last ran, so that it runs once a week."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="+")
    last_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"weekly run of {self.programme_id}"
