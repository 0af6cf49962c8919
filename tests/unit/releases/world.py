"""A small programme to release: occasions, voices, themes, a plan, answers and measures."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from saidanddone.access.models import User
from saidanddone.answers import commands as answering
from saidanddone.answers.inputs import AnswerInput
from saidanddone.answers.models import Answer
from saidanddone.base import hooks
from saidanddone.disclosure.content import Content
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.summaries import recount_all
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.models import (
    Attendance,
    ConsentEvent,
    Contribution,
    Contributor,
    Engagement,
)
from saidanddone.outcomes.models import Indicator, Measurement, PeriodTotal
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Community
from saidanddone.releases import commands
from saidanddone.releases.drafting import build_draft
from saidanddone.releases.models import Release
from saidanddone.releases.queries import last_signed
from saidanddone.releases.stored import read
from saidanddone.strategy.models import Action, ActionTheme, Decision
from saidanddone.vault.sealing import make_key, ring_for
from tests.people import Cast

JUNE = date(2026, 6, 3)
WORDS = "The lamp by the underpass has been out since March and nobody came to look at it."


def occasion(
    people: Cast,
    community: Community | None = None,
    came: int = 1,
    kind: str = "peer_interview",
    held_on: date = JUNE,
    title: str = "An occasion",
) -> Engagement:
    """An occasion that was held, and how many came to it."""
    community = community or people.sex_workers
    made = Engagement.objects.create(
        programme=people.programme,
        community=community,
        kind=kind,
        title=title,
        held_on=held_on,
        recorded_by=people.users["bola"],
    )
    if came:
        Attendance.objects.create(engagement=made, community=community, people=came)
    return made


def voice(people: Cast, community: Community, *, quotable: bool = True) -> Contributor:
    """Someone whose words may be used, and quoted in public unless they said no."""
    made = Contributor.objects.create(
        programme=people.programme, community=community, key_ref=make_key()
    )
    uses = {"use_in_themes": True, "quote_without_name_in_public": quotable}
    ConsentEvent.objects.bulk_create(
        ConsentEvent(contributor=made, use=use, act="given" if yes else "refused", wording="1")
        for use, yes in uses.items()
    )
    return made


def theme(people: Cast, slug: str = "lights", kind: str = "ask", statement: str = "") -> Theme:
    made = Theme.objects.create(
        programme=people.programme, slug=slug, statement=statement or f"About {slug}", kind=kind
    )
    made.codes.add(Code.objects.create(programme=people.programme, name=slug))
    return made


def passage(people: Cast, by: Contributor, on: Theme, words: str = WORDS) -> Excerpt:
    """What someone said on a theme, sealed and marked."""
    engagement = occasion(people, by.community, came=0)
    contribution = Contribution.objects.create(
        programme=people.programme,
        engagement=engagement,
        community=by.community,
        contributor=by,
        voice="person",
        source="typed",
        captured_by=people.users["amina"],
        key_ref=by.key_ref,
        confirmed_at=timezone.now(),
    )
    transcript = Transcript(
        contribution=contribution,
        length=len(words),
        confirmed_by=people.users["amina"],
        key_ref=by.key_ref,
    )
    excerpt = Excerpt(
        programme=people.programme,
        community=by.community,
        start=0,
        end=len(words),
        key_ref=by.key_ref,
        is_quotable=True,
    )
    ring = ring_for([transcript])
    ring.seal(transcript, words=words)
    transcript.save()
    excerpt.transcript = transcript
    ring.seal(excerpt, quote=words, before="", after="")
    excerpt.save()
    Coding.objects.create(excerpt=excerpt, code=on.codes.get(), coder=people.users["chidi"])
    return excerpt


def raised(
    people: Cast, on: Theme, sex_workers: int = 0, residents: int = 0, **said: bool
) -> list[Contributor]:
    """So many people of each community raise a theme; the counts follow."""
    who = [voice(people, people.sex_workers, **said) for _ in range(sex_workers)]
    who += [voice(people, people.residents, **said) for _ in range(residents)]
    for number, each in enumerate(who):
        passage(people, each, on, f"Voice {number} of {on.slug}: {WORDS}")
    count_again(people)
    return who


def count_again(people: Cast) -> None:
    recount_all(people.programme)
    hooks.after_codings_changed(programme_id=people.programme.pk, excerpt_ids=None)


def action(people: Cast, serving: Sequence[Theme] = (), **said: object) -> Action:
    given = {
        "title": "Mend the stair lights",
        "owner_agency": people.agencies["council"],
        "state": "done",
        "agreed_on": date(2026, 7, 1),
        "done_on": date(2026, 8, 1),
        "evidence": "The lights are on after dark",
    } | said
    made = Action.objects.create(programme=people.programme, **given)
    for each in serving:
        ActionTheme.objects.create(action=made, theme=each)
    return made


def decision(people: Cast, **said: object) -> Decision:
    given = {
        "title": "Lights before cameras",
        "body": "Harbour board",
        "decided_on": date(2026, 6, 20),
        "decided": "Every stair is lit before any camera is bought.",
        "people_with_a_vote": 9,
        "peers_with_a_vote": 3,
        "shaped_by_lived_experience": "changed",
        "how_shaped": "It was going to be cameras first.",
        "left_out_because": "Cameras: people asked to be seen by each other, not watched.",
    } | said
    return Decision.objects.create(programme=people.programme, **given)


def answer(people: Cast, to: Theme, **said: object) -> Answer:
    """An answer drafted by Bola and approved by Dawn, not out yet."""
    given = {
        "says": "done",
        "we_heard": "The lights on the stairs are broken.",
        "we_did": "The lights on the stairs were mended on 14 June.",
    } | said
    made = answering.draft_answer(
        actor=people.bola,
        programme=people.programme,
        theme=to,
        details=AnswerInput(**given),  # type: ignore[arg-type]
    )
    return answering.approve_answer(
        actor=people.dawn, programme=people.programme, answer_ref=made.ref, version=1
    )


def indicator(
    people: Cast,
    slug: str = "reports",
    values: Sequence[int] = (),
    first: date = date(2025, 4, 1),
    **said: object,
) -> Indicator:
    """A measure with a figure a month from `first`."""
    given = {
        "title": slug.replace("-", " ").capitalize(),
        "definition": "What is counted.",
        "source": "A return",
        "counts": "reports",
        "caveat": "It cannot show why.",
    } | said
    made = Indicator.objects.create(programme=people.programme, slug=slug, **given)
    for number, value in enumerate(values):
        month = first.month - 1 + number
        Measurement.objects.create(
            indicator=made, month=date(first.year + month // 12, month % 12 + 1, 1), value=value
        )
    return made


def period_total(people: Cast, of: Indicator, total: int, **said: object) -> PeriodTotal:
    given = {
        "starts_on": date(2025, 10, 1),
        "ends_on": date(2026, 9, 30),
        "total": total,
        "recorded_by": people.users["dawn"],
    } | said
    return PeriodTotal.objects.create(indicator=of, **given)


def pause(people: Cast, about: str = "release") -> PanelDecision:
    return PanelDecision.objects.create(
        programme=people.programme,
        title="Wait",
        about=about,
        outcome="paused",
        decided_on=date(2026, 6, 1),
    )


def draft(people: Cast, note: str = "") -> Release:
    return commands.draft_release(actor=people.bola, programme=people.programme, note=note)


def signed(people: Cast) -> Release:
    """A release drafted by Bola and signed by Dawn and Grace."""
    made = draft(people)
    commands.sign_release(actor=people.dawn, release=made)
    return commands.sign_release(actor=people.grace, release=made)


def second_signer(people: Cast) -> User:
    return people.users["grace"]


def drawn(people: Cast) -> Content:
    """What a release drawn up now would hold."""
    return build_draft(people.programme).content


def content(people: Cast) -> Content:
    """What the last signed release holds."""
    return read(last_signed(people.programme).content)
