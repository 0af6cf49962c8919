"""What only a browser can tell: selecting words by keys or mouse, and how the pages look."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from saidanddone.evidence.coding.commands import write_memo
from saidanddone.evidence.coding.inputs import MemoInput
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.themes.commands import name_tension, run_common_ground
from saidanddone.evidence.themes.inputs import TensionInput
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts import names_found
from saidanddone.evidence.transcripts.commands import cover_turn, send_back
from saidanddone.evidence.transcripts.inputs import CoverInput, SendBackInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.passages import Passage
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast, gather
from tests.unit.evidence.voices import (
    STAIRS,
    a_code,
    a_theme,
    coded,
    confirmed,
    suggested,
    words_of_a_table,
    words_of_kit,
)

CHROMIUM = shutil.which("chromium")
SHOTS = os.environ.get("SAIDANDDONE_SCREENSHOTS", "")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here"),
]

SAID = (
    Passage(0, "verbatim", False, "What would help?"),
    Passage(1, "verbatim", True, f"Honestly? 💡💡 {STAIRS} Ring me on 07700 900123."),
    Passage(0, "verbatim", False, "And what helps now?"),
    Passage(1, "verbatim", False, "My neighbour. She stands on the landing until I am in."),
)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return gather()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert [complaint for complaint in complaints if "404" not in complaint] == []


def sign_in(page: Page, live_server: LiveServer, cast: Cast, name: str) -> None:
    client = Client()
    client.force_login(cast.users[name])
    page.context.add_cookies(
        [{"name": "s", "value": client.cookies["s"].value, "url": live_server.url}]
    )


def open_transcript(page: Page, live_server: LiveServer, cast: Cast) -> None:
    """Chidi opens Kit's transcript, with two codes to choose from."""
    transcript = confirmed(cast, words_of_kit(cast, passages=SAID))
    a_code(cast, "Lighting")
    a_code(cast, "Being passed on")
    sign_in(page, live_server, cast, "chidi")
    page.goto(f"{live_server.url}/programmes/harbour/transcripts/{transcript.ref}")


def what_is_marked() -> list[tuple[str, str]]:
    excerpts = list(Excerpt.objects.order_by("pk"))
    key_ring = key_ring_for(excerpts)
    return [
        (key_ring.unseal(excerpt, "quote"), coding.code.name)
        for excerpt in excerpts
        for coding in Coding.objects.filter(excerpt=excerpt).order_by("pk")
    ]


def test_words_are_selected_and_coded_with_keys_alone(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    open_transcript(page, live_server, cast)
    page.locator("[data-reader]").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    assert page.locator("[data-chosen]").text_content() == "The lights on the"
    page.keyboard.type("li")
    assert "Enter: Lighting" in (page.locator("[data-first]").text_content() or "")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    assert what_is_marked() == [("The lights on the", "Lighting")]
    assert page.locator(".sd-brackets li").inner_text().startswith("Lighting")
    # Where it left off: the next word, then one of the last five codes.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    page.locator("mark").nth(1).wait_for()
    assert what_is_marked()[1] == ("lights", "Lighting")


def test_words_are_selected_with_a_mouse_across_turns(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    open_transcript(page, live_server, cast)
    turns = page.locator(".sd-turn__words")
    first, last = turns.nth(2).bounding_box(), turns.nth(3).bounding_box()
    assert first is not None
    assert last is not None
    page.mouse.move(first["x"] + 1, first["y"] + 8)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] - 2, last["y"] + last["height"] - 4, steps=8)
    page.mouse.up()
    chosen = page.locator("[data-chosen]")
    assert chosen.text_content() == "And what helps now?"
    page.get_by_role("button", name="Take turns 3 to 4 together").click()
    assert (chosen.text_content() or "").startswith("And what helps now? My neighbour. She stands")
    page.keyboard.type("bp")  # the first letters of its words
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    [(quote, code)] = what_is_marked()
    assert quote.startswith("And what helps now?\nMy neighbour. She stands")
    assert code == "Being passed on"
    assert not Excerpt.objects.get().is_quotable


