"""Documents as people keep them: brought in, speakers corrected, words hidden, coded, corrected, withdrawn.

Two of them in the quick set; all ten, on the product as it is served, among the slow proofs. What each
document holds is told in `documents/README.md`.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from saidanddone.access.models import User
from saidanddone.base import clock
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.models import Contribution
from saidanddone.vault.models import Tombstone
from tests.journeys.desk import Desk, sit_down
from tests.journeys.test_canaries import search, written
from tests.journeys.test_thread import USES, enter
from tests.people import gather
from tests.slow.served import Place, served

HERE = "/programmes/harbour"
DOCUMENTS = Path(__file__).with_name("documents")
HELD = clock.today() - timedelta(days=40)
ON_THE_FORM = "May we use what you said, with what others said, to find what matters most?"
SHORTEST_MARK = 12  # characters
SEALED = (  # where words stand that are confirmed
    ("evidence_transcript", "words"),
    ("evidence_excerpt", "quote"),
)
ASKS = "Someone who asks"
THEIRS = "The person whose words these are"
ANSWERS = "Someone who answers"
ELSE = "Someone else who was there: leave out what they said"
WORDS = "Nobody: it is part of what was said"
OUT = "Someone whose words are left out"


@dataclass(frozen=True)
class Brought:
    """A document, and what somebody who was there says about it.

    `speakers` are the names met and who each is; what is not named stays as it was guessed. `hidden` are
    typed under "Also hide" and stand in `places`; `kept` and `gone` are looked for in the transcript.
    """

    file: str
    speakers: dict[str, str]
    left_out: str
    hidden: str
    places: int
    kept: tuple[str, ...]
    gone: tuple[str, ...] = ()
    voice: str = "One person"

    @property
    def title(self) -> str:
        return f"Evening of {Path(self.file).stem.replace('-', ' ')}"


GROUP = Brought(
    "word-courtyard-group.docx",
    {
        "Facilitators": OUT,
        "LM": ASKS,
        "R1": ANSWERS,
        "R2": ANSWERS,
        "LM/OP": ASKS,
        "R1 + R3": ANSWERS,
        "R3": ANSWERS,
        "???": OUT,
        "On the flipchart": ANSWERS,
        "OP": ASKS,
        "R4 (woman, about 60)": ANSWERS,
        "R4": ANSWERS,
        "Note 1": OUT,
    },
    "comments (1), page footers (1), page headers (1), pieces of hidden text (1)",
    hidden="Rosalind Quayle",
    places=1,
    kept=(
        "I climb over. Everybody does.",
        "open the gate until ten.",
        "rings the bell, and nobody comes down",
    ),
    gone=("until March", "not only the young ones", "I went round", "Kept from print"),
    voice="A table",
)
SHEET = Brought(
    "word-visit-sheet.docx",
    {},
    "",
    hidden="Mr Pettibone",
    places=1,
    kept=("Above the shops", "\u2612 no", "the whole winter", "says the same"),
    gone=("Click or tap",),
)
CALL = Brought(
    "word-wardens-call.docx",
    {"Wren, Imogen": ASKS, "Tobias Ackland (Guest)": THEIRS, "Unknown speaker": ELSE},
    "equations (1)",
    hidden="Leonora Finch",
    places=1,
    kept=("By the river.", "We would like a room with a kettle."),
    gone=("A warm one", "Tobias"),
)
QUESTIONS = Brought(
    "lo-interview-questions.odt",
    {"Note 1": ELSE},
    "comments (1), page footers (1), page headers (1), pieces of hidden text (1)",
    hidden="Barnaby Thistlewood",
    places=1,
    kept=("Every night", "the handrail is loose", "\u2612 Yes, by text", "nobody cleans the steps"),
    gone=("Easter of last year", "kept from print"),
)
KITCHEN = Brought(
    "lo-kitchen-table.docx",
    {
        "Present": OUT,
        "SPEAKER_00": ANSWERS,
        "SPEAKER_01": ANSWERS,
        "SPEAKER_02": ANSWERS,
        "Note 1": OUT,
    },
    "comments (1), page footers (1), page headers (1)",
    hidden="Marguerite Oakes",
    places=1,
    kept=("Everybody. Ask", "\u2612 wants a lock", "I want the landlord to answer"),
    gone=("forty steps", "00:40"),
    voice="A table",
)
INTERPRETER = Brought(
    "lo-interpreter.odt",
    {"Dalia": THEIRS, "Interpreter": ELSE},
    "charts, diagrams and inserted files (1), page footers (1), page headers (1), pieces of hidden text (1)",
    hidden="Mr Ferncastle",
    places=1,
    kept=("منذ ٣ سنوات", "רק לפעמים יש אור", "私は光がほしい"),
    gone=("For three years", "hidden section"),
)
OFFICE = Brought(
    "lo-office.pdf",
    {"Efi": THEIRS},
    "",
    hidden="Tiffany Griffin",
    places=14,
    kept=("2021 2022 2023", "staff office", "different official files it"),
    gone=("- 2 -", "4 March 2026, page"),
)
GARDEN = Brought(
    "chromium-garden.pdf",
    {
        "מראיינת": ASKS,
        "תמר": ANSWERS,
        "Fiona Flitwick (העירייה), והיא כתבה": WORDS,
        "Translator": ANSWERS,
    },
    "",
    hidden="Fiona Flitwick",
    places=7,
    kept=("הפנס כבה לפני 3 שבועות", "she wrote to the office first"),
    gone=("about:blank", "שיחה בגן הציבורי"),
    voice="A table",
)
ALL = (GROUP, SHEET, CALL, QUESTIONS, KITCHEN, INTERPRETER, OFFICE, GARDEN)


@dataclass(frozen=True)
class Held:
    """What came of a document: the person's code, and the address of the transcript."""

    code: str
    transcript: str


