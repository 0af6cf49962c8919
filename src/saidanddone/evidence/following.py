"""What evidence hears from other stages: new words, changed consent, withdrawal, the today page."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.base.hooks import TodayLine
from saidanddone.evidence import summaries
from saidanddone.evidence.models import Coding, CommunitySummary
from saidanddone.evidence.queries.today import unread_by_programme, waiting_by_programme
from saidanddone.listening.models import Contribution, Contributor


def note_new_contribution(
    sender: type[Contribution], instance: Contribution, created: bool, raw: bool = False, **_: Any
) -> None:
    """One more contribution that nobody has read."""
    if created and not raw:
        rows = CommunitySummary.objects.filter(community=instance.community_id)
        if not rows.update(contributions=F("contributions") + 1, unread=F("unread") + 1):
            summaries.recount_communities(instance.programme)


def forget_contributor(contributor_id: int) -> None:
    """Count again as if this person had said nothing: everything of theirs is about to go."""
    contributor = Contributor.objects.select_related("programme").get(pk=contributor_id)
    _count_again(contributor, without=contributor_id)


@transaction.atomic
def follow_use(contributor_id: int) -> None:
    """What may be done with a person's words changed: count again what they raised."""
    contributor = Contributor.objects.select_related("programme").get(pk=contributor_id)
    excerpts = _count_again(contributor)
    summaries.tell_later_stages(contributor.programme, excerpts)


def _count_again(contributor: Contributor, without: int | None = None) -> list[int]:
    theirs = Coding.objects.filter(excerpt__transcript__contribution__contributor=contributor)
    codes = set(theirs.values_list("code_id", flat=True))
    themes = summaries.themes_of_codes(codes)
    summaries.recount_themes(contributor.programme, themes, without)
    summaries.recount_communities(contributor.programme, without)
    return list(theirs.values_list("excerpt_id", flat=True).distinct())


def today(actor: Actor) -> list[TodayLine]:
    """Transcripts to confirm, which someone waits for, and transcripts nobody has read."""
    lines = []
    for slug, count in waiting_by_programme(actor).items():
        text = f"{count} {'transcript' if count == 1 else 'transcripts'} to confirm"
        lines.append(TodayLine(text, reverse("evidence:to_confirm", args=[slug]), weight=40))
    for slug, count in unread_by_programme(actor).items():
        text = f"{count} {'transcript' if count == 1 else 'transcripts'} nobody has read"
        lines.append(TodayLine(text, reverse("evidence:transcripts", args=[slug]), weight=20))
    return lines
