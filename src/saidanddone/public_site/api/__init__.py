"""The last release as JSON, for a council's own pages. Read-only; no quotes: they are outside the open licence."""

from saidanddone.public_site.api.addresses import api, api_urls, not_there

__all__ = ["api", "api_urls", "not_there"]
