"""What a release holds: plain frozen shapes, stored as JSON in `Release.content`.

Public pages, the static export, the API and the case study read these and nothing else. A number
here is either a count of things (a plain int: decisions, actions, events), or a `Figure`, which has
been protected. No one's words are here: quotes are relations (`models.ReleaseQuote`).
"""

from saidanddone.releases.content.answers import (
    AnswerGiven,
    FourLines,
    Moment,
    SaidBack,
    ThreadStop,
    Waiting,
)
from saidanddone.releases.content.figures import ExactOut, Figure, KnownFigure, Share
from saidanddone.releases.content.listening import (
    Block,
    CommunityHeard,
    Heard,
    Listened,
    Occasions,
    Placed,
    RaisedIn,
    TensionNamed,
    ThemeHeard,
    TookPart,
)
from saidanddone.releases.content.measures import Change, Measure, Month, Total, Window
from saidanddone.releases.content.plan import (
    ActionLine,
    DecisionMade,
    FundingHad,
    PanelSaid,
    PriorityMade,
    Serves,
    UpdateSaid,
)
from saidanddone.releases.content.stored import FORMAT, CannotBeRead, as_json, read
from saidanddone.releases.content.whole import About, Content, Stage

__all__ = [
    "FORMAT",
    "About",
    "ActionLine",
    "AnswerGiven",
    "Block",
    "CannotBeRead",
    "Change",
    "CommunityHeard",
    "Content",
    "DecisionMade",
    "ExactOut",
    "Figure",
    "FourLines",
    "FundingHad",
    "Heard",
    "KnownFigure",
    "Listened",
    "Measure",
    "Moment",
    "Month",
    "Occasions",
    "PanelSaid",
    "Placed",
    "PriorityMade",
    "RaisedIn",
    "SaidBack",
    "Serves",
    "Share",
    "Stage",
    "TensionNamed",
    "ThemeHeard",
    "ThreadStop",
    "TookPart",
    "Total",
    "UpdateSaid",
    "Waiting",
    "Window",
    "as_json",
    "read",
]
