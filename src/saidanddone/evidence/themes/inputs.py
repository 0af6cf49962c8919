"""What is typed about themes and tensions: the inputs of this room's commands."""

from saidanddone.base.inputs import Choice, Line, NeededLine, Ref, Refs, Text, command_input
from saidanddone.evidence.themes.models import Tension, Theme


@command_input(Theme)
class ThemeInput:
    """A statement over codes. `agreed_by_panel_ref` names the decision about its public wording."""

    statement: Text
    kind: Choice
    code_refs: Refs = ()
    validated_by: Line = ""
    public_statement: Text = ""
    agreed_by_panel_ref: Ref = ""


@command_input(Tension)
class TensionInput:
    """Two themes, named by their slugs, and a sentence on how they pull apart."""

    one_slug: NeededLine
    other_slug: NeededLine
    statement: Text


@command_input(Tension)
class TensionStatementInput:
    """Another sentence on how two themes pull apart."""

    statement: Text
