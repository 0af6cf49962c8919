"""The public page of measures."""

from django.test import Client

from tests.people import Cast
from tests.unit.public_site.reading import read


def test_a_hidden_month_is_marked_alike_whatever_it_counts(released: Cast, client: Client) -> None:
    page = read(client, "measures")
    assert "1 to 7" in page
    assert ">3<" not in page
    assert ">21<" not in page
