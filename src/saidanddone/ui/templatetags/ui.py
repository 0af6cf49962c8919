"""Filters for figures and dates in GOV.UK style, and the tags that need a request."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from django import template
from django.forms.forms import BaseForm
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from saidanddone.ui import navigation
from saidanddone.ui.components import NOTHING, Link, NavItem
from saidanddone.ui.forms import ErrorLink
from saidanddone.ui.forms import error_summary as summarise
from saidanddone.ui.saved_forms import saved_before
from saidanddone.ui.undo import undo_of
from saidanddone.ui.wording import at_time

register = template.Library()
register.filter(undo_of)

_OPEN_PERCENT = re.compile(r"(?<=\d) %")
_NUMBER = re.compile(r"(?<![\w&#;])(\d[\d,]*)(?![\w;])")


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """0.256 -> "26%"; nothing known -> an en dash. Shares between 0 and 1."""
    return NOTHING if share is None else f"{share * 100:.{decimals}f}%"


@register.filter
def closed_percent(words: str) -> str:
    """ "26 % fewer" -> "26% fewer", as GOV.UK writes it; releases keep the words that were signed."""
    return _OPEN_PERCENT.sub("%", words)


@register.filter
def thin_number(value: float | None) -> str:
    """1234 -> "1,234"; a decimal keeps at most one place; nothing known -> an en dash."""
    if value is None:
        return NOTHING
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}".removesuffix(".0")


@register.filter
def count_of(number: int, words: str) -> str:
    """1 and "person,people" -> "1 person"; 1200 and "thing" -> "1,200 things"."""
    singular, _, plural = words.partition(",")
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


@register.filter(expects_localtime=True)
def gov_date(day: date | datetime | None) -> str:
    """ "12 June 2026"; empty for none."""
    return f"{day.day} {day:%B %Y}" if day else ""


@register.filter(expects_localtime=True)
def gov_month(day: date | datetime | None) -> str:
    """ "June 2026"; empty for none."""
    return f"{day:%B %Y}" if day else ""


@register.filter
def gov_span(first: date, last: date) -> str:
    """ "12 June 2026 to 3 July 2026"; one date where it begins and ends on the same day."""
    return gov_date(first) if first == last else f"{gov_date(first)} to {gov_date(last)}"


@register.filter
def month_span(first: date, last: date) -> str:
    """ "June 2026 to July 2026"; one month where it begins and ends in the same."""
    begins, ends = gov_month(first), gov_month(last)
    return begins if begins == ends else f"{begins} to {ends}"


@register.filter
def listed(words: Sequence[str]) -> str:
    """["a", "b", "c"] -> "a, b and c"."""
    *before, last = [str(word) for word in words] or [""]
    return f"{', '.join(before)} and {last}" if before else last


@register.filter
def numbers_strong(sentence: str) -> SafeString:
    """The sentence with its numbers in <strong>; everything else is escaped."""
    return mark_safe(_NUMBER.sub(r"<strong>\1</strong>", conditional_escape(sentence)))  # noqa: S308


@register.inclusion_tag("ui/error_summary_of.html")
def error_summary(form: BaseForm | str | None) -> dict[str, tuple[ErrorLink, ...]]:
    """The summary of a form's errors; nothing where there are none, or no form."""
    return {"errors": summarise(form) if isinstance(form, BaseForm) else ()}


@register.inclusion_tag("ui/saved_before.html", takes_context=True)
def saved_already(context: template.Context, form: BaseForm) -> dict[str, str]:
    """A note above a form that this person saved in the last half an hour, else nothing."""
    request = context.get("request")
    sent = saved_before(request, form) if request else None
    return {"at": at_time(sent.at), "led_to": sent.led_to} if sent else {}


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str) -> bool:
    """Whether to show this person a link. The page itself checks again, R1 included."""
    return navigation.is_open(context.get("request"), permission)


@register.simple_tag(takes_context=True)
def staff_navigation(context: template.Context) -> list[NavItem]:
    """The pages for staff that this person may open, the current one marked."""
    return navigation.staff_pages(context.get("request"))


@register.simple_tag(takes_context=True)
def programme_pages(context: template.Context) -> list[NavItem]:
    """The pages of this programme that this person may open; empty outside a programme."""
    return navigation.programme_pages(context.get("request"))


@register.simple_tag(takes_context=True)
def breadcrumbs(context: template.Context) -> list[Link]:
    """The pages above this one."""
    return navigation.breadcrumbs(context.get("request"))