def test_words_under_a_cover_are_passed_over_until_it_is_opened(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    transcript = confirmed(cast, words_of_kit(cast, passages=SAID))
    a_code(cast, "Lighting")
    cover_turn(
        actor=cast.chidi,
        programme=cast.programme,
        transcript=transcript,
        details=CoverInput(number=2, is_sensitive=True),
    )
    sign_in(page, live_server, cast, "chidi")
    page.goto(f"{live_server.url}/programmes/harbour/transcripts/{transcript.ref}")
    assert not page.get_by_text("The lights on the stairs").is_visible()
    page.locator("[data-reader]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowUp")
    # Across the cover, and nothing of what is under it is shown.
    assert page.locator("[data-chosen]").text_content() == "What would help? [covered] And"
    page.locator(".sd-turn summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("The lights on the stairs").is_visible()
    page.locator("[data-reader]").focus()
    page.keyboard.press("ArrowUp")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    assert page.locator("[data-chosen]").text_content() == "The lights on the"
    page.keyboard.type("li")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    assert what_is_marked() == [("The lights on the", "Lighting")]
    assert page.get_by_text("The lights on the").first.is_visible()


TO_HIDE = (
    Passage(
        1,
        "verbatim",
        False,
        "💡 Ask the lock-keeper, she sleeps at the cafe\u0301 opposite. Ring 07700 900123.",
    ),
    Passage(1, "verbatim", False, "lock-keeper knows, and so does lock-keeper\u2019s sister."),
)


def test_words_are_hidden_by_tapping_and_by_keyboard(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    contribution = words_of_kit(cast, passages=TO_HIDE)
    sign_in(page, live_server, cast, "amina")
    page.goto(f"{live_server.url}/programmes/harbour/transcripts/to-confirm/{contribution.ref}")
    first, second = page.locator(".sd-turn__words").all()
    status = page.locator("[data-hide-words] > [role=status]")
    hidden = page.locator(".sd-redaction")
    box = page.get_by_label("Hide “07700 900123”")

    tap(page, first, "lock")
    assert hidden.all_inner_texts() == ["lock-keeper", "07700 900123"]
    assert status.text_content() == "“lock-keeper” will be hidden."
    page.get_by_role("button", name="Hide “lock-keeper” in 2 other places too").click()
    assert hidden.all_inner_texts()[-2:] == ["lock-keeper", "lock-keeper\u2019s"]
    tap(page, second, "lock-keeper\u2019s")
    assert hidden.all_inner_texts() == ["lock-keeper", "07700 900123", "lock-keeper"]
    # A suggestion and its box stay in step.
    tap(page, first, "07700")
    assert not box.is_checked()
    box.check()
    assert hidden.all_inner_texts() == ["lock-keeper", "07700 900123", "lock-keeper"]

    # By keyboard: to the café and its name, as one place.
    box.focus()
    page.get_by_role("button", name="Choose words to hide in turn 1").focus()
    page.keyboard.press("Enter")
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    chosen = page.locator(".sd-word--chosen").all_inner_texts()
    assert chosen == ["cafe\u0301", "opposite"]
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Space")
    assert status.text_content() == "“cafe\u0301 opposite” will be hidden."
    assert page.get_by_role("option", selected=True).count() == 4
    page.keyboard.press("ArrowLeft")  # to "the", which is hidden and kept again
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert status.text_content() == "“the” stays."
    page.keyboard.press("Escape")
    assert page.get_by_role("listbox").count() == 0

    # Nothing is lost where something else is refused.
    page.get_by_label("Also hide these words").fill("Rozalind")
    with page.expect_navigation():
        page.get_by_role("button", name="See what stays").click()
    assert hidden.all_inner_texts() == [
        "lock-keeper",
        "cafe\u0301",
        "opposite",
        "07700 900123",
        "lock-keeper",
    ]
    page.get_by_label("Also hide these words").fill("")
    with page.expect_navigation():
        page.get_by_role("button", name="See what stays").click()
    assert Axe().run(page).response["violations"] == []
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm and destroy the raw words").click()
    assert "You hid 3 places by hand." in page.locator("body").inner_text()
    transcript = Transcript.objects.get()
    assert key_ring_for([transcript]).unseal(transcript, "words") == (
        "💡 Ask the [hidden], she sleeps at the [hidden]. Ring [phone].\n"
        "[hidden] knows, and so does lock-keeper\u2019s sister."
    )


def tap(page: Page, turn: Locator, word: str) -> None:
    """Tap a word of a turn where it stands, as a finger does."""
    turn.scroll_into_view_if_needed()
    where = turn.evaluate(
        """(turn, word) => {
            const walker = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT)
            while (walker.nextNode()) {
              const at = walker.currentNode.textContent.indexOf(word)
              if (at < 0) continue
              const range = document.createRange()
              range.setStart(walker.currentNode, at)
              range.setEnd(walker.currentNode, at + word.length)
              const { x, y, width, height } = range.getBoundingClientRect()
              return [x + width / 2, y + height / 2]
            }
        }""",
        word,
    )
    page.mouse.click(*where)


def a_lived_in_programme(cast: Cast) -> dict[str, str]:
    """Enough of everything that each page has something to show, with its address."""
    waiting = words_of_kit(cast, passages=SAID)
    stairs, patrols, stops = (
        a_code(cast, name) for name in ("Lighting", "More patrols", "Being stopped")
    )
    a_code(cast, "Stairs", parent=stairs)
    dark = themes_that_pull_apart(cast, stairs, patrols, stops)
    transcript = people_heard(cast, stairs, patrols, stops)
    cover_turn(
        actor=cast.chidi,
        programme=cast.programme,
        transcript=transcript,
        details=CoverInput(number=2, is_sensitive=True),
    )
    send_back(
        actor=cast.chidi,
        programme=cast.programme,
        transcript=transcript,
        details=SendBackInput(number=4),
    )
    for about in (transcript, stairs):
        details = MemoInput(words="Look again.")
        write_memo(actor=cast.amina, programme=cast.programme, about=about, details=details)
    suggested(cast.amina, cast.programme, patrols, "neighbour", "winter")
    run_common_ground(actor=cast.chidi, programme=cast.programme, replicates=200, seed=1)
    return {
        "transcripts": "transcripts",
        "to_confirm": "transcripts/to-confirm",
        "confirm": f"transcripts/to-confirm/{waiting.ref}",
        "read": f"transcripts/{transcript.ref}",
        "sent_back": "transcripts/sent-back",
        "send_back": f"transcripts/{transcript.ref}/turns/2/send-back",
        "settle_turn": f"transcripts/{transcript.ref}/turns/4/settle",
        "read_marked": f"transcripts/{Excerpt.objects.order_by('pk')[3].transcript.ref}",
        "codebook": "codebook",
        "edit_code": f"codebook/{stairs.ref}",
        "find_passages": f"codebook/{stairs.ref}/find",
        "suggestions": "suggested",
        "write_memo": f"notes/on/code/{stairs.ref}",
        "themes": "themes",
        "edit_theme": f"themes/{dark.slug}/edit",
        "tensions": "tensions",
        "name_tension": "tensions/name",
        "common_ground": "common-ground",
    }


def themes_that_pull_apart(cast: Cast, stairs: Code, patrols: Code, stops: Code) -> Theme:
    """Three themes with a tension between two of them; returns the third."""
    dark = a_theme(cast, stairs, statement="The stairs are dark and nobody mends the lights.")
    more = a_theme(cast, patrols, statement="We want more patrols in the evening.")
    fewer = a_theme(cast, stops, statement="We are stopped for nothing.")
    name_tension(
        actor=cast.amina,
        programme=cast.programme,
        details=TensionInput(
            one_slug=more.slug,
            other_slug=fewer.slug,
            statement="More patrols would mean more stops.",
        ),
    )
    return dark


def people_heard(cast: Cast, stairs: Code, patrols: Code, stops: Code) -> Transcript:
    """Six sex workers, six residents and a table, coded; returns the last sex worker's transcript."""
    for number in range(6):
        hers = confirmed(cast, words_of_kit(cast, passages=SAID))
        his = confirmed(cast, words_of_kit(cast, community=cast.residents, by=cast.bola))
        coded(cast, hers, stairs)
        coded(cast, his, stairs)
        coded(cast, his, patrols, quote="Ring me")
        if number < 2:
            coded(cast, hers, stops, quote="She stands on the landing")
            coded(cast, hers, stops, patrols, quote="lights on the stairs")
    coded(cast, confirmed(cast, words_of_a_table(cast)), stairs)
    return hers


MONTHS = ["January", "March", "May", "July", "August", "October", "December"]
LONG_AGO = tuple(
    Passage(
        number % 2,
        "verbatim",
        False,
        f"It was on 3 {month} 1987, I think, and the lights were out for a long time after that. "
        * 3,
    )
    for number, month in enumerate(MONTHS)
)


def test_long_words_are_checked_half_way_and_seen_as_they_stay(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    contribution = words_of_kit(cast, passages=LONG_AGO)
    sign_in(page, live_server, cast, "amina")
    address = f"{live_server.url}/programmes/harbour/transcripts/to-confirm/{contribution.ref}"
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(address)
    page.get_by_role("link", name="Go to the first mark").click()
    places = [page.url.partition("#")[2]]
    while (following := page.locator(f".sd-turn:has(#{places[-1]}) .sd-turn__next a")).count():
        following.press("Enter")
        places.append(page.url.partition("#")[2])
        if places[-1] == "id_also_hide":
            break
    assert len(places) == len(LONG_AGO) + 1

    page.locator("summary", has_text="Hide or keep all marks of one kind").press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep all 21 dates").click()
    assert page.locator("input[name=hide]:checked").count() == 0
    assert page.get_by_role("button", name="Hide all 21 dates").is_visible()
    page.locator("input[name=hide]").first.check()
    # Enter on a box does what the first button of the form does: no harm.
    with page.expect_navigation():
        page.locator("input[name=hide]").first.press("Enter")
    assert "Nothing is confirmed yet. Open them here to go on." in page.locator("body").inner_text()
    page.goto(address)
    assert page.locator("input[name=hide]:checked").count() == 1
    assert Axe().run(page).response["violations"] == []
    with page.expect_navigation():
        page.get_by_role("button", name="See what stays").click()
    assert (
        page.locator(".sd-turn__words").first.inner_text().startswith("It was on [date], I think")
    )
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    with page.expect_navigation():
        page.get_by_role("button", name="Go back and hide more").click()
    with page.expect_navigation():
        page.get_by_role("button", name="See what stays").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm and destroy the raw words").click()
    assert Transcript.objects.exists()


@pytest.mark.parametrize("width", [1280, 375])
def test_names_in_long_words_are_looked_for_at_the_press_of_a_button(
    page: Page,
    live_server: LiveServer,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
) -> None:
    monkeypatch.setattr(names_found, "SHORT", 0)
    words = [Passage(1, "verbatim", False, "I stayed with Shanice, and Shanice told nobody.")]
    contribution = words_of_kit(cast, passages=words)
    sign_in(page, live_server, cast, "amina")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/programmes/harbour/transcripts/to-confirm/{contribution.ref}")
    assert page.get_by_text("Names are not looked for yet").is_visible()
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"evidence-names-not-yet-{width}.png", full_page=True)
    page.get_by_role("button", name="Look for names now").press("Enter")
    page.locator("mark").first.wait_for()
    assert page.locator("mark").all_inner_texts() == ["Shanice", "Shanice"]


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_passes_axe_and_fits(
    page: Page, live_server: LiveServer, cast: Cast, width: int
) -> None:
    addresses = a_lived_in_programme(cast)
    page.set_viewport_size({"width": width, "height": 900})
    for name, address in addresses.items():
        sign_in(page, live_server, cast, "chidi" if name == "common_ground" else "amina")
        page.goto(f"{live_server.url}/programmes/harbour/{address}")
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"evidence-{name}-{width}.png", full_page=True)
        violations = Axe().run(page).response["violations"]
        faults = [
            (violation["id"], [node["html"][:200] for node in violation["nodes"]])
            for violation in violations
        ]
        assert faults == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.locator("h1").count() == 1, name