def bring_in(desk: Desk, brought: Brought) -> Held:
    """From the occasion to the confirmed transcript, as a peer researcher does it."""
    record_an_occasion(desk, brought.title)
    code = begin_to_add(desk, brought.voice)
    desk.page.get_by_label("Or choose a document").set_input_files(DOCUMENTS / brought.file)
    desk.choose("Are these their exact words?", "Yes, word for word")
    desk.press("Seal these words")
    assert desk.reads("Who speaks in these words?")
    if brought.left_out:
        assert desk.reads(f"Not read from the document: {brought.left_out}.")
    else:
        assert not desk.reads("Not read from the document")
    say_who_speaks(desk, brought)
    hide_and_confirm(desk, brought)
    desk.go(f"{HERE}/transcripts")
    desk.follow(brought.title)
    for words in brought.kept:
        assert desk.reads(words), words
    for words in (brought.hidden, *brought.gone):
        assert not desk.reads(words), words
    return Held(code, desk.page.url.removeprefix(desk.url))


def record_an_occasion(desk: Desk, title: str) -> None:
    desk.go(f"{HERE}/occasions/record")
    desk.choose("What kind of occasion was it?", "Peer interview")
    desk.press("Continue")
    desk.write("Title", title)
    desk.pick("Whom did you listen to?", "Sex workers")
    desk.date("Date", HELD)
    desk.write("How many came", "6")
    desk.press("Save this occasion")


def begin_to_add(desk: Desk, voice: str) -> str:
    """Up to the page where the words are given; the code on the card, if one person speaks."""
    desk.follow("Add what was said")
    desk.choose("Who is speaking?", voice)
    desk.press("Continue")
    if voice != "One person":
        desk.write("How many people?", "5")
        return ""
    desk.tick("I told them this")
    desk.date("When did you tell them?", HELD)
    desk.choose("Are they 18 or over?", "Yes")
    for use in USES:
        desk.choose(use, "Yes")
    desk.press("Save and show the card with their code")
    code = desk.page.locator(".sd-receipt__code").inner_text()
    desk.follow("I have kept it")
    return code


