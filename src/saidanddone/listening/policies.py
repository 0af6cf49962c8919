"""What may be done here, one plain sentence each, and who may hold whose words."""

import re
from collections.abc import Iterable

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base.folding import fold
from saidanddone.listening.models import Contribution, Engagement
from saidanddone.programme.models import Community, Programme

PERMISSIONS = {
    "listening.see_engagements": "See occasions of listening: when, with whom, how many came.",
    "listening.record_engagement": "Record an occasion of listening and who came.",
    "listening.capture": "Write down what people said, with their consent, and hold it until it is confirmed.",
    "listening.import_turns": "Bring in conversations recorded elsewhere, as a table of speaker turns.",
    "listening.withdraw": "With the person: change consent, issue a new code, undo or carry out a withdrawal.",
    "listening.see_ledger": "See the consent ledger: what each contributor agreed to, without their words.",
}

# Who may hold the words of a community that is seldom listened to: the peer team, or an analyst.
PEER_TEAM = frozenset({"peer_researcher", "analyst"})

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b\d+[a-z]?\s+(?:\w+\s+){1,3}(?:street|road|lane|avenue|close|terrace|drive|way|court|grove|place)\b",
    re.IGNORECASE,
)
_NEVER_COUNTED = re.compile(
    r"national(?:ity| insurance)|immigra|passport|\bvisas?\b|asylum|refugee|recourse|"
    r"citizenship|right to (?:work|remain)|legal name|country of (?:birth|origin)",
    re.IGNORECASE,
)


def may_capture(actor: Actor, programme: Programme) -> bool:
    """Whether they may write words down here, or bring them in."""
    return any(
        is_allowed(actor, permission, programme)
        for permission in ("listening.capture", "listening.import_turns")
    )


def may_hold_words_of(actor: Actor, programme: Programme, community: Community) -> bool:
    """Words of those seldom listened to are captured and confirmed by the peer team."""
    return not community.seldom_listened_to or bool(actor.roles_in(programme.scope_id) & PEER_TEAM)


def may_be_recorded(
    actor: Actor, programme: Programme, communities: Iterable[Community]
) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of occasion, and the communities by slug, that a form offers this person.

    Peer interviews are the peer team's to record, as are occasions with those seldom listened to.
    """
    is_peer_team = bool(actor.roles_in(programme.scope_id) & PEER_TEAM)
    kinds = {kind for kind in Engagement.KINDS if is_peer_team or kind != "peer_interview"}
    slugs = {
        community.slug
        for community in communities
        if may_hold_words_of(actor, programme, community)
    }
    return frozenset(kinds), frozenset(slugs)


def holds_raw_words(actor: Actor, contribution: Contribution) -> bool:
    """Only whoever captured raw words sees them, and only until they are confirmed."""
    return (
        contribution.captured_by_id == actor.user_id
        and contribution.confirmed_at is None
        and contribution.raw_destroyed_at is None
        and not contribution.is_stopped
    )


def is_exact_place(text: str) -> bool:
    """Whether a place is finer than may be kept: a postcode, or a number in a street (R5)."""
    plain = fold(text).text
    return bool(_POSTCODE.search(plain) or _HOUSE.search(plain))


def is_never_counted(question: str) -> bool:
    """Whether an equality question asks what may never be held, not even as a tally (R6, R7)."""
    return bool(_NEVER_COUNTED.search(fold(question).text))
