"""Which passages a release may quote, and their words at the moment they are read.

A quote is a relation to a passage. A release quotes each voice once, and at least FEWEST_VOICES or
nobody. It shows all that it was signed with, or none: when one person stops being quoted or takes their
words back, every quote of the programme rests, and the next release quotes other passages, drawn by lot.
So nobody can tell whose words went (docs/decisions/0028-quotes-rest-together.md).
"""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Exists, F, OuterRef, Q

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
from saidanddone.releases.resting import stood_before

FEWEST_VOICES = 8  # quoted in a release; where fewer could be, nobody is
MOST_A_THEME = 3  # quotes drawn for a theme unless the drafter chooses
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


def may_be_drawn() -> Q:
    """Passages that a release may quote now: with consent to the public, and not said before a rest."""
    return may_be_quoted(QUOTE_IN_PUBLIC) & ~Q(stood_before())


def standing_quotes(release: Release) -> list[ReleaseQuote]:
    """The quotes that a release shows now: all that it was signed with, or none. One query."""
    carried = Excerpt.objects.filter(may_be_drawn(), pk=OuterRef("excerpt"))
    quotes = ReleaseQuote.objects.filter(Exists(carried), release=release)
    standing = list(quotes.select_related("excerpt__community"))
    fewest = max(FEWEST_VOICES, release.quotes_signed or 0)
    return standing if len(standing) >= fewest else []


def have_to_rest(release: Release) -> bool:
    """Whether a release shows none of the quotes that it had. Two queries."""
    if standing_quotes(release):
        return False
    return bool(release.quotes_signed) or release.quotes.filter(rests=True).exists()


def quotes_of(release: Release, content: Content) -> dict[str, list[Quote]]:
    """The words of a release's quotes by theme reference. Three queries.

    Public by the person's own consent, so a reading of them is not a reading of anyone's record.
    """
    rows = standing_quotes(release)
    return told_quotes(rows, unsealed_quotes(row.excerpt for row in rows), content)


def told_quotes(
    rows: Iterable[ReleaseQuote], words: Mapping[int, str], content: Content
) -> dict[str, list[Quote]]:
    """Opened words by theme reference. None where the key of one is destroyed."""
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for row in rows:
        if row.excerpt_id not in words:
            return {}
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


def quotable_under(themes: Iterable[Theme]) -> dict[str, list[Excerpt]]:
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
        quotable = Excerpt.objects.filter(may_be_drawn(), pk__in=looked_at).order_by("pk")
        spoken = list(quotable.values_list("pk", "key_ref", "community"))
        under[refs[theme]] = _one_voice_after_another(spoken)[:MOST_OFFERED]
    wanted = {pk for chosen in under.values() for pk in chosen}
    excerpts = Excerpt.objects.select_related("community").in_bulk(wanted)
    return {ref: [excerpts[pk] for pk in chosen] for ref, chosen in under.items()}


def quotable_of(choices: Collection[Choice]) -> dict[Choice, Excerpt]:
    """Of these passages under these themes, those that may be quoted in public. One query."""
    wanted = Coding.objects.filter(
        state__in=STANDING,
        code__themes__ref__in={theme for theme, _ in choices},
        excerpt__in=Excerpt.objects.filter(
            may_be_drawn(), ref__in={excerpt for _, excerpt in choices}
        ),
    ).select_related("excerpt__community")
    under = wanted.annotate(theme_ref=F("code__themes__ref"))
    excerpts = {(coding.theme_ref, coding.excerpt.ref): coding.excerpt for coding in under}
    return {choice: excerpts[choice] for choice in choices if choice in excerpts}


def drawn_by_lot(
    under: Mapping[str, Collection[Excerpt]], fewest: int, chance: random.Random
) -> list[tuple[str, Excerpt]]:
    """One passage of about half of the voices, of `fewest` at least, under themes that have room.

    By chance, so that a voice or a theme that is missing, and how many there are, tell nobody anything.
    """
    by_voice: dict[str, list[tuple[str, Excerpt]]] = defaultdict(list)
    for theme_ref, excerpts in under.items():
        for excerpt in excerpts:
            by_voice[excerpt.key_ref].append((theme_ref, excerpt))
    wanted = max(fewest, sum(chance.random() < 1 / 2 for _ in by_voice))
    taken: Counter[str] = Counter()
    drawn: list[tuple[str, Excerpt]] = []
    for voice in chance.sample(sorted(by_voice), len(by_voice)):
        choices = [choice for choice in by_voice[voice] if taken[choice[0]] < MOST_A_THEME]
        if choices and len(drawn) < wanted:
            theme_ref, excerpt = chance.choice(choices)
            taken[theme_ref] += 1
            drawn.append((theme_ref, excerpt))
    return drawn


def _one_voice_after_another(passages: Iterable[tuple[int, str, int]]) -> list[int]:
    """Of (passage, voice, community): each voice's first before anyone's second, communities by turns."""
    by_voice: Counter[str] = Counter()
    by_community: Counter[tuple[int, int]] = Counter()
    turns = []
    for passage, voice, community in passages:
        of_voice = by_voice[voice]
        of_community = by_community[of_voice, community]
        by_voice[voice] += 1
        by_community[of_voice, community] += 1
        turns.append((of_voice, of_community, passage))
    return [passage for *_, passage in sorted(turns)]
