"""The input of the commands about agencies."""

from saidanddone.access.models import Agency
from saidanddone.base.inputs import Choice, Line, command_input


@command_input(Agency)
class AgencyInput:
    """A body that takes part, its kind, and whether it may enforce (R1)."""

    name: Line
    kind: Choice
    may_enforce: bool
