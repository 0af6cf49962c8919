"""Drafting, signing by two, and what keeps a release from going out."""

from collections import Counter
from datetime import date

import pytest

from saidanddone.answers.models import PublishedAnswer
from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.themes.release import HEARD
from saidanddone.listening import commands as listening
from saidanddone.releases import commands, queries, quotes
from saidanddone.releases.models import Release
from saidanddone.releases.quotes import (
    MOST_A_THEME,
    MOST_OFFERED,
    quotable_under,
    standing_quotes,
)
from saidanddone.releases.scheduled import forget_drafts
from saidanddone.releases.stored import as_json, read
from saidanddone.strategy.release import PLAN
from tests.people import Cast
from tests.unit.releases import world


def test_two_different_people_let_a_release_out(people: Cast) -> None:
    lights = world.theme(people)
    world.raised(people, lights, 6, 4)
    answer = world.answer(people, lights)
    release = world.draft(people, note="The first answers")

    once = commands.sign_release(actor=people.dawn, release=release)
    assert once.state == "signed_once"
    assert once.released_at is None
    assert not PublishedAnswer.objects.exists()

    signed = commands.sign_release(actor=people.grace, release=release)
    answer.refresh_from_db()
    assert signed.state == "signed"
    assert signed.released_at is not None
    assert answer.state == "published"
    assert {each.as_role for each in signed.signatures.all()} == {
        "strategy_lead",
        "data_protection_officer",
    }


def test_nobody_signs_twice(people: Cast) -> None:
    release = world.draft(people)
    commands.sign_release(actor=people.dawn, release=release)
    with pytest.raises(Refused, match="someone else must"):
        commands.sign_release(actor=people.dawn, release=release)


def test_only_those_who_may_sign_do(people: Cast) -> None:
    release = world.draft(people)
    for actor in (people.bola, people.amina, people.chidi, people.harun, people.sam):
        with pytest.raises(NotYours):
            commands.sign_release(actor=actor, release=release)


def test_it_does_not_change_after_the_first_signature(people: Cast) -> None:
    release = world.draft(people)
    commands.sign_release(actor=people.dawn, release=release)
    with pytest.raises(Refused, match="does not change"):
        commands.redraft(actor=people.bola, release=release)
    with pytest.raises(Refused, match="does not change"):
        commands.choose_quotes(actor=people.bola, release=release, chosen=[])


def test_a_pause_by_the_panel_stops_it_at_either_signature(people: Cast) -> None:
    release = world.draft(people)
    commands.sign_release(actor=people.dawn, release=release)
    pause = world.pause(people)
    with pytest.raises(Refused, match="panel has paused"):
        commands.sign_release(actor=people.grace, release=release)
    pause.lifted_on = pause.decided_on
    pause.save()
    assert commands.sign_release(actor=people.grace, release=release).state == "signed"


def test_one_draft_at_a_time(people: Cast) -> None:
    world.draft(people)
    with pytest.raises(Refused, match="draft already"):
        world.draft(people)


def test_a_half_signed_release_gives_way_to_a_newer_draft(people: Cast) -> None:
    first = world.draft(people)
    commands.sign_release(actor=people.dawn, release=first)
    second = world.draft(people)
    assert second.number == first.number + 1
    with pytest.raises(Refused, match="newer release"):
        commands.sign_release(actor=people.grace, release=first)


def test_a_withdrawal_after_drafting_asks_for_a_new_draft(people: Cast) -> None:
    lights = world.theme(people)
    who = world.raised(people, lights, 8, 0)
    release = world.draft(people)
    listening.withdraw_now(actor=people.amina, programme=people.programme, contributor=who[0])
    with pytest.raises(Refused, match="Draw it up again"):
        commands.sign_release(actor=people.dawn, release=release)
    commands.redraft(actor=people.bola, release=release)
    assert commands.sign_release(actor=people.dawn, release=release).state == "signed_once"


