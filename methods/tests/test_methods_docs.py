"""The worked examples of docs/methods, run as they stand on the page."""

import doctest
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "methods"
INDEX = PAGES / "README.md"
METHODS = sorted(set(PAGES.glob("*.md")) - {INDEX})


def test_the_index_leads_to_every_page() -> None:
    words = INDEX.read_text(encoding="utf-8")
    assert [page.name for page in METHODS if f"({page.name})" not in words] == []


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_the_example_gives_what_the_page_says(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PAGES.parents[1])
    # The end of a fenced block is no part of what an example prints.
    words = page.read_text(encoding="utf-8").replace("```python", "").replace("```", "")
    parsed = doctest.DocTestParser().get_doctest(words, {}, page.name, str(page), 0)
    failed, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed)
    assert tried, f"{page.name} has no worked example"
    assert not failed
