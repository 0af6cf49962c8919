import pytest

from saidanddone.base.errors import Refused
from saidanddone.evidence.coding.commands import add_code
from saidanddone.evidence.coding.inputs import CodeInput
from saidanddone.evidence.coding.repeated_text import repeats_a_passage
from saidanddone.evidence.coding.repeated_text_index import RUN, RepeatedTextIndex
from saidanddone.evidence.themes.models import Theme
from saidanddone.listening.commands import withdraw_now
from saidanddone.listening.models import Contributor
from saidanddone.listening.passages import Passage
from saidanddone.programme.models import Programme
from tests.people import Cast
from tests.unit.evidence.voices import STAIRS, a_code, a_theme, coded, confirmed, words_of_kit

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(people: Cast) -> Cast:
    """Kit's words about the stairs are marked."""
    coded(people, confirmed(people, words_of_kit(people)), a_code(people))
    return people


@pytest.mark.parametrize("start", range(0, len(STAIRS) - RUN, 3))
def test_any_forty_characters_of_a_passage_are_refused(marked: Cast, start: int) -> None:
    assert repeats_a_passage(f"They told us: {STAIRS[start : start + RUN]} and so on.")


@pytest.mark.parametrize("start", range(0, len(STAIRS) - RUN, 3))
def test_thirty_nine_characters_are_not(marked: Cast, start: int) -> None:
    assert not repeats_a_passage(f"They told us #{STAIRS[start : start + RUN - 1]}# and so on.")


def test_case_white_space_and_curly_marks_hide_nothing(people: Cast) -> None:
    quote = "I can't see the end of the landing, it's that dark most nights."
    contribution = words_of_kit(people, passages=[Passage(1, "verbatim", False, quote)])
    coded(people, confirmed(people, contribution), a_code(people), quote=quote)
    assert repeats_a_passage("I  CAN’T see the end\n of the landing, it’s that dark most nights")  # noqa: RUF001


@pytest.mark.parametrize(
    "copied",
    [
        "the of\ufb01ce on the \ufb01rst \ufb02oor is dark at night",
        "the\u2009office\u200b on the first f\u200dloor is dark at night",
        "the ｏｆｆｉｃｅ on the fírst floor is dark at night",  # noqa: RUF001
        "\ufb01rst \ufb02oor: o\ufb03ce \ufb01re o\ufb00ers \ufb02at sta\ufb00",
    ],
)
def test_another_spelling_of_the_same_words_is_refused(people: Cast, copied: str) -> None:
    """The last has fewer than forty characters as it is written, and forty as it is read."""
    quote = (
        "the office on the first floor is dark at night. first floor: office fire offers flat staff"
    )
    contribution = words_of_kit(people, passages=[Passage(1, "verbatim", False, quote)])
    coded(people, confirmed(people, contribution), a_code(people), quote=quote)
    with pytest.raises(Refused, match="Link the passage"):
        a_theme(people, statement=copied)


def test_saving_staff_or_public_text_with_a_quote_is_refused(marked: Cast) -> None:
    with pytest.raises(Refused, match="Link the passage"):
        a_theme(marked, statement=f"People say: {STAIRS}")
    assert not Theme.objects.exists()
    marked.programme.pledge = STAIRS
    with pytest.raises(Refused):
        marked.programme.save()
    with pytest.raises(Refused):
        add_code(
            actor=marked.chidi,
            programme=marked.programme,
            details=CodeInput(name="Dark", example=STAIRS),
        )


def test_text_that_stood_there_before_does_not_stop_another_change(people: Cast) -> None:
    Programme.objects.filter(pk=people.programme.pk).update(pledge=STAIRS)
    coded(people, confirmed(people, words_of_kit(people)), a_code(people))
    people.programme.refresh_from_db()
    people.programme.title = "Safer still"
    people.programme.save()
    assert Programme.objects.get(pk=people.programme.pk).title == "Safer still"


def test_words_that_were_taken_back_stop_nothing(marked: Cast) -> None:
    assert repeats_a_passage(STAIRS)
    withdraw_now(
        actor=marked.amina, programme=marked.programme, contributor=Contributor.objects.get()
    )
    assert not repeats_a_passage(STAIRS)


def test_new_passages_are_learned_and_short_texts_ask_nothing(
    people: Cast, django_assert_num_queries: object
) -> None:
    assert not repeats_a_passage(STAIRS)
    coded(people, confirmed(people, words_of_kit(people)), a_code(people))
    assert repeats_a_passage(STAIRS)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert not repeats_a_passage("The stairs are dark.")


def test_an_index_from_another_database_starts_over(people: Cast) -> None:
    blocks = RepeatedTextIndex()
    transcript = confirmed(people, words_of_kit(people))
    assert blocks.transcripts_sharing("nothing of this was said by anyone at all") == {}
    blocks._seen = dict.fromkeys(blocks._seen, "elsewhere")
    again = confirmed(people, words_of_kit(people))
    assert set(blocks.transcripts_sharing(STAIRS.casefold())) == {transcript.pk, again.pk}


def test_words_that_nobody_marked_are_not_guarded(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    coded(people, transcript, a_code(people), quote="Honestly?")
    assert not repeats_a_passage(STAIRS)


def test_a_transcript_is_learned_beside_those_known(people: Cast) -> None:
    blocks = RepeatedTextIndex()
    first = confirmed(people, words_of_kit(people))
    assert set(blocks.transcripts_sharing(STAIRS.casefold())) == {first.pk}
    second = confirmed(people, words_of_kit(people))
    assert set(blocks.transcripts_sharing(STAIRS.casefold())) == {first.pk, second.pk}
