"""What the public pages say of who raised a theme that is answered or waits."""

from django.test import Client
from django.urls import reverse

from tests.people import Cast
from tests.unit.public_site.reading import read
from tests.unit.releases import world


def test_who_raised_it_is_not_told_of_a_community_of_whom_too_few_spoke(
    people: Cast, client: Client
) -> None:
    lights = world.theme(people, statement="Light the stairs where we live and work")
    world.raised(people, lights, 3, 9)
    world.answer(people, lights)
    world.signed(people)

    page = read(client, "answers")

    assert "Raised by residents." in page
    assert "Sex workers" not in page
    assert read(client, "answers_by_community", "sex-workers").count("sd-answer__parts") == 0


def test_what_waits_leads_to_who_raised_it(people: Cast, client: Client) -> None:
    world.raised(people, world.theme(people), 9, 9)
    world.signed(people)
    assert f'href="{reverse("publishing:heard", args=["harbour"])}#lights"' in read(client, "front")
    assert 'id="lights"' in read(client, "heard")
