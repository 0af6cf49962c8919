"""What of people's words a release may quote, from the words as they were taken down."""

from saidanddone.listening.passages import Passage
from saidanddone.releases import queries
from tests.people import Cast
from tests.unit.evidence.voices import STAIRS, a_code, a_theme, coded, confirmed, words_of_kit
from tests.unit.releases import world

BUSES = "She also spoke of the bus stop."


def test_words_noted_from_memory_never_reach_a_release(people: Cast) -> None:
    """Six people said word for word that stairs are dark; of the bus stop there are only notes."""
    lighting, transport = a_code(people), a_code(people, "Transport")
    lights = a_theme(people, lighting)
    buses = a_theme(people, transport, statement="The bus stop is far.")
    for _ in range(6):
        spoken = [
            Passage(1, "verbatim", False, STAIRS),
            Passage(1, "remembered", False, BUSES),
        ]
        transcript = confirmed(people, words_of_kit(people, passages=spoken))
        coded(people, transcript, lighting)
        coded(people, transcript, transport, quote=BUSES)

    release = world.draft(people)
    offered = queries.choose_from(people.bola, people.programme, release.ref)

    assert {
        theme["ref"] for block in release.content["evidence"]["blocks"] for theme in block["themes"]
    } == {
        lights.ref,
        buses.ref,
    }
    assert [theme.theme_ref for theme in offered.themes] == [lights.ref]
