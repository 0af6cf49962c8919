"""Reading what a case study is written from: content, and words with consent. Every reading is audited."""

from collections.abc import Mapping
from typing import Final, Literal

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.demeaning import demeans
from saidanddone.disclosure.document import Quote
from saidanddone.disclosure.parts import as_it_stands, remarks_in, reports_in
from saidanddone.disclosure.report import Material, Reflected
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.coding.policies import IN_PAPERS, may_be_quoted
from saidanddone.evidence.coding.queries import unsealed_quotes
from saidanddone.listening.models import Reflection
from saidanddone.listening.queries import reflections_to_quote
from saidanddone.programme.models import Programme
from saidanddone.releases.drafting import build_draft
from saidanddone.releases.models import Release
from saidanddone.releases.queries.signed import (
    last_signed,
    signed_by,
)
from saidanddone.releases.quotes import FEWEST_VOICES, as_quote, standing_quotes
from saidanddone.releases.stored import read
from saidanddone.ui.templatetags.ui import gov_date, listed

Which = Literal["draft", "release"]
PERMISSION: Final = "publishing.write_case_study"

Passages = list[tuple[str, Excerpt]]  # a theme's reference and a passage under it


@transaction.atomic
def read_material(actor: Actor, programme: Programme, which: Which) -> Material:
    """Everything the report needs, and one audit entry that names each person whose words were read.

    It quotes what the release quotes; a draft, what the newest release or draft of one quotes, where
    enough agreed to papers as well. So it holds no passage that would go from it alone.
    Raises NotYours, and Refused where nothing is released or it cannot be read.
    """
    require(actor, PERMISSION, programme)
    release = None if which == "draft" else last_signed(programme)
    if release:
        content = as_it_stands(read(release.content), programme.pk)
        passages = _quoted_by(release)
    else:
        content = build_draft(programme).content
        passages = _quoted_in_papers(programme)
    reflections = reflections_to_quote(programme)
    quotes = _quotes(passages, content)
    audit.record(
        actor=actor,
        act=PERMISSION,
        about=release or programme,
        scope_ref=programme.ref,
        subject_keys={excerpt.key_ref for _, excerpt in passages},
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


def _quoted_in_papers(programme: Programme) -> Passages:
    """What the newest release or draft quotes of those who agreed to papers; none where they are few."""
    newest = Release.objects.filter(programme=programme).order_by("-number").first()
    if newest is None:
        return []
    passages = _quoted_by(newest)
    quoted = {excerpt.pk for _, excerpt in passages}
    agreed = Excerpt.objects.filter(may_be_quoted(IN_PAPERS), pk__in=quoted)
    in_papers = set(agreed.values_list("pk", flat=True))
    if len(in_papers) < FEWEST_VOICES:
        return []
    return [(theme_ref, excerpt) for theme_ref, excerpt in passages if excerpt.pk in in_papers]


def _quotes(passages: Passages, content: Content) -> Mapping[str, tuple[Quote, ...]]:
    """The words by theme reference, none that call people names, and none where one was taken back meanwhile.

    Two queries.
    """
    opened = unsealed_quotes(excerpt for _, excerpt in passages)
    if len(opened) < len({excerpt.pk for _, excerpt in passages}):
        return {}
    quotes: dict[str, list[Quote]] = {}
    for theme_ref, excerpt in passages:
        words = opened[excerpt.pk].strip()
        if not demeans(words):
            quotes.setdefault(theme_ref, []).append(as_quote(words, excerpt.community, content))
    return {ref: tuple(of_theme) for ref, of_theme in quotes.items()}
