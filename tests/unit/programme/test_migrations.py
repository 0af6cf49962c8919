"""What stands in a database already is brought along."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from saidanddone.access.models import Membership, Scope
from saidanddone.audit.models import Entry
from saidanddone.programme.models import Programme
from tests.people import gather

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def back_at(*names: tuple[str, str]) -> Iterator[Any]:
    """The models as they were after these migrations; afterwards every migration is applied again."""
    MigrationExecutor(connection).migrate(list(names))
    executor = MigrationExecutor(connection)
    try:
        yield executor.loader.project_state(list(names)).apps
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def test_a_role_without_a_last_day_gets_the_latest_it_could_have() -> None:
    chidi = gather().users["chidi"]
    with back_at(("programme", "0001_initial")) as before:
        memberships = before.get_model("programme", "Membership").objects
        memberships.filter(user_id=chidi.pk).update(until=None)
        given_on: date = memberships.get(user_id=chidi.pk).created_at.date()
    assert chidi.memberships.get().until == given_on + timedelta(days=1096)


def test_roles_held_in_a_programme_are_held_in_its_scope() -> None:
    """The scope has the programme's reference and title, and no migration writes to the audit."""
    people = gather()
    held = set(Membership.objects.values_list("ref", "user", "role", "until"))
    with back_at(("programme", "0002_every_role_has_a_last_day")) as before:
        memberships = before.get_model("programme", "Membership").objects
        assert set(memberships.values_list("ref", "user", "role", "until")) == held
        assert set(memberships.values_list("programme", flat=True)) == {people.programme.pk}
        entries = Entry.objects.count()
    programme = Programme.objects.get()
    assert Scope.objects.get(kind="programme").ref == programme.scope.ref == programme.ref
    assert (programme.scope.kind, programme.scope.title) == ("programme", programme.title)
    assert set(programme.scope.memberships.values_list("ref", "user", "role", "until")) == held
    assert Entry.objects.count() == entries
