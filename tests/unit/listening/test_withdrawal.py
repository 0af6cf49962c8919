from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.audit.chain import verify
from saidanddone.audit.models import Entry
from saidanddone.base import clock, hooks
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token, submit_once
from saidanddone.base.models import Submission
from saidanddone.listening import commands, queries, scheduled, today
from saidanddone.listening.inputs import ReflectionInput
from saidanddone.listening.models import (
    ConsentEvent,
    Contribution,
    Contributor,
    Receipt,
    Reflection,
)
from saidanddone.ui.saved_forms import REMEMBERED
from saidanddone.vault import erasure
from saidanddone.vault.models import Tombstone, WrappedKey
from saidanddone.vault.sealing import KeyDestroyed, key_ring_for
from tests.people import Cast
from tests.unit.evidence.voices import confirmed
from tests.unit.listening.occasions import DAY, captured, interview, kit, way_to_reach


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What happens right after the commit, without the watcher that empties the log behind it."""
    monkeypatch.setattr(erasure, "finish_shredding_soon", erasure.finish_shredding)
    return partial(django_capture_on_commit_callbacks, execute=True)


def test_no_form_that_was_sent_keeps_an_address_that_names_whoever_withdrew(
    people: Cast, client: Client
) -> None:
    contributor, _ = kit(people)
    transcript = confirmed(people, captured(people, interview(people), contributor))
    other, _ = kit(people)
    theirs = [f"/x/people/{contributor.ref}/", f"/x/transcripts/{transcript.ref}#t1"]
    kept = f"/x/people/{other.ref}/"
    tokens = [new_token() for _ in range(3)]
    for token, address in zip(tokens, [*theirs, kept], strict=True):
        submit_once(token, partial(str, address))
    client.force_login(people.users["bola"])
    session = client.session
    at = clock.now().isoformat()
    session[REMEMBERED] = {"/a": (at, theirs[0]), theirs[1]: (at, "/b"), "/c": (at, kept)}
    session.save()
    withdraw = reverse("listening:withdraw", args=[people.programme.slug, contributor.ref])
    client.post(withdraw, {"once": new_token()})

    assert not Contributor.objects.filter(pk=contributor.pk).exists()
    assert client.session[REMEMBERED] == {"/c": [at, kept]}
    left = set(Submission.objects.values_list("led_to", flat=True))
    assert left == {"", kept, reverse("listening:occasions", args=[people.programme.slug])}
    assert submit_once(tokens[0], str).led_to == "/today"


def test_withdrawing_now_removes_everything_they_said(people: Cast, commit: Any) -> None:
    contributor, code = kit(people)
    engagement = interview(people)
    contribution = captured(people, engagement, contributor)
    other, _ = kit(people)
    others_words = captured(people, engagement, other)
    commands.record_reflection(
        actor=people.amina,
        programme=people.programme,
        contributor=contributor,
        details=ReflectionInput(
            from_whom="sex_workers",
            words="I was heard.",
            said_on=DAY,
        ),
    )
    with commit():
        commands.withdraw_now(
            actor=people.bola, programme=people.programme, contributor=contributor
        )
    assert list(Contribution.objects.all()) == [others_words]
    assert not Reflection.objects.exists()
    assert set(ConsentEvent.objects.values_list("contributor", flat=True)) == {other.pk}
    assert Receipt.objects.count() == 1
    assert queries.receipt_of(code) is None
    assert not WrappedKey.objects.filter(ref=contribution.key_ref).exists()
    with pytest.raises(KeyDestroyed):
        key_ring_for([contribution]).unseal(contribution, "words")
    assert queries.raw_passages(people.amina, others_words)


def test_the_key_of_the_way_to_reach_them_goes_as_well(people: Cast) -> None:
    contributor, _ = kit(people)
    route = way_to_reach(contributor)
    commands.withdraw_now(actor=people.bola, programme=people.programme, contributor=contributor)
    stopped = set(Tombstone.objects.values_list("key_ref", flat=True))
    assert stopped == {contributor.key_ref, route.key_ref}


def test_attendance_does_not_fall_and_the_audit_still_verifies(people: Cast) -> None:
    contributor, _ = kit(people)
    engagement = interview(people)
    captured(people, engagement, contributor)
    commands.withdraw_now(actor=people.amina, programme=people.programme, contributor=contributor)
    assert queries.attendance_of(engagement) == (("Sex workers", 1),)
    assert verify().broken_at is None
    last = Entry.objects.get(act="listening.withdraw_now")
    assert last.about == f"programme.Programme {people.programme.ref}"
    assert not last.subjects.exists()


def test_later_stages_hear_of_it_before_it_goes(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bool] = []
    contributor, _ = kit(people)

    def still_there(contributor_id: int) -> None:
        heard.append(Contributor.objects.filter(pk=contributor_id).exists())

    monkeypatch.setattr(hooks.before_withdrawal, "_registered", [still_there])
    commands.withdraw_now(actor=people.amina, programme=people.programme, contributor=contributor)
    assert heard == [True]


def test_by_code_use_stops_at_once_and_the_rest_waits_seven_days(people: Cast) -> None:
    contributor, _ = kit(people)
    contribution = captured(people, interview(people), contributor)
    due = commands.ask_to_withdraw_by_code(contributor=contributor)
    assert due - clock.now() > timedelta(days=6, hours=23)
    assert commands.ask_to_withdraw_by_code(contributor=contributor) == due
    contribution.refresh_from_db()
    assert contribution.is_stopped
    with pytest.raises(NotYours):
        queries.raw_passages(people.amina, contribution)
    assert commands.finish_due_withdrawals() == 0
    assert Contributor.objects.filter(pk=contributor.pk).exists()


def test_it_can_be_undone_with_a_peer_within_seven_days(people: Cast) -> None:
    contributor, code = kit(people)
    contribution = captured(people, interview(people), contributor)
    commands.ask_to_withdraw_by_code(contributor=contributor)
    come_back = queries.find_by_code(people.amina, people.programme, code)
    commands.undo_withdrawal(actor=people.amina, programme=people.programme, contributor=come_back)
    contribution.refresh_from_db()
    assert not contribution.is_stopped
    assert queries.receipt_of(code) is not None


def test_after_seven_days_it_cannot_and_tick_erases(people: Cast, commit: Any) -> None:
    contributor, _ = kit(people)
    captured(people, interview(people), contributor)
    commands.ask_to_withdraw_by_code(contributor=contributor)
    with clock.as_if(clock.now() + timedelta(days=7, minutes=1)):
        with pytest.raises(Refused, match="seven days have passed"):
            commands.undo_withdrawal(
                actor=people.amina, programme=people.programme, contributor=contributor
            )
        with commit():
            assert scheduled.finish_withdrawals(clock.today()) == ["1 withdrawn and erased."]
    assert not Contribution.objects.exists()
    assert not WrappedKey.objects.filter(ref=contributor.key_ref).exists()
    assert Tombstone.objects.get().key_ref == contributor.key_ref


def test_undoing_what_was_not_asked_is_said(people: Cast) -> None:
    contributor, _ = kit(people)
    with pytest.raises(Refused, match="nothing to undo"):
        commands.undo_withdrawal(
            actor=people.amina, programme=people.programme, contributor=contributor
        )


@pytest.mark.parametrize("who", ["harun", "farah", "chidi", "dawn", "grace", "sam", "iris"])
def test_others_cannot_withdraw_for_someone(people: Cast, who: str) -> None:
    contributor, _ = kit(people)
    with pytest.raises(NotYours):
        commands.withdraw_now(
            actor=getattr(people, who), programme=people.programme, contributor=contributor
        )


def test_today_tells_who_sits_with_people_what_waits(people: Cast) -> None:
    contributor, _ = kit(people)
    interview(people)
    commands.ask_to_withdraw_by_code(contributor=contributor)
    texts = [line.text for line in today.today_lines(people.amina)]
    assert texts[0] == "“Interview one” on 3 June is not written up yet"
    assert texts[1].startswith("Someone asked us to erase what they said")
    assert [line.text[:7] for line in today.today_lines(people.bola)] == ["Someone"]
    for who in ("harun", "farah", "ed", "iris", "sam"):
        assert today.today_lines(getattr(people, who)) == []
