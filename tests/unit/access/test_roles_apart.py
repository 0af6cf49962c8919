"""Which roles one person may not hold together, and what those open that stand all the same (R1)."""

from datetime import date, timedelta
from itertools import product

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from saidanddone.access.actors import Actor
from saidanddone.access.commands import change_agency, end_role, give_role
from saidanddone.access.enforcement import open_to_enforcement
from saidanddone.access.models import Agency, Membership, Scope, User
from saidanddone.access.policies import SITE_ROLES
from saidanddone.access.queries import actor_of, number_of_refused_roles, person, today_of
from saidanddone.access.roles import all_roles, enforcing_roles, permissions_of
from saidanddone.access.roles_apart import refusal_to_give
from saidanddone.access.scheduled import forget_ended_roles
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from tests.people import IN_FORCE, Cast

AGENCIES = {
    "police": Agency(name="Police", may_enforce=True),
    "council": Agency(name="Council", may_enforce=False),
    "none listed": None,
}
IN_A_SCOPE = sorted(all_roles().keys() - SITE_ROLES)
ROLES_OF_POLICE = ("police_panel_member", "police_intake", "safety_officer")
OPEN_WORDS = ("peer_researcher", "engagement_lead", "analyst", "strategy_lead", "hub_worker")


def given(role: str, agency: str, *held: str) -> str:
    return refusal_to_give(role, AGENCIES[agency], frozenset(held))


@pytest.mark.parametrize(
    "support", ["hub_worker", "outreach_worker", "service_manager", "advocate"]
)
def test_nobody_holds_a_safety_role_with_a_support_role(support: str) -> None:
    assert "safety role with a support role" in given(support, "none listed", "safety_officer")
    assert "safety role with a support role" in given("safety_officer", "police", support)


@pytest.mark.parametrize("police", ["police_panel_member", "police_intake"])
@pytest.mark.parametrize("other", ["peer_researcher", "hub_worker", "advocate"])
def test_nobody_holds_a_police_role_with_a_support_or_peer_role(police: str, other: str) -> None:
    assert given(other, "none listed", police).startswith("Nobody holds a police role")
    assert given(police, "police", other).startswith("Nobody holds a police role")


def test_other_roles_are_held_together() -> None:
    assert given("analyst", "council", "hub_worker", "strategy_lead") == ""
    assert given("action_owner", "police", "police_intake") == ""


@pytest.mark.parametrize("role", ROLES_OF_POLICE)
@pytest.mark.parametrize("agency", ["council", "none listed"])
def test_a_role_that_may_enforce_needs_an_agency_that_may(role: str, agency: str) -> None:
    assert "for people whose agency may enforce" in given(role, agency)
    assert given(role, "police") == ""


@pytest.mark.parametrize(("role", "other"), list(product(ROLES_OF_POLICE, OPEN_WORDS)))
def test_a_role_that_may_enforce_is_held_with_none_that_opens_words(role: str, other: str) -> None:
    assert given(other, "none listed", role) != ""
    assert given(role, "police", other) != ""


@pytest.mark.parametrize("agency", AGENCIES)
def test_no_pair_of_roles_that_may_be_given_opens_words_to_whoever_may_enforce(agency: str) -> None:
    """Every pair there is, in both orders, by permissions alone."""
    is_of_police = agency == "police"
    for first, second in product(IN_A_SCOPE, IN_A_SCOPE):
        if given(first, agency) or given(second, agency, first):
            continue
        if is_of_police or not enforcing_roles().isdisjoint({first, second}):
            assert permissions_of(frozenset({first, second})) <= open_to_enforcement().keys()


def test_a_data_protection_officer_is_given_no_police_role() -> None:
    assert "sees nothing of what people said" in given(
        "police_intake", "police", "data_protection_officer"
    )


# What an earlier version gave, and opens nothing now (finding A5)


def stand(user: User, scope: Scope, role: str, until: date = IN_FORCE) -> Membership:
    """A role in the database as 0.1 left it, which no command of today would give."""
    return Membership.objects.create(user=user, scope=scope, role=role, until=until)


@pytest.fixture
def lee(people: Cast) -> User:
    """Invited to police intake without an agency, then made analyst: all of it by 0.1."""
    lee = User.objects.create_user(email="lee@harbour.example", name="Lee")
    for role in ("police_intake", "analyst", "engagement_lead", "strategy_lead"):
        stand(lee, people.programme.scope, role)
    return lee


