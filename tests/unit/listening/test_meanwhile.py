"""Whoever withdraws at the same moment is gone: a sentence says so, and nothing is saved."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.answers.commands import give_verdict_by_code
from saidanddone.audit.models import Entry
from saidanddone.base.errors import Refused
from saidanddone.listening import commands
from saidanddone.listening.inputs import ConsentInput, ReflectionInput
from saidanddone.listening.models import Contributor, Engagement
from tests.people import Cast
from tests.unit.listening.occasions import DAY, captured, interview, kit

Act = Callable[[Cast, Contributor, Engagement], object]
REFLECTION = ReflectionInput(from_whom="sex_workers", words="I was heard.", said_on=DAY)


def _with(people: Cast, contributor: Contributor) -> dict[str, object]:
    return {"actor": people.amina, "programme": people.programme, "contributor": contributor}


ACTS: dict[str, Act] = {
    "words": lambda people, kit, occasion: captured(people, occasion, kit),
    "reflection": lambda people, kit, _: commands.record_reflection(
        **_with(people, kit), details=REFLECTION
    ),
    "consent": lambda people, kit, _: commands.record_consent(
        **_with(people, kit), details=ConsentInput(use="recontact", act="withdrawn")
    ),
    "new card": lambda people, kit, _: commands.issue_new_code(**_with(people, kit)),
    "burn": lambda people, kit, _: commands.burn_code(**_with(people, kit)),
    "typed by a worker": lambda people, kit, _: commands.note_typed_by_worker(**_with(people, kit)),
    "withdraw": lambda people, kit, _: commands.withdraw_now(**_with(people, kit)),
    "withdraw by code": lambda people, kit, _: commands.ask_to_withdraw_by_code(contributor=kit),
    "stop quotes": lambda people, kit, _: commands.stop_quotes_by_code(contributor=kit),
    "stop contact": lambda people, kit, _: commands.stop_contact_by_code(contributor=kit),
    "burn by code": lambda people, kit, _: commands.burn_code_by_code(contributor=kit),
    "verdict": lambda people, kit, _: give_verdict_by_code(
        contributor=kit, answer_ref="none", verdict="seen_no"
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_meets_a_withdrawal_is_refused_in_a_sentence(people: Cast, act: Act) -> None:
    contributor, _ = kit(people)
    engagement = interview(people)
    as_opened = Contributor.objects.get(pk=contributor.pk)
    commands.withdraw_now(**_with(people, contributor))
    with pytest.raises(Refused, match="This person has taken back everything they said"):
        act(people, as_opened, engagement)
    assert Entry.objects.order_by("number").last().act == "listening.withdraw_now"


def test_a_code_whose_bearer_is_erased_meanwhile_opens_nothing(
    people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    contributor, code = kit(people)

    def looked_up_before_it_went(typed: str) -> object:
        receipt = receipt_of(typed)
        commands.withdraw_now(**_with(people, contributor))
        return receipt

    from saidanddone.listening.queries import receipt_of

    monkeypatch.setattr("saidanddone.answers.views.updates.receipt_of", looked_up_before_it_went)
    answer = client.post(
        reverse("updates:updates"),
        {"code": code, "do": "withdraw"},
        HTTP_ORIGIN="http://testserver",
    )
    assert answer.status_code == 200
    assert "We cannot open that code" in answer.content.decode()
