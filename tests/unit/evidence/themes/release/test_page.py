"""The public page of what was heard."""

from django.test import Client

from tests.people import Cast
from tests.unit.public_site.reading import read


def test_who_raised_a_theme_is_told_in_bands(released: Cast, client: Client) -> None:
    page = read(client, "heard")
    # 6 of 14, and 9 of 17 shown as 10 of 15.
    assert "Raised by few or none in peer interviews and most in community conversations." in page
    assert "by none" not in page
    assert "by a few" not in page
    assert "of 14" not in page
