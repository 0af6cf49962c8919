"""How a release's sentences are set."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from saidanddone.publishing.queries.public import Site

register = template.Library()

_NUMBER = re.compile(r"(?<![\w&#;])(\d[\d,]*)(?![\w;])")


@register.filter
def numbers_strong(sentence: str) -> SafeString:
    """The numbers of a sentence stand out; everything else is escaped."""
    return mark_safe(_NUMBER.sub(r"<strong>\1</strong>", conditional_escape(sentence)))  # noqa: S308


@register.simple_tag
def page_url(site: Site, name: str, *more: str) -> str:
    """The address of another page of the same site: the public's, or of a draft's preview."""
    return site.address(name, *more)
