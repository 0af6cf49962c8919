"""Short ways to the records that listening's tests tell their stories with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from saidanddone.access.actors import Actor
from saidanddone.listening import commands
from saidanddone.listening.consent import QUESTIONS
from saidanddone.listening.inputs import ContributionInput, ContributorInput, EngagementInput
from saidanddone.listening.models import ContactRoute, Contribution, Contributor, Engagement
from saidanddone.listening.passages import Passage
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import key_ring_for, make_key
from tests.people import Cast

DAY = date(2026, 6, 3)
WORDS = "The lamp by the underpass has been out since March."
YES_TO_ALL = dict.fromkeys(QUESTIONS, True)


def interview(
    people: Cast,
    *,
    actor: Actor | None = None,
    programme: Programme | None = None,
    came: Mapping[Community, int] | None = None,
    **given: Any,
) -> Engagement:
    """Amina's interview, with one sex worker there."""
    return commands.record_engagement(
        actor=actor or people.amina,
        programme=programme or people.programme,
        details=occasion(
            **{
                "kind": "peer_interview",
                "title": "Interview one",
                "community": people.sex_workers,
                "came": {people.sex_workers: 1} if came is None else came,
            }
            | given
        ),
    )


def conversation(
    people: Cast,
    *,
    actor: Actor | None = None,
    came: Mapping[Community, int] | None = None,
    **given: Any,
) -> Engagement:
    """Bola's evening with residents."""
    return commands.record_engagement(
        actor=actor or people.bola,
        programme=people.programme,
        details=occasion(
            **{
                "kind": "community_conversation",
                "title": "Library evening",
                "community": people.residents,
                "came": {people.residents: 18} if came is None else came,
            }
            | given
        ),
    )


def occasion(
    *, community: Community, came: Mapping[Community, int], **given: Any
) -> EngagementInput:
    """An occasion on DAY unless told otherwise; `came` are the people of each community."""
    attendance = {who.slug: people for who, people in came.items()}
    return EngagementInput(
        **{"held_on": DAY, "community_slug": community.slug, "attendance": attendance} | given
    )


def speaker(community: Community, **given: Any) -> ContributorInput:
    """Someone who agreed to everything and was told the limits on DAY, unless told otherwise."""
    return ContributorInput(
        **{"community_slug": community.slug, "uses": YES_TO_ALL, "limits_told_on": DAY} | given
    )


def kit(people: Cast, **uses: bool) -> tuple[Contributor, str]:
    """Kit, who agreed to everything unless told otherwise, and the code on the card."""
    return commands.register_contributor(
        actor=people.amina,
        programme=people.programme,
        details=speaker(people.sex_workers, uses=YES_TO_ALL | uses),
    )


def captured(people: Cast, engagement: Engagement, contributor: Contributor) -> Contribution:
    """What Kit said, as Amina wrote it down."""
    return commands.capture(
        actor=people.amina,
        programme=people.programme,
        engagement=engagement,
        contributor=contributor,
        details=ContributionInput(
            voice="person",
            passages=(Passage(0, "verbatim", False, "What would help?"), verbatim(WORDS)),
        ),
    )


def way_to_reach(contributor: Contributor) -> ContactRoute:
    """Sealed by a key of its own. No command of this version makes one."""
    route = ContactRoute(contributor=contributor, key_ref=make_key())
    key_ring_for([route]).seal(route, route="text the hub")
    route.save()
    return route


def verbatim(text: str) -> Passage:
    return Passage(1, "verbatim", False, text)
