"""Which passages a release may quote, and their words at the moment they are read.

A quote is a relation to a passage. It shows only while its contributor's consent to being quoted in
public stands; when it goes, pages close over the gap.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.audit import commands as audit
from saidanddone.evidence.models import Coding, Excerpt
from saidanddone.evidence.policies import released
from saidanddone.evidence.queries import unsealed_quotes
from saidanddone.evidence.states import STANDING
from saidanddone.listening.queries import with_consent
from saidanddone.publishing.models import Release, ReleaseQuote
from saidanddone.publishing.policies import QUOTE_IN_PUBLIC

MOST_A_THEME = 3  # quotes chosen for a theme unless the drafter chooses
MOST_OFFERED = 12  # passages offered to the drafter under a theme
LONGEST = 400  # characters


@dataclass(frozen=True)
class Quote:
    """Words as they are shown, and where such words were said; `heard_in` may be empty."""

    words: str
    heard_in: str

    @property
    def said_in(self) -> str:
        """A line to stand beneath it; nothing where saying so could point to someone."""
        return f"Said in {self.heard_in}" if self.heard_in else ""


def standing_quotes(release: Release) -> QuerySet[ReleaseQuote]:
    """The release's quotes for which consent stands now. One query."""
    path = "excerpt__transcript__contribution__"
    return ReleaseQuote.objects.filter(
        released(path),
        release=release,
        excerpt__is_quotable=True,
        **{f"{path}contributor__in": with_consent(QUOTE_IN_PUBLIC)},
    ).select_related("excerpt__community")


def quotes_of(release: Release, hidden_communities: Collection[str] = ()) -> dict[str, list[Quote]]:
    """The words of a release's quotes by theme reference. Three queries.

    Public by the person's own consent, so a reading of them is not a reading of anyone's record.
    `hidden_communities` are the slugs of those too few to name beside a quote.
    """
    rows = list(standing_quotes(release))
    return told_quotes(rows, unsealed_quotes(row.excerpt for row in rows), hidden_communities)


def told_quotes(
    rows: Iterable[ReleaseQuote], words: Mapping[int, str], hidden_communities: Collection[str]
) -> dict[str, list[Quote]]:
    """Opened words by theme reference; those that no longer open are not there."""
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for row in rows:
        if row.excerpt_id in words:
            community = row.excerpt.community
            heard_in = "" if community.slug in hidden_communities else community.heard_in
            quotes[row.theme_ref].append(Quote(words[row.excerpt_id], heard_in))
    return dict(quotes)


def opened_for(actor: Actor, release: Release, excerpts: Collection[Excerpt]) -> dict[int, str]:
    """People's words, opened for staff: the reading is written down with whose they were.

    By excerpt id; words that no longer open are not there. Inside the transaction of its reader.
    """
    words = unsealed_quotes(excerpts)
    if words:
        audit.record(
            actor=actor,
            act="publishing.read_quotes",
            about=release,
            programme_ref=release.programme.ref,
            subject_keys={each.key_ref for each in excerpts if each.pk in words},
            count=len(words),
        )
    return words


def quotable_under(theme_ids: Iterable[int]) -> dict[int, list[Excerpt]]:
    """Passages with consent to be quoted in public, by theme id; the newest words last. Two queries."""
    path = "excerpt__transcript__contribution__"
    pairs = (
        Coding.objects.filter(
            released(path),
            state__in=STANDING,
            code__themes__in=list(theme_ids),
            excerpt__is_quotable=True,
            **{f"{path}contributor__in": with_consent(QUOTE_IN_PUBLIC)},
        )
        .order_by("excerpt")
        .values_list("code__themes", "excerpt")
        .distinct()
    )
    under: dict[int, list[int]] = defaultdict(list)
    for theme, excerpt in pairs:
        under[theme].append(excerpt)
    wanted = {excerpt for some in under.values() for excerpt in some}
    held = Excerpt.objects.select_related("community").in_bulk(wanted)
    return {
        theme: _one_voice_after_another([held[pk] for pk in some]) for theme, some in under.items()
    }


def _one_voice_after_another(excerpts: list[Excerpt]) -> list[Excerpt]:
    """Each voice's first passage before anyone's second, and communities by turns."""
    by_voice: Counter[int] = Counter()
    by_community: Counter[tuple[int, int]] = Counter()
    turns = []
    for excerpt in excerpts:
        of_voice = by_voice[excerpt.transcript_id]
        of_community = by_community[of_voice, excerpt.community_id]
        by_voice[excerpt.transcript_id] += 1
        by_community[of_voice, excerpt.community_id] += 1
        turns.append((of_voice, of_community, excerpt.pk, excerpt))
    return [excerpt for *_, excerpt in sorted(turns, key=lambda turn: turn[:3])]
