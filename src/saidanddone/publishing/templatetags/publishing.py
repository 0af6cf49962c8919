"""How a release's sentences are set."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_NUMBER = re.compile(r"(?<![\w&#;])(\d[\d,]*)(?![\w;])")


@register.filter
def numbers_strong(sentence: str) -> SafeString:
    """The numbers of a sentence stand out; everything else is escaped."""
    return mark_safe(_NUMBER.sub(r"<strong>\1</strong>", conditional_escape(sentence)))  # noqa: S308
