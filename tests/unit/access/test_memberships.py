"""Which roles one person may be given."""

from datetime import timedelta
from typing import Any

import pytest

from saidanddone.access.commands import give_role
from saidanddone.access.models import Membership
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from tests.people import Cast


def give(people: Cast, name: str, role: str, by: str = "jo", **changes: Any) -> Membership:
    changes.setdefault("until", clock.today() + timedelta(days=300))
    actor = getattr(people, by)
    return give_role(
        actor=actor, scope=people.programme, user=people.users[name], role=role, **changes
    )


@pytest.mark.parametrize("second", ["hub_worker", "peer_researcher"])
def test_nobody_holds_police_with_support_or_peers(people: Cast, second: str) -> None:
    with pytest.raises(Refused, match="police role"):
        give(people, "harun", second)


@pytest.mark.parametrize("role", ["administrator", "data_protection_officer"])
def test_a_role_held_everywhere_is_not_given_in_one_programme(people: Cast, role: str) -> None:
    with pytest.raises(Refused, match="held everywhere"):
        give(people, "sam", role)
    assert not Membership.objects.filter(user=people.users["sam"]).exists()
