"""The same adversary on version 0.1, where it must find the quotes: a check of the adversary itself.

    git worktree add ../said-and-done-0.1 8d97416
    PYTHONPATH=../said-and-done-0.1/src:../said-and-done-0.1/methods/src python -m tests.adversary.control

It serves the kept home of 0.1 with the code of 0.1. For everyone who is quoted there, it presses *stop
quotes* with a card of hers and compares all public pages before and after, as finding A1 did.
"""

import logging
import os
import re
import sys
import tempfile
from pathlib import Path

import django

from tests.homes.homes import Kept, laid_out

SLUG = "eastmere"
LEAST = 0.9  # of her quotes, found
_QUOTE = re.compile(r'<blockquote class="sd-quote"><p[^>]*>“(.*?)”</p>', re.DOTALL)


def main() -> int:
    """Print what was found. 1 where it is too little."""
    with (
        tempfile.TemporaryDirectory(prefix="control-") as folder,
        laid_out(Kept("0.1"), Path(folder)) as home,
    ):
        os.environ.update(home.environment)
        django.setup()
        logging.disable(logging.WARNING)
        return _play()


def _play() -> int:
    """For each voice that is quoted, how many of her quotes went, and how many of others."""
    from saidanddone.evidence.queries.excerpts import unsealed_quotes
    from saidanddone.publishing.models import Release, ReleaseQuote

    newest = Release.objects.filter(programme__slug=SLUG, state="signed").order_by("-number")[0]
    rows = ReleaseQuote.objects.filter(release=newest).select_related(
        "excerpt__transcript__contribution__contributor"
    )
    excerpts = [row.excerpt for row in rows]
    words = unsealed_quotes(excerpts)
    before = _shown()
    hers: dict[object, set[str]] = {}
    for excerpt in excerpts:
        contributor = excerpt.transcript.contribution.contributor
        if contributor is not None and words.get(excerpt.pk) in before:
            hers.setdefault(contributor, set()).add(words[excerpt.pk])
    named = right = there = 0
    for contributor, quotes in hers.items():
        gone = before - _after_stopping(contributor)
        named, right, there = named + len(gone), right + len(gone & quotes), there + len(quotes)
    sys.stdout.write(
        f"{len(hers)} people are quoted in {len(before)} quotes. The adversary named {named}: "
        f"{right} were hers, of {there} that were. Found {right / there:.0%}.\n"
    )
    return int(right / there <= LEAST)


def _after_stopping(contributor: object) -> set[str]:
    """What is still shown once *stop quotes* was pressed with a card of hers; then it is undone."""
    from django.test import Client
    from django.urls import reverse

    from saidanddone.listening import receipts
    from saidanddone.listening.models import Receipt
    from tests.adversary.visiting import HOST
    from tests.homes.visit import undone

    with undone():
        card = receipts.new_code()
        Receipt.objects.create(
            programme=contributor.programme, contributor=contributor, mac=receipts.mac_of(card)
        )
        Client(SERVER_NAME=HOST).post(
            reverse("updates:updates"),
            {"code": card, "do": "stop_quotes"},
            headers={"origin": f"http://{HOST}"},
        )
        return _shown()


def _shown() -> set[str]:
    """Every quote on any public page."""
    from html import unescape

    from tests.adversary.visiting import visit

    return {
        unescape(quote)
        for document in visit(SLUG).values()
        for quote in _QUOTE.findall(document.body)
    }


if __name__ == "__main__":
    sys.exit(main())