def test_an_answer_approved_in_between_asks_for_a_new_draft(people: Cast) -> None:
    lights = world.theme(people)
    world.raised(people, lights, 6, 0)
    release = world.draft(people)
    commands.sign_release(actor=people.dawn, release=release)
    world.answer(people, lights)
    with pytest.raises(Refused, match="Draw it up again"):
        commands.sign_release(actor=people.grace, release=release)
    assert not PublishedAnswer.objects.exists()


def test_what_is_stored_reads_back_the_same(people: Cast) -> None:
    lights = world.theme(people)
    world.raised(people, lights, 6, 9)
    world.indicator(people, values=[9, 12, 3])
    content = world.drawn(people)
    assert read(as_json(content)) == content


def test_the_last_signed_release_is_what_a_document_is_written_from(people: Cast) -> None:
    with pytest.raises(Refused, match="Nothing is released yet"):
        world.content(people)
    world.signed(people)
    world.decision(people)
    world.draft(people)
    assert world.content(people).part(PLAN).decisions == ()
    assert len(world.drawn(people).part(PLAN).decisions) == 1


def test_signing_and_drafting_are_written_in_the_audit(people: Cast) -> None:
    world.signed(people)
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts.count("publishing.sign") == 2
    assert "publishing.draft" in acts


