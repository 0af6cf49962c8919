"""A programme with one record of every kind, made by the people's own acts; and everyone who signs in."""

from dataclasses import dataclass, replace
from datetime import date

from allauth.mfa.models import Authenticator

from saidanddone.access.commands import invite, make_one_time_links, make_way_back
from saidanddone.access.models import Installation, Invitation, Membership, User
from saidanddone.access.queries import actor_of
from saidanddone.access.roles import all_roles
from saidanddone.answers import commands as answering
from saidanddone.answers.models import Answer
from saidanddone.base import clock
from saidanddone.evidence.coding.commands import write_memo
from saidanddone.evidence.coding.inputs import MemoInput
from saidanddone.evidence.coding.models import PassagesGivenOut
from saidanddone.evidence.themes.commands import make_theme, name_tension, run_common_ground
from saidanddone.evidence.themes.inputs import TensionInput, ThemeInput
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.commands import send_back
from saidanddone.evidence.transcripts.inputs import SendBackInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening import commands as listening
from saidanddone.listening.inputs import KnownNamesInput, ReflectionInput
from saidanddone.listening.models import Contribution
from saidanddone.peers import commands as peers
from saidanddone.peers.inputs import PanelDecisionInput
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.commands import add_partner
from saidanddone.programme.inputs import PartnerInput
from saidanddone.releases import commands as releases
from saidanddone.strategy import commands as strategy
from saidanddone.strategy.inputs import FundingInput, PriorityInput
from tests.people import IN_FORCE, ROLES, Cast, gather, make_programme
from tests.unit.answers.world import done
from tests.unit.evidence import voices
from tests.unit.outcomes import series
from tests.unit.strategy import plans

HELD = date(2026, 1, 12)


@dataclass(frozen=True)
class Held:
    """The references of one record of every kind in a programme."""

    cast: Cast
    records: dict[str, str]
    own_to_confirm: dict[str, str]  # by who captured it
    own_transcript: dict[str, str]
    own_sent_back: dict[str, str]  # transcripts whose first turn was sent back
    own_memo: dict[str, str]  # by who wrote it
    own_action: dict[str, str]  # by who owns it
    own_proposal: dict[str, str]  # by who proposed it

    def __getitem__(self, kind: str) -> str:
        return self.records[kind]


@dataclass(frozen=True)
class World:
    """`here` is where everyone holds their role; `elsewhere` only the cast does."""

    here: Held
    elsewhere: Held
    roles: dict[str, User]  # someone in every role of roles.toml
    invitation: str
    one_time_link: str
    way_back: str


def build() -> World:
    Installation.objects.create(kind="demonstration")
    cast = gather()
    roles = _everyone(cast)
    here = fill(cast, roles)
    elsewhere = fill(
        _again(cast), {name: cast.users[cast_name] for cast_name, name in ROLES.items()}
    )
    _, invitation = invite(
        actor=cast.jo, email="new@harbour.example", name="New", role="analyst", agency=None,
        scope=cast.programme, until=clock.today(),
    )  # fmt: skip
    links = make_one_time_links()
    way_back = make_way_back(actor=cast.jo, user=cast.users["sam"], lost="password")
    return World(here, elsewhere, roles, invitation, links[0][1], way_back)


def _everyone(cast: Cast) -> dict[str, User]:
    """Someone in every role; the cast where they hold it, others by a membership of their own."""
    people = {role: cast.users[name] for name, role in ROLES.items() if name != "farah"}
    for role, described in all_roles().items():
        if role not in people:
            agency = cast.agencies["police" if described.may_enforce else "council"]
            user = User.objects.create_user(
                email=f"{role}@harbour.example".replace("_", "-"), name=role, agency=agency
            )
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
            Membership.objects.create(
                user=user, scope=cast.programme.scope, role=role, until=IN_FORCE
            )
            people[role] = user
    return people


def _again(cast: Cast) -> Cast:
    """The same people with another programme, where they hold the same roles."""
    programme, sex_workers, residents = make_programme("elsewhere")
    for name, role in ROLES.items():
        Membership.objects.create(
            user=cast.users[name], scope=programme.scope, role=role, until=IN_FORCE
        )
    return replace(cast, programme=programme, sex_workers=sex_workers, residents=residents)


def leave(world: World) -> None:
    """From here on nobody but the data protection officer holds anything elsewhere."""
    Membership.objects.filter(scope=world.elsewhere.cast.programme.scope).delete()


