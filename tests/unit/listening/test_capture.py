from datetime import timedelta
from typing import Any

import pytest

from saidanddone.access.actors import Actor
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening import commands, queries
from saidanddone.listening.consent import QUESTIONS
from saidanddone.listening.inputs import ContributionInput, KnownNamesInput, ReflectionInput
from saidanddone.listening.models import Contribution, Contributor, Engagement
from saidanddone.listening.passages import Passage
from saidanddone.peers.commands import lift_pause, record_panel_decision
from saidanddone.peers.inputs import PanelDecisionInput
from saidanddone.vault.sealing import key_ring_for, make_key
from tests.people import Cast, make_programme
from tests.unit.listening.occasions import (
    DAY,
    WORDS,
    captured,
    conversation,
    interview,
    kit,
    verbatim,
)

TOO_DARK = Passage(1, "noted", False, "Too dark by the shops.")


def table(
    cast: Cast,
    /,
    *,
    engagement: Engagement | None = None,
    contributor: Contributor | None = None,
    actor: Actor | None = None,
    **given: Any,
) -> Contribution:
    """What seven people round a table said, in Bola's notes, unless told otherwise."""
    return commands.capture(
        actor=actor or cast.bola,
        programme=cast.programme,
        engagement=engagement or conversation(cast),
        contributor=contributor,
        details=ContributionInput(
            **{"voice": "table", "passages": [TOO_DARK], "people": 7} | given
        ),
    )


def test_words_are_sealed_by_the_persons_key_and_read_by_whoever_wrote_them(people: Cast) -> None:
    contributor, _ = kit(people)
    contribution = captured(people, interview(people), contributor)
    assert contribution.key_ref == contributor.key_ref
    assert WORDS.encode() not in bytes(contribution.words)
    assert queries.raw_passages(people.amina, contribution)[1].text == WORDS
    read = Entry.objects.get(act="listening.read_raw_words")
    assert read.about.startswith("listening.Engagement")
    assert read.subjects.count() == 1


def test_nobody_else_reads_raw_words(people: Cast) -> None:
    contributor, _ = kit(people)
    contribution = captured(people, interview(people), contributor)
    for who in ("bola", "chidi", "dawn", "grace", "harun", "sam"):
        with pytest.raises(NotYours):
            queries.raw_passages(getattr(people, who), contribution)


def test_after_confirmation_not_even_they_do(people: Cast) -> None:
    contributor, _ = kit(people)
    contribution = captured(people, interview(people), contributor)
    contribution.confirmed_at = clock.now()
    contribution.save()
    with pytest.raises(NotYours):
        queries.raw_passages(people.amina, contribution)


def test_a_tables_words_belong_to_the_programme(people: Cast) -> None:
    contribution = table(people)
    assert contribution.key_ref == people.programme.key_ref
    assert contribution.contributor is None
    assert contribution.people == 7


def test_the_limits_must_have_been_told(people: Cast) -> None:
    untold = Contributor.objects.create(
        programme=people.programme, community=people.sex_workers, key_ref=make_key()
    )
    with pytest.raises(Refused, match="Tell the person first"):
        captured(people, interview(people), untold)


def test_nothing_is_written_down_of_someone_who_is_taking_it_all_back(people: Cast) -> None:
    contributor, _ = kit(people)
    commands.ask_to_withdraw_by_code(contributor=contributor)
    with pytest.raises(Refused, match="taking back what they said"):
        captured(people, interview(people), contributor)


@pytest.mark.parametrize("refused", [["use_in_themes"], [*QUESTIONS]], ids=["themes", "everything"])
def test_someone_who_said_no_may_still_be_heard(people: Cast, refused: list[str]) -> None:
    contributor, _ = kit(people, **dict.fromkeys(refused, False))
    assert captured(people, interview(people), contributor).pk


def test_the_panels_pause_stops_listening_until_it_is_lifted(people: Cast) -> None:
    contributor, _ = kit(people)
    engagement = interview(people)
    pause = record_panel_decision(
        actor=people.amina,
        programme=people.programme,
        details=PanelDecisionInput(
            title="Pause",
            about="listening",
            outcome="paused",
            decided_on=clock.today(),
            because="The words of consent were changed without us.",
        ),
    )
    with pytest.raises(Refused, match="paused listening"):
        captured(people, engagement, contributor)
    with pytest.raises(Refused, match="paused listening"):
        kit(people)
    lift_pause(actor=people.amina, programme=people.programme, decision=pause)
    assert captured(people, engagement, contributor).pk


