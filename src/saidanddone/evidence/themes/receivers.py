"""What themes hear from coding and from other stages: codings, changed consent, withdrawal."""

from collections.abc import Iterable

from django.db import transaction

from saidanddone.evidence.coding.models import Coding
from saidanddone.evidence.coding.summaries import recount_communities
from saidanddone.evidence.themes import summaries
from saidanddone.listening.models import Contributor
from saidanddone.programme.models import Programme


def follow_codings(programme: Programme, code_ids: Iterable[int], excerpt_ids: list[int]) -> None:
    """Passages went under these codes, or off them: count the codes' themes again."""
    summaries.recount_themes(programme, summaries.themes_of_codes(code_ids))
    summaries.tell_later_stages(programme, excerpt_ids)


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
    recount_communities(contributor.programme, without)
    return list(theirs.values_list("excerpt_id", flat=True).distinct())
