"""One kind of place in which roles are held, whatever later stages call it."""

from datetime import date

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.commands import give_role
from saidanddone.access.decorators import scope_page
from saidanddone.access.models import Membership, Scope
from saidanddone.access.policies import is_allowed, require
from saidanddone.access.queries import actor_of, people_in
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.commands import edit_programme
from saidanddone.programme.inputs import ProgrammeInput
from saidanddone.programme.models import Programme
from tests.people import Cast, make_programme


@pytest.fixture
def hub(people: Cast) -> Scope:
    """A service, as the support stage will make one."""
    return Scope.objects.create(kind="service", title="Lamplight hub")


def give_iris(
    people: Cast, hub: Scope, role: str = "hub_worker", until: date | None = None
) -> Actor:
    iris = people.users["iris"]
    give_role(actor=people.jo, scope=hub, user=iris, role=role, until=until or clock.today())
    return actor_of(iris, purpose="test")


def test_a_programme_is_a_scope_of_its_own_reference(people: Cast) -> None:
    scope = people.programme.scope
    assert (scope.ref, scope.kind, scope.title) == (
        people.programme.ref,
        "programme",
        "Safer in Harbour",
    )


def test_a_programme_renamed_renames_its_scope(people: Cast) -> None:
    edit_programme(
        actor=people.dawn,
        programme=people.programme,
        version=1,
        details=ProgrammeInput(title="Harbour, together", pledge="We will.", owner="O"),
    )
    assert Scope.objects.get(ref=people.programme.ref).title == "Harbour, together"


def test_a_programme_that_is_deleted_takes_its_roles_along(people: Cast) -> None:
    programme, _, _ = make_programme("elsewhere")
    Membership.objects.create(
        user=people.users["sam"], scope=programme.scope, role="analyst", until=clock.today()
    )
    programme.delete()
    assert not Programme.objects.filter(slug="elsewhere").exists()
    assert not Scope.objects.filter(ref=programme.ref).exists()
    assert not Membership.objects.filter(user=people.users["sam"]).exists()


def test_a_role_in_a_service_opens_nothing_in_a_programme(people: Cast, hub: Scope) -> None:
    Membership.objects.filter(user=people.users["iris"]).delete()
    iris = give_iris(people, hub)
    assert is_allowed(iris, "answers.tell_aloud", hub)
    assert not is_allowed(iris, "answers.tell_aloud", people.programme)
    with pytest.raises(NotYours):
        require(iris, "answers.tell_aloud", people.programme)


def test_a_role_in_a_programme_opens_nothing_in_a_service(people: Cast, hub: Scope) -> None:
    assert not is_allowed(people.iris, "answers.tell_aloud", hub)


def test_roles_are_held_apart_across_scopes(people: Cast, hub: Scope) -> None:
    """Iris supports people at the hub, so she holds no safety role anywhere."""
    with pytest.raises(Refused, match="safety role with a support role"):
        give_iris(people, hub, "safety_officer")


def test_who_works_in_a_service_is_read_as_in_a_programme(people: Cast, hub: Scope) -> None:
    give_iris(people, hub)
    (iris,) = people_in(hub.scope_id)
    assert [(role.role, role.where) for role in iris.standing] == [("Hub worker", "Lamplight hub")]


def find_hub(actor: Actor, slug: str, permission: str) -> Scope:
    scope = Scope.objects.filter(kind="service", title=slug).first()
    if scope is None or not is_allowed(actor, permission, scope):
        raise NotYours(permission)
    return scope


@scope_page("service", find_hub)("answers.tell_aloud")
def hub_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.service))  # type: ignore[attr-defined]


def visit(actor: Actor, slug: str) -> HttpResponse:
    request = RequestFactory().get("/")
    request.actor = actor  # type: ignore[attr-defined]
    return hub_page(request, slug=slug)


def test_the_page_of_a_service_finds_it_on_the_request(people: Cast, hub: Scope) -> None:
    assert visit(give_iris(people, hub), "Lamplight hub").content == b"Lamplight hub"


@pytest.mark.parametrize("slug", ["Lamplight hub", "No such hub"])
def test_what_is_absent_and_what_is_not_theirs_answer_alike(
    people: Cast, hub: Scope, slug: str
) -> None:
    with pytest.raises(Http404):
        visit(people.amina, slug)


def test_a_signed_out_person_is_asked_to_sign_in(people: Cast, hub: Scope) -> None:
    assert visit(NOBODY, "Lamplight hub").status_code == 302
