"""What is typed about codes and notes: the inputs of this room's commands."""

from saidanddone.base.inputs import Line, Ref, Text, command_input
from saidanddone.evidence.coding.models import Code


@command_input(Code)
class CodeInput:
    """A code; `parent_ref` names the code it stands under, and is empty at the top of the tree."""

    name: Line
    parent_ref: Ref = ""
    definition: Text = ""
    include: Text = ""
    exclude: Text = ""
    example: Text = ""


@command_input()
class MemoInput:
    """The words of a note, which are sealed."""

    words: Text
