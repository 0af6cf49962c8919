"""One voice from the words to the answer and out again, by seven people at their own browsers.

Steps 3 to 15 of the work. Amina listens, Bola holds a conversation and writes the answer, Chidi
codes, Dawn decides and approves, Ed mends the lights, Grace signs too, and Kit reads what came of it
and takes it all back. Once with everything a browser can do, once without scripts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from saidanddone.audit.chain import verify
from saidanddone.base import clock
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.listening.models import Contribution, Contributor
from saidanddone.vault.models import Tombstone
from saidanddone.vault.sealing import key_ring_for
from tests.journeys.desk import Desk, sit_down
from tests.people import Cast, gather
from tests.unit.evidence.voices import coded, confirmed, words_of_kit

if TYPE_CHECKING:
    from saidanddone.access.models import User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
]

HERE = "/programmes/harbour"
TODAY = clock.today()
HELD = TODAY - timedelta(days=40)
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)
STAIRS = "The lights on the stairs have been out since the winter."
KIT = (
    "Interviewer: What would help?\n"
    f"Person: {STAIRS} I am at SR1 9ZZ, ask for Roz.\n"
    "Interviewer: And what helps now?\n"
    "Person (unprompted): We look out for each other. The hub is warm."
)
LOU = "My daughter walks home past the yard and I want the lamp there to work."
THEME = "The stairs and the yard are dark."
USES = (
    "May we use what you said",
    "May we quote you, without your name, in papers",
    "May we quote you, without your name, where anyone can read it",
    "May we contact you again",
    "May we keep your words",
)
SEEDED = 5  # others of each community who speak of the same, on other days


@dataclass
class Story:
    """The people, each at a browser of their own, and what passes between them."""

    cast: Cast
    desk: Callable[[str], Desk]
    scripted: bool
    code: str = ""  # on Kit's card
    known: dict[str, str] = field(default_factory=dict)  # addresses by what stands there


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return gather()


@pytest.fixture(params=["scripted", "without scripts"])
def story(
    request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, cast: Cast
) -> Iterator[Story]:
    desks: dict[str, Desk] = {}
    scripted = request.param == "scripted"

    def desk(name: str) -> Desk:
        if name not in desks:
            user: User | None = cast.users.get(name)
            desks[name] = sit_down(
                chromium, live_server.url, user, scripted=scripted, takes=scripted
            )
            if user is not None:
                enter(desks[name])
        return desks[name]

    yield Story(cast, desk, scripted)
    complaints = [said for each in desks.values() for said in each.complaints]
    for each in desks.values():
        each.context.close()
    assert complaints == []


def enter(desk: Desk) -> None:
    """Today; asked once what they are here for, if they may be here for more than one thing."""
    desk.go("/today")
    if desk.page.url.endswith("/purpose"):
        desk.page.get_by_role("radio").first.check()
        desk.press("Continue")


def test_one_voice_to_its_answer_and_out_again(story: Story) -> None:
    amina_records_an_interview(story)
    amina_keeps_what_kit_said(story)
    amina_confirms_the_transcript(story)
    bola_holds_a_conversation(story)
    chidi_codes_and_makes_a_theme(story)
    chidi_looks_for_common_ground(story)
    dawn_decides(story)
    ed_says_it_is_done(story)
    chidi_measures(story)
    bola_writes_an_answer_and_dawn_approves(story)
    a_release_is_signed_by_two(story)
    the_public_reads(story)
    the_thread_is_walked_both_ways(story)
    kit_says_what_they_think(story)
    kit_withdraws_and_amina_ends_it(story)


def amina_records_an_interview(story: Story) -> None:
    desk = story.desk("amina")
    desk.go("/today", "02-today-amina")
    desk.go(f"{HERE}/known-names")
    desk.write("One name a line", "Roz")
    desk.press("Save", "06-known-names")
    desk.go(f"{HERE}/occasions/", "03-occasions-none")
    desk.follow("Record the first occasion")
    desk.choose("What kind of occasion was it?", "Peer interview")
    desk.press("Continue")
    desk.write("Title", "Interview eleven")
    desk.pick("Whom did you listen to?", "Sex workers")
    desk.date("Date", HELD)
    desk.write("Where, roughly", "a hub")
    desk.write("How many came", "1")
    desk.tick("A voucher for people's time")
    desk.shot("03-record-an-occasion")
    desk.press("Save this occasion", "03-occasion")
    story.known["interview"] = desk.page.url.removeprefix(desk.url)


def amina_keeps_what_kit_said(story: Story) -> None:
    desk = story.desk("amina")
    desk.follow("Add what was said", "04-who-is-speaking")
    desk.choose("Who is speaking?", "One person")
    desk.press("Continue", "05-before-they-speak")
    desk.tick("I told them this")
    desk.date("When did you tell them?", HELD)
    desk.choose("Are they 18 or over?", "Yes")
    for use in USES[:-1]:
        desk.choose(use, "Yes")
    desk.press("Save and show the card with their code")
    assert desk.reads("There is a problem")  # nothing is ticked beforehand
    desk.shot("05-consent-not-answered")
    desk.choose(USES[-1], "No")
    desk.press("Save and show the card with their code", "05-card")
    story.code = desk.page.locator(".sd-receipt__code").inner_text()
    desk.follow("I have kept it", "04-words")
    desk.write("Type or paste what was said", KIT)
    desk.choose("Are these their exact words?", "Yes, word for word")
    desk.press("Seal these words", "04-sealed")


def amina_confirms_the_transcript(story: Story) -> None:
    desk = story.desk("amina")
    desk.go(f"{HERE}/transcripts/to-confirm", "06-to-confirm")
    desk.follow("Interview eleven")
    assert desk.page.locator(".sd-redaction").all_inner_texts() == ["SR1 9ZZ", "Roz"]
    desk.shot("06-confirm")
    desk.press("See what stays", "06-what-stays")
    desk.press("Confirm and destroy the raw words", "06-confirmed")
    assert not bytes(Contribution.objects.get().words)


def bola_holds_a_conversation(story: Story) -> None:
    desk = story.desk("bola")
    desk.go(f"{HERE}/occasions/record")
    desk.choose("What kind of occasion was it?", "Community conversation")
    desk.press("Continue")
    desk.write("Title", "Evening at the library")
    desk.pick("Whom did you listen to?", "Residents")
    desk.date("Date", HELD)
    desk.write("How many came: Residents", "18")
    desk.press("Save this occasion")
    story.known["evening"] = desk.page.url.removeprefix(desk.url)
    desk.follow("Add what was said")
    desk.choose("Who is speaking?", "A table")
    desk.press("Continue", "04-table")
    desk.write("How many people?", "6")
    desk.write("Type or paste what was said", "They spoke of the yard, and how dark it is.")
    desk.choose("Are these their exact words?", "No, noted while they spoke")
    desk.press("Seal these words")
    desk.follow("Add what was said")
    desk.choose("Who is speaking?", "One person")
    desk.press("Continue")
    desk.tick("I told them this")
    desk.date("When did you tell them?", HELD)
    desk.choose("Are they 18 or over?", "Yes")
    for use in USES:
        desk.choose(use, "Yes")
    desk.press("Save and show the card with their code")
    desk.follow("I have kept it")
    desk.write("Type or paste what was said", LOU)
    desk.choose("Are these their exact words?", "Yes, word for word")
    desk.press("Seal these words", "04-occasion-with-words")
    for _ in range(2):
        desk.go(f"{HERE}/transcripts/to-confirm")
        desk.follow("Evening at the library")
        desk.press("See what stays")
        desk.press("Confirm and destroy the raw words")


def chidi_codes_and_makes_a_theme(story: Story) -> None:
    desk = story.desk("chidi")
    desk.go(f"{HERE}/codebook", "07-codebook-empty")
    for name, meaning in (("Dark places", "Where light is missing"), ("Each other", "Care given")):
        desk.go(f"{HERE}/codebook/add")
        desk.write("Name of the code", name)
        desk.write("What it means", meaning)
        desk.press("Add the code")
    desk.shot("07-codebook")
    desk.go(f"{HERE}/transcripts", "07-transcripts")
    desk.follow("Interview eleven", "07-read")
    mark = mark_with_keys if story.scripted else mark_by_typing
    mark(desk, 2, STAIRS, "Dark places")
    mark = mark_with_mouse if story.scripted else mark_by_typing
    mark(desk, 4, "We look out for each other.", "Each other")
    desk.shot("07-coded")
    assert what_is_marked() == {STAIRS: "Dark places", "We look out for each other.": "Each other"}
    others_spoke_of_it_too(story.cast)
    desk.go(f"{HERE}/themes/make")
    desk.write("The theme, in a sentence", THEME)
    desk.choose("What kind of theme is it?", "Concern")
    desk.choose("Codes under this theme", "Dark places")
    desk.shot("07-make-a-theme")
    desk.press("Make the theme", "07-themes")


def mark_with_keys(desk: Desk, turn: int, words: str, code: str) -> None:
    """Down to the turn, right over the words, two letters, Enter."""
    desk.page.locator("[data-reader]").focus()
    for _ in range(turn):
        desk.page.keyboard.press("ArrowDown")
    for _ in range(len(words.split()) - 1):
        desk.page.keyboard.press("Shift+ArrowRight")
    assert desk.page.locator("[data-chosen]").text_content() == words
    desk.page.keyboard.type(code[:2].lower())
    desk.shot("07-selected-with-keys")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text(f"Marked: {code}.").wait_for()


def mark_with_mouse(desk: Desk, turn: int, words: str, code: str) -> None:
    """Drag over the first sentence of the turn."""
    said = desk.page.locator(".sd-turn__words").nth(turn - 1)
    box = said.evaluate(
        """(element, length) => {
            const range = document.createRange();
            range.setStart(element.firstChild, 0);
            range.setEnd(element.firstChild, length);
            const {left, right, top, bottom} = range.getBoundingClientRect();
            return [left, right, (top + bottom) / 2];
        }""",
        len(words),
    )
    left, right, middle = box
    desk.page.mouse.move(left + 1, middle)
    desk.page.mouse.down()
    desk.page.mouse.move(right - 2, middle, steps=6)
    desk.page.mouse.up()
    desk.page.keyboard.type(code[:2].lower())
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text(f"Marked: {code}.").wait_for()


def mark_by_typing(desk: Desk, turn: int, words: str, code: str) -> None:
    """Without scripts: the number of the turn, and the words as they stand."""
    desk.write("Number of the turn", str(turn))
    desk.write("The words to mark", words)
    desk.choose("Codes for this passage", code)
    desk.press("Mark the passage")


def what_is_marked() -> dict[str, str]:
    excerpts = list(Excerpt.objects.order_by("pk"))
    key_ring = key_ring_for(excerpts)
    return {
        key_ring.unseal(each, "quote"): Coding.objects.get(excerpt=each).code.name
        for each in excerpts
    }


def others_spoke_of_it_too(cast: Cast) -> None:
    """On other days, through the same commands: so that enough people raise it to be told."""
    dark = Code.objects.get(name="Dark places")
    said = "nobody ever comes to mend them"
    for number in range(2 * SEEDED):
        by, community = [(cast.amina, cast.sex_workers), (cast.bola, cast.residents)][number % 2]
        kind = ["peer_interview", "individual_session"][number % 2]
        spoken = words_of_kit(cast, by, community, held_on=HELD, kind=kind)
        coded(cast, confirmed(cast, spoken), dark, quote=said)


def chidi_looks_for_common_ground(story: Story) -> None:
    desk = story.desk("chidi")
    desk.go(f"{HERE}/common-ground/work-out")
    desk.press("Work it out", "08-common-ground")
    assert desk.reads(THEME)


def dawn_decides(story: Story) -> None:
    desk = story.desk("dawn")
    desk.go(f"{HERE}/decisions/record")
    desk.write("What was decided about", "Lights before cameras")
    desk.write("Who decided it", "Harbour Board")
    desk.date("Date it was decided", TODAY - timedelta(days=20))
    desk.write("What was decided", "Lights before cameras")
    desk.page.get_by_label("What was decided", exact=True).fill("Every stair is lit by winter.")
    desk.write("How many people had a vote", "9")
    desk.write("How many of them have lived experience", "3")
    desk.choose("Did lived experience change the decision?", "Yes, it changed it")
    desk.write("How it changed or decided it", "It was going to be cameras first.")
    desk.write("What was left out, and why", "Cameras: people asked not to be watched.")
    desk.choose("Themes this decides", THEME)
    desk.shot("09-record-a-decision")
    desk.press("Record the decision", "09-decision")
    desk.go(f"{HERE}/priorities/adopt")
    desk.write("The priority", "Light where people walk")
    desk.pick("The decision that adopted it", "Lights before cameras")
    desk.choose("Themes it answers", THEME)
    desk.press("Adopt the priority", "09-priorities")
    desk.go(f"{HERE}/plan/propose")
    desk.write("What will be done", "Mend the stair lights")
    desk.write("How anyone could tell", "The lights are on after dark")
    desk.date("Due", TODAY + timedelta(days=9))
    desk.pick("The agency that does it", "Council")
    desk.pick("The person who will say where it stands", "Ed (Council)")
    desk.pick("The priority it belongs to", "1. Light where people walk")
    desk.pick("The decision that led to it", "Lights before cameras")
    desk.pick("Theme 1 that it serves", THEME)
    desk.press("Propose the action", "09-action-proposed")
    story.known["action"] = desk.page.url.removeprefix(desk.url)
    desk.follow("Agree")
    desk.date("Date it was agreed", TODAY - timedelta(days=15))
    desk.press("Agree the action", "09-action-agreed")


def ed_says_it_is_done(story: Story) -> None:
    desk = story.desk("ed")
    desk.go("/today", "09-today-ed")
    desk.go(f"{HERE}/my-actions", "09-own-actions")
    desk.follow("Mend the stair lights")
    desk.choose("Where does it stand?", "Done")
    desk.write("What has changed", "All six lights work again.")
    desk.shot("09-update-own-action")
    desk.press("Save", "09-own-actions-after")


def chidi_measures(story: Story) -> None:
    desk = story.desk("chidi")
    for title, tells in (
        ("Harm reported at the hub", "Harm that people reported"),
        ("Arrests and orders", "Enforcement against people"),
    ):
        define(desk, title, tells)
        months(desk, f"{LAST_MONTH:%Y-%m}, 3")
    define(desk, "Reports of anti-social behaviour", "Something else", compared=True)
    months(desk, "\n".join([*(f"2025-{each:02}, 50, 100" for each in range(4, 11)),
                            *(f"2026-{each:02}, 37, 92" for each in range(4, 11))]))  # fmt: skip
    desk.shot("10-before-and-after")
    assert desk.reads("26 % fewer")
    desk.follow("Link")
    desk.choose("Actions it is meant to show", "Mend the stair lights")
    desk.press("Save", "10-indicator")
    desk.go(f"{HERE}/indicators", "10-indicators")


def define(desk: Desk, title: str, tells: str, *, compared: bool = False) -> None:
    desk.go(f"{HERE}/indicators/define")
    desk.write("What is counted, in a few words", title)
    desk.write("What exactly is counted", "Each report, by the month it was made.")
    desk.write("Where the figures come from", "Monthly return")
    desk.write("What it cannot show", "It counts reports, not what happened.")
    desk.choose("What it counts", "Reports or events")
    desk.choose("Which way is better?", "Fewer is better" if compared else "Neither by itself")
    desk.choose("Does it tell of harm or enforcement?", tells)
    if compared:
        desk.write("Comparison area", "Millside")
        for window, year in (("Before", 2025), ("After", 2026)):
            desk.date(f"{window}: first month", date(year, 4, 1))
            desk.date(f"{window}: last month", date(year, 10, 1))
        for each in ("Harm reported at the hub", "Arrests and orders"):
            desk.choose("Always shown beside", each)
        desk.shot("10-define")
    desk.press("Define the measure")


def months(desk: Desk, lines: str) -> None:
    desk.follow("Type in")
    desk.write("Months", lines)
    desk.press("Save")
    assert desk.reads("The months are saved.")


def bola_writes_an_answer_and_dawn_approves(story: Story) -> None:
    bola = story.desk("bola")
    bola.go("/today", "11-today-bola")
    bola.go(f"{HERE}/answers/", "11-answers-none")
    bola.follow(THEME)
    if "/answers/to/" not in bola.page.url:
        bola.follow("Answer")
    bola.choose("What does this answer say?", "Done")
    bola.press("Continue", "11-answer-kind")
    bola.write("What we heard", "The stairs and the yard are dark.")
    bola.write("What we did", "We will continue to engage with all partners.")
    bola.press("Save the draft")
    assert bola.reads("There is a problem")  # an answer that says nothing
    bola.shot("11-answer-refused")
    bola.write("What we did", f"The six lights on the stairs were mended on {TODAY:%-d %B}.")
    bola.write("What changed", "The stairs are lit after dark.")
    bola.press("Save the draft", "11-answer-drafted")
    story.known["answer"] = bola.page.url.removeprefix(bola.url)
    dawn = story.desk("dawn")
    dawn.go(story.known["answer"])
    dawn.follow("Approve", "11-approve")
    dawn.press("Approve", "11-answer-approved")


def a_release_is_signed_by_two(story: Story) -> None:
    bola = story.desk("bola")
    bola.go(f"{HERE}/releases/draft")
    bola.write("What this release brings", "The first answer.")
    bola.press("Draft it", "14-release-drafted")
    release = bola.page.url.removeprefix(bola.url)
    bola.follow("Choose what is quoted")
    for box in bola.page.get_by_role("checkbox").all():
        box.check()
    bola.shot("14-choose-quotes")
    bola.press("Quote these")
    for name in ("dawn", "grace"):
        desk = story.desk(name)
        desk.go(release)
        desk.follow("Sign this release", f"14-sign-{name}")
        desk.press("Sign" if name == "dawn" else "Sign and let it out", f"14-signed-{name}")
    assert story.desk("grace").reads("What the public sees")


def the_public_reads(story: Story) -> None:
    desk = story.desk("anyone")
    for path, name in (
        ("/", "root"), ("/s/harbour/", "front"), ("/s/harbour/heard", "heard"),
        ("/s/harbour/decided", "decided"), ("/s/harbour/done", "done"),
        ("/s/harbour/not-done", "not-done"), ("/s/harbour/answers", "answers"),
        ("/s/harbour/answers/sheet", "sheet"), ("/s/harbour/measures", "measures"),
        ("/s/harbour/how-we-know", "how-we-know"),
    ):  # fmt: skip
        desk.go(path, f"14-public-{name}")
    desk.go("/s/harbour/heard")
    desk.unfold()
    assert desk.reads(STAIRS)
    desk.go("/s/harbour/measures")
    for each in ("26% fewer", "Harm reported at the hub", "Arrests and orders"):
        assert desk.reads(each)  # fewer reports never stand alone
    desk.go("/s/harbour/answers")
    desk.follow(THEME, "14-public-answer")
    assert desk.reads("The six lights on the stairs were mended")


def the_thread_is_walked_both_ways(story: Story) -> None:
    desk = story.desk("chidi")
    desk.go(f"{HERE}/", "13-programme")
    assert desk.reads("decided or changed 1 of 1 action")
    desk.go(story.known["answer"].replace("/answers/", "/thread/answer/").rstrip("/"), "13-answer")
    desk.follow(STAIRS[:20], "13-passage")
    desk.follow("Interview eleven", "13-occasion")
    desk.follow(STAIRS[:20])
    desk.follow(THEME, "13-theme")
    desk.follow("Mend the stair lights", "13-action")
    desk.follow("Reports of anti-social behaviour", "13-indicator")
    desk.go(f"{HERE}/themes", "13-themes")
    desk.follow(THEME, "13-theme-page")


def kit_says_what_they_think(story: Story) -> None:
    desk = story.desk("kit")
    desk.go("/updates", "12-box")
    desk.write("Your code", "0000-0000-0000-0000-0")
    desk.press("Open", "12-wrong-code")
    desk.write("Your code", story.code.lower())
    desk.press("Open", "12-updates")
    desk.page.locator(".sd-updates summary").first.click()
    assert desk.reads("The six lights on the stairs were mended")
    desk.choose("Is this what you meant?", "Yes, this is what I meant")
    desk.choose("Can you see it?", "Yes, I can see it")
    desk.press("Save my reply", "12-said")
    assert desk.reads("Saved.")
    assert desk.page.locator("details[open] input:checked").count() == 2
    assert is_in_sight(desk, "Saved.")  # where it was pressed
    desk.page.get_by_text("What you can change").click()
    desk.press("Stop quoting me", "12-stop-quoting")
    desk.press("Stop quoting me", "12-stopped")
    assert desk.context.cookies() == []
    verdict = Contributor.objects.get(verdicts__isnull=False).verdicts.get()
    assert (verdict.meant, verdict.seen, verdict.is_counted) == (True, True, True)
    anyone = story.desk("anyone")
    anyone.go("/s/harbour/heard", "12-public-without-the-quote")
    anyone.unfold()
    assert not anyone.reads(STAIRS)  # and no marker where it stood


def is_in_sight(desk: Desk, words: str) -> bool:
    box, window = desk.page.get_by_text(words).first.bounding_box(), desk.page.viewport_size
    return bool(box and window and 0 <= box["y"] < window["height"])


def kit_withdraws_and_amina_ends_it(story: Story) -> None:
    kit = story.desk("kit")
    kit.page.get_by_text("What you can change").click()
    kit.press("Withdraw everything I said", "15-withdraw")
    kit.press("Withdraw everything I said", "15-withdrawn")
    kit.go("/updates")
    kit.write("Your code", story.code)
    kit.press("Open")
    assert kit.reads("We cannot open that code")
    chidi = story.desk("chidi")
    chidi.go(f"{HERE}/transcripts")
    assert not chidi.reads("Interview eleven")
    amina = story.desk("amina")
    amina.go(f"{HERE}/people/back")
    amina.write("The code on their card", story.code)
    amina.press("Continue", "15-contributor")
    amina.follow("Keep")
    amina.press("Yes, they want to keep it", "15-undone")
    chidi.go(f"{HERE}/transcripts")
    assert chidi.reads("Interview eleven")
    amina.follow("Erase everything this person said", "15-erase")
    amina.press("Erase everything now", "15-erased")
    assert not Excerpt.objects.filter(
        transcript__contribution__engagement__title="Interview eleven"
    ).exists()
    assert not Tombstone.objects.filter(destroyed_at=None).exists()
    assert verify().broken_at is None
    chidi.go(story.known["interview"].replace("/occasions/", "/thread/occasion/").rstrip("/"))
    assert not chidi.reads(STAIRS)
