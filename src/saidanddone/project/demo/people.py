"""Adds the programme, its agencies, its staff and their roles, and the panel of three."""

from functools import partial

from allauth.account.models import EmailAddress

from saidanddone.access.commands import SITE_ROLES, give_role
from saidanddone.access.models import Agency, User
from saidanddone.access.policies import LONGEST_ROLE
from saidanddone.access.queries import actor_of
from saidanddone.base import clock
from saidanddone.listening.commands import record_reflection, set_known_names
from saidanddone.listening.inputs import KnownNamesInput, ReflectionInput
from saidanddone.peers import commands as peers
from saidanddone.peers.inputs import PanelDecisionInput
from saidanddone.peers.models import PeerResearcher
from saidanddone.peers.states import RESTING
from saidanddone.programme import commands as programmes
from saidanddone.programme.inputs import (
    CommunityInput,
    PartnerInput,
    ProgrammeInput,
    StageInput,
)
from saidanddone.programme.models import Community
from saidanddone.project.demo.story import (
    ADMINISTRATOR,
    ENGAGEMENT_LEAD,
    PEER,
    Story,
)
from saidanddone.project.demo.words import Row, read

KINDS_OF_AGENCY = {
    "council": "council",
    "community-safety": "council",
    "service": "voluntary",
    "police": "police",
    "housing": "housing",
    "cleansing": "council",
    "health": "health",
    "residents-association": "residents",
}
# What each decision of the panel is about, in the words of the panel's own list.
ABOUT = {
    "guide": "listening",
    "consent_words": "consent_words",
    "theme_words": "wording",
    "public_words": "wording",
}


def add_to_diary(story: Story) -> None:
    tables = read("programme", story.year)
    panel = read("peers", story.year)
    story.diary.on(tables["opened_on"], 8, partial(_open, story, tables))
    for peer in panel["peers"]:
        _add_peer_history(story, peer)
    for decision in panel["panel_decisions"]:
        story.diary.on(decision["on"], 10, partial(_decide, story, decision))
    for reflection in panel["reflections"]:
        story.diary.on(reflection["on"], 20, partial(_reflect, story, reflection))


def _open(story: Story, tables: Row) -> None:
    for row in tables["agencies"]:
        story.agencies[row["key"]] = Agency.objects.create(
            slug=row["key"],
            name=row["name"],
            kind=KINDS_OF_AGENCY[row["key"]],
            may_enforce=row["enforcement"],
        )
    for row in tables["staff"]:
        story.users[row["email"]] = _sign_up(story, row)
    _start_programme(story, tables)
    for row in tables["staff"]:
        _give_role(story, row)
    _set_names(story, tables)


def _sign_up(story: Story, row: Row) -> User:
    """They sign in by a printed link, so they have no password that would work."""
    role = _slug(row["role"])
    user = User.objects.create_user(
        email=row["email"],
        name=row["name"],
        agency=story.agencies[row["agency"]],
        site_role=role if role in SITE_ROLES else "",
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _start_programme(story: Story, tables: Row) -> None:
    administrator = actor_of(story.users[ADMINISTRATOR], purpose="demonstration")
    programme = story.programme = programmes.create_programme(
        actor=administrator,
        slug=tables["key"],
        notice=tables["invented"],
        raw_words_kept_days=tables["raw_kept_days"],
        fewest_people_for_public_theme=tables["release"]["theme_threshold"],
        details=ProgrammeInput(
            title=tables["title"],
            pledge=tables["pledge"],
            owner=tables["owner"],
            open_to_influence="\n".join(tables["open_to_influence"]),
            already_fixed="\n".join(tables["already_fixed"]),
            closes_on=tables["closes_on"],
        ),
    )
    for row in tables["communities"]:
        made = programmes.add_part(
            actor=administrator,
            programme=programme,
            details=CommunityInput(
                name=row["name"],
                heard_in=row["called"].removeprefix("in "),
                seldom_listened_to=row["seldom_listened_to"],
                slug_wanted=row["key"],
            ),
        )
        if isinstance(made, Community):
            story.communities[row["key"]] = made
    for row in tables["stages"]:
        stage = StageInput(title=row["title"], starts_on=row["starts_on"], ends_on=row["ends_on"])
        programmes.add_part(actor=administrator, programme=programme, details=stage)
    for row in tables["agencies"]:
        programmes.add_partner(
            actor=administrator,
            programme=programme,
            details=PartnerInput(
                agency_ref=story.agencies[row["key"]].ref, responsibility=row["part"]
            ),
        )


def _give_role(story: Story, row: Row) -> None:
    role = _slug(row["role"])
    if role not in SITE_ROLES:
        give_role(
            actor=story.actor(ADMINISTRATOR),
            scope=story.programme,
            user=story.users[row["email"]],
            role=role,
            until=clock.today() + LONGEST_ROLE,
        )


def _set_names(story: Story, tables: Row) -> None:
    """Which names to look for in what people said."""
    story.programme = set_known_names(
        actor=story.actor(ENGAGEMENT_LEAD),
        programme=story.programme,
        version=story.programme.version,
        details=KnownNamesInput(names=tables["known_names"]),
    )


def _add_peer_history(story: Story, row: Row) -> None:
    first, *moves = row["history"]
    story.diary.on(first["on"], 9, partial(_add_peer, story, row, first["state"]))
    for move in moves:
        story.diary.on(move["on"], 9, partial(_move_peer, story, row, move["state"]))


def _add_peer(story: Story, row: Row, state: str) -> None:
    peers.add_peer(
        actor=story.actor(ENGAGEMENT_LEAD),
        programme=story.programme,
        alias=row["alias"],
        user=story.users[row["email"]],
        state=state,
    )


def _move_peer(story: Story, row: Row, state: str) -> None:
    """To rest is a peer's own word; the rest is written down by whoever keeps the panel."""
    moved_by = row["email"] if state == RESTING else ENGAGEMENT_LEAD
    peers.move_peer(
        actor=story.actor(moved_by),
        programme=story.programme,
        peer=PeerResearcher.objects.get(programme=story.programme, alias=row["alias"]),
        to=state,
    )


def _decide(story: Story, row: Row) -> None:
    story.panel_decisions[row["key"]] = peers.record_panel_decision(
        actor=story.actor(PEER),
        programme=story.programme,
        details=PanelDecisionInput(
            title=row["subject"],
            about=ABOUT.get(row["key"], "other"),
            outcome=row["decision"],
            decided_on=row["on"],
            because=row["what"],
            dissent=row["dissent"],
        ),
    )


def _reflect(story: Story, row: Row) -> None:
    is_panels = row["by"] in ("panel", "sex_workers")
    record_reflection(
        actor=story.actor(PEER if is_panels else ENGAGEMENT_LEAD),
        programme=story.programme,
        details=ReflectionInput(
            from_whom=row["by"],
            words=row["words"],
            said_on=row["on"],
            may_quote_in_public=row["consent_public"],
        ),
    )


def _slug(role: str) -> str:
    return role.replace(" ", "_")
