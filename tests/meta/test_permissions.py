"""roles.toml, the permissions' sentences and the views agree."""

import importlib

from django.urls import URLPattern, URLResolver, get_resolver

from saidanddone.access.decorators import PUBLIC, SIGNED_IN
from saidanddone.access.roles import all_roles

APPS = (
    "access", "programme", "peers", "listening", "evidence", "strategy", "outcomes", "answers",
    "thread", "publishing",
)  # fmt: skip


def declared() -> dict[str, str]:
    sentences: dict[str, str] = {}
    for app in APPS:
        sentences |= importlib.import_module(f"saidanddone.{app}.policies").PERMISSIONS
    return sentences


def granted() -> set[str]:
    return {each for role in all_roles().values() for each in role.permissions}


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for each in (resolver or get_resolver()).url_patterns:
        found += patterns(each) if isinstance(each, URLResolver) else [each]
    return found


def test_every_permission_a_role_holds_is_declared_with_a_sentence() -> None:
    assert granted() - set(declared()) == set()


def test_every_declared_permission_is_held_by_some_role() -> None:
    assert set(declared()) - granted() == set()


def test_every_sentence_is_one() -> None:
    assert [name for name, said in declared().items() if not said.endswith(".")] == []


def test_every_address_names_its_permission() -> None:
    undeclared = [
        str(each.pattern)
        for each in patterns()
        if getattr(each.callback, "permission", None) not in {PUBLIC, SIGNED_IN, *declared()}
    ]
    assert undeclared == []


# R1: who may never hold anything about listening, evidence, answers or the thread.
KEPT_APART = {
    "police_panel_member", "police_intake", "safety_officer", "action_owner", "panel_member",
    "panel_coordinator", "administrator",
}  # fmt: skip


def test_roles_that_may_enforce_hold_nothing_of_the_words() -> None:
    kept = ("listening.", "evidence.", "thread.", "answers.", "peers.")
    leaks = [
        (role.slug, each)
        for role in all_roles().values()
        if role.slug in KEPT_APART
        for each in role.permissions
        if each.startswith(kept)
    ]
    assert leaks == []
