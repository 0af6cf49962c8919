"""What of the advisory panel is public."""

from datetime import date

from django.test import Client

from saidanddone.peers.models import PanelDecision
from tests.people import Cast
from tests.unit.public_site.reading import read
from tests.unit.releases import world


def test_what_the_panel_decided_is_public(people: Cast, client: Client) -> None:
    PanelDecision.objects.create(
        programme=people.programme,
        title="No map of where anyone works",
        about="fields",
        outcome="refused",
        decided_on=date(2026, 5, 1),
        because="It could get someone hurt.",
        dissent="One of us would have shown wards.",
    )
    world.signed(people)
    page = read(client, "decided")
    assert "No map of where anyone works" in page
    assert "One of us would have shown wards." in page
