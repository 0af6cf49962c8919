from datetime import timedelta

import pytest
from django.db import transaction

from saidanddone.base import clock
from saidanddone.base.errors import EditedMeanwhile
from saidanddone.base.idempotent import forget_old, new_token, submit_once
from saidanddone.base.models import Submission
from saidanddone.base.optimistic_lock import save_edit
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_a_form_sent_twice_acts_once_and_leads_to_the_same_page() -> None:
    acts: list[str] = []

    def act() -> str:
        acts.append("acted")
        return f"/page/{len(acts)}"

    token = new_token()
    assert [submit_once(token, act).led_to for _press in range(2)] == ["/page/1", "/page/1"]
    assert acts == ["acted"]


def test_an_act_that_fails_may_be_tried_again() -> None:
    token = new_token()

    def fail() -> str:
        raise ValueError

    with pytest.raises(ValueError), transaction.atomic():  # noqa: PT011
        submit_once(token, fail)
    assert not Submission.objects.exists()
    assert submit_once(token, lambda: "/done").led_to == "/done"


def test_the_second_of_two_editors_is_shown_what_the_first_saved(people: Cast) -> None:
    opened = people.programme.version
    save_edit(people.programme, opened, title="Safer in Harbour, together")
    with pytest.raises(EditedMeanwhile) as told:
        save_edit(people.programme, opened, title="Something else")
    assert told.value.current.title == "Safer in Harbour, together"
    people.programme.refresh_from_db()
    assert people.programme.title == "Safer in Harbour, together"


def test_what_was_sent_is_forgotten_after_seven_days() -> None:
    old, young = new_token(), new_token()
    for token in (old, young):
        submit_once(token, lambda: "/page")
    Submission.objects.filter(token=old).update(at=clock.now() - timedelta(days=8))
    assert forget_old() == 1
    assert Submission.objects.get().token == young
