"""roles.toml, the permissions' sentences, what is open to enforcement, and the views agree.

The apps are those installed, so a new one cannot be forgotten.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from saidanddone.access.actors import Actor
from saidanddone.access.decorators import PUBLIC, SIGNED_IN
from saidanddone.access.enforcement import open_to_enforcement, policies_of_apps
from saidanddone.access.policies import is_allowed
from saidanddone.access.roles import all_roles, enforcing_roles, read_roles
from tests.people import Cast

RULES = Path(__file__).parents[2] / "docs" / "safety" / "rules.md"


def our_labels() -> set[str]:
    """The label of each installed app of ours."""
    return {app.label for app in apps.get_app_configs() if app.name.startswith("saidanddone.")}


def declared() -> dict[str, str]:
    sentences: dict[str, str] = {}
    for policies in policies_of_apps():
        sentences |= getattr(policies, "PERMISSIONS", {})
    return sentences


def granted() -> set[str]:
    return {permission for role in all_roles().values() for permission in role.permissions}


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in (resolver or get_resolver()).url_patterns:
        found += patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found


def test_every_permission_a_role_holds_is_declared_with_a_sentence() -> None:
    assert granted() - set(declared()) == set()


def test_every_declared_permission_is_held_by_some_role() -> None:
    assert set(declared()) - granted() == set()


def test_every_permission_begins_with_the_label_of_an_app() -> None:
    assert {permission.split(".")[0] for permission in declared()} <= our_labels()


def test_every_sentence_is_one() -> None:
    assert [name for name, sentence in declared().items() if not sentence.endswith(".")] == []


def test_every_address_names_its_permission() -> None:
    undeclared = [
        str(pattern.pattern)
        for pattern in patterns()
        if getattr(pattern.callback, "permission", None) not in {PUBLIC, SIGNED_IN, *declared()}
    ]
    assert undeclared == []


# R1: whoever works for an agency that may enforce


def test_only_what_an_app_lists_is_open_to_an_agency_that_may_enforce(people: Cast) -> None:
    """Farah's agency may evict. Given every role there is, she may do what is listed and no more."""
    farah = replace(people.farah, roles={people.programme.scope_id: frozenset(all_roles())})
    assert farah.works_for_enforcement
    allowed = {
        permission
        for permission in {*declared(), "support.see", "a new app's"}
        if is_allowed(farah, permission, people.programme)
    }
    assert allowed == set(open_to_enforcement())


def test_every_opening_is_a_permission_of_the_app_that_lists_it() -> None:
    strange = [
        (policies.__name__, permission)
        for policies in policies_of_apps()
        for permission in getattr(policies, "OPEN_TO_ENFORCEMENT", {})
        if permission not in policies.PERMISSIONS
    ]
    assert strange == []


def test_the_rules_print_every_opening_with_its_reason() -> None:
    """An opening that is missing from docs/safety/rules.md fails here and prints its row."""
    rows = [
        f"| `{permission}` | {declared()[permission]} | {reason} |"
        for permission, reason in sorted(open_to_enforcement().items())
    ]
    text = RULES.read_text(encoding="utf-8")
    printed = [line for line in text.splitlines() if line.startswith("| `")]
    assert printed == rows


def roles_open_to_enforcement() -> set[str]:
    """The roles that someone whose agency may enforce can be given."""
    openings = set(open_to_enforcement())
    return {role.slug for role in all_roles().values() if role.permissions <= openings}


def test_roles_of_the_police_hold_only_what_is_open_to_enforcement() -> None:
    assert enforcing_roles() <= roles_open_to_enforcement()
    assert {"action_owner", "panel_member", "panel_coordinator"} <= roles_open_to_enforcement()


def test_a_role_whose_name_speaks_of_enforcing_is_one_that_may_enforce() -> None:
    """A new role says its group; this asks again where its name gives it away."""
    telling = re.compile(
        r"police|safety|enforce|warden|landlord|licens|evict|border|immigration|fraud|trading standards"
    )
    named_so = {slug for slug, role in all_roles().items() if telling.search(role.name.casefold())}
    assert named_so == enforcing_roles()


def test_a_role_without_a_group_is_an_error() -> None:
    row = {"name": "Licensing officer", "purposes": [], "permissions": []}
    for groups in ({}, {"group": "council"}):
        with pytest.raises(ValueError, match="say which group licensing belongs to"):
            read_roles({"licensing": {**row, **groups}})
    assert read_roles({"licensing": {**row, "group": "police"}})["licensing"].may_enforce


def test_an_actor_of_an_agency_that_may_enforce_is_refused_words_in_every_role() -> None:
    """Made by hand, so that no other guard stands before this one."""
    no_police = frozenset(all_roles()) - enforcing_roles()
    actor = Actor(user_id=1, roles={1: no_police}, works_for_enforcement=True)
    assert {name for name in declared() if actor.may(name, 1)} == set(open_to_enforcement())


def test_every_role_of_every_group_is_refused_words_beside_a_role_that_may_enforce() -> None:
    for role in enforcing_roles():
        actor = Actor(user_id=1, roles={1: frozenset({role}), 2: frozenset(all_roles())})
        assert not actor.works_for_enforcement
        allowed = {permission for permission in declared() if actor.may(permission)}
        assert allowed == set(open_to_enforcement())
        assert [name for name in declared() if actor.scopes_where(name)] == sorted(
            allowed, key=list(declared()).index
        )
