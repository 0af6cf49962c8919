"""A query whose SQL was written once answers as the query itself does, whatever it is asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.access.models import Membership
from saidanddone.base.prepared import Prepared
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_it_answers_with_the_rows_of_the_query(people: Cast) -> None:
    def roles(user: int, role: str) -> "object":
        return Membership.objects.filter(user=user, role=role).values_list("role", "until")

    prepared = Prepared(roles)
    for name, role in (("chidi", "analyst"), ("amina", "peer_researcher"), ("chidi", "nobody")):
        user = people.users[name].pk
        assert prepared(user=user, role=role) == list(roles(user, role))


def test_it_answers_with_records_and_those_beside_them(people: Cast) -> None:
    prepared = Prepared(lambda user: Membership.objects.filter(user=user).select_related("user"))
    for name in ("chidi", "amina"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            [membership] = prepared(user=people.users[name].pk)
            assert membership.user == people.users[name]
        assert len(queries) == 1
        assert membership == Membership.objects.get(user=people.users[name])


def test_its_sql_holds_the_values_of_each_time(people: Cast) -> None:
    prepared = Prepared(lambda user: Membership.objects.filter(user=user).values_list("pk"))
    assert prepared.sql(user=7)[1] == [7]
    assert prepared.sql(user=9)[1] == [9]