def say_who_speaks(desk: Desk, brought: Brought) -> None:
    """Say it wrong first, where there is something to say; the confirm page leads back."""
    if not brought.speakers:
        assert desk.reads("No speaker\u2019s name was met in these words.")
        desk.press("Continue")
        return
    wrong = dict.fromkeys(brought.speakers, ASKS) | dict([next(iter(brought.speakers.items()))])
    answers = ANSWERS if brought.voice != "One person" else THEIRS
    wrong[next(reversed(brought.speakers))] = answers
    for speakers in (wrong, brought.speakers):
        for name, who in speakers.items():
            desk.choose(f"\u201c{name}\u201d", who)
        desk.press("Save who speaks")
        if desk.reads(
            "Names are not looked for yet"
        ):  # of many words, where the model is installed
            desk.press("Look for names now")
        assert desk.reads("Confirm a transcript"), desk.page.locator("main").inner_text()
        if speakers is not brought.speakers:
            desk.follow("Change who speaks")


def hide_and_confirm(desk: Desk, brought: Brought) -> None:
    desk.write("Also hide these words", brought.hidden)
    desk.press("See what stays")
    places = "1 place" if brought.places == 1 else f"{brought.places} places"
    assert desk.reads(f"\u201c{brought.hidden}\u201d stands in {places}, and is hidden there.")
    desk.press("Confirm and destroy the raw words")
    assert desk.reads("The transcript is confirmed. The raw words are destroyed.")


def code_a_passage(desk: Desk, held: Held, words: str) -> None:
    """Without scripts: the words as they stand."""
    desk.go(f"{HERE}/codebook/add")
    code = f"Asked for, {words.split()[-1][:4]}"
    desk.write("Name of the code", code)
    desk.write("What it means", "What was asked for")
    desk.press("Add the code")
    desk.go(held.transcript)
    desk.write("The words to mark", words)
    desk.choose("Codes for this passage", code)
    desk.press("Mark the passage")
    assert not desk.reads("There is a problem")


def correct(desk: Desk, held: Held, sought: str, instead: str) -> Held:
    """Change a word of a passage that is coded; the old words go with the code that is taken off them."""
    desk.go(f"{held.transcript}/correct")
    desk.write("Words to change", sought)
    desk.write("Put this in their place", instead)
    desk.press("Make the new version")
    assert desk.reads("The transcript is corrected.")
    assert desk.reads(instead)
    corrected = desk.page.url.removeprefix(desk.url)
    desk.press("Take off")
    assert desk.reads(instead)
    assert not desk.reads(sought)
    return replace(held, transcript=corrected)


def withdraw(visitor: Desk, desk: Desk, held: Held) -> None:
    """By code, then ended at once with somebody who captures words."""
    visitor.go("/updates")
    visitor.write("Your code", held.code)
    visitor.press("Open")
    visitor.page.get_by_text("What you can change").first.click()
    visitor.press("Withdraw everything I said")
    visitor.press("Withdraw everything I said")
    desk.go(f"{HERE}/people/back")
    desk.write("The code on their card", held.code)
    desk.press("Continue")
    desk.follow("Erase everything this person said")
    desk.press("Erase everything now")


# ---- Two of them, quick -------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_two_documents_leave_nothing_when_they_are_corrected_and_withdrawn(
    chromium: Browser, live_server: LiveServer, caplog: pytest.LogCaptureFixture
) -> None:
    cast = gather()
    with desks(chromium, live_server.url) as sit:
        amina = sit(cast.users["amina"])
        call, questions = (bring_in(amina, brought) for brought in (CALL, QUESTIONS))
        code_a_passage(sit(cast.users["chidi"], scripted=False), call, "a room with a kettle")
        call = correct(amina, call, "kettle", "samovar")
        assert not Excerpt.objects.exists()
        assert Transcript.objects.count() == len((call, questions))
        code_a_passage(sit(cast.users["chidi"], scripted=False), call, "And who is out there then?")
        words = [*words_of(CALL), *words_of(QUESTIONS), "a room with a samovar"]
        assert in_rows(words) == []
        assert (
            in_rows(["Evening of lo interview questions"]) != []
        )  # the search finds what is there
        for held in (call, questions):
            withdraw(sit(None), amina, held)
    assert not Transcript.objects.exists()
    assert not Excerpt.objects.exists()
    assert not any(bytes(row.words) for row in Contribution.objects.all())
    assert not Tombstone.objects.filter(destroyed_at=None).exists()
    assert in_rows(words) == []
    assert not any(word in caplog.text for word in words)


