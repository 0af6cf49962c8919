"""An answer that says nothing is refused; an honest short one passes."""

from datetime import date

import pytest

from saidanddone.answers.inputs import AnswerInput
from saidanddone.answers.substance import is_vague, missing_parts, names_nobody

PLAIN = """
Yes. The lights on the estate stairs were mended on 14 June.
No, because the money ends in March.
The lights work.
We mended the lights.
Six lights were fixed.
The hub opens on Fridays.
We closed the car park at night.
because the law does not allow it
We do not have the money.
The landlord refused.
The bus stop was moved.
We paid for two more outreach workers.
Officers now carry cards that say who to call.
A hub opened in the library.
Police stopped fining women on the High Road.
It would cost £40,000 a year.
Parliament would have to change the law.
We will fit the last four lights.
Lamplight will train every new officer.
We will write to the minister.
We continue to work with Lamplight to open a second hub on Fridays.
We are committed to opening the hub on 3 May.
The toilets are open until 10 pm.
Nobody applied for the job.
We tried, and the owner of the building said no.
We cannot: the road belongs to Transport for London.
It is on private land.
Three peers sit on the board that decides.
We listened, and moved the patrol to after school.
Because a camera there would show who uses the hub.
There is now a phone line, free, day and night.
We will consider it at cabinet on 4 March.
CCTV was removed.
The budget was cut.
Because it would push people into the dark.
The alley was gated in May.
The panel of three peers chose the sites.
We cannot do this, because a court ordered otherwise.
Two new benches and a bin.
We lost the vote.
The patrols moved away from the hub.
Housing officers no longer ask about work.
The hub now has a shower and a washing machine.
""".strip().splitlines()

VAGUE = """
We will continue to engage.
we will continue to engage with partners
noted
Noted with thanks.
We are committed to working with partners.
Feedback will be considered.
Feedback on policing will be considered.
We are committed to working with partners on lighting.
We take these concerns very seriously.
We take all reports of violence seriously.
We will continue to listen to residents and sex workers.
Thank you for your feedback.
Safety is our top priority.
We are looking into this.
All options remain on the table.
This will be kept under review.
Work is ongoing.
We recognise the importance of this issue.
We acknowledge that more needs to be done.
We value your views and will take them on board.
We will work closely with stakeholders to improve outcomes.
We will do everything we can.
Lessons will be learned.
Going forward, we will adopt a holistic, multi-agency approach.
We are aware of the issue and are monitoring the situation.
This is an ongoing piece of work.
It is not appropriate at this time.
for operational reasons
Due to a range of factors.
We remain committed to our 2030 vision.
We will continue to work with the police to improve safety.
We will look at this in due course.
TBC
Yes.
No.
...
We hear you.
This has been fed back to the relevant team.
Further engagement will be undertaken.
Watch this space.
The matter is under active consideration.
Consideration will be given to your views.
Appropriate action will be taken.
We will continue to engage with Lamplight.
A strategy is being developed.
We will set up a working group.
Streets should be safe for everyone.
The council is fully committed to delivering positive outcomes for all.
Your voice matters to us.
We will embed co-production across everything we do.
Partners have been made aware.
We are passionate about making a difference.
This forms part of our wider strategy.
The issue has been escalated.
We are developing a robust action plan.
Progress is being made.
""".strip().splitlines()


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_answer_passes(text: str) -> None:
    assert not is_vague(text)


@pytest.mark.parametrize("text", VAGUE)
def test_a_hollow_answer_does_not(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize("text", VAGUE)
def test_one_plain_sentence_is_enough(text: str) -> None:
    assert not is_vague(f"{text} The lights were mended on 14 June.")


@pytest.mark.parametrize(
    "name", ["the council's cabinet", "Transport for London", "Parliament", "the head of lighting"]
)
def test_who_decides_is_named(name: str) -> None:
    assert not names_nobody(name)


@pytest.mark.parametrize("name", ["partners", "the relevant bodies", "TBC", "senior management"])
def test_who_decides_is_not_named(name: str) -> None:
    assert names_nobody(name)


def said(says: str, **parts: object) -> AnswerInput:
    return AnswerInput(says=says, we_heard="The lights are broken.", **parts)  # type: ignore[arg-type]


JULY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("says", "needs"),
    [
        ("done", {"we_did"}),
        ("under_way", {"we_did", "next_step", "next_on"}),
        ("planned", {"next_step", "next_on"}),
        ("to_decide", {"decided_by_whom", "decided_by_when"}),
        ("not_ours", {"who_can", "what_we_asked", "their_reply"}),
        ("no_because", {"because"}),
    ],
)
def test_each_of_the_six_needs_its_parts(says: str, needs: set[str]) -> None:
    assert set(missing_parts(said(says))) == needs


@pytest.mark.parametrize(
    "whole",
    [
        said("done", we_did="The lights were mended on 14 June."),
        said(
            "under_way",
            we_did="Two of six lights are mended.",
            next_step="We fit the other four.",
            next_on=JULY,
        ),
        said("planned", next_step="We will fit the lights.", next_on=JULY),
        said("to_decide", decided_by_whom="the council's cabinet", decided_by_when=JULY),
        said(
            "not_ours",
            who_can="The Home Office",
            what_we_asked="On 3 May we asked them to change the rule.",
            their_reply="We are waiting for a reply.",
        ),
        said("no_because", because="The money ends in March."),
    ],
    ids=lambda answer: answer.says,
)
def test_a_whole_answer_lacks_nothing(whole: AnswerInput) -> None:
    assert missing_parts(whole) == {}


def test_their_reply_is_told_as_they_said_it_hollow_or_not() -> None:
    answer = said(
        "not_ours",
        who_can="The Home Office",
        what_we_asked="On 3 May we asked them to change the rule.",
        their_reply="Your views have been noted.",
    )
    assert missing_parts(answer) == {}


def test_the_sentence_says_what_is_missing() -> None:
    sentence = missing_parts(said("no_because", because="It is not appropriate at this time."))[
        "because"
    ]
    assert "Give the reason" in sentence


def test_what_was_heard_is_always_told() -> None:
    answer = AnswerInput(says="no_because", we_heard=" ", because="The money ends in March.")
    assert set(missing_parts(answer)) == {"we_heard"}
