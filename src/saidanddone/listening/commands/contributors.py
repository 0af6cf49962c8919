"""Contributors and their consent ledger: a line is added, never changed."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock, hooks
from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening import consent, queries, receipts
from saidanddone.listening.commands.withdrawal import delete_contact_route
from saidanddone.listening.models import ConsentEvent, Contributor, Receipt
from saidanddone.peers.queries import is_paused
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import make_key

PAUSED = "The advisory panel has paused listening. Nothing new is recorded until they lift it."


@transaction.atomic
def register_contributor(
    *,
    actor: Actor,
    programme: Programme,
    community: Community,
    uses: Mapping[str, bool],
    limits_told_on: date | None,
    issue_code: bool = True,
) -> tuple[Contributor, str | None]:
    """Someone who will speak, with each use answered yes or no, and their code to show once.

    The code is returned and never stored: whoever calls this shows it and lets it go.
    """
    require(actor, "listening.capture", programme)
    if limits_told_on is None:
        raise Refused(
            "Tell the person first when you may have to act on what they say. "
            "Then record that you told them."
        )
    if limits_told_on > clock.today():
        raise Refused("The day they were told cannot be in the future.", "told_on")
    _refuse_unanswered(uses)
    contributor = _register(programme, community, limits_told_on=limits_told_on)
    _write_answers(contributor, uses, actor)
    code = _issue(contributor) if issue_code else None
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
    consent_form: str,
    consent_date: date,
    consent_holder: str,
    uses: Iterable[str],
) -> Contributor:
    """Someone whose consent stands on a form held elsewhere: no code, so not reachable by code.

    A use that is not among `uses` was not agreed to, and is written down as refused.
    """
    require(actor, "listening.import_turns", programme)
    agreed = _known_uses(uses)
    check_form(consent_form, consent_date, consent_holder)
    contributor = _register(
        programme,
        community,
        consent_form=consent_form.strip(),
        consent_date=consent_date,
        consent_holder=consent_holder.strip(),
    )
    _write_answers(contributor, {use: use in agreed for use in consent.QUESTIONS}, actor)
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
    *, actor: Actor, programme: Programme, contributor: Contributor, use: str, act: str
) -> None:
    """What the person says of one use now, in a conversation: the only way to widen."""
    require(actor, "listening.withdraw", programme)
    if contributor.programme_id != programme.pk:
        raise NotYours("contributor")
    _known_uses([use])
    if act not in consent.ACTS:
        raise Refused("Say whether they agreed, said no, or take back what they agreed to.", "act")
    stands = queries.consents_of(contributor)[use]
    if act == consent.WITHDRAWN and stands != consent.GIVEN:
        raise Refused("They have not agreed to this, so there is nothing to take back.", "act")
    if act == stands:
        return
    _write(contributor, [consent.Line(use, act)], actor)
    if use == "use_in_themes":
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
    """By code: never quote me again, in papers or in public. Said twice, it stands once."""
    _narrow(contributor, consent.QUOTES, "listening.stop_quotes_by_code")


@transaction.atomic
def stop_contact_by_code(*, actor: Actor | None = None, contributor: Contributor) -> None:
    """By code: do not contact me again. The route to reach them is deleted, with its own key."""
    delete_contact_route(contributor)
    _narrow(contributor, consent.CONTACT, "listening.stop_contact_by_code")


def _narrow(contributor: Contributor, uses: Iterable[str], act: str) -> None:
    lines = consent.narrowing(queries.lines_of(contributor), uses)
    _write(contributor, lines, None)
    audit.record(
        actor=None,
        act=act,
        scope_ref=contributor.programme.ref,
        subject_keys=[contributor.key_ref],
    )


def check_form(consent_form: str, consent_date: date, consent_holder: str) -> None:
    """Raises Refused unless the form, its day and its holder are all named."""
    if not consent_form.strip():
        raise Refused("Name the consent form that people signed or agreed to.", "consent_form")
    if not consent_holder.strip():
        raise Refused("Name who holds the consent forms.", "consent_holder")
    if consent_date > clock.today():
        raise Refused("The day of consent cannot be in the future.", "consent_date")


def _register(programme: Programme, community: Community, **said: object) -> Contributor:
    if community.programme_id != programme.pk:
        raise NotYours("community")
    if is_paused(programme, "listening"):
        raise Refused(PAUSED)
    return Contributor.objects.create(
        programme=programme, community=community, key_ref=make_key(), **said
    )


def _refuse_unanswered(uses: Mapping[str, bool]) -> None:
    _known_uses(uses)
    if consent.unanswered(uses):
        raise Refused("Ask about each use and record yes or no. None may be taken as read.")


def _known_uses(uses: Iterable[str]) -> frozenset[str]:
    unknown = sorted(set(uses) - set(consent.QUESTIONS))
    if unknown:
        raise Refused(
            f"“{unknown[0]}” is not a use people are asked about. "
            f"The uses are: {', '.join(consent.QUESTIONS)}."
        )
    return frozenset(uses)


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
