from django.db import models

from saidanddone.access.models import Agency, Scoped
from saidanddone.base.fields import PublicLine, PublicText, Token
from saidanddone.base.models import Record
from saidanddone.vault.fields import KeyReference, SealedText


class Programme(Scoped):
    """A strategy being made: its pledge, whose it is, what is open to influence."""

    SCOPE_KIND = "programme"

    slug = Token(unique=True)
    title = PublicLine()
    pledge = PublicText()
    owner = PublicLine()  # the public body
    open_to_influence = PublicText(blank=True)
    already_fixed = PublicText(blank=True)
    closes_on = models.DateField(null=True, blank=True)
    notice = PublicText(blank=True)  # shown on every page, e.g. that everything is invented
    keys_held_elsewhere = models.BooleanField(default=False)
    raw_words_kept_days = models.PositiveSmallIntegerField(default=30)
    # A theme raised by fewer people goes public only reworded and agreed by the panel.
    fewest_people_for_public_theme = models.PositiveSmallIntegerField(default=5)
    key_ref = KeyReference()
    known_names = SealedText()  # one a line, found by de-identification

    def __str__(self) -> str:
        return self.title


class Community(Record):
    """A group whose voice is sought."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="communities")
    slug = Token()
    name = PublicLine()
    heard_in = PublicLine(blank=True)  # "peer interviews": sex workers are residents too
    seldom_listened_to = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "communities"
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="one_community_a_slug")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_a_sentence(self) -> str:
        """ "Sex workers" -> "sex workers"; a name with another capital in it stays: "Hill Estate residents"."""
        rest = self.name[1:]
        return self.name if rest != rest.lower() else self.name[:1].lower() + rest


class Stage(Record):
    """A stretch of the programme's timeline."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="stages")
    title = PublicLine()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]


class Partner(Record):
    """An agency taking part, and what it answers for in law."""

    RESPONSIBILITIES = {
        "controller": "controller",
        "joint": "joint controller",
        "processor": "processor",
    }
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="partners")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    responsibility = Token(choices=RESPONSIBILITIES, default="joint")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "agency"], name="one_partner_an_agency")
        ]
