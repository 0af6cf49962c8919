"""Marked passages, the codes they are put under, notes, and how much each community said."""

from django.conf import settings
from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import StaffLine, StaffText, Token
from saidanddone.base.models import Record, Versioned
from saidanddone.evidence.coding.states import ACCEPTED, CODING_LIFECYCLE
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.fields import SealedPersonRecord, SealedText

USER = settings.AUTH_USER_MODEL


class Excerpt(SealedPersonRecord):
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


# A relation named as a string makes the plugin read the bases twice, and find them at odds.
class Memo(SealedPersonRecord, Versioned):  # type: ignore[misc]
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
    theme = models.ForeignKey(  # of the room above, which this one does not import
        "evidence.Theme", null=True, blank=True, on_delete=models.CASCADE, related_name="memos"
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


class PassagesGivenOut(Record):
    """A file of passages that left the program: of what, for whom, what for, and whether it was called back.

    It holds no words. When someone takes their words back, whoever has it is told to destroy it.
    """

    ENDINGS = {"csv": "table (CSV)", "docx": "Word document"}
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="copies")
    title = StaffText()  # of the code or the theme, as it was named then
    ending = Token(choices=ENDINGS)
    given_to = StaffLine()
    used_for = StaffText()
    passages = models.PositiveIntegerField()  # how many stood in it
    taken_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)
    called_back_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]


class CopiedPassage(models.Model):
    """A passage that stood in a copy: a relation, which goes when the person withdraws."""

    copy = models.ForeignKey(PassagesGivenOut, on_delete=models.CASCADE, related_name="copied")
    excerpt = models.ForeignKey(Excerpt, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy", "excerpt"], name="one_passage_once_in_a_copy")
        ]

    def __str__(self) -> str:
        return f"copied {self.pk}"


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
