"""R1: what is open to whoever works for an agency that may enforce. Everything else is refused.

Each app lists its openings in its policies as `OPEN_TO_ENFORCEMENT`, each with its reason. An app
that lists nothing opens nothing, so a new app is closed to them until it says otherwise.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from django.apps import apps


def policies_of_apps() -> Iterator[ModuleType]:
    """The `policies` module of each installed app of ours and of each room in it, earliest stage first."""
    for app in reversed(list(apps.get_app_configs())):
        if app.name.startswith("saidanddone."):
            rooms = (room.name for room in iter_modules([app.path]) if room.ispkg)
            for package in (app.name, *(f"{app.name}.{room}" for room in rooms)):
                if find_spec(f"{package}.policies"):
                    yield import_module(f"{package}.policies")


@cache
def open_to_enforcement() -> Mapping[str, str]:
    """Each permission that stays open to them, with its reason."""
    openings: dict[str, str] = {}
    for policies in policies_of_apps():
        openings |= getattr(policies, "OPEN_TO_ENFORCEMENT", {})
    return openings


def is_kept_from_enforcement(permission: str) -> bool:
    return permission not in open_to_enforcement()
