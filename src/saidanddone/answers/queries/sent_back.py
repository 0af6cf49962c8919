"""Reads drafts that were sent back, and who may approve one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.queries import names_of_those_who_may
from saidanddone.answers import states
from saidanddone.answers.models import Answer, AnswerSentBack
from saidanddone.base import clock
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where
from saidanddone.ui.templatetags.ui import listed


@dataclass(frozen=True)
class SentBack:
    """Why a draft was sent back. `is_open`: its words were not changed since."""

    by: str
    on: date
    comment: str
    is_open: bool


def is_sent_back() -> Exists:
    """A condition on answers: sent back, and not changed since."""
    return Exists(AnswerSentBack.objects.filter(answer=OuterRef("pk"), version=OuterRef("version")))


def last_sent_back(answer: Answer) -> SentBack | None:
    """The last comment on this draft, until it is approved. One query. The caller must check permission."""
    if answer.state != states.DRAFTED:
        return None
    sent = AnswerSentBack.objects.filter(answer=answer).select_related("by").first()
    if sent is None:
        return None
    is_open = sent.version == answer.version
    return SentBack(sent.by.name, clock.day_of(sent.created_at), sent.comment, is_open)


@dataclass(frozen=True)
class DraftSentBack:
    slug: str
    answer_ref: str
    theme: str
    by: str


def sent_back_to(actor: Actor) -> list[DraftSentBack]:
    """Drafts that this person wrote or changed last, and that were sent back. One query."""
    if not actor.may("answers.draft"):
        return []
    open_ones: QuerySet[AnswerSentBack] = AnswerSentBack.objects.filter(
        Q(answer__drafted_by=actor.user_id) | Q(answer__edited_by=actor.user_id),
        answer__state=states.DRAFTED,
        answer__version=F("version"),
        answer__programme__in=programmes_where(actor, "answers.draft"),
    )
    rows = open_ones.order_by("answer", "-pk").values_list(
        "answer__programme__slug", "answer__ref", "answer__theme__statement", "by__name"
    )
    newest: dict[str, DraftSentBack] = {}
    for row in rows:
        newest.setdefault(row[1], DraftSentBack(*row))
    return list(newest.values())


def who_approves(programme: Programme, *writers: int | None) -> str:
    """Who may approve what these wrote, by name, as a sentence. The caller must check permission."""
    names = names_of_those_who_may("answers.approve", programme.scope_id, writers)
    if not names:
        return (
            "Nobody else here may approve it yet: whoever writes an answer never approves it. Ask your "
            "administrator."
        )
    return f"{listed(names)} can approve it."
