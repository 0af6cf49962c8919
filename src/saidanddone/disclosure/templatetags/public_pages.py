"""The addresses of the public pages of a release."""

from typing import Protocol

from django import template

register = template.Library()


class HasAddresses(Protocol):
    """A release as a site: the public's, or a draft's preview."""

    def address(self, name: str, *more: str) -> str: ...


@register.simple_tag
def page_url(site: HasAddresses, name: str, *more: str) -> str:
    """The address of another page of the same site."""
    return site.address(name, *more)
