"""What protects the people who speak changes as the panel decided, and within limits (R12)."""

from datetime import date

import pytest
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import InvalidInput
from saidanddone.peers.commands import record_panel_decision, set_privacy
from saidanddone.peers.inputs import PanelDecisionInput, PrivacyInput
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.commands import add_partner, create_programme
from saidanddone.programme.inputs import PartnerInput, ProgrammeInput
from saidanddone.programme.models import Programme
from tests.people import Cast

ADDRESS = "/programmes/harbour/privacy"


def decided(people: Cast, about: str = "retention", outcome: str = "approved") -> PanelDecision:
    return record_panel_decision(
        actor=people.amina,
        programme=people.programme,
        details=PanelDecisionInput(
            title="Keep raw words two weeks",
            about=about,
            outcome=outcome,
            decided_on=date(2026, 1, 12),
            because="Long enough",
        ),
    )


def form_data(decision: PanelDecision | None, **changed: str) -> dict[str, str]:
    return {
        "raw_words_kept_days": "14",
        "fewest_people_for_public_theme": "8",
        "keys_held_elsewhere": "no",
        "decision": decision.ref if decision else "",
        "version": "1",
        "once": "one",
        **changed,
    }


@pytest.fixture
def grace(client: Client, people: Cast) -> Client:
    client.force_login(people.users["grace"])
    return client


def test_the_data_protection_officer_enters_what_the_panel_decided(
    grace: Client, people: Cast
) -> None:
    decision = decided(people)
    assert "Keep raw words two weeks, 12 January 2026" in grace.get(ADDRESS).content.decode()
    assert grace.post(ADDRESS, form_data(decision)).status_code == 302
    programme = Programme.objects.get()
    assert (programme.raw_words_kept_days, programme.fewest_people_for_public_theme) == (14, 8)
    entry = Entry.objects.latest("number")
    assert (entry.act, entry.reason) == ("peers.set_privacy", "14 days, 8 people, keys here")
    assert entry.about == f"peers.PanelDecision {decision.ref}"


@pytest.mark.parametrize(
    ("about", "outcome"),
    [("retention", "refused"), ("retention", "paused"), ("answer", "approved")],
)
def test_what_the_panel_did_not_approve_changes_nothing(
    grace: Client, people: Cast, about: str, outcome: str
) -> None:
    decision = decided(people, about, outcome)
    page = grace.post(ADDRESS, form_data(decision)).content.decode()
    assert page.count("Choose the decision by which the panel approved this") == 2
    assert Programme.objects.get().raw_words_kept_days == 30


def test_a_decision_about_something_else_changes_nothing_by_command(people: Cast) -> None:
    """Whoever calls it, a page or anything else."""
    with pytest.raises(Refused, match="Name the decision"):
        set_privacy(
            actor=people.grace,
            programme=people.programme,
            version=1,
            details=PrivacyInput(
                decision=decided(people, about="answer").ref,
                raw_words_kept_days=14,
                fewest_people_for_public_theme=8,
                keys_held_elsewhere=False,
            ),
        )


def test_without_a_decision_the_page_says_what_comes_first(grace: Client, people: Cast) -> None:
    page = grace.get(ADDRESS).content.decode()
    assert "Nothing here can change before it has" in page
    answer = grace.post(ADDRESS, form_data(None)).content.decode()
    assert answer.count("Choose the decision by which the panel approved this") == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"raw_words_kept_days": "6"}, "must be 7 or more"),
        ({"raw_words_kept_days": "91"}, "must be 90 or less"),
        ({"raw_words_kept_days": "ten"}, "must be a whole number"),
        ({"fewest_people_for_public_theme": "4"}, "must be 5 or more"),
        ({"fewest_people_for_public_theme": "31"}, "must be 30 or less"),
        ({"keys_held_elsewhere": ""}, "Say who holds the keys"),
        ({"keys_held_elsewhere": "yes"}, "Only another controller can hold the keys"),
    ],
)
def test_what_is_out_of_bounds_is_refused(
    grace: Client, people: Cast, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in grace.post(ADDRESS, form_data(decided(people), **changed)).content.decode()
    assert Programme.objects.get().version == 1


def test_keys_are_held_elsewhere_where_there_is_another_controller(
    grace: Client, people: Cast
) -> None:
    for name in ("council", "lamplight"):
        details = PartnerInput(agency_ref=people.agencies[name].ref)
        add_partner(actor=people.dawn, programme=people.programme, details=details)
    grace.post(ADDRESS, form_data(decided(people), keys_held_elsewhere="yes"))
    assert Programme.objects.get().keys_held_elsewhere


def test_a_decision_of_another_programme_does_not_count(people: Cast) -> None:
    other = create_programme(
        actor=people.jo,
        slug="o",
        details=ProgrammeInput(
            title="O",
            pledge="We will.",
            owner="O",
        ),
    )
    decision = decided(people)
    details = PrivacyInput(
        raw_words_kept_days=14,
        fewest_people_for_public_theme=8,
        keys_held_elsewhere=False,
        decision=decision.ref,
    )
    with pytest.raises(Refused, match="Name the decision"):
        set_privacy(actor=people.grace, programme=other, version=1, details=details)
    with pytest.raises(NotYours):
        set_privacy(actor=people.dawn, programme=people.programme, version=1, details=details)


def test_whoever_leads_the_strategy_cannot_change_them_with_its_words(people: Cast) -> None:
    with pytest.raises(InvalidInput, match="raw_words_kept_days"):
        ProgrammeInput(title="T", pledge="P", owner="O", raw_words_kept_days=365)  # type: ignore[call-arg]


def test_two_people_changing_them_both_see_both(grace: Client, people: Cast) -> None:
    decision = decided(people)
    grace.post(ADDRESS, form_data(decision))
    page = grace.post(ADDRESS, form_data(decision, raw_words_kept_days="21", once="two"))
    assert "Someone else changed this" in page.content.decode()
    assert Programme.objects.get().raw_words_kept_days == 14