def marks_of(*texts: str) -> list[str]:
    """Those that are long enough to be known in base 64, and so by `written`."""
    return [text for text in texts if len(text) >= SHORTEST_MARK]


def words_of(brought: Brought) -> list[str]:
    """What may stand in no row, log or file: words of the document, and what the file was called."""
    return marks_of(brought.file, brought.hidden, *brought.kept, *brought.gone)


def in_rows(words: Iterable[str]) -> list[str]:
    """Tables of both databases that hold one of these words as people could read them."""
    marks = [mark for word in words for mark in written(word)]
    holding = []
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                rows = b"\n".join(_as_bytes(box) for row in cursor.fetchall() for box in row)
                holding += [f"{table}: {mark!r}" for mark in marks if mark in rows]
    return holding


def _as_bytes(box: object) -> bytes:
    return bytes(box) if isinstance(box, bytes | memoryview) else str(box).encode()


@contextmanager
def desks(chromium: Browser, url: str) -> Iterator[Callable[..., Desk]]:
    """Browsers for people, or for sessions; each complains of nothing."""
    sat: list[Desk] = []

    def sit(user: User | None, session: str = "", *, scripted: bool = True) -> Desk:
        desk = sit_down(chromium, url, user, scripted=scripted)
        sat.append(desk)
        if session:
            desk.context.add_cookies([{"name": "s", "value": session, "url": url}])
        if user or session:
            enter(desk)
        return desk

    yield sit
    complaints = [complaint for desk in sat for complaint in desk.complaints]
    for desk in sat:
        desk.context.close()
    assert complaints == []


# ---- All of them, served as they are in use -----------------------------------------------------


@dataclass(frozen=True)
class Survey:
    """A table of replies, which column is which, and what is hidden in one of the replies."""

    file: str
    columns: dict[str, str]
    others: tuple[str, ...]
    conversations: int
    hidden: str
    kept: tuple[str, ...]


ARCHES = Survey(
    "limesurvey-arches.csv",
    {
        "Which column names the community?": "You are mostly here as a; please choose one",
        "Which column tells one conversation": "Response ID",
        "Which column holds the words?": "What would make the arches feel safe, quiet, and yours?",
    },
    ("Where do you wait for the night bus? [Other]", "Is there anything we did not ask?"),
    conversations=3,
    hidden="Wilhelmina Stokes",
    kept=("Sweep the glass; leave the benches.", "yes; we heard you", "نريد ضوءا تحت الجسر"),
)
STREETS = Survey(
    "qualtrics-streets.csv",
    {
        "Which column names the community?": "Which street are you from?",
        "Which column tells one conversation": "Response ID",
        "Which column holds the words?": "In your own words: what should be done first?",
    },
    ("What happens after dark? - Other (please specify) - Text",),
    conversations=3,
    hidden="Cornelius at the tyre shop",
    kept=(
        "Engines race from 11 to 2.",
        "Bollards, and a warden who walks.",
        "Zamkn\u0105\u0107 bram\u0119",
    ),
)


