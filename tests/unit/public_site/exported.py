"""A release, and its static export."""

from pathlib import Path
from typing import Any

from saidanddone.public_site import commands
from tests.people import Cast, gather
from tests.unit.releases import world


def make_release() -> Cast:
    people = gather()
    lights = world.theme(people, statement="Light the stairs")
    world.raised(people, lights, 6, 9)
    decision = world.decision(people)
    world.action(people, [lights], decision=decision)
    world.answer(people, lights)
    world.indicator(people, "reports", [28, 27, 3, 21])
    world.signed(people)
    return people


def export(people: Cast, folder: Path, **said: Any) -> None:
    given = {"actor": people.bola, "programme": people.programme, "folder": folder} | said
    commands.export_site(**given)
