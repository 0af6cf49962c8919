"""Contributors and their consent ledger: a line is added, never changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock, hooks
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.listening import consent, queries, receipts
from saidanddone.listening.commands.withdrawal import delete_contact_route
from saidanddone.listening.inputs import ConsentElsewhereInput, ConsentInput, ContributorInput
from saidanddone.listening.meanwhile import locked
from saidanddone.listening.models import ConsentEvent, Contributor, Receipt
from saidanddone.peers.queries import is_paused
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import make_key

PAUSED = "The advisory panel has paused listening. Nothing new is recorded until they lift it."


@transaction.atomic
def register_contributor(
    *, actor: Actor, programme: Programme, details: ContributorInput
) -> tuple[Contributor, str]:
    """Register someone who will speak, and return them with the code to show them once.

    The code is not stored. Raises Refused unless they were told the limits first and answered each
    use; NotYours for a community that the programme does not have.
    """
    require(actor, "listening.capture", programme)
    if details.limits_told_on is None:
        raise Refused(
            "Tell the person first when you may have to act on what they say. "
            "Then record that you told them."
        )
    if details.limits_told_on > clock.today():
        raise Refused("The day they were told cannot be in the future.", "limits_told_on")
    _refuse_unanswered(details.uses)
    community = programme.communities.filter(slug=details.community_slug).first()
    contributor = _register(programme, community, fields_of(details))
    _write_answers(contributor, details.uses, actor)
    code = _issue(contributor)
    audit.record(
        actor=actor,
        act="listening.register_contributor",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[contributor.key_ref],
    )
    return contributor, code


@transaction.atomic
def register_contributor_elsewhere(
    *,
    actor: Actor,
    programme: Programme,
    community: Community,
    details: ConsentElsewhereInput,
) -> Contributor:
    """Register someone whose consent is on a form held elsewhere. They get no code."""
    require(actor, "listening.import_turns", programme)
    check_consent_elsewhere(details)
    contributor = _register(programme, community, fields_of(details))
    answers = {use: use in details.uses for use in consent.QUESTIONS}
    _write_answers(contributor, answers, actor)
    audit.record(
        actor=actor,
        act="listening.register_contributor_elsewhere",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[contributor.key_ref],
    )
    return contributor


@transaction.atomic
def record_consent(
    *, actor: Actor, programme: Programme, contributor: Contributor, details: ConsentInput
) -> None:
    """Record what the person says of one use now, in a conversation: the only way to widen."""
    require(actor, "listening.withdraw", programme)
    contributor = locked(contributor, programme)
    _refuse_unknown_uses([details.use])
    if details.act not in consent.ACTS:
        raise Refused("Say whether they agreed, said no, or take back what they agreed to.", "act")
    current_act = queries.consents_of(contributor)[details.use]
    if details.act == consent.WITHDRAWN and current_act != consent.GIVEN:
        raise Refused("They have not agreed to this, so there is nothing to take back.", "act")
    if details.act == current_act:
        return
    _write(contributor, [consent.Line(details.use, details.act)], actor)
    if details.use in consent.CONTACT and details.act != consent.GIVEN:
        delete_contact_route(contributor)
    if current_act == consent.GIVEN and details.use in consent.NEEDED_TO_QUOTE:
        hooks.after_consent_narrowed(programme_id=programme.pk)
    if details.use == "use_in_themes":
        hooks.after_use_changed(contributor_id=contributor.pk)
    audit.record(
        actor=actor,
        act="listening.record_consent",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[contributor.key_ref],
    )


@transaction.atomic
def stop_quotes_by_code(*, actor: Actor | None = None, contributor: Contributor) -> None:
    """By code: never quote me again, in papers or in public. Said twice, it stands once.

    Everyone's quotes rest, whether or not this person was quoted or had agreed to it: so whoever
    presses the button with someone's card learns neither.
    """
    _narrow(contributor, consent.QUOTES, "listening.stop_quotes_by_code")
    hooks.after_consent_narrowed(programme_id=contributor.programme_id)


@transaction.atomic
def stop_contact_by_code(*, actor: Actor | None = None, contributor: Contributor) -> None:
    """By code: do not contact me again. The route to reach them is deleted, with its own key."""
    contributor = locked(contributor)
    delete_contact_route(contributor)
    _narrow(contributor, consent.CONTACT, "listening.stop_contact_by_code")


def _narrow(contributor: Contributor, uses: Iterable[str], act: str) -> None:
    contributor = locked(contributor)
    lines = consent.lines_that_withdraw(queries.lines_of(contributor), uses)
    _write(contributor, lines, None)
    audit.record(
        actor=None,
        act=act,
        scope_ref=contributor.programme.ref,
        subject_keys=[contributor.key_ref],
    )


def check_consent_elsewhere(details: ConsentElsewhereInput) -> None:
    """Raises Refused unless the form, its day and its holder are named, and every use is asked about."""
    if not details.consent_form:
        raise Refused("Name the consent form that people signed or agreed to.", "consent_form")
    if not details.consent_holder:
        raise Refused("Name who holds the consent forms.", "consent_holder")
    if details.consent_date > clock.today():
        raise Refused("The day of consent cannot be in the future.", "consent_date")
    _refuse_unknown_uses(details.uses)


def _register(
    programme: Programme, community: Community | None, columns: Mapping[str, Any]
) -> Contributor:
    if community is None or community.programme_id != programme.pk:
        raise NotYours("community")
    if is_paused(programme, "listening"):
        raise Refused(PAUSED)
    return Contributor.objects.create(
        programme=programme, community=community, key_ref=make_key(), **columns
    )


def _refuse_unanswered(uses: Mapping[str, bool]) -> None:
    _refuse_unknown_uses(uses)
    if consent.unanswered(uses):
        raise Refused("Ask about each use and record yes or no. None may be taken as read.")


def _refuse_unknown_uses(uses: Iterable[str]) -> None:
    unknown = sorted(set(uses) - set(consent.QUESTIONS))
    if unknown:
        raise Refused(
            f"“{unknown[0]}” is not a use people are asked about. "
            f"The uses are: {', '.join(consent.QUESTIONS)}."
        )


def _write_answers(contributor: Contributor, uses: Mapping[str, bool], actor: Actor) -> None:
    lines = [consent.Line(use, consent.first_act(uses[use])) for use in consent.QUESTIONS]
    _write(contributor, lines, actor)


def _write(contributor: Contributor, lines: Iterable[consent.Line], actor: Actor | None) -> None:
    ConsentEvent.objects.bulk_create(
        ConsentEvent(
            contributor=contributor,
            use=line.use,
            act=line.act,
            wording=consent.WORDING,
            by_code=line.by_code,
            recorded_by_id=actor.user_id if actor else None,
        )
        for line in lines
    )


def _issue(contributor: Contributor) -> str:
    code = receipts.new_code()
    Receipt.objects.create(
        programme_id=contributor.programme_id, contributor=contributor, mac=receipts.mac_of(code)
    )
    return code
