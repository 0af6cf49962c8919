"""Marking with a mouse: exactly the words that were dragged over, wherever they stand in the window."""

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.listening.passages import Passage
from saidanddone.vault.sealing import key_ring_for
from tests.journeys.desk import DESKTOP, Desk, sit_down
from tests.people import Cast, gather
from tests.unit.evidence.voices import a_code, confirmed, words_of_kit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
]

DRAGS = 40
ANSWER = (
    "Turn {n}, and the lamp by the steps has been out since March, “nobody comes”, they said; "
    "💡 so I go round by the shops (the long way) with the pushchair, and it's dark there too. "
    "My neighbour's girl won't walk it at all - not after five, not for anything."
)
# Of word number `which` of a turn: its letters, and the middle of its first and last one on the page.
WORD = """([turn, which]) => {
    const element = document.querySelectorAll('.sd-turn__words')[turn]
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const words = []
    for (let node = nodes.nextNode(); node; node = nodes.nextNode())
        for (const match of node.data.matchAll(/[\\p{L}']*\\p{L}/gu)) words.push([node, match])
    const [node, match] = words[which]
    const middle = at => {
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const box = range.getBoundingClientRect()
        return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]
    }
    return [match[0], middle(match.index), middle(match.index + match[0].length - 1), words.length]
}"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return gather()


@pytest.fixture
def chidi(chromium: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Desk]:
    said = [Passage(n % 2, "verbatim", False, ANSWER.format(n=n)) for n in range(1, 13)]
    transcript = confirmed(cast, words_of_kit(cast, passages=said))
    a_code(cast, "Lighting")
    desk = sit_down(chromium, live_server.url, cast.users["chidi"])
    desk.go(f"/programmes/harbour/transcripts/{transcript.ref}")
    yield desk
    desk.context.close()
    assert desk.complaints == []


def drag(page: Page, turn: int, first: int, last: int) -> tuple[str, str]:
    """Drag from within one word of a turn to within another; the first and the last of them."""
    page.evaluate(
        f"document.getElementById('turn-{turn + 1}').scrollIntoView({{block: 'nearest'}})"
    )
    one, begin, _, _ = page.evaluate(WORD, [turn, first])
    other, _, end, _ = page.evaluate(WORD, [turn, last])
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()
    return one, other


def chosen(page: Page) -> str:
    return page.locator("[data-chosen]").inner_text()


def covers_words(page: Page) -> bool:
    """Whether the palette lies over any of the words that were chosen."""
    return bool(
        page.evaluate(
            """() => {
                const palette = document.querySelector('[data-palette]').getBoundingClientRect()
                return [...getSelection().getRangeAt(0).getClientRects()].some(line =>
                    line.bottom > palette.top && line.top < palette.bottom)
            }"""
        )
    )


@pytest.mark.parametrize("height", [720, 900, 1080])
def test_a_drag_over_one_line_marks_those_words(chidi: Desk, height: int) -> None:
    """Whichever line of the window it is; the palette comes afterwards, and lies over none of them."""
    page = chidi.page
    page.set_viewport_size({"width": DESKTOP, "height": height})
    for turn in (0, 3, 11):
        drag(page, turn, 3, 9)
        assert chosen(page) == "lamp by the steps has been out"
        assert not covers_words(page)
    page.keyboard.type("li")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    excerpt = Excerpt.objects.get()
    assert key_ring_for([excerpt]).unseal(excerpt, "quote") == "lamp by the steps has been out"
    assert Coding.objects.get().code.name == "Lighting"


def test_the_page_stays_while_a_passage_is_marked_taken_off_and_put_back(chidi: Desk) -> None:
    page = chidi.page
    page.evaluate("window.stayed = true")
    _, begin, _, _ = page.evaluate(WORD, [0, 3])
    _, _, end, _ = page.evaluate(WORD, [2, 4])
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()
    page.get_by_role("button", name="Take turns 1 to 3 together").click()
    page.keyboard.type("li")
    page.keyboard.press("Enter")
    brackets = page.locator(".sd-brackets > li")
    brackets.nth(2).wait_for()  # one beside each turn
    assert page.locator("[data-coding-status]").inner_text() == "Marked: Lighting."
    assert page.locator("[data-palette]").is_hidden()
    page.get_by_role("button", name="Take off Lighting").nth(1).click()
    undo = page.get_by_role("button", name="Undo")
    undo.wait_for()
    assert undo.evaluate("it => it === document.activeElement")
    assert Coding.objects.count() == 0
    assert brackets.count() == 0
    undo.press("Enter")
    brackets.nth(2).wait_for()
    assert Coding.objects.count() == 1
    assert page.evaluate("window.stayed")


def test_what_is_refused_is_said_beside_the_words_and_they_stay_chosen(chidi: Desk) -> None:
    page = chidi.page
    drag(page, 0, 3, 9)
    page.get_by_role("button", name="Mark the passage").click()
    page.get_by_text("Choose at least one code for this passage.").wait_for()
    assert chosen(page) == "lamp by the steps has been out"
    assert not Excerpt.objects.exists()
    chidi.complaints[:] = [line for line in chidi.complaints if "422" not in line]


def test_forty_drags_at_random_places_mark_exactly_their_words(chidi: Desk) -> None:
    page, dice = chidi.page, random.Random(40)  # noqa: S311
    wrong = []
    for _ in range(DRAGS):
        page.keyboard.press("Escape")  # the palette may lie over what comes next
        turn = dice.randrange(12)
        first, last = sorted(dice.sample(range(page.evaluate(WORD, [turn, 0])[3]), 2))
        one, other = drag(page, turn, first, last)
        words = chosen(page)
        if not (words.startswith(one) and words.endswith(other)) or covers_words(page):
            wrong.append((turn, first, last, words))
    assert wrong == []


def test_several_turns_are_taken_only_on_purpose(chidi: Desk) -> None:
    page = chidi.page
    _, begin, _, _ = page.evaluate(WORD, [0, 3])
    _, _, end, _ = page.evaluate(WORD, [1, 4])
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()
    assert chosen(page).endswith("not for anything.")
    page.get_by_role("button", name="Take turns 1 to 2 together").click()
    assert chosen(page).startswith("lamp by")
    assert chosen(page).endswith("Turn 2, and the lamp by")
