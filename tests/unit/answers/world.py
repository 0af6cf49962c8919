"""Things said, marked and gathered into themes, written straight into the tables."""

from datetime import date

from django.utils import timezone

from saidanddone.answers.inputs import AnswerInput
from saidanddone.answers.models import Answer
from saidanddone.base import hooks
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.summaries import recount_all
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening import receipts
from saidanddone.listening.models import (
    ConsentEvent,
    Contribution,
    Contributor,
    Engagement,
    Receipt,
)
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Community
from saidanddone.vault.sealing import make_key
from tests.people import Cast

JUNE = date(2026, 6, 1)
LIGHTS = "The lights on the estate stairs are broken."


def theme(people: Cast, slug: str = "lights", kind: str = "concern", **more: object) -> Theme:
    """A theme over one code of its own."""
    made = Theme.objects.create(
        programme=people.programme, slug=slug, statement=f"About {slug}", kind=kind, **more
    )
    made.codes.add(Code.objects.create(programme=people.programme, name=slug))
    return made


def code_of(made: Theme) -> Code:
    return made.codes.get()


def occasion(people: Cast, community: Community, held_on: date = JUNE) -> Engagement:
    return Engagement.objects.create(
        programme=people.programme,
        community=community,
        kind="community_conversation",
        title="A conversation",
        held_on=held_on,
        recorded_by=people.users["bola"],
    )


def contributor(people: Cast, community: Community | None = None) -> Contributor:
    """Someone who agreed that their words may be used in themes."""
    made = Contributor.objects.create(
        programme=people.programme, community=community or people.residents, key_ref=make_key()
    )
    ConsentEvent.objects.create(
        contributor=made, use="use_in_themes", act="given", wording="2026-11"
    )
    return made


def code_for(made: Contributor) -> str:
    """A receipt code for them, as they hold it."""
    code = receipts.new_code()
    Receipt.objects.create(programme=made.programme, contributor=made, mac=receipts.mac_of(code))
    return code


def passage(
    people: Cast, by: Contributor, *codes: Code, held_on: date = JUNE, tell: bool = True
) -> Excerpt:
    """One marked passage by this person, under these codes."""
    contribution = Contribution.objects.create(
        programme=people.programme,
        engagement=occasion(people, by.community, held_on),
        community=by.community,
        contributor=by,
        voice="person",
        source="typed",
        captured_by=people.users["bola"],
        key_ref=by.key_ref,
        confirmed_at=timezone.now(),
    )
    transcript = Transcript.objects.create(
        contribution=contribution,
        length=100,
        confirmed_by=people.users["bola"],
        key_ref=by.key_ref,
    )
    excerpt = Excerpt.objects.create(
        transcript=transcript,
        programme=people.programme,
        community=by.community,
        start=0,
        end=10,
        key_ref=by.key_ref,
    )
    for code in codes:
        code_it(people, excerpt, code)
    if tell:
        changed(people, excerpt)
    return excerpt


def code_it(people: Cast, excerpt: Excerpt, code: Code, state: str = "accepted") -> Coding:
    return Coding.objects.create(
        excerpt=excerpt, code=code, coder=people.users["chidi"], state=state
    )


def changed(people: Cast, *excerpts: Excerpt) -> None:
    hooks.after_codings_changed(
        programme_id=people.programme.pk, excerpt_ids=[excerpt.pk for excerpt in excerpts]
    )


def raised(
    people: Cast, made: Theme, by: int = 5, community: Community | None = None
) -> list[Contributor]:
    """So many people raise a theme; summary rows follow."""
    people_who_raised = [contributor(people, community) for _ in range(by)]
    for someone in people_who_raised:
        passage(people, someone, code_of(made))
    recount_all(people.programme)
    return people_who_raised


def panel_agrees(people: Cast) -> PanelDecision:
    return PanelDecision.objects.create(
        programme=people.programme,
        title="The public words of a theme",
        about="wording",
        outcome="approved",
        decided_on=JUNE,
    )


def done(we_did: str = "The lights on the stairs were mended on 14 June.") -> AnswerInput:
    return AnswerInput(says="done", we_heard=LIGHTS, we_did=we_did)


def no_because(because: str = "The money ends in March.") -> AnswerInput:
    return AnswerInput(says="no_because", we_heard=LIGHTS, because=because)


def published(people: Cast, made: Theme, details: AnswerInput | None = None) -> Answer:
    """An answer drafted by Bola, approved by Dawn and published."""
    from saidanddone.answers import commands

    answer = commands.draft_answer(
        actor=people.bola, programme=people.programme, theme=made, details=details or done()
    )
    commands.approve_answer(
        actor=people.dawn, programme=people.programme, answer_ref=answer.ref, version=1
    )
    commands.publish_answers(actor=people.dawn, programme=people.programme)
    answer.refresh_from_db()
    return answer
