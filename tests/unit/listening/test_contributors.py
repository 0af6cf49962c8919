from datetime import timedelta

import pytest

from saidanddone.audit.models import Entry, Subject
from saidanddone.base import clock, hooks
from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening import commands, lookups, queries, scheduled
from saidanddone.listening.inputs import ConsentElsewhereInput, ConsentInput
from saidanddone.listening.models import ConsentEvent, ContactRoute, LookupBatch, Receipt
from saidanddone.vault.models import Tombstone, WrappedKey
from tests.people import Cast
from tests.unit.listening.occasions import DAY, YES_TO_ALL, kit, speaker, way_to_reach


def test_each_use_is_answered_and_written_down(people: Cast) -> None:
    contributor, _ = kit(people, recontact=False)
    acts = queries.consents_of(contributor)
    assert acts.pop("recontact") == "refused"
    assert set(acts.values()) == {"given"}
    assert {event.wording for event in ConsentEvent.objects.all()} == {"2026-11"}


def test_no_use_is_taken_as_read(people: Cast) -> None:
    with pytest.raises(Refused, match="each use"):
        commands.register_contributor(
            actor=people.amina,
            programme=people.programme,
            details=speaker(people.sex_workers, uses={"use_in_themes": True}),
        )


def test_a_code_is_given_whatever_they_agreed_to(people: Cast) -> None:
    contributor, code = kit(people, **dict.fromkeys(YES_TO_ALL, False))
    assert queries.receipt_of(code).contributor == contributor  # type: ignore[union-attr]


def test_the_limits_are_told_first(people: Cast) -> None:
    with pytest.raises(Refused, match="Tell the person first"):
        commands.register_contributor(
            actor=people.amina,
            programme=people.programme,
            details=speaker(people.sex_workers, limits_told_on=None),
        )


def test_the_limits_cannot_have_been_told_on_a_day_to_come(people: Cast) -> None:
    with pytest.raises(Refused, match="cannot be in the future"):
        commands.register_contributor(
            actor=people.amina,
            programme=people.programme,
            details=speaker(people.sex_workers, limits_told_on=clock.today() + timedelta(days=1)),
        )
    assert not ConsentEvent.objects.exists()


def test_the_code_finds_the_receipt_and_is_stored_nowhere(people: Cast) -> None:
    contributor, code = kit(people)
    receipt = queries.receipt_of(code.lower().replace("-", " "))
    assert receipt is not None
    assert receipt.contributor == contributor
    assert code not in str(Receipt.objects.values())


