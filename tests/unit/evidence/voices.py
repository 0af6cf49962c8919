"""Words said, for tests of the evidence: captured, confirmed and coded as people would."""

from collections.abc import Iterable
from datetime import date

from saidanddone.access.actors import Actor
from saidanddone.evidence.coding.commands import (
    Suggested,
    add_code,
    code_passage,
    look_for_words,
    suggest,
)
from saidanddone.evidence.coding.inputs import CodeInput, PassageInput, SearchInput
from saidanddone.evidence.coding.models import Code, Excerpt
from saidanddone.evidence.coding.summaries import standing_codings
from saidanddone.evidence.themes.commands import make_theme
from saidanddone.evidence.themes.inputs import ThemeInput
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.commands import confirm
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.commands import capture, register_contributor
from saidanddone.listening.consent import QUESTIONS
from saidanddone.listening.inputs import ContributionInput, ContributorInput
from saidanddone.listening.models import Contribution, Contributor, Engagement
from saidanddone.listening.passages import Passage
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast

HELD = date(2026, 1, 12)
STAIRS = (
    "The lights on the stairs have been out since the winter and nobody ever comes to mend them."
)
KIT = (
    Passage(0, "verbatim", False, "What would help?"),
    Passage(1, "verbatim", True, f"Honestly? {STAIRS} Ring me on 07700 900123, ask for Roz."),
    Passage(1, "remembered", False, "She also spoke of the bus stop."),
)


def an_occasion(
    people: Cast,
    community: Community,
    by: Actor,
    kind: str = "peer_interview",
    held_on: date = HELD,
    programme: Programme | None = None,
) -> Engagement:
    return Engagement.objects.create(
        programme=programme or people.programme,
        community=community,
        kind=kind,
        title="Talking about the stairs",
        held_on=held_on,
        recorded_by_id=by.user_id,
    )


def a_person(
    people: Cast, community: Community, by: Actor, uses: Iterable[str] = QUESTIONS
) -> Contributor:
    agreed = set(uses)
    contributor, _ = register_contributor(
        actor=by,
        programme=people.programme,
        details=ContributorInput(
            community_slug=community.slug,
            uses={use: use in agreed for use in QUESTIONS},
            limits_told_on=HELD,
        ),
    )
    return contributor


def words_of_kit(
    people: Cast,
    by: Actor | None = None,
    community: Community | None = None,
    uses: Iterable[str] = QUESTIONS,
    passages: Iterable[Passage] = KIT,
    held_on: date = HELD,
    kind: str = "peer_interview",
) -> Contribution:
    """What one person said to Amina, not yet confirmed."""
    by = by or people.amina
    community = community or people.sex_workers
    return capture(
        actor=by,
        programme=people.programme,
        engagement=an_occasion(people, community, by, kind, held_on),
        contributor=a_person(people, community, by, uses),
        details=ContributionInput(voice="person", passages=tuple(passages)),
    )


def words_of_a_table(people: Cast) -> Contribution:
    """What a table of residents said, in Bola's notes."""
    by = people.bola
    return capture(
        actor=by,
        programme=people.programme,
        engagement=an_occasion(people, people.residents, by, "community_conversation"),
        details=ContributionInput(
            voice="table", passages=[Passage(1, "noted", False, STAIRS)], people=6
        ),
    )


def confirmed(people: Cast, contribution: Contribution) -> Transcript:
    """Confirmed by whoever captured it, hiding nothing."""
    by = {user.pk: name for name, user in people.users.items()}[contribution.captured_by_id]
    return confirm(
        actor=getattr(people, by),
        programme=people.programme,
        contribution=contribution,
        accepted=[],
    )


def a_code(people: Cast, name: str = "Lighting", parent: Code | None = None) -> Code:
    return add_code(
        actor=people.chidi,
        programme=people.programme,
        details=CodeInput(name=name, parent_ref=parent.ref if parent else ""),
    )


def a_theme(people: Cast, *codes: Code, statement: str = "The stairs are dark.") -> Theme:
    return make_theme(
        actor=people.chidi,
        programme=people.programme,
        details=ThemeInput(
            statement=statement, kind="concern", code_refs=tuple(code.ref for code in codes)
        ),
    )


def coded(people: Cast, transcript: Transcript, *codes: Code, quote: str = STAIRS) -> Excerpt:
    """The quote marked by Chidi under the codes."""
    start = key_ring_for([transcript]).unseal(transcript, "words").index(quote)
    return code_passage(
        actor=people.chidi,
        programme=people.programme,
        transcript=transcript,
        details=PassageInput(
            start=start, end=start + len(quote), code_refs=[code.ref for code in codes]
        ),
    )


def suggested(actor: Actor, programme: Programme, code: Code, *words: str) -> Suggested:
    """What is found by these words, suggested for the code."""
    about = {"actor": actor, "programme": programme, "code": code}
    matches = look_for_words(**about, details=SearchInput(words=words))
    return suggest(**about, matches=matches)


def excerpts_under(theme: Theme) -> set[int]:
    """The ids of passages with an accepted coding under the theme, of words in use."""
    codings = standing_codings(theme.programme).filter(code__themes=theme)
    return set(codings.values_list("excerpt_id", flat=True))
