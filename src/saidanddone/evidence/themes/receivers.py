"""Receivers of hooks: count themes again after codings, changed consent and withdrawal."""

from collections.abc import Iterable

from django.db import transaction

from saidanddone.evidence.coding.models import Coding
from saidanddone.evidence.coding.summaries import recount_communities
from saidanddone.evidence.themes import summaries
from saidanddone.listening.models import Contributor
from saidanddone.programme.models import Programme


def recount_coded_themes(
    programme: Programme, code_ids: Iterable[int], excerpt_ids: list[int]
) -> None:
    """Count the themes of these codes again, after passages were put under them or taken off."""
    summaries.recount_themes(programme, summaries.themes_of_codes(code_ids))
    summaries.notify_later_stages(programme, excerpt_ids)


def recount_without(contributor_id: int) -> None:
    """Count again without this person's words, which are about to be deleted."""
    contributor = Contributor.objects.select_related("programme").get(pk=contributor_id)
    _count_again(contributor, without=contributor_id)


@transaction.atomic
def recount_after_use_changed(contributor_id: int) -> None:
    """Count again what a person raised, after what may be done with their words changed."""
    contributor = Contributor.objects.select_related("programme").get(pk=contributor_id)
    excerpts = _count_again(contributor)
    summaries.notify_later_stages(contributor.programme, excerpts)


def _count_again(contributor: Contributor, without: int | None = None) -> list[int]:
    theirs = Coding.objects.filter(excerpt__transcript__contribution__contributor=contributor)
    codes = set(theirs.values_list("code_id", flat=True))
    themes = summaries.themes_of_codes(codes)
    summaries.recount_themes(contributor.programme, themes, without)
    recount_communities(contributor.programme, without)
    return list(theirs.values_list("excerpt_id", flat=True).distinct())
