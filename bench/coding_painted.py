"""From the press of a key to the passage on the page, in Chromium: the second half of `bench.coding`."""

import shutil
import statistics
from collections.abc import Mapping

from playwright.sync_api import Page, sync_playwright

MARKS = 20
# Presses 1, which marks what is selected under the code used last, and waits until another passage is painted.
PRESS = """() => new Promise(resolve => {
    const reader = document.querySelector('[data-reader]')
    const before = reader.querySelectorAll('mark').length
    const began = performance.now()
    new MutationObserver((_, observer) => {
        if (reader.querySelectorAll('mark').length === before) return
        observer.disconnect()
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)))
    }).observe(reader, { childList: true, subtree: true })
    reader.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }))
})"""


def milliseconds_to_painted(url: str, address: str, cookies: Mapping[str, str]) -> list[float]:
    """Of each of some marks in one transcript, in turns that follow each other. Empty without Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(url + address)
        taken = [_mark(page, number) for number in range(MARKS)]
        browser.close()
    return taken[2:]  # without the first, for which the script is still compiled


def _mark(page: Page, number: int) -> float:
    page.locator("[data-reader]").focus()
    for key in ("ArrowDown" if number else "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    taken: float = page.evaluate(PRESS)
    return taken


def line(taken: list[float]) -> str:
    if not taken:
        return "not measured, Chromium is not here"
    return (
        f"p50 {statistics.median(taken):.0f} ms, longest {max(taken):.0f} ms of {len(taken)} marks"
    )
