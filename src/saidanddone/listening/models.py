from django.conf import settings
from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import PublicLine, StaffLine, StaffText, Token
from saidanddone.base.models import Versioned
from saidanddone.listening.states import (
    ACTIVE,
    CONTRIBUTOR_LIFECYCLE,
    ENGAGEMENT_LIFECYCLE,
    HELD,
)
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.fields import PersonRecord, SealedPersonRecord, SealedText

USES = {
    "use_in_themes": "Use what I said to find themes",
    "quote_without_name_in_papers": "Quote me without my name in papers for meetings",
    "quote_without_name_in_public": "Quote me without my name in public",
    "recontact": "Contact me again",
    "keep_after_programme": "Keep my words after the programme ends",
}


class Engagement(Versioned):
    """An occasion of listening."""

    KINDS = {
        "peer_interview": "peer interview",
        "community_conversation": "community conversation",
        "faith_session": "session with faith leaders",
        "individual_session": "individual session",
        "written": "written",
        "co_design": "co-design session",
        "telling_back": "telling back",
    }
    PLURALS = {  # of the kinds that take more than an "s"
        "faith_session": "sessions with faith leaders",
        "written": "letters and other writing",
        "telling_back": "occasions of telling back what was done",
    }
    # One person: how many of these there were is a count of people, and naming one says who it was.
    ONE_PERSON = frozenset({"peer_interview", "individual_session", "written"})
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="engagements")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="engagements")
    kind = Token(choices=KINDS)
    title = PublicLine()
    coarse_place = PublicLine(blank=True)  # "a library", "by phone": never an address (R5)
    held_on = models.DateField()
    state = Token(choices=ENGAGEMENT_LIFECYCLE.names, default=HELD)
    guide = StaffText(blank=True)
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    had_interpreter = models.BooleanField(default=False)
    had_childcare = models.BooleanField(default=False)
    had_step_free = models.BooleanField(default=False)
    had_voucher = models.BooleanField(default=False)
    # "I felt heard", "I would do this again": how many were asked, how many said yes.
    asked_if_heard = models.PositiveSmallIntegerField(default=0)
    felt_heard = models.PositiveSmallIntegerField(default=0)
    asked_if_again = models.PositiveSmallIntegerField(default=0)
    would_do_again = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["held_on", "pk"]

    @property
    def kind_plural(self) -> str:
        """Its kind in words, of more than one occasion."""
        return self.PLURALS.get(self.kind, f"{self.get_kind_display()}s")


class Attendance(models.Model):
    """How many people of a community were there. It does not fall when someone withdraws."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="attendance")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "community"], name="one_attendance_each")
        ]

    def __str__(self) -> str:
        return f"attendance of {self.engagement_id}"


class EqualityTally(models.Model):
    """An anonymous count for one occasion, attached to no person (R6)."""

    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="equality_tallies"
    )
    question = StaffLine()
    answer = StaffLine()
    people = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"tally of {self.engagement_id}"


class Contributor(SealedPersonRecord):
    """Someone whose words are held, without a name. `key_ref` opens everything they said."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="contributors")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="contributors")
    state = Token(choices=CONTRIBUTOR_LIFECYCLE.names, default=ACTIVE)
    withdrawal_due_at = models.DateTimeField(null=True, blank=True)
    limits_told_on = models.DateField(null=True, blank=True)  # R14: told first, and recorded
    # Consent recorded elsewhere: which form, when, who holds it. Not reachable by code.
    consent_form = StaffLine(blank=True)
    consent_date = models.DateField(null=True, blank=True)
    consent_holder = StaffLine(blank=True)


