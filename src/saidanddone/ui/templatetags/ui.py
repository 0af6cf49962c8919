"""Figures and dates as GOV.UK writes them, and the few parts of a page that need a request."""

from collections.abc import Sequence
from datetime import date, datetime

from django import template
from django.forms.forms import BaseForm
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from saidanddone.ui.components import NOTHING, NavItem
from saidanddone.ui.forms import ErrorLink
from saidanddone.ui.forms import error_summary as summarise

register = template.Library()

# What everyone who works here can reach from anywhere, with the permission that opens it.
STAFF_PAGES = (
    ("Today", "access:today", "access.see_today"),
    ("Programmes", "programme:list", "access.see_today"),
    ("People", "programme:people", "access.keep_people"),
    ("Agencies", "access:agencies", "access.keep_agencies"),
    ("Who looked", "access:audit", "access.read_audit"),
    ("Daily totals", "access:daily_totals", "access.see_daily_totals"),
)


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """0.256 -> "26%"; nothing known -> an en dash. Shares between 0 and 1."""
    return NOTHING if share is None else f"{share * 100:.{decimals}f}%"


@register.filter
def thin_number(value: float | None) -> str:
    """1234 -> "1,234"; a decimal keeps at most one place; nothing known -> an en dash."""
    if value is None:
        return NOTHING
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}".removesuffix(".0")


@register.filter
def count_of(number: int, words: str) -> str:
    """1 and "person,people" -> "1 person"; 1200 and "thing" -> "1,200 things"."""
    one, _, many = words.partition(",")
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@register.filter
def gov_date(day: date | datetime | None) -> str:
    """ "12 June 2026"; empty for none."""
    return f"{day.day} {day:%B %Y}" if day else ""


@register.filter
def gov_month(day: date | datetime | None) -> str:
    """ "June 2026"; empty for none."""
    return f"{day:%B %Y}" if day else ""


@register.filter
def listed(words: Sequence[str]) -> str:
    """["a", "b", "c"] -> "a, b and c"."""
    *before, last = [str(word) for word in words] or [""]
    return f"{', '.join(before)} and {last}" if before else last


@register.inclusion_tag("ui/error_summary_of.html")
def error_summary(form: BaseForm | str | None) -> dict[str, tuple[ErrorLink, ...]]:
    """The summary of a form's errors; nothing where there are none, or no form."""
    return {"errors": summarise(form) if isinstance(form, BaseForm) else ()}


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str) -> bool:
    """Whether to show this person a way there; the page itself asks again, R1 included.

    What belongs to a programme is asked of the one whose page this is; `access` belongs to none.
    """
    request = context.get("request")
    actor = getattr(request, "actor", None)
    programme = getattr(request, "programme", None)
    if actor is None:
        return False
    if programme is None or permission.startswith("access."):
        return bool(actor.may(permission))
    return bool(actor.may(permission, programme.pk))


@register.simple_tag(takes_context=True)
def staff_navigation(context: template.Context) -> list[NavItem]:
    """The pages this person may open from anywhere, the one we are in marked."""
    request = context.get("request")
    here = request.path if isinstance(request, HttpRequest) else ""
    items = []
    for text, name, permission in STAFF_PAGES:
        if not may(context, permission):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        is_within = here.startswith(address) and here != address
        items.append(NavItem(text, address, is_current=here == address, is_active=is_within))
    return items
