"""What stands in a database already is brought along."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.people import gather

pytestmark = pytest.mark.django_db(transaction=True)


def to(name: str) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate([("programme", name)])
    return MigrationExecutor(connection)


def test_a_role_without_a_last_day_gets_the_latest_it_could_have() -> None:
    chidi = gather().users["chidi"]
    before = to("0001_initial").loader.project_state([("programme", "0001_initial")]).apps
    memberships = before.get_model("programme", "Membership").objects
    try:
        memberships.filter(user_id=chidi.pk).update(until=None)
        given_on: date = memberships.get(user_id=chidi.pk).created_at.date()
    finally:
        to("0002_every_role_has_a_last_day")
    assert chidi.memberships.get().until == given_on + timedelta(days=1096)
