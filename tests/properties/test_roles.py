"""R1 by role and by agency: whatever stands in the database, and whatever commands are tried."""

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.access.actors import Actor
from saidanddone.access.commands import change_agency, edit_agency, end_role, give_role
from saidanddone.access.enforcement import open_to_enforcement
from saidanddone.access.inputs import AgencyInput
from saidanddone.access.models import Agency, Membership, Scope, User
from saidanddone.access.policies import SITE_ROLES
from saidanddone.access.queries import actor_of, number_of_refused_roles
from saidanddone.access.roles import all_roles
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from tests.people import Cast

OF_POLICE = {"police_panel_member", "police_intake", "safety_officer"}
EVERY_PERMISSION = {name for role in all_roles().values() for name in role.permissions}
ROLES = st.sampled_from(sorted(all_roles().keys() - SITE_ROLES))
AGENCIES = st.sampled_from(["police", "homes", "council", "lamplight", ""])
# Days from today on which a role ends: it ended, it ends today, it goes on.
LAST_DAYS = st.sampled_from([-400, -1, 0, 300])
HELD = st.lists(st.tuples(ROLES, st.integers(0, 1), LAST_DAYS), max_size=4)

QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def permissions(actor: Actor) -> set[str]:
    return {name for name in EVERY_PERMISSION if actor.may(name)}


def roles_of(actor: Actor) -> set[str]:
    return set(actor.site_roles.union(*actor.roles.values()))


def agency_of(people: Cast, name: str) -> Agency | None:
    return Agency.objects.get(pk=people.agencies[name].pk) if name else None


def assert_firewall(user: User, held_now: set[str]) -> None:
    """What this person may do, worked out from the rule's words alone."""
    actor = actor_of(user)
    agency_may = bool(user.agency and user.agency.may_enforce)
    if agency_may or held_now & OF_POLICE:
        assert permissions(actor) <= open_to_enforcement().keys()
    if not agency_may:
        assert not roles_of(actor) & OF_POLICE
    for scope_id in actor.roles:
        assert {name for name in EVERY_PERMISSION if actor.may(name, scope_id)} <= permissions(
            actor
        )


@QUICK
@given(held=HELD, agency=AGENCIES, site_role=st.sampled_from(["", *sorted(SITE_ROLES)]))
def test_rows_of_any_kind_open_no_words_to_whoever_may_enforce(
    people: Cast, held: list[tuple[str, int, int]], agency: str, site_role: str
) -> None:
    saved = transaction.savepoint()
    scopes = [people.programme.scope, Scope.objects.create(kind="panel", title="Elsewhere")]
    user = User.objects.create_user(
        email="lee@harbour.example", agency=agency_of(people, agency), site_role=site_role
    )
    for role, scope, days in held:
        Membership.objects.update_or_create(
            user=user, scope=scopes[scope], role=role,
            defaults={"until": clock.today() + timedelta(days=days)},
        )  # fmt: skip
    current = Membership.objects.filter(user=user, until__gte=clock.today())
    assert_firewall(user, set(current.values_list("role", flat=True)))
    transaction.savepoint_rollback(saved)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), ROLES),
        st.tuples(st.just("end"), ROLES),
        st.tuples(st.just("move"), AGENCIES),
        st.tuples(st.just("mark"), st.booleans()),
    ),
    max_size=7,
)


def attempt(people: Cast, user: User, act: str, what: str | bool) -> None:
    """Jo tries this, and is refused where a rule is against it."""
    jo = people.jo
    if act == "give" and isinstance(what, str):
        until = clock.today() + timedelta(days=30)
        give_role(actor=jo, scope=people.programme, user=user, role=what, until=until)
    elif act == "end":
        for membership in Membership.objects.filter(user=user, role=what, until__gte=clock.today()):
            end_role(actor=jo, membership=membership)
    elif act == "move" and isinstance(what, str):
        change_agency(actor=jo, user=user, agency=agency_of(people, what))
    elif act == "mark":
        lamplight = Agency.objects.get(slug="lamplight")
        details = AgencyInput(name="Lamplight", kind="voluntary", may_enforce=bool(what))
        edit_agency(actor=jo, agency=lamplight, version=lamplight.version, details=details)


@QUICK
@given(acts=ACTS)
def test_no_sequence_of_commands_opens_words_to_whoever_may_enforce(
    people: Cast, acts: list[tuple[str, str | bool]]
) -> None:
    """Nor does any command open a role that it was not asked to give."""
    saved = transaction.savepoint()
    user = User.objects.create_user(email="lee@harbour.example", name="Lee")
    for act, what in acts:
        opened_before = roles_of(actor_of(user))
        try:
            with transaction.atomic():
                attempt(people, user, act, what)
        except Refused:
            pass
        user = User.objects.select_related("agency").get(pk=user.pk)
        current = Membership.objects.filter(user=user, until__gte=clock.today())
        assert_firewall(user, set(current.values_list("role", flat=True)))
        opened = roles_of(actor_of(user)) - opened_before
        if act != "give":
            assert permissions_of_opened(opened) <= open_to_enforcement().keys()
    tightened = any(act in ("mark", "move") for act, _ in acts)
    assert tightened or number_of_refused_roles() == 0
    transaction.savepoint_rollback(saved)


def permissions_of_opened(roles: set[str]) -> set[str]:
    return {name for role in roles for name in all_roles()[role].permissions}
