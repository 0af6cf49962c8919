"""Where the pages of a release stand."""

from django import template

from saidanddone.public_site.queries import Site

register = template.Library()


@register.simple_tag
def page_url(site: Site, name: str, *more: str) -> str:
    """The address of another page of the same site: the public's, or of a draft's preview."""
    return site.address(name, *more)
