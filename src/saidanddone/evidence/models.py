"""The rooms' models, gathered for Django. Import them from their rooms."""

from saidanddone.evidence.coding.models import (
    Code,
    Coding,
    CommunitySummary,
    CopiedPassage,
    Excerpt,
    Memo,
    PassagesGivenOut,
)
from saidanddone.evidence.themes.models import CommonGroundRun, Tension, Theme, ThemeSummary
from saidanddone.evidence.transcripts.models import SentBack, Transcript, Turn

__all__ = [
    "Code",
    "Coding",
    "CommonGroundRun",
    "CommunitySummary",
    "CopiedPassage",
    "Excerpt",
    "Memo",
    "PassagesGivenOut",
    "SentBack",
    "Tension",
    "Theme",
    "ThemeSummary",
    "Transcript",
    "Turn",
]