class Receipt(PersonRecord):
    """The way back in: the HMAC of a code shown once. No paper links a person to it."""

    person_key = "contributor__key_ref"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="receipts")
    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="receipts")
    mac = Token(max_length=64, unique=True)
    issued_at = models.DateTimeField(default=clock.now)
    burnt_at = models.DateTimeField(null=True, blank=True)
    typed_by_worker = models.BooleanField(default=False)
    last_opened_week = models.DateField(null=True, blank=True)  # the Monday

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class LookupBatch(models.Model):
    """How many times a code was tried in ten seconds, hit or miss alike."""

    at = models.DateTimeField(default=clock.now)
    lookups = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.lookups} look-ups"


class ConsentEvent(PersonRecord):
    """One line of the append-only ledger: a use given, refused or withdrawn."""

    person_key = "contributor__key_ref"

    ACTS = {"given": "given", "refused": "refused", "withdrawn": "withdrawn"}
    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="consents")
    use = Token(choices=USES)
    act = Token(choices=ACTS)
    wording = Token()  # the version of the words that were shown
    at = models.DateTimeField(default=clock.now)
    by_code = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.use} {self.act}"


class ContactRoute(SealedPersonRecord):
    """How to reach a contributor who asked for it; under a key of its own, deletable alone."""

    contributor = models.OneToOneField(
        Contributor, on_delete=models.CASCADE, related_name="contact_route"
    )
    route = SealedText()


class Contribution(SealedPersonRecord):
    """Words as they were captured; held by whoever captured them until confirmed, then destroyed.

    `words` is sealed JSON: a list of passages with their labels (see `listening.passages`). `key_ref` is the
    contributor's, or the programme's where the voice is a table or the room.
    """

    VOICES = {"person": "one person", "table": "a table", "room": "the room"}
    SOURCES = {"typed": "typed", "pasted": "pasted", "file": "file", "import": "import"}
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="contributions")
    engagement = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, related_name="contributions"
    )
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="contributions")
    contributor = models.ForeignKey(
        Contributor, null=True, blank=True, on_delete=models.CASCADE, related_name="contributions"
    )
    voice = Token(choices=VOICES)
    people = models.PositiveSmallIntegerField(default=1)  # how many round the table
    source = Token(choices=SOURCES)
    was_read_back = models.BooleanField(default=False)
    not_read = StaffLine(blank=True)  # of the document: "2 comments, 1 picture", never its words
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    words = SealedText()
    # Where a model found names in the words, sealed JSON (see `evidence.transcripts.names_found`). Empty where
    # nobody has looked since the words were sealed; whatever seals or destroys them empties this too.
    names_found = SealedText()
    # What whoever captured the words has decided of them so far, sealed JSON (see
    # `evidence.transcripts.choices`). It holds words to hide, and goes wherever `names_found` goes.
    choices_so_far = SealedText()
    raw_destroyed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # By which staff name the transcript, given when it is confirmed. Drawn by lot within the programme, so
    # that numbers tell no order, and nobody can see that one is missing after someone withdrew.
    number = models.PositiveIntegerField(null=True, blank=True)
    # Set when a person withdraws by code: use stops at once, before the key is destroyed.
    is_stopped = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(voice="person", contributor__isnull=False)
                | models.Q(voice__in=["table", "room"], contributor__isnull=True),
                name="a_person_has_a_contributor_a_table_none",
            ),
            models.UniqueConstraint(fields=["programme", "number"], name="one_transcript_a_number"),
        ]

    @property
    def person_keys(self) -> list[str]:
        """The key of the person whose words these are, for the audit; none for a table or the room."""
        return [self.key_ref] if self.contributor_id else []


class Reflection(SealedPersonRecord):
    """What someone said of the process itself: what the lessons are made of."""

    FROM = {
        "panel": "the advisory panel",
        "residents": "residents",
        "sex_workers": "sex workers",
        "staff": "staff",
    }
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="reflections")
    contributor = models.ForeignKey(
        Contributor, null=True, blank=True, on_delete=models.CASCADE, related_name="reflections"
    )
    from_whom = Token(choices=FROM)
    said_on = models.DateField()
    words = SealedText()
    may_quote_in_public = models.BooleanField(default=False)
