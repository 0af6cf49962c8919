"""A small programme to release: occasions, voices, themes, a plan, answers and measures."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from saidanddone.access.models import User
from saidanddone.answers import commands as answering
from saidanddone.answers.inputs import AnswerInput
from saidanddone.answers.models import Answer
from saidanddone.base import clock
from saidanddone.disclosure.content import Content
from saidanddone.evidence.coding.commands import PassageToCode, add_code, code_passages
from saidanddone.evidence.coding.inputs import CodeInput
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.themes.commands import make_theme
from saidanddone.evidence.themes.inputs import ThemeInput
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.commands import confirm
from saidanddone.listening.commands import capture, record_engagement, register_contributor
from saidanddone.listening.consent import QUESTIONS
from saidanddone.listening.inputs import ContributionInput, ContributorInput, EngagementInput
from saidanddone.listening.models import Contributor, Engagement
from saidanddone.listening.passages import Passage
from saidanddone.outcomes.models import Indicator, Measurement, PeriodTotal
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Community
from saidanddone.releases import commands
from saidanddone.releases.drafting import build_draft
from saidanddone.releases.models import Release
from saidanddone.releases.queries import last_signed
from saidanddone.releases.quotes import quotable_under
from saidanddone.releases.stored import read
from saidanddone.strategy.models import Action, ActionTheme, Decision
from tests.people import Cast, gather

JUNE = date(2026, 6, 3)
WORDS = "The lamp by the underpass has been out since March and nobody came to look at it."


def occasion(
    people: Cast,
    community: Community | None = None,
    came: int = 1,
    kind: str = "peer_interview",
    held_on: date = JUNE,
    title: str = "An occasion",
    **said: int,
) -> Engagement:
    """An occasion that was held, recorded on its day, and how many came to it."""
    community = community or people.sex_workers
    with clock.as_if(datetime.combine(held_on, time(18), UTC)):
        return record_engagement(
            actor=people.amina,
            programme=people.programme,
            details=EngagementInput(
                kind=kind,
                title=title,
                community_slug=community.slug,
                held_on=held_on,
                attendance={community.slug: came} if came else {},
                **said,
            ),
        )


def voice(people: Cast, community: Community, *, quotable: bool = True) -> Contributor:
    """Someone whose words may be used, and quoted in public unless they said no."""
    agreed = {"use_in_themes", "quote_without_name_in_public" if quotable else ""}
    contributor, _ = register_contributor(
        actor=people.amina,
        programme=people.programme,
        details=ContributorInput(
            community_slug=community.slug,
            uses={use: use in agreed for use in QUESTIONS},
            limits_told_on=JUNE,
        ),
    )
    return contributor


def theme(people: Cast, slug: str = "lights", kind: str = "ask", statement: str = "") -> Theme:
    """A theme over a code of its own."""
    code = add_code(actor=people.chidi, programme=people.programme, details=CodeInput(name=slug))
    return make_theme(
        actor=people.chidi,
        programme=people.programme,
        details=ThemeInput(
            statement=statement or f"About {slug}", kind=kind, code_refs=(code.ref,)
        ),
        slug=slug,
    )


def passage(people: Cast, by: Contributor, on: Theme, words: str = WORDS) -> Excerpt:
    """What someone said on a theme, captured, confirmed and marked."""
    return passages(people, on, [(by, words)])[0]


def passages(
    people: Cast, on: Theme, said: Sequence[tuple[Contributor, str]], held_on: date = JUNE
) -> list[Excerpt]:
    """What each of them said on a theme, in one occasion of their community, marked whole."""
    occasions = {
        community: occasion(people, community, came=0, held_on=held_on)
        for community in {contributor.community for contributor, _ in said}
    }
    transcripts = [
        confirm(
            actor=people.amina,
            programme=people.programme,
            contribution=capture(
                actor=people.amina,
                programme=people.programme,
                engagement=occasions[contributor.community],
                contributor=contributor,
                details=ContributionInput(
                    voice="person", passages=(Passage(1, "verbatim", False, words),)
                ),
            ),
            accepted=[],
        )
        for contributor, words in said
    ]
    codes = tuple(on.codes.all())
    return code_passages(
        actor=people.chidi,
        programme=people.programme,
        passages=[
            PassageToCode(transcript, 0, transcript.length, codes) for transcript in transcripts
        ],
    )


def raised(
    people: Cast, on: Theme, sex_workers: int = 0, residents: int = 0, *, quotable: bool = True
) -> list[Contributor]:
    """So many people of each community raise a theme."""
    communities = [people.sex_workers] * sex_workers + [people.residents] * residents
    who = [voice(people, community, quotable=quotable) for community in communities]
    passages(
        people,
        on,
        [
            (contributor, f"Voice {number} of {on.slug}: {WORDS}")
            for number, contributor in enumerate(who)
        ],
    )
    return who


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


def quoted() -> Cast:
    """The cast with a release out that quotes 15 residents, who raised three themes by fives."""
    people = gather()
    themes = [theme(people, slug) for slug in ("lights", "bins", "buses")]
    for raised_by_five in themes:
        raised(people, raised_by_five, residents=5)
    release = draft(people)
    chosen = [
        (theme_ref, excerpt.ref)
        for theme_ref, excerpts in quotable_under(themes).items()
        for excerpt in excerpts
    ]
    commands.choose_quotes(actor=people.bola, release=release, chosen=chosen)
    for signer in (people.dawn, people.grace):
        commands.sign_release(actor=signer, release=release)
    return people


def second_signer(people: Cast) -> User:
    return people.users["grace"]


def drawn(people: Cast) -> Content:
    """What a release drawn up now would hold."""
    return build_draft(people.programme).content


def content(people: Cast) -> Content:
    """What the last signed release holds."""
    return read(last_signed(people.programme).content)


def released() -> Cast:
    """The cast with lights mended, cameras refused and a law that is not theirs; all signed and out."""
    people = gather()
    lights = theme(people, statement="Light the stairs where we live and work")
    cameras = theme(people, "cameras", statement="Put cameras on the corner")
    law = theme(people, "law", statement="Change the law on working together")
    raised(people, lights, 6, 9)
    raised(people, cameras, 0, 8)
    raised(people, law, 8, 0)
    made = decision(people)
    made.themes.add(lights, cameras)
    action(people, [lights], decision=made)
    action(
        people, [cameras], title="A camera", state="stopped", reason="People asked us not to.",
        done_on=None,
    )  # fmt: skip
    answer(people, lights)
    answer(people, cameras, says="no_because", we_did="", because="It costs £90,000 a year.")
    answer(
        people, law, says="not_ours", we_did="", who_can="Parliament",
        what_we_asked="We wrote on 3 May to ask for a change.", their_reply="They will not this year.",
    )  # fmt: skip
    occasion(people, people.residents, 18, "community_conversation", title="Library evening")
    indicator(people, "reports", [28, 27, 3, 21])
    signed(people)
    return people
