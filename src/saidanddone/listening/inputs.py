"""What is typed about occasions, contributors and what was said: the inputs of listening's commands.

Words are sealed as soon as a command has them; nothing writes these inputs anywhere.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated

from pydantic import Field

from saidanddone.base.inputs import (
    Choice,
    Count,
    Day,
    Line,
    NeededText,
    Ref,
    Refs,
    Text,
    command_input,
)
from saidanddone.listening.models import (
    ConsentEvent,
    Contribution,
    Contributor,
    Engagement,
    EqualityTally,
)
from saidanddone.listening.passages import Passage


@command_input(EqualityTally)
class EqualityCount:
    """One line of the anonymous tally of an occasion, attached to no person (R6)."""

    question: Line
    answer: Line
    people: int


@command_input(Engagement)
class EngagementInput:
    """An occasion: what it was, which needs were met, who came and what they said of it.

    `attendance` maps the slug of a community to how many of it came, where somebody counted. `asked_if_heard` and `felt_heard`
    are how many were asked "I felt heard", and how many said yes; `asked_if_again` and
    `would_do_again` the same of "I would do this again".
    """

    kind: Choice
    title: Line
    community_slug: Ref
    held_on: Day
    coarse_place: Line = ""
    guide: Text = ""
    had_interpreter: bool = False
    had_childcare: bool = False
    had_step_free: bool = False
    had_voucher: bool = False
    asked_if_heard: Count = 0
    felt_heard: Count = 0
    asked_if_again: Count = 0
    would_do_again: Count = 0
    attendance: Mapping[Ref, int] = field(default_factory=dict)
    equality: Annotated[tuple[EqualityCount, ...], Field(strict=False)] = ()


@command_input(Contributor)
class ContributorInput:
    """Someone who will speak, from which community.

    `uses` holds their yes or no to each of `consent.QUESTIONS`. `limits_told_on` is the day on which
    they were told when the listener may have to act on what they say (R14).
    """

    community_slug: Ref
    uses: Mapping[Choice, bool]
    limits_told_on: Day | None = None


@command_input(Contributor)
class ConsentElsewhereInput:
    """Consent on a form held elsewhere: which form, agreed on which day, who holds it.

    `uses` are those that the form agrees to; the others are written down as refused.
    """

    consent_form: Line
    consent_date: Day
    consent_holder: Line
    uses: Refs = ()


@command_input(ConsentEvent)
class ConsentInput:
    """What a person says now of one use: given, refused or withdrawn."""

    use: Choice
    act: Choice


@command_input(Contribution)
class ContributionInput:
    """What one person, a table or the room said.

    `people` is how many sat round the table or were in the room. `community_slug` is for a table or a
    room whose people differ from the occasion's; a person brings their own. `not_read` names what was
    left out of a document, with how many of each.
    """

    voice: Choice
    passages: Annotated[tuple[Passage, ...], Field(strict=False)]
    people: Annotated[int, Field(le=32_767)] = 1
    source: Choice = "typed"
    was_read_back: bool = False
    not_read: Line = ""
    community_slug: Ref = ""


@command_input()
class SpeakersInput:
    """Who speaks behind each label of captured words: its key, and one of `speakers.ROLES`."""

    roles: Mapping[Line, Choice]


@command_input()
class TurnColumns:
    """The names of the columns of a table of turns, as the person mapped them.

    `interviewer` names the column that tells who is asking, `interviewer_values` what stands in it
    on an interviewer's row: one value, or several where there are several interviewers. Both are empty
    where nobody is asking, as in the replies to a survey: then the heading of `text`, and of each
    column of `other_texts`, is the question, and without `speaker` each conversation is one person's.
    """

    community: Text
    interview: Text
    text: Text
    speaker: Text = ""
    other_texts: Annotated[tuple[NeededText, ...], Field(strict=False)] = ()
    interviewer: Text = ""
    interviewer_values: Annotated[tuple[NeededText, ...], Field(strict=False)] = ()


@command_input()
class ImportInput:
    """How to read a table of turns, when the conversations were held, and on what consent.

    `again` says that others came in before under the same form, date and holder.
    """

    columns: TurnColumns
    held_on: Day
    consent: ConsentElsewhereInput
    again: bool = False


@command_input()
class KnownNamesInput:
    """Names of people and places to find in words."""

    names: Annotated[tuple[Text, ...], Field(strict=False)]


@command_input()
class ReflectionInput:
    """What someone says of how this was done, on a day, and whether it may be quoted in public."""

    from_whom: Choice
    words: Text
    said_on: Day
    may_quote_in_public: bool = False
