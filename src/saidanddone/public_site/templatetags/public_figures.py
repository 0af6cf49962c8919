"""A figure's words on a page, where the catalogue has them for files and the report as well."""

import re

from django import template

from saidanddone.disclosure.figures import KnownFigure
from saidanddone.disclosure.known import COUNTED

register = template.Library()

_FOR_FILES = re.compile(r" \(in data files,[^)]*\)")


@register.filter
def on_a_page(definition: str) -> str:
    """Without how data files write the figure: "86%" stands beside it, and no share from 0 to 1."""
    return _FOR_FILES.sub("", definition)


@register.filter
def margin(figure: KnownFigure) -> str:
    """The margin of error; nothing for a plain count, which the page says of all of them once."""
    return "" if figure.interval == COUNTED else figure.interval
