"""The inputs of this app's commands: an answer, and a tally of what people said when it was read out."""

from saidanddone.answers.models import AloudTally, Answer
from saidanddone.base.inputs import Choice, Count, Day, Line, Ref, Text, command_input


@command_input(Answer)
class AnswerInput:
    """An answer's words as someone drafts them. `says` is one of the six things an answer may say."""

    says: Choice
    we_heard: Text
    we_decided: Text = ""
    because: Text = ""
    we_did: Text = ""
    what_changed: Text = ""
    next_step: Text = ""
    next_on: Day | None = None
    decided_by_whom: Line = ""
    decided_by_when: Day | None = None
    who_can: Line = ""
    what_we_asked: Text = ""
    their_reply: Text = ""


@command_input(AloudTally)
class AloudTallyInput:
    """What was counted in the room, for one answer and one community, named by its slug."""

    community_slug: Ref
    told_on: Day
    meant_yes: Count = 0
    meant_no: Count = 0
    seen_yes: Count = 0
    seen_no: Count = 0

    @property
    def people(self) -> int:
        return self.meant_yes + self.meant_no + self.seen_yes + self.seen_no


@command_input()
class AnswerCounts:
    """What was counted for one answer of a session, named by its reference."""

    answer_ref: Ref
    meant_yes: Count = 0
    meant_no: Count = 0
    seen_yes: Count = 0
    seen_no: Count = 0

    @property
    def people(self) -> int:
        return self.meant_yes + self.meant_no + self.seen_yes + self.seen_no


@command_input()
class SessionInput:
    """What was counted when several answers were read out to one community on one day."""

    community_slug: Ref
    told_on: Day
    counts: tuple[AnswerCounts, ...] = ()
