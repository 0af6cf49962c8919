"""Reading what a case study is written from: content, and words with consent. Every reading is audited."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.document import Quote
from saidanddone.disclosure.parts import as_it_stands, remarks_in, reports_in
from saidanddone.disclosure.report import Material, Reflected
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.coding.queries import unsealed_quotes
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.release import HEARD
from saidanddone.listening.models import Reflection
from saidanddone.listening.queries import reflections_to_quote
from saidanddone.programme.models import Programme
from saidanddone.releases.drafting import build_draft
from saidanddone.releases.models import Release
from saidanddone.releases.policies import QUOTE_IN_PUBLIC, demeans
from saidanddone.releases.queries.signed import (
    last_signed,
    signed_by,
)
from saidanddone.releases.quotes import as_quote, quotable_under, standing_quotes
from saidanddone.releases.stored import read
from saidanddone.ui.templatetags.ui import gov_date, listed

Which = Literal["draft", "release"]
PERMISSION: Final = "publishing.write_case_study"
QUOTE_IN_PAPERS: Final = "quote_without_name_in_papers"

SHORTEST, LONGEST = 40, 320  # characters of a pull quote
LOOKED_THROUGH = 60  # passages of a theme for a few of that length
OPENED_A_THEME = 6  # passages opened to choose from in a draft

Passages = list[tuple[str, Excerpt]]  # a theme's reference and a passage under it


@transaction.atomic
def read_material(actor: Actor, programme: Programme, which: Which) -> Material:
    """Everything the report needs, and one audit entry that names each person whose words were read.

    A draft quotes with consent to papers, a release with consent to the public. Raises NotYours, and
    Refused where nothing is released or it cannot be read.
    """
    require(actor, PERMISSION, programme)
    release = None if which == "draft" else last_signed(programme)
    if release:
        content = as_it_stands(read(release.content), programme.pk)
        passages = _quoted_by(release)
    else:
        content = build_draft(programme).content
        passages = _on_offer(programme, content)
    reflections = reflections_to_quote(programme, QUOTE_IN_PUBLIC if release else QUOTE_IN_PAPERS)
    quotes = _quotes(passages, content)
    audit.record(
        actor=actor,
        act=PERMISSION,
        about=release or programme,
        scope_ref=programme.ref,
        subject_keys={
            *(excerpt.key_ref for _, excerpt in passages),
            *(reflection.subject_key for reflection in reflections if reflection.subject_key),
        },
    )
    return Material(
        content=content,
        quotes=quotes,
        remarks=remarks_in(content),
        quoted_apart=_quoted_apart(content),
        reflections=tuple(
            Reflected(
                whom,
                tuple(
                    reflection.words for reflection in reflections if reflection.from_whom == source
                ),
            )
            for source, whom in Reflection.FROM.items()
        ),
        signed=_signed(release) if release else "",
        keys_held_elsewhere=programme.keys_held_elsewhere,
    )


def _quoted_apart(content: Content) -> frozenset[str]:
    return frozenset(
        ref for part, report in reports_in(content) for ref in report.quotes(part, content)
    )


def _signed(release: Release) -> str:
    """ "release 2 of 31 October 2026, signed by the strategy lead and the data protection officer"."""
    by = listed([f"the {role.lower()}" for role in signed_by(release)])
    on = f" of {gov_date(release.released_at)}" if release.released_at else ""
    return f"release {release.number}{on}, signed by {by}"


def _quoted_by(release: Release) -> Passages:
    """What the release quotes and may still quote. One query."""
    return [(row.theme_ref, row.excerpt) for row in standing_quotes(release)]


def _on_offer(programme: Programme, content: Content) -> Passages:
    """A few passages under each theme that may be told; none where few raised it. Two queries a theme."""
    told = {theme.ref for theme in content.part(HEARD).themes if not theme.is_reworded}
    themes = Theme.objects.filter(programme=programme, ref__in=told)
    under = quotable_under(themes, QUOTE_IN_PAPERS, most=LOOKED_THROUGH)
    passages: Passages = []
    for theme_ref, excerpts in under.items():
        fitting = [
            excerpt for excerpt in excerpts if SHORTEST <= excerpt.end - excerpt.start <= LONGEST
        ]
        firsts = {excerpt.key_ref: excerpt for excerpt in reversed(fitting)}  # each voice's first
        once_each = [excerpt for excerpt in fitting if firsts[excerpt.key_ref] is excerpt]
        passages += [(theme_ref, excerpt) for excerpt in once_each[:OPENED_A_THEME]]
    return passages


def _quotes(passages: Passages, content: Content) -> Mapping[str, tuple[Quote, ...]]:
    """The words by theme reference: none twice, none that call people names. Two queries."""
    opened = unsealed_quotes(excerpt for _, excerpt in passages)
    quotes: dict[str, list[Quote]] = {}
    quoted: set[int] = set()
    voices: Counter[str] = Counter()
    # Whoever has been quoted least comes first, so that one voice does not fill the report.
    for theme_ref, excerpts in _by_theme(passages).items():
        for excerpt in sorted(excerpts, key=lambda excerpt: voices[excerpt.key_ref]):
            words = opened.get(excerpt.pk, "").strip()
            if not words or excerpt.pk in quoted or demeans(words):
                continue
            quoted.add(excerpt.pk)
            if theme_ref not in quotes:
                voices[excerpt.key_ref] += 1
            quotes.setdefault(theme_ref, []).append(as_quote(words, excerpt.community, content))
    return {ref: tuple(of_theme) for ref, of_theme in quotes.items()}


def _by_theme(passages: Iterable[tuple[str, Excerpt]]) -> dict[str, list[Excerpt]]:
    grouped: dict[str, list[Excerpt]] = {}
    for theme_ref, excerpt in passages:
        grouped.setdefault(theme_ref, []).append(excerpt)
    return grouped
