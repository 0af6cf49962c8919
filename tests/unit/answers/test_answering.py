"""Drafting, changing, approving and publishing an answer."""

from dataclasses import replace

import pytest

from saidanddone.answers import commands, queries
from saidanddone.answers.models import Answer, PublishedAnswer
from saidanddone.audit.models import Entry
from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused
from saidanddone.evidence.themes.commands import name_tension
from saidanddone.evidence.themes.inputs import TensionInput
from saidanddone.evidence.themes.models import Tension
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Decision
from tests.people import Cast
from tests.unit.answers import world

VAGUE = world.done("We will continue to engage with partners.")


def draft(
    people: Cast, theme: world.Theme | None = None, words: world.AnswerInput | None = None
) -> Answer:
    return commands.draft_answer(
        actor=people.bola,
        programme=people.programme,
        theme=theme or world.theme(people),
        details=words or world.done(),
    )


def approve(people: Cast, answer: Answer, by: str = "dawn") -> Answer:
    answer.refresh_from_db()
    return commands.approve_answer(
        actor=getattr(people, by),
        programme=people.programme,
        answer_ref=answer.ref,
        version=answer.version,
    )


def publish(people: Cast) -> list[Answer]:
    return commands.publish_answers(actor=people.dawn, programme=people.programme)


def test_an_answer_begins_as_a_draft_and_is_audited(people: Cast) -> None:
    answer = draft(people)
    assert (answer.state, answer.number) == ("drafted", 1)
    assert Entry.objects.filter(act="answers.draft", about__contains=answer.ref).exists()


def test_an_answer_that_says_nothing_is_refused_with_what_is_missing(people: Cast) -> None:
    with pytest.raises(Refused, match="Say what was done"):
        draft(people, words=VAGUE)


def test_an_answer_cannot_become_hollow(people: Cast) -> None:
    answer = draft(people)
    with pytest.raises(Refused, match="Say what was done"):
        commands.edit_answer(
            actor=people.bola,
            programme=people.programme,
            answer_ref=answer.ref,
            version=1,
            details=VAGUE,
        )


def test_a_theme_has_one_answer_being_written(people: Cast) -> None:
    theme = world.theme(people)
    draft(people, theme)
    with pytest.raises(Refused, match="already being written"):
        draft(people, theme)


@pytest.mark.parametrize("name", ["amina", "chidi", "ed", "farah", "harun", "iris", "sam", "jo"])
def test_only_those_who_may_draft(people: Cast, name: str) -> None:
    with pytest.raises(NotYours):
        commands.draft_answer(
            actor=getattr(people, name),
            programme=people.programme,
            theme=world.theme(people),
            details=world.done(),
        )


def test_another_programmes_theme_is_not_there(people: Cast) -> None:
    theme = world.theme(people)
    elsewhere = Programme.objects.create(slug="elsewhere", title="Elsewhere")
    theme.programme = elsewhere
    theme.save()
    with pytest.raises(NotYours):
        draft(people, theme)


def test_who_drafted_it_never_approves_it(people: Cast) -> None:
    answer = commands.draft_answer(
        actor=people.dawn,
        programme=people.programme,
        theme=world.theme(people),
        details=world.done(),
    )
    with pytest.raises(Refused, match="someone else must approve"):
        approve(people, answer)


def test_who_changed_it_last_does_not_approve_it_either(people: Cast) -> None:
    answer = draft(people)
    commands.edit_answer(
        actor=people.dawn,
        programme=people.programme,
        answer_ref=answer.ref,
        version=1,
        details=world.done("Six lights were mended."),
    )
    with pytest.raises(Refused, match="someone else must approve"):
        approve(people, answer)


def test_another_person_approves(people: Cast) -> None:
    answer = approve(people, draft(people))
    assert answer.state == "approved"
    assert answer.approved_by == people.users["dawn"]


def test_changed_words_need_approval_again(people: Cast) -> None:
    answer = approve(people, draft(people))
    changed = commands.edit_answer(
        actor=people.bola,
        programme=people.programme,
        answer_ref=answer.ref,
        version=answer.version,
        details=world.done("Six lights were mended."),
    )
    assert (changed.state, changed.approved_by) == ("drafted", None)


def test_saving_the_same_words_changes_nothing(people: Cast) -> None:
    answer = approve(people, draft(people))
    same = commands.edit_answer(
        actor=people.bola,
        programme=people.programme,
        answer_ref=answer.ref,
        version=answer.version,
        details=world.done(),
    )
    assert (same.state, same.version) == ("approved", answer.version)


def test_two_editors_see_both_texts(people: Cast) -> None:
    answer = draft(people)
    for words in ("Six lights were mended.", "Five lights were mended."):
        change = replace(world.done(), we_did=words)
        edit = {
            "actor": people.bola,
            "programme": people.programme,
            "answer_ref": answer.ref,
            "version": 1,
            "details": change,
        }
        if words.startswith("Six"):
            commands.edit_answer(**edit)
        else:
            with pytest.raises(EditedMeanwhile) as meanwhile:
                commands.edit_answer(**edit)
            assert meanwhile.value.current.we_did == "Six lights were mended."


