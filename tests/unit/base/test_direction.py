"""No mark turns the letters of a title round, and names in every script read as they are written."""

import pytest
from django.db import connection

from saidanddone.base.direction import has_direction_marks, without_direction_marks
from saidanddone.outcomes.models import Indicator
from tests.people import Cast
from tests.unit.outcomes.series import defined

TURNING = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
TURNED = "Calls \u202eetarapes\u202c to 101"
PLAIN = "Calls etarapes to 101"


@pytest.mark.parametrize("mark", TURNING, ids=hex)
def test_what_turns_letters_round_is_taken_out(mark: int) -> None:
    assert has_direction_marks(f"a{chr(mark)}b")
    assert without_direction_marks(f"a{chr(mark)}b") == "ab"


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "\u0641\u0627\u0637\u0645\u0629 \u0628\u064a\u06af\u0645",  # Fatima Begum
        "\u05e9\u05dc\u05d5\u05dd 5 \u05e8\u05d7\u05d5\u05d1",  # words and a figure in Hebrew
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, whose letters it parts
        "\U0001f469\u200d\U0001f467",  # a mother and a daughter, joined
    ],
)
def test_letters_that_have_a_direction_of_their_own_stay(text: str) -> None:
    assert without_direction_marks(text) == text
    assert not has_direction_marks(text)


def test_every_text_within_lists_and_mappings_is_read_so() -> None:
    stored = {"title": TURNED, "lines": [TURNED, 3, None, {"a": TURNED}]}
    assert without_direction_marks(stored) == {
        "title": PLAIN,
        "lines": [PLAIN, 3, None, {"a": PLAIN}],
    }


def test_what_is_typed_is_kept_as_it_reads(people: Cast) -> None:
    made = defined(people, title=TURNED, definition=TURNED)
    assert (made.title, made.definition) == (PLAIN, PLAIN)
    made.refresh_from_db()
    assert (made.title, made.definition) == (PLAIN, PLAIN)


def test_what_an_earlier_version_stored_is_shown_as_it_reads(people: Cast) -> None:
    made = defined(people)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outcomes_indicator SET title = %s, source = %s", [TURNED, TURNED])
    kept = Indicator.objects.get(pk=made.pk)
    assert (kept.title, kept.source) == (PLAIN, PLAIN)
    assert list(Indicator.objects.values_list("title", flat=True)) == [PLAIN]