def fill(cast: Cast, roles: dict[str, User]) -> Held:
    """One record of every kind."""
    records = {"programme": cast.programme.slug, "community": cast.residents.slug}
    records |= _who(cast)
    records |= _panel(cast)
    wording = PanelDecision.objects.get(programme=cast.programme, about="wording")
    theme = _words(cast, wording, records)
    _plan(cast, theme, records)
    records["indicator"] = _measure(cast, records).ref
    answer = _answers(cast, theme, records)
    records["answer_published"] = answer.ref
    _withdrawing(cast, records)
    run_common_ground(actor=cast.chidi, programme=cast.programme, replicates=20, seed=1)
    _releases(cast, records)
    confirmers = ("peer_researcher", "engagement_lead", "analyst")
    coders = ("peer_researcher", "analyst")
    proposers = ("peer_researcher", "strategy_lead")
    owners = ("strategy_lead", "action_owner", "safety_officer", "service_manager")
    return Held(
        cast,
        records,
        {role: _to_confirm(cast, roles[role]) for role in confirmers if role in roles},
        {role: _confirmed(cast, roles[role]) for role in confirmers if role in roles},
        {role: _sent_back(cast, roles[role]) for role in confirmers if role in roles},
        {role: _noted(cast, roles[role], theme) for role in coders if role in roles},
        {role: _owned(cast, roles[role]) for role in owners if role in roles},
        {role: _proposed(cast, roles[role]) for role in proposers if role in roles},
    )


def _who(cast: Cast) -> dict[str, str]:
    """Someone with a role here, someone with one everywhere, an invited person, a partner."""
    agency = cast.agencies["lamplight"]
    taking_part = PartnerInput(agency_ref=agency.ref)
    partner = add_partner(actor=cast.jo, programme=cast.programme, details=taking_part)
    chidi = cast.users["chidi"]
    invited = Invitation.objects.filter(name="Invited").first() or invite(
        actor=cast.jo, email="invited@harbour.example", name="Invited", role="administrator",
        agency=None,
    )[0]  # fmt: skip
    return {
        "agency": agency.ref,
        "person": chidi.ref,
        "membership": Membership.objects.get(scope=cast.programme.scope, user=chidi).ref,
        "officer": cast.users["grace"].ref,
        "invitation": invited.ref,
        "partner": partner.ref,
    }


def _panel(cast: Cast) -> dict[str, str]:
    given = {"actor": cast.amina, "programme": cast.programme}
    peer = peers.add_peer(
        actor=cast.bola, programme=cast.programme, alias="Roz", state="in_training"
    )
    peers.record_panel_decision(
        **given,
        details=PanelDecisionInput(
            title="The words of a theme",
            about="wording",
            outcome="approved",
            decided_on=HELD,
        ),
    )
    pause = peers.record_panel_decision(
        **given,
        details=PanelDecisionInput(
            title="Keep less",
            about="retention",
            outcome="paused",
            decided_on=HELD,
            because="Thirty days is long",
        ),
    )
    return {"peer": peer.ref, "panel_decision": pause.ref}


def _words(cast: Cast, wording: PanelDecision, records: dict[str, str]) -> Theme:
    """Kit's interview, coded; a table's and Lou's words; two themes that pull apart."""
    said = voices.words_of_kit(cast)
    transcript = voices.confirmed(cast, said)
    voices.confirmed(cast, voices.words_of_a_table(cast))
    lou = voices.words_of_kit(cast, cast.bola, cast.residents, kind="community_conversation")
    voices.confirmed(cast, lou)
    code, spare = voices.a_code(cast), voices.a_code(cast, "Patrols")
    excerpt = voices.coded(cast, transcript, code)
    given = {"actor": cast.chidi, "programme": cast.programme}
    theme = make_theme(
        **given,
        details=ThemeInput(
            statement="The stairs are dark.",
            kind="concern",
            code_refs=(code.ref,),
            public_statement="Stairs need lights.",
            agreed_by_panel_ref=wording.ref,
        ),
    )
    others = [
        make_theme(
            **given, details=ThemeInput(statement=statement, kind="ask", code_refs=(spare.ref,))
        )
        for statement in ("More patrols at night.", "Fewer stops of people working.")
    ]
    tension = name_tension(
        **given,
        details=TensionInput(
            one_slug=others[0].slug,
            other_slug=others[1].slug,
            statement="Patrols feel safe to some only.",
        ),
    )
    listening.set_known_names(
        actor=cast.amina, programme=cast.programme, version=cast.programme.version,
        details=KnownNamesInput(names=["Roz"]),
    )  # fmt: skip
    listening.record_reflection(actor=cast.bola, programme=cast.programme, details=ReflectionInput(from_whom="staff", words="We began too late.", said_on=HELD,),)  # fmt: skip
    assert said.contributor is not None
    records |= {
        "engagement": said.engagement.ref, "contributor": said.contributor.ref,
        "copy": PassagesGivenOut.objects.create(
            programme=cast.programme, title="Lighting", ending="csv", given_to="a committee",
            used_for="a paper", passages=1, taken_by=cast.users["chidi"],
        ).ref,
        "contribution": said.ref, "transcript": transcript.ref, "excerpt": excerpt.ref,
        "code": code.ref, "theme": theme.ref, "theme_slug": theme.slug,
        "theme_to_answer": others[0].slug, "tension": tension.ref,
    }  # fmt: skip
    return theme


