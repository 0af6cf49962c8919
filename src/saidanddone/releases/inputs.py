"""What is typed to decide that a total is published exactly: the input of that command."""

from saidanddone.base.inputs import Day, Line, Ref, Text, command_input
from saidanddone.releases.models import ExactTotal


@command_input(ExactTotal)
class ExactTotalInput:
    """A closed period, the one thing that its total counts, and the public reason.

    `indicator_slug` names an indicator, and `community_slug` those of a community who took part;
    one of them is empty.
    """

    starts_on: Day
    ends_on: Day
    because: Text
    indicator_slug: Line = ""
    community_slug: Ref = ""
