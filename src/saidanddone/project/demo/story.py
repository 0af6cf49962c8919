"""The records that the story has made so far, by the keys that its files use."""

from dataclasses import dataclass, field
from datetime import date

from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency, User
from saidanddone.access.queries import actor_of
from saidanddone.evidence.coding.models import Code
from saidanddone.evidence.themes.models import Tension, Theme
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.models import Contribution, Contributor, Engagement
from saidanddone.outcomes.models import Indicator
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Community, Programme
from saidanddone.project.demo.diary import Diary
from saidanddone.strategy.models import Action, Decision, Priority

STRATEGY_LEAD = "strategy-lead@eastmere.example"
ENGAGEMENT_LEAD = "engagement-lead@eastmere.example"
ANALYST = "analyst@eastmere.example"
ADMINISTRATOR = "administrator@eastmere.example"
PEER = "peer-researcher@eastmere.example"


@dataclass
class Story:
    """Filled as the diary runs, so a record is missing before its day."""

    year: int
    as_of: date
    diary: Diary = field(default_factory=Diary)
    agencies: dict[str, Agency] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    panel_decisions: dict[str, PanelDecision] = field(default_factory=dict)
    engagements: dict[str, Engagement] = field(default_factory=dict)
    contributors: dict[str, Contributor] = field(default_factory=dict)
    contributions: dict[str, Contribution] = field(default_factory=dict)
    transcripts: dict[str, Transcript] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    tensions: dict[str, Tension] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    priorities: dict[str, Priority] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    _programme: Programme | None = None
    _actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def programme(self) -> Programme:
        if self._programme is None:
            raise LookupError("the story begins with its programme")
        return self._programme

    @programme.setter
    def programme(self, programme: Programme) -> None:
        self._programme = programme

    def actor(self, email: str) -> Actor:
        """Whoever signs in with this address, with every role that the story gives them."""
        if email not in self._actors:
            self._actors[email] = actor_of(self.users[email], purpose="demonstration")
        return self._actors[email]
