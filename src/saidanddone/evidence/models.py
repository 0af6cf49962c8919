from django.conf import settings
from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import PublicLine, PublicText, StaffLine, StaffText, Token
from saidanddone.base.models import Record, Versioned
from saidanddone.evidence.states import ACCEPTED, CODING_LIFECYCLE
from saidanddone.listening.models import Contribution
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.fields import SealedRecord, SealedText

USER = settings.AUTH_USER_MODEL


class Transcript(SealedRecord):
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


class Excerpt(SealedRecord):
    """A passage someone marked: start and end in code points, its words and 32 either side sealed.

    `programme` and `community` repeat the contribution's, so that counting needs no long walk.
    """

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="excerpts")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = SealedText()
    before = SealedText()
    after = SealedText()
    is_quotable = models.BooleanField(default=False)  # one person, verbatim or read back

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transcript", "start", "end"], name="one_excerpt_a_passage"
            ),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="not_empty"),
        ]


class Code(Versioned):
    """A node of the codebook tree."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="codes")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = StaffLine()
    definition = StaffText(blank=True)
    include = StaffText(blank=True)
    exclude = StaffText(blank=True)
    example = StaffText(blank=True)  # made up, never a person's words
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_code_a_name")
        ]


class Coding(models.Model):
    """An excerpt under a code, by whom and how."""

    ORIGINS = {
        "human": "a person",
        "keyword": "a keyword",
        "embedding": "a model",
        "import": "an import",
    }
    excerpt = models.ForeignKey(Excerpt, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    coder = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    origin = Token(choices=ORIGINS, default="human")
    state = Token(choices=CODING_LIFECYCLE.names, default=ACCEPTED)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["excerpt", "code", "coder", "round"], name="one_coding_once"
            )
        ]

    def __str__(self) -> str:
        return f"coding {self.pk}"


class Theme(Versioned):
    """A statement in plain words over codes."""

    KINDS = {
        "concern": "concern",
        "ask": "ask",
        "strength": "strength",
        "experience": "experience",
    }
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


class Memo(SealedRecord, Versioned):
    """An analyst's note on a transcript, a code or a theme: exactly one of them.

    On a transcript it may repeat the person's words, so it lies under their key and goes with them.
    Elsewhere it lies under the programme's, and repeats nobody.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="memos")
    transcript = models.ForeignKey(
        Transcript, null=True, blank=True, on_delete=models.CASCADE, related_name="memos"
    )
    code = models.ForeignKey(
        Code, null=True, blank=True, on_delete=models.PROTECT, related_name="memos"
    )
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="memos"
    )
    words = SealedText()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_memo_is_on_one_thing",
                condition=models.Q(transcript__isnull=False, code=None, theme=None)
                | models.Q(code__isnull=False, transcript=None, theme=None)
                | models.Q(theme__isnull=False, transcript=None, code=None),
            )
        ]


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


class CommunitySummary(models.Model):
    """The denominators beside `ThemeSummary`: one row a community."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="summary")
    people = models.PositiveIntegerField(default=0)  # with a confirmed transcript, themes agreed
    occasions = models.PositiveIntegerField(default=0)  # tables and rooms heard
    contributions = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)  # confirmed or not, nothing marked yet
    excerpts = models.PositiveIntegerField(default=0)
    codings = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"summary of {self.community_id}"