def _plan(cast: Cast, theme: Theme, records: dict[str, str]) -> None:
    given = {"actor": cast.dawn, "programme": cast.programme}
    decision = strategy.record_decision(
        **given, details=plans.decision_input(theme_refs=(theme.ref,))
    )
    priority = strategy.adopt_priority(
        **given, details=PriorityInput(title="Light", theme_refs=(theme.ref,))
    )
    action = plans.agreed(
        cast, serves={theme.ref: "meets"}, priority_ref=priority.ref, decision_ref=decision.ref
    )
    to_agree = plans.proposed(cast, title="Mend the yard lamp")
    strategy.record_funding(
        **given,
        details=FundingInput(
            source="Home Office", pounds=9000, bought="Lamps", action_refs=(action.ref,)
        ),
    )
    records |= {
        "decision": decision.ref, "priority": priority.ref, "action": action.ref,
        "action_to_agree": to_agree.ref,
    }  # fmt: skip


def _measure(cast: Cast, records: dict[str, str]) -> series.Indicator:
    beside = series.companions(cast)
    made = series.defined(cast, beside_refs=tuple(indicator.ref for indicator in beside))
    series.record(cast, made, series.a_fall())
    return made


def _answers(cast: Cast, theme: Theme, records: dict[str, str]) -> Answer:
    """One answer to go out, one drafted."""
    given = {"programme": cast.programme}
    answer = answering.draft_answer(actor=cast.bola, theme=theme, details=done(), **given)
    answering.approve_answer(actor=cast.dawn, answer_ref=answer.ref, version=1, **given)
    other = make_theme(
        actor=cast.chidi,
        details=ThemeInput(statement="We help each other.", kind="concern"),
        **given,
    )
    drafted = answering.draft_answer(actor=cast.bola, theme=other, details=done(), **given)
    records["answer_drafted"] = drafted.ref
    return answer


def _withdrawing(cast: Cast, records: dict[str, str]) -> None:
    """Someone who asked to withdraw by code, and may still undo it with a peer."""
    contributor = voices.a_person(cast, cast.sex_workers, cast.amina)
    listening.ask_to_withdraw_by_code(contributor=contributor)
    records["contributor_withdrawing"] = contributor.ref


def _releases(cast: Cast, records: dict[str, str]) -> None:
    """One signed by two, one drafted."""
    given = {"actor": cast.bola, "programme": cast.programme}
    release = releases.draft_release(**given)
    releases.sign_release(actor=cast.dawn, release=release)
    records["release_signed"] = releases.sign_release(actor=cast.grace, release=release).ref
    records["release"] = releases.draft_release(**given).ref


def _to_confirm(cast: Cast, by: User) -> str:
    made = voices.words_of_a_table(cast)
    Contribution.objects.filter(pk=made.pk).update(captured_by=by)
    return made.ref


def _confirmed(cast: Cast, by: User) -> str:
    made = voices.words_of_a_table(cast)
    transcript = voices.confirmed(cast, made)
    Contribution.objects.filter(pk=made.pk).update(captured_by=by)
    return transcript.ref


def _sent_back(cast: Cast, by: User) -> str:
    ref = _confirmed(cast, by)
    send_back(
        actor=cast.chidi,
        programme=cast.programme,
        transcript=Transcript.objects.get(ref=ref),
        details=SendBackInput(number=1),
    )
    return ref


def _noted(cast: Cast, by: User, theme: Theme) -> str:
    """What someone noticed about a theme."""
    written = write_memo(
        actor=actor_of(by, purpose="test"),
        programme=cast.programme,
        about=theme,
        details=MemoInput(words="Look again."),
    )
    return written.ref


def _proposed(cast: Cast, by: User) -> str:
    made = strategy.propose_action(
        actor=actor_of(by, purpose="test"),
        programme=cast.programme,
        details=plans.action_input(cast, "", title=f"By {by.name}"),
    )
    return made.ref


def _owned(cast: Cast, by: User) -> str:
    agency = by.agency
    assert agency is not None
    made = plans.agreed(
        cast, "", owner_ref=by.ref, owner_agency_ref=agency.ref, title=f"For {by.name}"
    )
    return made.ref