def test_a_wrong_a_burnt_and_a_withdrawing_code_find_nothing_alike(
    people: Cast, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    burnt, burnt_code = kit(people)
    commands.burn_code(actor=people.amina, programme=people.programme, contributor=burnt)
    leaving, leaving_code = kit(people)
    commands.ask_to_withdraw_by_code(contributor=leaving)
    _, live_code = kit(people)
    for typed in ["", "nonsense", "ABCD-EFGH-JKMN-PQRS-T", burnt_code, leaving_code]:
        with django_assert_num_queries(1):
            assert queries.receipt_of(typed) is None
    with django_assert_num_queries(1):
        assert queries.receipt_of(live_code) is not None


def test_a_new_code_ends_the_old(people: Cast) -> None:
    contributor, old = kit(people)
    new = commands.issue_new_code(
        actor=people.amina, programme=people.programme, contributor=contributor
    )
    assert queries.receipt_of(old) is None
    assert queries.receipt_of(new) is not None


def test_consent_recorded_elsewhere_has_no_code(people: Cast) -> None:
    contributor = commands.register_contributor_elsewhere(
        actor=people.chidi,
        programme=people.programme,
        community=people.residents,
        details=ConsentElsewhereInput(
            consent_form="Study form 2",
            consent_date=DAY,
            consent_holder="The university",
            uses=["use_in_themes"],
        ),
    )
    assert not contributor.receipts.exists()
    assert queries.consents_of(contributor)["quote_without_name_in_public"] == "refused"
    with pytest.raises(Refused, match="recorded elsewhere"):
        commands.issue_new_code(
            actor=people.amina, programme=people.programme, contributor=contributor
        )


def test_a_conversation_may_widen_and_the_code_only_narrows(people: Cast) -> None:
    contributor, _ = kit(people, quote_without_name_in_public=False)
    commands.record_consent(
        actor=people.amina,
        programme=people.programme,
        contributor=contributor,
        details=ConsentInput(use="quote_without_name_in_public", act="given"),
    )
    assert contributor in queries.with_consent("quote_without_name_in_public")
    commands.stop_quotes_by_code(contributor=contributor)
    commands.stop_quotes_by_code(contributor=contributor)
    assert contributor not in queries.with_consent("quote_without_name_in_public")
    assert contributor not in queries.with_consent("quote_without_name_in_papers")
    assert contributor in queries.with_consent("use_in_themes")
    assert ConsentEvent.objects.filter(by_code=True).count() == 2
    assert not Entry.objects.filter(act="listening.stop_quotes_by_code").exclude(actor_ref="")


@pytest.mark.parametrize("act", ["withdrawn", "refused"])
def test_no_to_contact_in_a_conversation_deletes_the_way_to_reach_them(
    people: Cast, act: str
) -> None:
    contributor, _ = kit(people)
    route = way_to_reach(contributor)
    commands.record_consent(
        actor=people.amina,
        programme=people.programme,
        contributor=contributor,
        details=ConsentInput(use="recontact", act=act),
    )
    assert not ContactRoute.objects.exists()
    assert Tombstone.objects.get().key_ref == route.key_ref


def test_stopping_contact_deletes_the_way_to_reach_them(people: Cast) -> None:
    contributor, _ = kit(people)
    route = way_to_reach(contributor)
    commands.stop_contact_by_code(contributor=contributor)
    assert not ContactRoute.objects.exists()
    assert Tombstone.objects.get().key_ref == route.key_ref
    assert queries.consents_of(contributor)["recontact"] == "withdrawn"


def test_nothing_to_take_back_is_said_plainly(people: Cast) -> None:
    contributor, _ = kit(people, recontact=False)
    with pytest.raises(Refused, match="nothing to take back"):
        commands.record_consent(
            actor=people.amina,
            programme=people.programme,
            contributor=contributor,
            details=ConsentInput(use="recontact", act="withdrawn"),
        )


def test_someone_withdrawing_has_agreed_to_nothing_any_more(people: Cast) -> None:
    contributor, _ = kit(people)
    commands.ask_to_withdraw_by_code(contributor=contributor)
    assert contributor not in queries.with_consent("use_in_themes")


def test_the_ledger_shows_choices_to_the_data_protection_officer_only(
    people: Cast, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    contributor, _ = kit(people, recontact=False)
    kit(people)
    grace = people.grace
    with django_assert_num_queries(9):  # seven of them write the reading in the audit
        rows = queries.ledger(grace, people.programme)
    assert Entry.objects.get(act="listening.read_ledger").subjects.count() == 2
    mine = next(row for row in rows if row.ref == contributor.ref)
    assert dict(mine.consents)["recontact"] == "refused"
    for who in ("amina", "bola", "harun", "sam", "dawn", "jo"):
        with pytest.raises(NotYours):
            queries.ledger(getattr(people, who), people.programme)


def test_opening_a_persons_page_is_in_the_audit_under_the_person(people: Cast) -> None:
    contributor, _ = kit(people)
    queries.contributor_page(people.amina, people.programme, contributor.ref)
    entry = Entry.objects.get(act="listening.read_contributor")
    assert entry.subjects.count() == 1
    assert contributor.ref not in entry.about


def test_coming_back_with_a_card_is_audited_hit_or_miss(people: Cast) -> None:
    contributor, code = kit(people)
    assert queries.find_by_code(people.amina, people.programme, code) == contributor
    with pytest.raises(NotYours):
        queries.find_by_code(people.amina, people.programme, "not a code")
    assert Entry.objects.filter(act="listening.find_by_code").count() == 2
    assert Subject.objects.filter(entry__act="listening.find_by_code").count() == 1


def test_a_count_of_look_ups_goes_after_a_year(people: Cast) -> None:
    lookups.count_lookup(None)
    lookups.flush()
    in_a_year = clock.today() + timedelta(days=365)
    assert scheduled.forget_lookup_counts(in_a_year) == []
    assert scheduled.forget_lookup_counts(in_a_year + timedelta(days=1)) != []
    assert not LookupBatch.objects.exists()


def test_look_ups_are_counted_together_and_name_nobody(people: Cast) -> None:
    lookups.flush()  # what other tests looked up
    _, code = kit(people)
    written = LookupBatch.objects.count()
    receipt = queries.receipt_of(code)
    assert receipt is not None
    assert receipt.last_opened_week is None
    lookups.count_lookup(receipt)
    lookups.count_lookup(queries.receipt_of("wrong"))
    assert LookupBatch.objects.count() == written
    assert lookups.flush() == 2
    entry = Entry.objects.filter(act="listening.look_up_codes").latest("number")
    assert (entry.count, entry.actor_ref, entry.about, entry.scope_ref) == (2, "", "", "")
    assert not entry.subjects.exists()
    receipt.refresh_from_db()
    assert receipt.last_opened_week == queries.monday(clock.today())
    assert lookups.flush() == 0


def test_a_refused_registration_leaves_no_contributor(people: Cast) -> None:
    keys = WrappedKey.objects.count()
    with pytest.raises(Refused):
        kit(people, be_nice=True)
    assert WrappedKey.objects.count() == keys


def test_later_stages_hear_when_use_changes(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(
        hooks.after_use_changed,
        "_registered",
        [lambda contributor_id: heard.append(contributor_id)],
    )
    contributor, _ = kit(people)
    commands.record_consent(
        actor=people.amina,
        programme=people.programme,
        contributor=contributor,
        details=ConsentInput(use="use_in_themes", act="withdrawn"),
    )
    commands.ask_to_withdraw_by_code(contributor=contributor)
    commands.undo_withdrawal(
        actor=people.amina, programme=people.programme, contributor=contributor
    )
    assert heard == [contributor.pk] * 3