def test_words_of_those_seldom_listened_to_are_the_peer_teams(people: Cast) -> None:
    with pytest.raises(Refused, match="peer team"):
        table(people, community_slug=people.sex_workers.slug)


@pytest.mark.parametrize("who", ["harun", "farah", "chidi", "dawn", "grace", "sam"])
def test_others_cannot_capture(people: Cast, who: str) -> None:
    engagement = conversation(people)
    with pytest.raises(NotYours):
        table(people, engagement=engagement, actor=getattr(people, who))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"passages": []}, "no words"),
        ({"passages": [verbatim("  ")]}, "no words"),
        ({"passages": [Passage(1, "guessed", False, "x")]}, "exact words"),
        ({"voice": "crowd"}, "who is speaking"),
        ({"voice": "person"}, "Ask the person"),
        ({"people": 0}, "how many people"),
    ],
)
def test_what_is_missing_is_said(people: Cast, wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        table(people, **wrong)
    assert not Contribution.objects.exists()


def test_words_of_a_community_of_another_programme_are_not_taken(people: Cast) -> None:
    with pytest.raises(NotYours):
        table(people, community_slug="not-there")


def test_words_wait_until_the_occasion_has_taken_place(people: Cast) -> None:
    planned = conversation(people, held_on=clock.today() + timedelta(days=3), came={})
    with pytest.raises(Refused, match="taken place"):
        table(people, engagement=planned)


def test_an_occasion_of_another_programme_is_not_there(people: Cast) -> None:
    elsewhere, _, _ = make_programme("elsewhere")
    contributor, _ = kit(people)
    with pytest.raises(NotYours):
        commands.capture(
            actor=people.amina,
            programme=elsewhere,
            engagement=interview(people),
            contributor=contributor,
            details=ContributionInput(voice="person", passages=[verbatim(WORDS)]),
        )


def test_raw_words_go_after_the_days_the_programme_set(people: Cast) -> None:
    contributor, _ = kit(people)
    contribution = captured(people, interview(people), contributor)
    assert commands.destroy_old_raw_words() == 0
    with clock.as_if(clock.now() + timedelta(days=31)):
        assert commands.destroy_old_raw_words() == 1
        assert commands.destroy_old_raw_words() == 0
    contribution.refresh_from_db()
    assert bytes(contribution.words) == b""
    assert contribution.raw_destroyed_at is not None


def test_known_names_are_sealed_and_edited_by_one_at_a_time(people: Cast) -> None:
    programme = commands.set_known_names(
        actor=people.amina,
        programme=people.programme,
        version=people.programme.version,
        details=KnownNamesInput(names=["  Ada   Bright ", "Tobi", "Tobi", ""]),
    )
    assert queries.known_names(people.bola, programme) == ["Ada Bright", "Tobi"]
    with pytest.raises(Refused, match="one letter"):
        commands.set_known_names(
            actor=people.amina,
            programme=programme,
            version=programme.version,
            details=KnownNamesInput(names=["e\u0301"]),
        )
    with pytest.raises(Refused, match="Keep each name to 100 characters"):
        commands.set_known_names(
            actor=people.amina,
            programme=programme,
            version=programme.version,
            details=KnownNamesInput(names=["Ada " * 26]),
        )
    assert b"Tobi" not in bytes(programme.known_names)
    with pytest.raises(Refused, match="Someone else"):
        commands.set_known_names(
            actor=people.bola,
            programme=people.programme,
            version=1,
            details=KnownNamesInput(names=["Una"]),
        )
    with pytest.raises(NotYours):
        queries.known_names(people.chidi, programme)


def test_reflections_are_quoted_only_with_consent(people: Cast) -> None:
    contributor, _ = kit(people)
    given = {"programme": people.programme}
    commands.record_reflection(
        actor=people.amina,
        **given,
        details=ReflectionInput(
            said_on=DAY,
            from_whom="panel",
            words="We were paid on time.",
            may_quote_in_public=True,
        ),
    )
    commands.record_reflection(
        actor=people.bola,
        **given,
        details=ReflectionInput(
            said_on=DAY,
            from_whom="staff",
            words="We should have asked earlier.",
        ),
    )
    hers = commands.record_reflection(
        actor=people.amina,
        contributor=contributor,
        **given,
        details=ReflectionInput(
            said_on=DAY,
            from_whom="sex_workers",
            words="I was asked, and then told.",
            may_quote_in_public=True,
        ),
    )
    assert hers.key_ref == contributor.key_ref
    quoted = [q.words for q in queries.reflections_to_quote(people.programme)]
    assert quoted == ["We were paid on time."]  # hers would go when she stops, and so be known
    assert key_ring_for([hers]).unseal(hers, "words")
