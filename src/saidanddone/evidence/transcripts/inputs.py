"""What is typed about transcripts: the inputs of this room's commands."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from saidanddone.base.inputs import Count, Refs, Text, command_input


@command_input()
class ConfirmInput:
    """What to hide or cover beside the hits of the rules.

    Each of `also_hide` is hidden wherever it stands whole, however it is spelled there. `sensitive`
    are the numbers, from 1, of passages that are covered until a reader asks for them.
    """

    also_hide: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    sensitive: Annotated[tuple[int, ...], Field(strict=False)] = ()


@command_input()
class ChoicesInput:
    """What was decided so far. A hit is named by its span: "12-15", in code points.

    `seen` are the hits that were shown, `kept` those of them that stay in the words. `by_hand` are spans
    that someone chose, as in `HideInput`.
    """

    seen: Refs = ()
    kept: Refs = ()
    by_hand: Text = ""
    also_hide: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    sensitive: Annotated[tuple[int, ...], Field(strict=False)] = ()


@command_input()
class CoverInput:
    """The number of a turn, from 1, and whether it is hard to read: covered until asked for."""

    number: Count
    is_sensitive: bool


@command_input()
class ReviseInput:
    """Words to replace, as whole words wherever they are, each mapped to its replacement."""

    replacements: Mapping[Text, Text]


@command_input()
class SendBackInput:
    """The number of a turn, from 1, from which someone could be known."""

    number: Count


@command_input()
class HideInput:
    """What to hide so that a turn can be put back.

    `by_hand` are spans of the transcript within the turn, "12-15 40-52" in code points. Each of
    `also_hide` is hidden wherever it stands whole in the transcript.
    """

    number: Count
    by_hand: Text = ""
    also_hide: Annotated[tuple[Text, ...], Field(strict=False)] = ()
