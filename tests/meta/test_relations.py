"""Every relation between apps, with what happens at its end: withdrawal works by CASCADE.

A string foreign key slips past import-linter; this table does not let it.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from saidanddone.base.fields import ReferenceField
from saidanddone.listening.models import Contributor
from saidanddone.vault.fields import KeyReference
from tests.meta.refusals import assert_equal_lists

# from, field, to, on_delete; a many-to-many that makes its own table says so in place of on_delete.
ALLOWED = """
access.User                  agency           access.Agency           PROTECT
access.Membership            user             access.User             CASCADE
access.Membership            scope            access.Scope            CASCADE
access.Invitation            agency           access.Agency           CASCADE
access.Invitation            invited_by       access.User             PROTECT
access.WayBack               user             access.User             CASCADE
access.WayBack               made_by          access.User             PROTECT
access.WrongTries            user             access.User             CASCADE
access.OneTimeLink           user             access.User             CASCADE
audit.Subject                entry            audit.Entry             PROTECT
programme.Programme          scope            access.Scope            CASCADE
programme.Community          programme        programme.Programme     CASCADE
programme.Stage              programme        programme.Programme     CASCADE
programme.Partner            programme        programme.Programme     CASCADE
programme.Partner            agency           access.Agency           PROTECT
peers.PeerResearcher         programme        programme.Programme     CASCADE
peers.PeerResearcher         user             access.User             CASCADE
peers.PanelDecision          programme        programme.Programme     CASCADE
listening.Engagement         programme        programme.Programme     CASCADE
listening.Engagement         community        programme.Community     PROTECT
listening.Engagement         recorded_by      access.User             PROTECT
listening.Engagement         facilitators     access.User             many
listening.Attendance         engagement       listening.Engagement    CASCADE
listening.Attendance         community        programme.Community     PROTECT
listening.EqualityTally      engagement       listening.Engagement    CASCADE
listening.Contributor        programme        programme.Programme     CASCADE
listening.Contributor        community        programme.Community     PROTECT
listening.Receipt            programme        programme.Programme     CASCADE
listening.Receipt            contributor      listening.Contributor   CASCADE
listening.ConsentEvent       contributor      listening.Contributor   CASCADE
listening.ConsentEvent       recorded_by      access.User             PROTECT
listening.ContactRoute       contributor      listening.Contributor   CASCADE
listening.Contribution       programme        programme.Programme     CASCADE
listening.Contribution       engagement       listening.Engagement    PROTECT
listening.Contribution       community        programme.Community     PROTECT
listening.Contribution       contributor      listening.Contributor   CASCADE
listening.Contribution       captured_by      access.User             PROTECT
listening.Reflection         programme        programme.Programme     CASCADE
listening.Reflection         contributor      listening.Contributor   CASCADE
evidence.Transcript          contribution     listening.Contribution  CASCADE
evidence.Transcript          confirmed_by     access.User             PROTECT
evidence.Turn                transcript       evidence.Transcript     CASCADE
evidence.SentBack            contribution     listening.Contribution  CASCADE
evidence.SentBack            sent_by          access.User             PROTECT
evidence.Excerpt             transcript       evidence.Transcript     CASCADE
evidence.Excerpt             programme        programme.Programme     CASCADE
evidence.Excerpt             community        programme.Community     PROTECT
evidence.PassagesGivenOut      programme        programme.Programme     CASCADE
evidence.PassagesGivenOut      taken_by         access.User             PROTECT
evidence.PassagesGivenOut      called_back_by   access.User             PROTECT
evidence.CopiedPassage       copy             evidence.PassagesGivenOut CASCADE
evidence.CopiedPassage       excerpt          evidence.Excerpt        CASCADE
evidence.Code                programme        programme.Programme     CASCADE
evidence.Code                parent           evidence.Code           PROTECT
evidence.Coding              excerpt          evidence.Excerpt        CASCADE
evidence.Coding              code             evidence.Code           PROTECT
evidence.Coding              coder            access.User             PROTECT
evidence.Theme               programme        programme.Programme     CASCADE
evidence.Theme               codes            evidence.Code           many
evidence.Theme               agreed_by_panel  peers.PanelDecision     PROTECT
evidence.Memo                programme        programme.Programme     CASCADE
evidence.Memo                transcript       evidence.Transcript     CASCADE
evidence.Memo                code             evidence.Code           PROTECT
evidence.Memo                theme            evidence.Theme          CASCADE
evidence.Memo                written_by       access.User             PROTECT
evidence.Tension             programme        programme.Programme     CASCADE
evidence.Tension             one              evidence.Theme          CASCADE
evidence.Tension             other            evidence.Theme          CASCADE
evidence.CommonGroundRun     programme        programme.Programme     CASCADE
evidence.CommonGroundRun     run_by           access.User             PROTECT
evidence.ThemeSummary        theme            evidence.Theme          CASCADE
evidence.ThemeSummary        community        programme.Community     CASCADE
evidence.CommunitySummary    community        programme.Community     CASCADE
strategy.Decision            programme        programme.Programme     CASCADE
strategy.Decision            themes           evidence.Theme          many
strategy.Decision            tensions         evidence.Tension        many
strategy.Priority            programme        programme.Programme     CASCADE
strategy.Priority            themes           evidence.Theme          many
strategy.Priority            decision         strategy.Decision       PROTECT
strategy.Action              programme        programme.Programme     CASCADE
strategy.Action              owner_agency     access.Agency           PROTECT
strategy.Action              owner            access.User             PROTECT
strategy.Action              proposed_by      access.User             PROTECT
strategy.Action              partners         access.Agency           many
strategy.Action              priority         strategy.Priority       PROTECT
strategy.Action              themes           evidence.Theme          many
strategy.Action              asked_at         listening.Engagement    PROTECT
strategy.Action              decision         strategy.Decision       PROTECT
strategy.ActionTheme         action           strategy.Action         CASCADE
strategy.ActionTheme         theme            evidence.Theme          CASCADE
strategy.Update              action           strategy.Action         CASCADE
strategy.Update              by               access.User             PROTECT
strategy.Funding             programme        programme.Programme     CASCADE
strategy.Funding             actions          strategy.Action         many
outcomes.Indicator           programme        programme.Programme     CASCADE
outcomes.Indicator           actions          strategy.Action         many
outcomes.Indicator           stands_beside    outcomes.Indicator      many
outcomes.Measurement         indicator        outcomes.Indicator      CASCADE
outcomes.PeriodTotal         indicator        outcomes.Indicator      CASCADE
outcomes.PeriodTotal         recorded_by      access.User             PROTECT
answers.Answer               programme        programme.Programme     CASCADE
answers.Answer               theme            evidence.Theme          CASCADE
answers.Answer               drafted_by       access.User             PROTECT
answers.Answer               edited_by        access.User             PROTECT
answers.Answer               approved_by      access.User             PROTECT
answers.AnswerSentBack       answer           answers.Answer          CASCADE
answers.AnswerSentBack       by               access.User             PROTECT
answers.PublishedAnswer      answer           answers.Answer          CASCADE
answers.PublishedAnswer      programme        programme.Programme     CASCADE
answers.Verdict              contributor      listening.Contributor   CASCADE
answers.Verdict              answer           answers.Answer          CASCADE
answers.AloudTally           answer           answers.Answer          CASCADE
answers.AloudTally           community        programme.Community     PROTECT
answers.AloudTally           engagement       listening.Engagement    PROTECT
answers.AloudTally           typed_by         access.User             PROTECT
answers.ExcerptStanding      excerpt          evidence.Excerpt        CASCADE
answers.ExcerptStanding      programme        programme.Programme     CASCADE
answers.WaitingTally         programme        programme.Programme     CASCADE
answers.ThemeStanding        theme            evidence.Theme          CASCADE
answers.ThemeStanding        programme        programme.Programme     CASCADE
answers.WeeklyRun            programme        programme.Programme     CASCADE
publishing.Release           programme        programme.Programme     CASCADE
publishing.Release           drafted_by       access.User             PROTECT
publishing.ReleaseSignature  release          publishing.Release      CASCADE
publishing.ReleaseSignature  signed_by        access.User             PROTECT
publishing.ReleaseQuote      release          publishing.Release      CASCADE
publishing.ReleaseQuote      excerpt          evidence.Excerpt        CASCADE
publishing.ExactTotal        programme        programme.Programme     CASCADE
publishing.ExactTotal        indicator        outcomes.Indicator      PROTECT
publishing.ExactTotal        community        programme.Community     PROTECT
publishing.ExactTotal        release          publishing.Release      PROTECT
publishing.ExactTotal        decided_by       access.User             PROTECT
"""

# What goes when a person withdraws. What else comes to hang from one of these must go as well.
HOLDS_OR_DERIVES_FROM_WORDS = {
    "listening.Receipt", "listening.ConsentEvent", "listening.ContactRoute", "listening.Contribution",
    "listening.Reflection", "evidence.Transcript", "evidence.Turn", "evidence.SentBack", "evidence.Excerpt",
    "evidence.Coding", "evidence.CopiedPassage", "evidence.Memo", "answers.Verdict", "answers.ExcerptStanding", "publishing.ReleaseQuote",
}  # fmt: skip

# Bare references that are not the key's, each with why it is not a relation.
BARE = {
    "access.Invitation.scope_ref": "an invitation may outlive its programme; blank: everywhere",
    "audit.Entry.actor_ref": "the audit holds plain references and no relations",
    "audit.Entry.scope_ref": "the audit holds plain references and no relations",
    "publishing.ReleaseQuote.theme_ref": "the block of the frozen page where the quote stands",
}

Relation = models.ForeignKey | models.ManyToManyField  # type: ignore[type-arg]


def ours(*, made_by_django: bool = False) -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=made_by_django):
        if model.__module__.startswith("saidanddone."):
            yield model


def relations(*, made_by_django: bool = False) -> Iterator[Relation]:
    """The relations that stand on a model itself, not their reverse."""
    for model in ours(made_by_django=made_by_django):
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if isinstance(field, Relation):
                yield field


def ending(field: Relation) -> str:
    if isinstance(field, models.ManyToManyField):
        return "many"
    return str(field.remote_field.on_delete.__name__)


def row(field: Relation) -> tuple[str, str, str, str]:
    return field.model._meta.label, field.name, field.related_model._meta.label, ending(field)


def hanging_from(root: type[models.Model]) -> list[Relation]:
    """Every relation by which a record hangs from this one, however far."""
    every = list(relations(made_by_django=True))
    found: list[Relation] = []
    reached, latest = {root}, {root}
    while latest:
        new = [field for field in every if field.related_model in latest and field not in found]
        found += new
        latest = {field.model for field in new} - reached
        reached |= latest
    return found


def test_every_relation_is_listed_with_its_ending() -> None:
    assert_equal_lists(
        {" ".join(row(field)) for field in relations()},
        {" ".join(line.split()) for line in ALLOWED.strip().splitlines()},
        "Add the row to ALLOWED here once its ending is right: CASCADE where the record goes with the other.",
    )


def test_nothing_is_left_without_its_parent() -> None:
    kept = {"CASCADE", "PROTECT", "many"}
    assert [
        row(field) for field in relations(made_by_django=True) if ending(field) not in kept
    ] == []


def test_what_hangs_from_a_contributor_goes_with_them() -> None:
    hanging = hanging_from(Contributor)
    assert [row(field) for field in hanging if ending(field) != "CASCADE"] == []
    assert_equal_lists(
        {field.model._meta.label for field in hanging},
        HOLDS_OR_DERIVES_FROM_WORDS,
        "It goes when a person withdraws. Add it to HOLDS_OR_DERIVES_FROM_WORDS here, and say so in"
        " docs/how-to/withdraw-someone.md.",
    )


def test_no_record_is_named_by_a_bare_id() -> None:
    bare = {
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.local_fields
        if not field.is_relation and not isinstance(field, KeyReference | ReferenceField)
        if field.name.endswith(("_id", "_ids", "_pk", "_ref", "_refs", "_key"))
    }
    assert bare == set(BARE)


def test_only_sealed_records_and_the_vault_name_a_key() -> None:
    naming = {
        model._meta.label
        for model in ours()
        for field in model._meta.local_fields
        if isinstance(field, KeyReference)
    }
    assert naming == {
        "programme.Programme", "listening.Contributor", "listening.ContactRoute",
        "listening.Contribution", "listening.Reflection", "evidence.Transcript",
        "evidence.Excerpt", "evidence.Memo", "vault.Tombstone",
    }  # fmt: skip