def permissions(actor: Actor) -> set[str]:
    return {name for role in all_roles().values() for name in role.permissions if actor.may(name)}


def current(user: User, role: str) -> Membership:
    return Membership.objects.get(user=user, role=role)


def test_what_0_1_gave_to_police_intake_opens_nothing(people: Cast, lee: User) -> None:
    assert permissions(actor_of(lee)) == set()


def test_whoever_holds_only_such_roles_is_told_where_to_turn(client: Client, lee: User) -> None:
    Authenticator.objects.create(user=lee, type=Authenticator.Type.TOTP, data={})
    client.force_login(lee)
    answer = client.get("/today")
    assert answer.status_code == 403
    assert "Speak to your administrator" in answer.content.decode()
    assert client.get("/programmes/").status_code == 404


def test_the_administrator_is_told_of_each_role_that_opens_nothing(people: Cast, lee: User) -> None:
    assert number_of_refused_roles() == 4
    assert today_of(people.jo)[0].text.startswith("4 roles open nothing")
    refusals = {role.role: role.refusal for role in person(people.jo, lee).refused}
    assert "Say which agency they work for" in refusals["Police intake"]
    assert "Nobody is analyst and police intake" in refusals["Analyst"]


def test_a_police_role_elsewhere_shuts_a_role_here(people: Cast) -> None:
    sam, elsewhere = people.users["sam"], Scope.objects.create(kind="panel", title="Elsewhere")
    stand(sam, people.programme.scope, "analyst")
    stand(sam, elsewhere, "police_panel_member")
    assert not people.sam.may("evidence.code", people.programme.scope_id)


def test_once_the_agency_is_said_only_what_is_open_to_police_opens(people: Cast, lee: User) -> None:
    lee = change_agency(actor=people.jo, user=lee, agency=people.agencies["police"])
    assert permissions(actor_of(lee)) == {"access.see_today", "access.read_own_audit"}


def test_the_end_of_a_police_role_opens_nothing_by_itself(people: Cast, lee: User) -> None:
    with pytest.raises(Refused, match="End these first: analyst in Safer in Harbour, engagement"):
        end_role(actor=people.jo, membership=current(lee, "police_intake"))
    for role in ("analyst", "engagement_lead", "strategy_lead", "police_intake"):
        end_role(actor=people.jo, membership=current(lee, role))
    assert number_of_refused_roles() == 0


def test_the_last_day_of_a_police_role_opens_nothing_by_itself(people: Cast, lee: User) -> None:
    Membership.objects.filter(user=lee, role="police_intake").update(until=clock.today())
    with clock.as_if(clock.now() + timedelta(days=400)):
        assert forget_ended_roles(clock.today()) == []
        assert permissions(actor_of(lee)) == set()
        analyst = {role.role: role for role in person(people.jo, lee).refused}["Analyst"]
        assert "give it again" in analyst.refusal


def test_a_role_given_after_a_police_role_ended_is_open(people: Cast, lee: User) -> None:
    Membership.objects.filter(user=lee, role="police_intake").update(until=clock.today())
    with clock.as_if(clock.now() + timedelta(days=2)):
        until = clock.today() + timedelta(days=90)
        give_role(actor=people.jo, scope=people.programme, user=lee, role="analyst", until=until)
        assert actor_of(lee).may("evidence.code", people.programme.scope_id)
        assert not actor_of(lee).may("programme.manage", people.programme.scope_id)


def test_whoever_leaves_an_agency_that_may_enforce_holds_no_role_at_that_moment(
    people: Cast,
) -> None:
    farah, council = people.users["farah"], people.agencies["council"]
    with pytest.raises(Refused, match="End every role they hold first"):
        change_agency(actor=people.jo, user=farah, agency=council)
    end_role(actor=people.jo, membership=current(farah, "action_owner"))
    assert change_agency(actor=people.jo, user=farah, agency=council).agency == council


def test_nobody_says_for_themselves_whom_they_work_for(people: Cast) -> None:
    with pytest.raises(Refused, match="Ask another administrator"):
        change_agency(actor=people.jo, user=people.users["jo"], agency=None)


def test_a_role_held_everywhere_opens_nothing_to_the_police(people: Cast) -> None:
    grace = people.users["grace"]
    stand(grace, people.programme.scope, "police_intake")
    assert permissions(people.grace) == set()
    assert [role.role for role in person(people.jo, grace).refused] == [
        "Data protection officer",
        "Police intake",
    ]