@pytest.mark.slow
@pytest.mark.browser
def test_ten_documents_leave_nothing_in_any_file(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = Place(tmp_path_factory.mktemp("documents"))
    sessions = json.loads(place.play("tests.journeys.signed_in"))
    surveys = (ARCHES, STREETS)
    words = {brought.file: words_of(brought) for brought in ALL}
    words |= {one.file: marks_of(one.file, one.hidden, *one.kept) for one in surveys}
    with served(place) as port, desks(chromium, f"http://127.0.0.1:{port}") as sit:
        amina = sit(None, sessions["amina"])
        held = {brought.file: bring_in(amina, brought) for brought in ALL}
        chidi = sit(None, sessions["chidi"], scripted=False)
        for survey in surveys:
            bring_in_replies(chidi, survey)
        code_a_passage(chidi, held[OFFICE.file], "Those three.")
        office = correct(amina, held[OFFICE.file], "three", "few")
        code_a_passage(chidi, office, "Those few.")
        assert search(place, words) == []
        sealed = sealed_words(place)
        assert still_in_files(place, sealed)
        for one in filter(lambda one: one.code, held.values()):
            withdraw(sit(None), amina, one)
        wait_until_gone(place, sealed - sealed_words(place))
        assert search(place, words) == []
        assert [path.name for path in place.temporary.rglob("*") if path.is_file()] == []
    assert search(place, words) == []


def bring_in_replies(desk: Desk, survey: Survey) -> None:
    """Choose the file, say which column is which, choose it again; then confirm each reply."""
    desk.go(f"{HERE}/occasions/import")
    desk.page.get_by_label("The table").set_input_files(DOCUMENTS / survey.file)
    desk.press("Read the columns")
    for question, column in survey.columns.items():
        desk.pick(question, column)
    desk.pick("Which column names the speaker?", "None: each conversation is one person's")
    desk.pick("Which column tells who is asking?", "None: nobody is asking")
    for column in survey.others:
        desk.choose("Which other columns hold replies?", column)
    desk.date("When were these conversations held?", HELD)
    desk.write("Which consent form did people agree to?", f"Form for {Path(survey.file).stem}")
    desk.date("When did they agree?", HELD)
    desk.write("Who holds the forms?", "The hub")
    desk.choose("What did people agree to on that form?", ON_THE_FORM)
    desk.page.get_by_label("Choose the same table again").set_input_files(DOCUMENTS / survey.file)
    desk.press("Bring them in")
    assert desk.reads(f"{survey.conversations} conversations came in"), desk.page.locator(
        "main"
    ).inner_text()
    read = " ".join(confirm_each(desk, survey))
    for words in survey.kept:
        assert words in read, words
    assert survey.hidden not in read


def confirm_each(desk: Desk, survey: Survey) -> Iterator[str]:
    """Confirm each reply that waits, and give what its page then said."""
    for _ in range(survey.conversations):
        desk.go(f"{HERE}/transcripts/to-confirm")
        desk.follow("Imported conversation")
        shown = " ".join(desk.page.locator(".sd-reader").inner_text().split())
        if survey.hidden in shown:
            desk.write("Also hide these words", survey.hidden)
            shown = shown.replace(survey.hidden, "")
        desk.press("See what stays")
        desk.press("Confirm and destroy the raw words")
        assert desk.reads("The raw words are destroyed.")
        yield shown


def sealed_words(place: Place) -> set[bytes]:
    """The first bytes of everything that is sealed about what people said: enough to know each."""
    with closing(sqlite3.connect(place.root / "home" / "saidanddone.sqlite3")) as database:
        return {
            bytes(box)[:28]
            for table, column in SEALED
            for (box,) in database.execute(f"SELECT {column} FROM {table}")  # noqa: S608
            if box
        }


def still_in_files(place: Place, marks: set[bytes]) -> list[str]:
    return [
        path.name
        for path in place.root.rglob("*")
        if path.is_file()
        for content in [path.read_bytes()]
        if any(mark in content for mark in marks)
    ]


def wait_until_gone(place: Place, marks: set[bytes]) -> None:
    """Within the minute that docs/explanation/how-words-are-kept.md promises."""
    until = time.monotonic() + 60
    while still_in_files(place, marks) and time.monotonic() < until:
        time.sleep(1)
    assert marks
    assert still_in_files(place, marks) == []
