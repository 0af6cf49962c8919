"""The inputs of this app's commands: decisions of the panel, and privacy settings."""

from saidanddone.base.inputs import Choice, Count, Day, NeededLine, Ref, Text, command_input
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Programme


@command_input(PanelDecision)
class PanelDecisionInput:
    """What the panel approved, paused or refused. It is public, with dissent."""

    title: NeededLine
    about: Choice
    outcome: Choice
    decided_on: Day
    because: Text = ""
    dissent: Text = ""


@command_input(Programme)
class PrivacyInput:
    """The privacy settings of a programme, and the reference of the panel's decision behind a change."""

    raw_words_kept_days: Count
    fewest_people_for_public_theme: Count
    keys_held_elsewhere: bool
    decision: Ref