class TestQuotes:
    def test_a_few_are_picked_for_each_theme(self, people: Cast) -> None:
        for slug in ("lights", "bins", "buses"):
            world.raised(people, world.theme(people, slug), 5, 0)
        themes = Counter(quote.theme_ref for quote in standing_quotes(world.draft(people)))
        assert len(themes) == 3
        assert max(themes.values()) <= MOST_A_THEME

    def test_none_without_consent_to_be_quoted_in_public(self, people: Cast) -> None:
        for slug in ("lights", "bins", "buses"):
            world.raised(people, world.theme(people, slug), 5, 0, quotable=False)
        assert not standing_quotes(world.draft(people))

    def test_none_from_a_theme_that_few_raised_even_reworded(self, people: Cast) -> None:
        """With its three, eight could be quoted; without them five, so nobody is."""
        for slug, many in (("lights", 3), ("bins", 2)):
            told = world.theme(people, slug)
            world.raised(people, told, many, 0)
            world.raised(people, told, 5, 0, quotable=False)
        few = world.theme(people, "few")
        world.raised(people, few, 3, 0)
        few.public_statement = "Lighting matters"
        few.agreed_by_panel = _agreed(people)
        few.save()
        release = world.draft(people)
        heard = read(release.content).part(HEARD)
        assert ("Lighting matters", ()) in [
            (theme.statement, theme.raised_in) for theme in heard.themes
        ]
        assert not release.quotes.exists()

    def test_few_words_are_opened_however_many_were_said(self, people: Cast) -> None:
        """Whoever drafts need not open everything that may be quoted to choose a few."""
        lights = world.theme(people)
        world.raised(people, lights, 12, 12)
        world.draft(people)
        entry = Entry.objects.get(act="publishing.read_quotes")
        assert entry.count == entry.subjects.count() == MOST_OFFERED

    def test_both_communities_are_offered_by_turns(self, people: Cast) -> None:
        lights = world.theme(people)
        world.raised(people, lights, 0, 20)
        world.raised(people, lights, 3, 0)
        [offered] = quotable_under([lights]).values()
        assert {each.community.slug for each in offered[:2]} == {"residents", "sex-workers"}

    def test_of_very_many_the_last_marked_are_looked_at(
        self, people: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(quotes, "LOOKED_AT", 2)
        lights = world.theme(people)
        world.raised(people, lights, 6, 0)
        last = Excerpt.objects.order_by("-pk")[:2]
        [offered] = quotable_under([lights]).values()
        assert {each.pk for each in offered} == {each.pk for each in last}

    def test_a_passage_under_another_theme_is_not_quoted_here(self, people: Cast) -> None:
        lights, bins = world.theme(people), world.theme(people, "bins")
        world.raised(people, lights, 6, 0)
        release = world.draft(people)
        who = world.raised(people, bins, 6, 0)
        of_bins = Excerpt.objects.get(key_ref=who[0].key_ref)
        with pytest.raises(Refused, match="may not be quoted"):
            commands.choose_quotes(
                actor=people.bola, release=release, chosen=[(lights.ref, of_bins.ref)]
            )

    def test_none_that_calls_people_names(self, people: Cast) -> None:
        """Of eight who might be quoted one does, so nobody is."""
        for slug, many in (("bins", 2), ("buses", 3), ("lights", 2)):
            lights = world.theme(people, slug)
            world.raised(people, lights, many, 0)
            world.raised(people, lights, 5, 0, quotable=False)
        loud = world.voice(people, people.residents)
        shouted = world.passage(
            people, loud, lights, "They are nothing but a nuisance on our street."
        )
        release = world.draft(people)
        assert not release.quotes.exists()
        choices = queries.choose_from(people.bola, people.programme, release.ref)
        assert choices.sieved == 1
        world.raised(people, lights, 7, 0)
        offered = quotable_under([lights])[lights.ref]
        assert shouted in offered
        with pytest.raises(Refused, match="names"):
            commands.choose_quotes(
                actor=people.bola,
                release=release,
                chosen=[(lights.ref, excerpt.ref) for excerpt in offered],
            )

    def test_the_drafter_leaves_some_out_and_the_next_release_remembers(self, people: Cast) -> None:
        lights = world.theme(people)
        world.raised(people, lights, 10, 0)
        release = world.draft(people)
        kept = quotable_under([lights])[lights.ref][:8]
        commands.choose_quotes(
            actor=people.bola,
            release=release,
            chosen=[(lights.ref, excerpt.ref) for excerpt in kept],
        )
        commands.sign_release(actor=people.dawn, release=release)
        commands.sign_release(actor=people.grace, release=release)
        following = world.draft(people)
        carried = {quote.excerpt_id for quote in following.quotes.all()}
        assert carried == {excerpt.pk for excerpt in kept}

    def test_reading_them_on_a_draft_is_audited_with_whose_they_were(self, people: Cast) -> None:
        for slug in ("lights", "bins", "buses"):
            world.raised(people, world.theme(people, slug), 5, 0)
        release = world.draft(people)
        queries.read_release(people.grace, people.programme, release.ref)
        entry = Entry.objects.get(act="publishing.read_quotes", actor_ref=people.grace.ref)
        assert entry.subjects.count() == release.quotes.count() >= 8


def _agreed(people: Cast):  # type: ignore[no-untyped-def]
    pause = world.pause(people, about="wording")
    pause.outcome = "approved"
    pause.save()
    return pause


def test_drawing_up_asks_a_fixed_number_of_queries(
    people: Cast, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        made = world.theme(people, f"theme-{number}")
        world.raised(people, made, 5, 0)
        world.action(people, [made], decision=world.decision(people))
        world.answer(people, made)
        world.indicator(people, f"measure-{number}", values=[9, 8])
    with django_assert_max_num_queries(55):  # type: ignore[operator]
        world.drawn(people)


def test_a_release_belongs_to_its_programme(people: Cast) -> None:
    release = world.draft(people)
    with pytest.raises(NotYours):
        queries.find_release(people.amina, people.programme, release.ref)
    assert Release.objects.get().pk == release.pk


def test_an_unsigned_draft_goes_when_its_programme_has_closed(people: Cast) -> None:
    world.signed(people)
    world.draft(people)
    people.programme.closes_on = date(2026, 1, 1)
    people.programme.save()
    assert forget_drafts(date(2026, 1, 1)) == []
    assert forget_drafts(date(2026, 1, 2)) == ["1 draft of closed programmes deleted"]
    assert [each.state for each in Release.objects.all()] == ["signed"]
