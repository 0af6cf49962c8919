"""Which passages a release may quote, and their words at the moment they are read.

A quote is a relation to a passage. It shows only while its contributor's consent to being quoted in
public stands. When consent ends the quote disappears, and nothing shows that it was there.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Exists, F, OuterRef, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.audit import commands as audit
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.document import Quote
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.coding.policies import may_be_quoted
from saidanddone.evidence.coding.queries import unsealed_quotes
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.release import HEARD
from saidanddone.programme.models import Community
from saidanddone.releases.models import Release, ReleaseQuote
from saidanddone.releases.policies import QUOTE_IN_PUBLIC

MOST_A_THEME = 3  # quotes chosen for a theme unless the drafter chooses
MOST_OFFERED = 12  # passages offered to the drafter under a theme
LONGEST = 400  # characters
LOOKED_AT = 240  # marked passages of a theme, the last ones, among which quotes are sought

Choice = tuple[str, str]
"""A theme's reference and an excerpt's."""


def as_quote(words: str, community: Community, content: Content) -> Quote:
    """Words with the line beneath them: none where few of the community spoke, so it could point to someone."""
    is_hidden = community.slug in content.part(HEARD).too_few_to_name
    said_in = "" if is_hidden or not community.heard_in else f"Said in {community.heard_in}"
    return Quote(words, said_in)


def standing_quotes(release: Release) -> QuerySet[ReleaseQuote]:
    """The release's quotes for which consent stands now. One query."""
    carried = Excerpt.objects.filter(may_be_quoted(QUOTE_IN_PUBLIC), pk=OuterRef("excerpt"))
    return ReleaseQuote.objects.filter(Exists(carried), release=release).select_related(
        "excerpt__community"
    )


def quotes_of(release: Release, content: Content) -> dict[str, list[Quote]]:
    """The words of a release's quotes by theme reference. Three queries.

    Public by the person's own consent, so a reading of them is not a reading of anyone's record.
    """
    rows = list(standing_quotes(release))
    return told_quotes(rows, unsealed_quotes(row.excerpt for row in rows), content)


def told_quotes(
    rows: Iterable[ReleaseQuote], words: Mapping[int, str], content: Content
) -> dict[str, list[Quote]]:
    """Opened words by theme reference. Words whose key is destroyed are not there."""
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for row in rows:
        if row.excerpt_id in words:
            quote = as_quote(words[row.excerpt_id], row.excerpt.community, content)
            quotes[row.theme_ref].append(quote)
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
            scope_ref=release.programme.ref,
            subject_keys={excerpt.key_ref for excerpt in excerpts if excerpt.pk in words},
            count=len(words),
        )
    return words


def quotable_under(
    themes: Iterable[Theme], use: str = QUOTE_IN_PUBLIC, most: int = MOST_OFFERED
) -> dict[str, list[Excerpt]]:
    """By theme reference, passages that may be quoted; each voice once before anyone twice.

    Of a theme with very many, from those marked last. Two queries, and two a theme, whatever was said.
    """
    codes: dict[int, list[int]] = defaultdict(list)
    refs = {theme.pk: theme.ref for theme in themes}
    through = Theme.codes.through.objects.filter(theme__in=refs)
    for theme, code in through.values_list("theme", "code"):
        codes[theme].append(code)
    under = {}
    for theme, theme_codes in codes.items():
        marked = Coding.objects.filter(code__in=theme_codes, state__in=STANDING).order_by("-pk")
        # Looked at first, and by themselves: a reading of every consent would take minutes.
        looked_at = list(marked.values_list("excerpt", flat=True)[:LOOKED_AT])
        quotable = Excerpt.objects.filter(may_be_quoted(use), pk__in=looked_at).order_by("pk")
        spoken = list(quotable.values_list("pk", "transcript", "community"))
        under[refs[theme]] = _one_voice_after_another(spoken)[:most]
    wanted = {pk for chosen in under.values() for pk in chosen}
    excerpts = Excerpt.objects.select_related("community").in_bulk(wanted)
    return {ref: [excerpts[pk] for pk in chosen] for ref, chosen in under.items()}


def quotable_of(choices: Collection[Choice]) -> dict[Choice, Excerpt]:
    """Of these passages under these themes, those that may be quoted in public. One query."""
    wanted = Coding.objects.filter(
        state__in=STANDING,
        code__themes__ref__in={theme for theme, _ in choices},
        excerpt__in=Excerpt.objects.filter(
            may_be_quoted(QUOTE_IN_PUBLIC), ref__in={excerpt for _, excerpt in choices}
        ),
    ).select_related("excerpt__community")
    under = wanted.annotate(theme_ref=F("code__themes__ref"))
    excerpts = {(coding.theme_ref, coding.excerpt.ref): coding.excerpt for coding in under}
    return {choice: excerpts[choice] for choice in choices if choice in excerpts}


def _one_voice_after_another(passages: Iterable[tuple[int, int, int]]) -> list[int]:
    """Of (passage, voice, community): each voice's first before anyone's second, communities by turns."""
    by_voice: Counter[int] = Counter()
    by_community: Counter[tuple[int, int]] = Counter()
    turns = []
    for passage, voice, community in passages:
        of_voice = by_voice[voice]
        of_community = by_community[of_voice, community]
        by_voice[voice] += 1
        by_community[of_voice, community] += 1
        turns.append((of_voice, of_community, passage))
    return [passage for *_, passage in sorted(turns)]
