"""The import contracts name every part of the product there is, so that a new one cannot be forgotten."""

import tomllib
from pathlib import Path
from typing import Any

from django.apps import apps

import saidanddone

ROOT = Path(__file__).parents[2]
SOURCE = Path(saidanddone.__file__).parent
# A package with one of these has the shape of an app.
SHAPE = ("models", "states", "policies", "queries", "commands", "analyses", "forms", "views")


def contract(name: str) -> dict[str, Any]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["id"] == name)


def in_the_shape_of_an_app() -> set[str]:
    """Every package with a module of that shape: apps, and rooms inside them."""
    found = set()
    for name in SHAPE:
        for path in (*SOURCE.rglob(f"{name}.py"), *SOURCE.rglob(f"{name}/__init__.py")):
            package = path.parent if path.name == f"{name}.py" else path.parent.parent
            if package.name not in (*SHAPE, "management"):
                found.add(".".join(("saidanddone", *package.relative_to(SOURCE).parts)))
    return found


def test_every_installed_app_has_its_place_in_the_order() -> None:
    installed = {
        app.name.removeprefix("saidanddone.")
        for app in apps.get_app_configs()
        if app.name.startswith("saidanddone.")
    }
    layers = {
        app.strip(" ()") for layer in contract("thread")["layers"] for app in layer.split("|")
    }
    assert installed <= layers
    assert contract("thread")["exhaustive"]


def test_every_app_and_room_keeps_the_order_inside() -> None:
    assert set(contract("anatomy")["containers"]) == in_the_shape_of_an_app()
