"""Public pages of Harbour, read as anyone reads them."""

from django.test import Client
from django.urls import reverse

from tests.unit.ui import reading

PAGES = (
    "front", "heard", "decided", "done", "not_done", "answers", "sheet", "measures", "how_we_know",
)  # fmt: skip


def read(client: Client, name: str, *which: str) -> str:
    response = client.get(reverse(f"publishing:{name}", args=["harbour", *which]))
    assert response.status_code == 200
    return response.content.decode()


def words_of(page: str) -> str:
    return reading.read(page).words
