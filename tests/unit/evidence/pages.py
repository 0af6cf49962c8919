"""Opening the pages of evidence as one of the cast."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.people import Cast


def at(name: str, *args: str) -> str:
    return reverse(f"evidence:{name}", args=["harbour", *args])


def as_(client: Client, people: Cast, name: str) -> Client:
    client.force_login(people.users[name])
    return client


def read_page(client: Client, address: str, **sent: Any) -> str:
    response = client.post(address, sent) if sent else client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def previewed(page: str) -> dict[str, Any]:
    """What the form under a preview of what stays sends when it is confirmed."""
    fields: dict[str, Any] = {"do": "confirm"}
    for tag in re.findall(r"<input type=\"hidden\"[^>]*>", page.partition("<h1")[2]):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is not None and name[1] != "csrfmiddlewaretoken":
            fields.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    return fields


def shown_on(page: str) -> str:
    """What a form to confirm says was shown: the words, and what was found in them."""
    [shown] = re.findall(r'name="shown" value="([^"]+)"', page)
    return str(shown)
