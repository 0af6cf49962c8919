"""Reading what a case study is written from: content, and words with consent. Every reading is audited."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.queries import marks_of
from saidanddone.answers.release import ANSWERS, with_marks
from saidanddone.audit import commands as audit
from saidanddone.case_study.material import Material, Reflected
from saidanddone.disclosure.parts import Content
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
from saidanddone.releases.quotes import Quote, quotable_under, standing_quotes
from saidanddone.releases.stored import read
from saidanddone.ui.templatetags.ui import gov_date, listed

Which = Literal["draft", "release"]
PERMISSION: Final = "publishing.write_case_study"
QUOTE_IN_PAPERS: Final = "quote_without_name_in_papers"

SHORTEST, LONGEST = 40, 320  # characters of a pull quote
LOOKED_THROUGH = 60  # passages of a theme for a few of that length
OPENED_A_THEME = 6  # passages opened to choose from in a draft

Found = list[tuple[str, Excerpt]]  # a theme's reference and a passage under it


@transaction.atomic
def read_material(actor: Actor, programme: Programme, which: Which) -> Material:
    """Everything the report needs, and one audit entry that names each person whose words were read.

    A draft quotes with consent to papers, a release with consent to the public. Raises NotYours, and
    Refused where nothing is released or it cannot be read.
    """
    require(actor, PERMISSION, programme)
    release = None if which == "draft" else last_signed(programme)
    content = read(release.content) if release else build_draft(programme).content
    use = QUOTE_IN_PAPERS if release is None else QUOTE_IN_PUBLIC
    found = _carried(release) if release else _on_offer(programme, content)
    reflections = reflections_to_quote(programme, use)
    passages = _passages(found, content)
    audit.record(
        actor=actor,
        act=PERMISSION,
        about=release or programme,
        scope_ref=programme.ref,
        subject_keys={
            *(excerpt.key_ref for _, excerpt in found),
            *(each.subject_key for each in reflections if each.subject_key),
        },
    )
    return Material(
        content=_with_marks(content, programme) if release else content,
        passages=passages,
        reflections=tuple(
            Reflected(whom, tuple(said.words for said in reflections if said.from_whom == source))
            for source, whom in Reflection.FROM.items()
        ),
        signed=_signed(release) if release else "",
        keys_held_elsewhere=programme.keys_held_elsewhere,
    )


def _signed(release: Release) -> str:
    """ "release 2 of 31 October 2026, signed by the strategy lead and the data protection officer"."""
    by = listed([f"the {role.lower()}" for role in signed_by(release)])
    on = f" of {gov_date(release.released_at)}" if release.released_at else ""
    return f"release {release.number}{on}, signed by {by}"


def _carried(release: Release) -> Found:
    """What the release quotes and may still quote. One query."""
    return [(row.theme_ref, row.excerpt) for row in standing_quotes(release)]


def _on_offer(programme: Programme, content: Content) -> Found:
    """A few passages under each theme that may be told; none where few raised it. Two queries a theme."""
    told = {theme.ref for theme in content.part(HEARD).themes if not theme.is_reworded}
    themes = Theme.objects.filter(programme=programme, ref__in=told)
    under = quotable_under(themes, QUOTE_IN_PAPERS, most=LOOKED_THROUGH)
    found: Found = []
    for theme_ref, excerpts in under.items():
        fitting = [each for each in excerpts if SHORTEST <= each.end - each.start <= LONGEST]
        by_voice = {each.key_ref: each for each in reversed(fitting)}  # each voice's first
        found += [(theme_ref, each) for each in fitting if by_voice[each.key_ref] is each][
            :OPENED_A_THEME
        ]
    return found


def _passages(found: Found, content: Content) -> Mapping[str, tuple[Quote, ...]]:
    """The words by theme reference: none twice, none that call people names. Two queries."""
    said = unsealed_quotes(excerpt for _, excerpt in found)
    few = content.part(HEARD).too_few_to_name
    passages: dict[str, list[Quote]] = {}
    quoted: set[int] = set()
    voices: Counter[str] = Counter()
    # Whoever has been quoted least comes first, so that one voice does not fill the report.
    for theme_ref, some in _by_theme(found).items():
        for excerpt in sorted(some, key=lambda each: voices[each.key_ref]):
            words = said.get(excerpt.pk, "").strip()
            if not words or excerpt.pk in quoted or demeans(words):
                continue
            quoted.add(excerpt.pk)
            if theme_ref not in passages:
                voices[excerpt.key_ref] += 1
            heard_in = "" if excerpt.community.slug in few else excerpt.community.heard_in
            passages.setdefault(theme_ref, []).append(Quote(words, heard_in))
    return {ref: tuple(some) for ref, some in passages.items()}


def _by_theme(found: Iterable[tuple[str, Excerpt]]) -> dict[str, list[Excerpt]]:
    grouped: dict[str, list[Excerpt]] = {}
    for theme_ref, excerpt in found:
        grouped.setdefault(theme_ref, []).append(excerpt)
    return grouped


def _with_marks(content: Content, programme: Programme) -> Content:
    """An answer that was opened again since is told so at once, and not at the next release."""
    answers = with_marks(content.part(ANSWERS), marks_of(programme.pk))
    return replace(content, parts={**content.parts, ANSWERS.slug: answers})
