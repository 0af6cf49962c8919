"""What is typed about passages, codes and notes: the inputs of this room's commands."""

from typing import Annotated

from pydantic import Field

from saidanddone.base.inputs import Choice, Line, Ref, Refs, Text, command_input
from saidanddone.evidence.coding.models import Code, PassagesGivenOut


@command_input(Code)
class CodeInput:
    """A code; `parent_ref` names its parent, and is empty at the top of the tree."""

    name: Line
    parent_ref: Ref = ""
    definition: Text = ""
    include: Text = ""
    exclude: Text = ""
    example: Text = ""


@command_input()
class MergeInput:
    """The code that another is merged into."""

    into_ref: Ref


@command_input()
class PassageInput:
    """Where a passage starts and ends in its transcript, in code points, and the codes for it."""

    start: int
    end: int
    code_refs: Refs


@command_input()
class RemoveCodingInput:
    """The code that a passage is taken off."""

    code_ref: Ref


@command_input()
class UndoInput:
    """What `remove_coding` returned as `TakenOff.signed`."""

    signed: Text


@command_input()
class SettleCodingInput:
    """The code that a passage was suggested for, and whether that is accepted or rejected."""

    code_ref: Ref
    state: Choice


@command_input()
class SearchInput:
    """Words or phrases to look for in transcripts."""

    words: Annotated[tuple[Text, ...], Field(strict=False)]


@command_input(PassagesGivenOut)
class CopyInput:
    """For whom a copy of passages is, what for, and as what file."""

    given_to: Line
    used_for: Text
    ending: Choice


@command_input()
class MemoInput:
    """The words of a note, which are sealed."""

    words: Text
