"""The contributor's page (docs/explanation/receipt-codes.md): POST only, no cookie, no session, no storage.

A right and a wrong code run the same queries and render the same pages. They get the same status,
headers, size and response time. Each form carries the code in a hidden field.
"""

import gzip
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from saidanddone.answers import commands
from saidanddone.answers.replies_of_a_visit import QUESTIONS, RepliesOfAVisit
from saidanddone.answers.updates_cache import (
    CHOICES,
    NOTHING_CHOSEN,
    SAVED,
    UpdatesPages,
    code_entry_page,
    updates_pages,
)
from saidanddone.base import clock
from saidanddone.base.deadlocks import tried_again
from saidanddone.base.errors import Refused
from saidanddone.listening import commands as listening
from saidanddone.listening import lookups, receipts
from saidanddone.listening.queries import monday, receipt_of
from saidanddone.programme.decorators import public_page
from saidanddone.ui.templatetags.ui import gov_date

if TYPE_CHECKING:
    from saidanddone.listening.models import Receipt

LONGEST_TYPED = 64  # characters; a code has 17 and its dashes
TIME_STEP = 0.003  # seconds; every response to a code takes a whole number of these
"""Longer than a look-up takes, and short enough for some 200 a second and worker."""
NEVER = "never"
NOT_YOU = (
    "If that was not you, someone else may have your code. You can make it stop working, under “What "
    "you can change”."
)


# No form token, which would need a cookie: `is_from_here` checks the origin instead.
@public_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def updates(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _uncached(code_entry_page())
    started = time.monotonic()
    if not is_from_here(request):
        return _uncached(code_entry_page(), status=403)
    body = _answer(request)
    response = _incompressible(request, _uncached(body))
    time.sleep(TIME_STEP - (time.monotonic() - started) % TIME_STEP)
    return response


def is_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that this form was sent from our own page."""
    ours = f"{request.scheme}://{request.get_host()}"
    return (
        request.headers.get("Origin") == ours
        or request.headers.get("Sec-Fetch-Site") == "same-origin"
    )


def _answer(request: HttpRequest) -> bytes:
    typed = request.POST.get("code", "")[:LONGEST_TYPED]
    receipt = receipt_of(typed)
    lookups.count_lookup(receipt)
    pages = updates_pages()
    last = _opened_before(request.POST.get("before", ""), receipt)
    code = receipts.with_dashes(receipts.normalise(typed) or "")
    values = {
        "code": code,
        "before": last.isoformat() if last else NEVER,
        "opened": f"{_in_weeks(last)}. {NOT_YOU}" if last else f"{NEVER}.",
    }
    if receipt is not None:
        try:
            return _opened(request, pages, receipt, values)
        except Refused:  # taken back since the code was looked up: it opens nothing any more
            pass
    return pages.answer(pages.miss, values)


def _opened(
    request: HttpRequest, pages: UpdatesPages, receipt: "Receipt", values: dict[str, str]
) -> bytes:
    """The page for the bearer of a valid code, after the button they pressed, if any."""
    page = pages.opened.get(receipt.programme_id, pages.miss)
    given = pages.answers.get(receipt.programme_id, RepliesOfAVisit.none_yet("", ()))
    given = given.read(request.POST.get("chosen", ""))
    asked, chosen = request.POST.get("ask", ""), request.POST.get("do", "")
    if asked in CHOICES:
        page = pages.asks[asked]
    elif chosen in CHOICES:
        _change(chosen, receipt)
        if CHOICES[chosen].ends_code:
            return pages.answer(pages.ends[chosen], values)
        values["note"] = CHOICES[chosen].done
    answer_ref, verdicts = _reply(request)
    if answer_ref in given.by_answer:
        is_saved = [_give(receipt, answer_ref, verdict) for verdict in verdicts]
        for verdict in verdicts if all(is_saved) else ():
            given = given.with_reply(answer_ref, verdict)
        values[f"said-{answer_ref}"] = SAVED if is_saved and all(is_saved) else NOTHING_CHOSEN
        values[f"open-{answer_ref}"] = " open"
    values["chosen"] = given.carried
    values |= {f"picked_{radio}-{ref}": " checked" for ref, radio in given.picked()}
    return pages.answer(page, values)


def _reply(request: HttpRequest) -> tuple[str, list[str]]:
    """The answer that they reply to, and what they say of it."""
    answer_ref, _, verdict = request.POST.get("say", "").partition(":")
    if verdict:  # as a page of version 0.1 sends it
        return answer_ref, [verdict] if verdict in commands.VERDICTS else []
    chosen = {question: request.POST.get(question, "") for question in QUESTIONS}
    replies = {"y": "yes", "n": "no"}
    return answer_ref, [
        f"{question}_{replies[letter]}" for question, letter in chosen.items() if letter in replies
    ]


def _give(receipt: "Receipt", answer_ref: str, verdict: str) -> bool:
    return tried_again(commands.give_verdict_by_code)(
        actor=None, contributor=receipt.contributor, answer_ref=answer_ref, verdict=verdict
    )


def _change(chosen: str, receipt: "Receipt") -> None:
    act = {
        "stop_quotes": listening.stop_quotes_by_code,
        "stop_contact": listening.stop_contact_by_code,
        "withdraw": listening.ask_to_withdraw_by_code,
        "burn": listening.burn_code_by_code,
    }[chosen]
    tried_again(act)(actor=None, contributor=receipt.contributor)


def _opened_before(carried: str, receipt: "Receipt | None") -> date | None:
    """The week of the last opening before this visit; None where there was none.

    `carried` is what the page said when the visit began; its forms send it back with every press.
    Otherwise the visit's own opening, written within 10 s, would look as if someone else had come.
    """
    if carried == NEVER:
        return None
    try:
        week = date.fromisoformat(carried)
    except ValueError:
        return receipt.last_opened_week if receipt else None
    return min(monday(week), monday(clock.today()))


def _in_weeks(week: date) -> str:
    """The week in words: enough to show that someone else looked, and nothing finer."""
    this_week = monday(clock.today())
    if week == this_week:
        return "this week"
    if week == this_week - timedelta(days=7):
        return "last week"
    return f"in the week of {gov_date(week)}"


def _uncached(body: bytes, status: int = 200) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type="text/html; charset=utf-8")
    # A proxy that compressed it would let the network see the size of what was opened.
    response.headers["Cache-Control"] = "no-store, no-transform"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _incompressible(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response as gzip that compresses nothing, where the browser reads gzip.

    nginx ignores `no-transform`, but no proxy compresses what says that it is compressed.
    """
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(response.content, compresslevel=0, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return response
