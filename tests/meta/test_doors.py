"""Every address: as every role and signed out, against the permission it declares (R1).

Without the permission, a made-up reference and someone else's record: one answer, "not there".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from saidanddone.access.decorators import PUBLIC, SIGNED_IN
from saidanddone.access.models import Membership, User
from saidanddone.access.roles import all_roles
from saidanddone.audit.models import Entry
from tests.homes.visit import undone
from tests.meta.addresses import MADE_UP, Route, address, not_theirs, pressed, real, routes
from tests.meta.world import World, build, leave
from tests.people import IN_FORCE

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROUTES = list(routes())
OPEN = {200, 302, 400, 405}  # 400: what was sent does not hold; 405: nothing to press, or to read
FOR_ALL = (PUBLIC, SIGNED_IN)
OTHER_METHODS = ("PUT", "PATCH", "DELETE")

# Addresses that answer otherwise although nobody is kept out, each with why.
OTHERWISE = {
    "publishing:api_not_there": {404},  # whatever else is asked of the API
    "publishing:api:api-root": {404},  # there is no page of its own
    "updates:updates": {200, 403, 405},  # 403: not sent from our own page
    "mfa_view_recovery_codes": {404, 405},  # none made yet
    "mfa_download_recovery_codes": {404},
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Built once for all these tests, and undone."""
    with django_db_blocker.unblock(), undone():  # type: ignore[attr-defined]
        made = build()
        leave(made)
        yield made


@dataclass
class Visitor:
    """Someone at their browser, signed in or not. What they do is undone."""

    user: User | None = None
    browser: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    cookies: str = ""

    def __post_init__(self) -> None:
        if self.user is not None:
            self.browser.force_login(self.user)
            self.browser.get("/today")  # chooses the only purpose there is
        self.cookies = self.browser.cookies.output(header="", sep=";")

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> HttpResponse:
        self.browser.cookies = SimpleCookie(self.cookies)
        with undone():
            if method == "POST":
                return self.browser.post(path, data)
            return self.browser.generic(method, path)


def is_open_to(route: Route, role: str) -> bool:
    return route.permission in {*FOR_ALL, *all_roles()[role].permissions}


def not_there(visitor: Visitor) -> bytes:
    """What this person is shown where there is nothing."""
    answer = visitor.ask("GET", f"/programmes/{MADE_UP}/plan")
    assert answer.status_code == 404
    return answer.content


def is_nothing(answer: HttpResponse, nothing: bytes) -> bool:
    return answer.status_code == 404 and answer.content == nothing


def opens(route: Route, answer: HttpResponse) -> bool:
    return answer.status_code in OTHERWISE.get(route.name, OPEN)


def told(route: Route, method: str, answer: HttpResponse, what: str = "") -> str:
    return f"{method} {route.name} {what}: {answer.status_code}"


def amiss(
    world: World,
    visitor: Visitor,
    held: frozenset[str],
    role: str = "",
    skip: frozenset[Route] = frozenset(),
) -> list[str]:
    """Every address that opens without its permission, or breaks with it."""
    nothing, wrong = not_there(visitor), []
    for route in ROUTES:
        if route in skip:
            continue
        path = address(route, real(route, world, world.here, role))
        for method in ("GET", "POST"):
            answer = visitor.ask(method, path, pressed(route, world.here))
            is_open = route.permission in {*FOR_ALL, *held}
            if not (opens(route, answer) if is_open else is_nothing(answer, nothing)):
                wrong.append(told(route, method, answer))
    return wrong


def test_every_address_declares_its_permission() -> None:
    known = {permission for role in all_roles().values() for permission in role.permissions}
    undeclared = [route.name for route in ROUTES if route.permission not in {*known, *FOR_ALL}]
    assert undeclared == []
    assert len(ROUTES) > 140


def test_signed_out(world: World) -> None:
    """Public pages open; every other leads to signing in, whatever stands behind it."""
    visitor, wrong = Visitor(), []
    before = Entry.objects.count()
    for route in ROUTES:
        path = address(route, real(route, world, world.here))
        for method in ("GET", "POST"):
            answer = visitor.ask(method, path, pressed(route, world.here))
            if route.permission == PUBLIC:
                is_right = opens(route, answer)
            else:
                is_right = answer.status_code == 302 and answer["Location"].startswith("/sign-in?")
            if not is_right:
                wrong.append(told(route, method, answer))
    assert not wrong, "\n".join(wrong)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("role", list(all_roles()))
