from django.conf import settings
from django.db import models

from saidanddone.base.fields import PublicLine, PublicText, StaffLine, Token
from saidanddone.base.models import Record
from saidanddone.peers.states import APPLIED, PEER_LIFECYCLE
from saidanddone.programme.models import Programme

APPROVED = "approved"
PAUSED = "paused"
REFUSED = "refused"


class PeerResearcher(Record):
    """A member of the advisory panel, known by an alias."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="peers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    alias = StaffLine()
    state = Token(choices=PEER_LIFECYCLE.names, default=APPLIED)

    class Meta:
        ordering = ["pk"]


class PanelDecision(Record):
    """What the panel approved, paused or refused, with dissent. Changes are public (R12)."""

    OUTCOMES = {APPROVED: "approved", PAUSED: "paused", REFUSED: "refused"}
    ABOUT = {
        "fields": "the list of what is recorded",
        "consent_words": "the words of consent",
        "retention": "how long things are kept",
        "listening": "listening",
        "release": "a release",
        "wording": "the public wording of a theme",
        "answer": "an answer",
        "other": "something else",
    }
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="panel_decisions"
    )
    title = PublicLine()
    about = Token(choices=ABOUT)
    outcome = Token(choices=OUTCOMES)
    decided_on = models.DateField()
    because = PublicText(blank=True)
    dissent = PublicText(blank=True)
    lifted_on = models.DateField(null=True, blank=True)  # when a pause ended

    class Meta:
        ordering = ["-decided_on", "-pk"]
