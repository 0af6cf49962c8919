"""Words as they were said: sealed at once, held by whoever captured them, gone when due."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.listening import passages, policies, states
from saidanddone.listening.commands.contributors import PAUSED
from saidanddone.listening.inputs import ContributionInput
from saidanddone.listening.meanwhile import locked
from saidanddone.listening.models import Contribution, Contributor, Engagement
from saidanddone.listening.passages import Passage
from saidanddone.peers.queries import is_paused
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import key_ring_for


@transaction.atomic
def capture(
    *,
    actor: Actor,
    programme: Programme,
    engagement: Engagement,
    details: ContributionInput,
    contributor: Contributor | None = None,
) -> Contribution:
    """Seal what one person, a table or the room said, by the person's key or the programme's.

    Raises Refused where words may not be added to this occasion, or not by this actor, or where the
    contributor withdrew meanwhile; NotYours for what is of another programme.
    """
    require(actor, "listening.capture", programme)
    if engagement.programme_id != programme.pk:
        raise NotYours("engagement")
    if contributor is not None:
        contributor = locked(contributor, programme)
    community = _community_of(engagement, contributor, details)
    _refuse_unless_allowed(actor, programme, engagement, community)
    _refuse_unless_voice_fits(details, contributor)
    _refuse_unless_words(details.passages)
    contribution = seal_contribution(actor, engagement, community, contributor, details)
    audit.record(
        actor=actor,
        act="listening.capture",
        about=engagement,
        scope_ref=programme.ref,
        subject_keys=contribution.person_keys,
    )
    return contribution


def seal_contribution(
    actor: Actor,
    engagement: Engagement,
    community: Community,
    contributor: Contributor | None,
    details: ContributionInput,
) -> Contribution:
    """Seal and save; the caller has checked and will audit."""
    programme = engagement.programme
    contribution = Contribution(
        programme=programme,
        engagement=engagement,
        community=community,
        contributor=contributor,
        captured_by_id=actor.user_id,
        key_ref=contributor.key_ref if contributor else programme.key_ref,
        **fields_of(details),
    )
    key_ring_for([contribution]).seal(contribution, words=passages.to_json(details.passages))
    contribution.save(force_insert=True)
    return contribution


def _community_of(
    engagement: Engagement, contributor: Contributor | None, details: ContributionInput
) -> Community:
    """Whose words these are: the person's community, the one named, or the occasion's."""
    if contributor is not None:
        return contributor.community
    if not details.community_slug:
        return engagement.community
    named = engagement.programme.communities.filter(slug=details.community_slug).first()
    if named is None:
        raise NotYours("community")
    return named


def _refuse_unless_allowed(
    actor: Actor, programme: Programme, engagement: Engagement, community: Community
) -> None:
    if community.programme_id != programme.pk:
        raise NotYours("community")
    if not policies.may_hold_words_of(actor, programme, community):
        raise Refused(
            "Words from this community are written down by the peer team. "
            "Ask one of the peer researchers to add them."
        )
    if is_paused(programme, "listening"):
        raise Refused(PAUSED)
    if engagement.state not in states.OPEN_TO_WORDS:
        raise Refused(
            "Words can be added to an occasion once it has taken place, until it is closed."
        )


def _refuse_unless_voice_fits(details: ContributionInput, contributor: Contributor | None) -> None:
    if details.voice not in Contribution.VOICES:
        raise Refused("Say who is speaking: one person, a table, or the room.")
    if details.voice != "person":
        if contributor is not None:
            raise Refused("What a table or a room said belongs to nobody alone.")
        if details.people < 1:
            raise Refused("Say how many people were round the table or in the room.", "people")
        return
    if contributor is None:
        raise Refused("Ask the person what you may do with their words first.")
    if contributor.limits_told_on is None and not contributor.consent_form:
        raise Refused(
            "Tell the person first when you may have to act on what they say, and record it. "
            "Their words can be written down after that."
        )
    if contributor.state != states.ACTIVE:
        raise Refused("This person is taking back what they said. Nothing more can be added.")


def _refuse_unless_words(spoken: Sequence[Passage]) -> None:
    if not any(passage.text.strip() for passage in spoken):
        raise Refused("There are no words here. Type them, paste them or choose a file.", "words")
    if longer := passages.too_much(spoken):
        raise Refused(f"This is {longer}. Add each conversation on its own.", "words")
    if any(passage.manner not in passages.MANNERS for passage in spoken):
        raise Refused(
            "Say whether these are their exact words, notes, or remembered afterwards.", "manner"
        )


@transaction.atomic
def destroy_old_raw_words(*, actor: Actor | None = None) -> int:
    """Empty raw words never confirmed within the days their programme set; return how many."""
    destroyed = 0
    for programme in Programme.objects.all():
        before = clock.now() - timedelta(days=programme.raw_words_kept_days)
        due = Contribution.objects.filter(
            programme=programme, confirmed_at=None, raw_destroyed_at=None, created_at__lt=before
        )
        count = due.update(
            words=b"", names_found=b"", choices_so_far=b"", raw_destroyed_at=clock.now()
        )
        if count:
            audit.record(
                actor=actor,
                act="listening.destroy_old_raw_words",
                about=programme,
                scope_ref=programme.ref,
                count=count,
            )
        destroyed += count
    return destroyed