def test_a_role(world: World, role: str) -> None:
    """What a role may not do is not there; what it may do never breaks."""
    held = all_roles()[role].permissions
    wrong = amiss(world, Visitor(world.roles[role]), held, role)
    assert not wrong, "\n".join(wrong)


def test_whoever_works_for_an_agency_that_may_enforce(world: World) -> None:
    """R1: Farah owns actions at a landlord; a wrongly given role opens no more to her."""
    farah, programme = world.here.cast.users["farah"], world.here.cast.programme
    theirs = all_roles()["action_owner"].permissions
    with undone():
        Membership.objects.create(
            user=farah, scope=programme.scope, role="engagement_lead", until=IN_FORCE
        )
        own = frozenset(route for route in ROUTES if route.name == "strategy:update_action")
        wrong = amiss(world, Visitor(farah), theirs, skip=own)
    assert not wrong, "\n".join(wrong)


def test_whoever_holds_no_role(world: World) -> None:
    """One page says where to turn, whatever else is there."""
    sam = Visitor(world.here.cast.users["sam"])
    today = frozenset(route for route in ROUTES if route.name == "access:today")
    wrong = amiss(world, sam, frozenset(), skip=today)
    assert not wrong, "\n".join(wrong)
    assert "Nothing is open to you" in sam.ask("GET", "/today").content.decode()


def test_whoever_has_no_second_factor_is_led_to_set_one_up(world: World) -> None:
    with undone():
        dawn = world.here.cast.users["dawn"]
        Authenticator.objects.filter(user=dawn).delete()
        visitor, wrong = Visitor(dawn), []
        for route in ROUTES:
            if route.permission in FOR_ALL:
                continue
            answer = visitor.ask("GET", address(route, real(route, world, world.here)))
            if answer.status_code != 302 or answer["Location"] != "/sign-in/set-up":
                wrong.append(told(route, "GET", answer))
    assert not wrong, "\n".join(wrong)


def test_the_data_protection_officer_of_every_programme(world: World) -> None:
    """Grace holds her role everywhere, by no membership."""
    grace = Visitor(world.here.cast.users["grace"])
    held = all_roles()["data_protection_officer"].permissions
    for programme in (world.here, world.elsewhere):
        for route in ROUTES:
            if route.permission in held:
                answer = grace.ask("GET", address(route, real(route, world, programme)))
                assert opens(route, answer), told(route, "GET", answer)


@pytest.mark.parametrize("role", list(all_roles()))
def test_what_is_made_up_and_what_is_someone_elses_answer_alike(world: World, role: str) -> None:
    visitor, wrong = Visitor(world.roles[role]), []
    nothing = not_there(visitor)
    for route in ROUTES:
        if route.permission not in all_roles()[role].permissions:
            continue
        for kind, parts in not_theirs(route, world, role):
            for method in ("GET", "POST"):
                answer = visitor.ask(method, address(route, parts), pressed(route, world.here))
                if answer.status_code != 405 and not is_nothing(answer, nothing):
                    wrong.append(told(route, method, answer, kind))
    assert not wrong, "\n".join(wrong)


def test_a_made_up_public_address_is_not_there(world: World) -> None:
    visitor, wrong = Visitor(), []
    for route in ROUTES:
        if route.permission == PUBLIC and route.references:
            made_up = dict.fromkeys(route.references, MADE_UP)
            answer = visitor.ask("GET", address(route, real(route, world, world.here) | made_up))
            if answer.status_code != 404:
                wrong.append(told(route, "GET", answer))
    assert not wrong, "\n".join(wrong)


def test_other_methods_do_nothing(world: World) -> None:
    """Once each, as someone who may open the page."""
    visitors = {role: Visitor(user) for role, user in world.roles.items()}
    wrong = []
    for route in ROUTES:
        role = next(role for role in visitors if is_open_to(route, role))
        path = address(route, real(route, world, world.here, role))
        for method in OTHER_METHODS:
            answer = visitors[role].ask(method, path)
            if route.name.startswith(("account_", "mfa_")):
                is_right = answer.status_code < 500  # allauth's own: it asks again
            else:
                is_right = answer.status_code in OTHERWISE.get(route.name, {405}) - {200}
            if not is_right:
                wrong.append(told(route, method, answer))
    assert not wrong, "\n".join(wrong)