def test_what_was_approved_is_what_was_read(people: Cast) -> None:
    answer = draft(people)
    commands.edit_answer(
        actor=people.bola,
        programme=people.programme,
        answer_ref=answer.ref,
        version=1,
        details=world.done("Nine lights were mended."),
    )
    with pytest.raises(EditedMeanwhile):
        commands.approve_answer(
            actor=people.dawn, programme=people.programme, answer_ref=answer.ref, version=1
        )


@pytest.fixture
def tension(people: Cast) -> Tension:
    patrols, stops = world.theme(people, "patrols", "ask"), world.theme(people, "stops", "ask")
    return Tension.objects.create(
        programme=people.programme, one=patrols, other=stops, statement="They pull apart."
    )


def decide(people: Cast, tension: Tension, **more: str) -> Decision:
    made = Decision.objects.create(
        programme=people.programme,
        title="Patrols",
        body="Board",
        decided_on=world.JUNE,
        decided="Patrols after school only.",
        **more,
    )
    made.tensions.add(tension)
    return made


COST = {"who_bears_the_cost": "Neighbours wait.", "offered_to_them": "A phone line."}


def test_a_tensions_answer_waits_for_its_decision(people: Cast, tension: Tension) -> None:
    with pytest.raises(Refused, match="About stops"):
        approve(people, draft(people, tension.one))


def test_a_decision_that_names_no_cost_is_not_enough(people: Cast, tension: Tension) -> None:
    decide(people, tension, who_bears_the_cost="Neighbours wait.")
    with pytest.raises(Refused, match="what is offered"):
        approve(people, draft(people, tension.other))


def test_after_its_decision_a_tensions_answer_is_approved(people: Cast, tension: Tension) -> None:
    decide(people, tension, **COST)
    assert approve(people, draft(people, tension.one)).state == "approved"


def test_a_tension_named_after_approval_still_holds_the_answer_back(people: Cast) -> None:
    one, other = world.theme(people, "patrols"), world.theme(people, "stops")
    world.raised(people, one)
    approve(people, draft(people, one))
    Tension.objects.create(programme=people.programme, one=one, other=other, statement="Apart.")
    assert publish(people) == []
    assert "pulls against" in queries.held_back(people.programme)[0].why


def test_a_tension_named_after_an_answer_was_told_takes_it_out_of_the_next_release(
    people: Cast,
) -> None:
    one, other = world.theme(people, "patrols"), world.theme(people, "stops")
    world.raised(people, one)
    told = world.published(people, one)
    assert PublishedAnswer.objects.get().answer == told
    name_tension(
        actor=people.chidi,
        programme=people.programme,
        details=TensionInput(one_slug=one.slug, other_slug=other.slug, statement="Apart."),
    )
    assert publish(people) == []
    assert not PublishedAnswer.objects.exists()
    assert "pulls against" in queries.held_back(people.programme)[0].why


def test_approved_answers_are_published_and_frozen(people: Cast) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    answer = approve(people, draft(people, theme))
    assert publish(people) == [answer]
    answer.refresh_from_db()
    assert answer.state == "published"
    parts = PublishedAnswer.objects.get(answer=answer).parts
    assert parts["theme"] == "About lights"
    assert [heading for heading, _ in parts["told"]] == ["People told us", "We did"]


def test_a_draft_is_not_published(people: Cast) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    draft(people, theme)
    assert publish(people) == []


def test_publishing_twice_changes_nothing(people: Cast) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    answer = world.published(people, theme)
    publish(people)
    answer.refresh_from_db()
    assert answer.replaced_at is None
    assert PublishedAnswer.objects.count() == 1


def test_only_a_signature_publishes(people: Cast) -> None:
    with pytest.raises(NotYours):
        commands.publish_answers(actor=people.bola, programme=people.programme)


def test_what_few_people_raised_is_told_in_person(people: Cast) -> None:
    theme = world.theme(people)
    world.raised(people, theme, by=4)
    approve(people, draft(people, theme))
    assert publish(people) == []
    assert "told in person" in queries.held_back(people.programme)[0].why


def test_what_few_people_raised_goes_out_in_words_the_panel_agreed(people: Cast) -> None:
    theme = world.theme(
        people,
        public_statement="Light where people walk",
        agreed_by_panel=world.panel_agrees(people),
    )
    world.raised(people, theme, by=1)
    approve(people, draft(people, theme))
    publish(people)
    assert PublishedAnswer.objects.get().parts["theme"] == "Light where people walk"


def test_words_the_panel_refused_do_not_go_out(people: Cast) -> None:
    decision = world.panel_agrees(people)
    decision.outcome = "refused"
    decision.save()
    theme = world.theme(people, public_statement="Light", agreed_by_panel=decision)
    world.raised(people, theme, by=1)
    approve(people, draft(people, theme))
    assert publish(people) == []


def test_a_published_answer_is_never_rewritten(people: Cast) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    answer = world.published(people, theme)
    with pytest.raises(Refused, match="next answer"):
        commands.edit_answer(
            actor=people.bola,
            programme=people.programme,
            answer_ref=answer.ref,
            version=answer.version,
            details=world.done("Six lights were mended."),
        )


def test_the_next_answer_has_the_next_number_and_takes_its_place(people: Cast) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    first = world.published(people, theme)
    second = world.published(people, theme, world.done("Six lights were mended."))
    first.refresh_from_db()
    assert second.number == 2
    assert first.replaced_at is not None
    assert PublishedAnswer.objects.get().answer == second
