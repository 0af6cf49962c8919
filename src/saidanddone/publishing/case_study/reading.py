"""Reading what a case study is written from: content, and words with consent. Every reading is audited."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.access.roles import all_roles
from saidanddone.answers.models import PublishedAnswer
from saidanddone.audit import commands as audit
from saidanddone.base.models import Record
from saidanddone.evidence.models import Excerpt, Theme
from saidanddone.evidence.queries import unsealed_quotes
from saidanddone.evidence.queries.excerpts import quotable_excerpts
from saidanddone.listening.models import Reflection
from saidanddone.listening.queries import reflections_to_quote
from saidanddone.programme.models import Programme
from saidanddone.publishing.case_study.material import Material, Passage, Reflected
from saidanddone.publishing.case_study.wording import day, listed
from saidanddone.publishing.content import Content
from saidanddone.publishing.models import Release
from saidanddone.publishing.policies import QUOTE_IN_PUBLIC, demeans
from saidanddone.publishing.queries import release_content
from saidanddone.publishing.quoting import standing_quotes
from saidanddone.publishing.states import SIGNED

Which = Literal["draft", "release"]
PERMISSION: Final = "publishing.write_case_study"
QUOTE_IN_PAPERS: Final = "quote_without_name_in_papers"

SHORTEST, LONGEST = 40, 320  # characters of a pull quote
OPENED_A_THEME = 6  # passages opened to choose from in a draft

Found = list[tuple[str, Excerpt]]  # a theme's reference and a passage under it


@transaction.atomic
def read_material(actor: Actor, programme: Programme, which: Which) -> Material:
    """Everything the report needs, and one audit entry that names each person whose words were read.

    A draft quotes with consent to papers, a release with consent to the public. Raises NotYours, and
    Refused where nothing is released.
    """
    require(actor, PERMISSION, programme)
    content = release_content(programme, which)
    release = None if which == "draft" else _last_signed(programme)
    use = QUOTE_IN_PAPERS if release is None else QUOTE_IN_PUBLIC
    found = _carried(release) if release else _on_offer(programme, content)
    reflections = reflections_to_quote(programme, use)
    passages = _passages(found, content)
    audit.record(
        actor=actor,
        act=PERMISSION,
        about=_about(programme, release),
        programme_ref=programme.ref,
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


def _about(programme: Programme, release: Release | None) -> Record:
    return release or programme


def _last_signed(programme: Programme) -> Release:
    return (
        Release.objects.filter(programme=programme, state=SIGNED)
        .prefetch_related("signatures")
        .latest("number")
    )


def _signed(release: Release) -> str:
    """ "release 2 of 31 October 2026, signed by the strategy lead and the data protection officer"."""
    roles = all_roles()
    by = [
        f"the {(roles[each.as_role].name if each.as_role in roles else each.as_role).lower()}"
        for each in release.signatures.all()
    ]
    on = f" of {day(release.released_at.date())}" if release.released_at else ""
    return f"release {release.number}{on}, signed by {listed(by)}"


def _carried(release: Release) -> Found:
    """What the release quotes and may still quote. One query."""
    return [(row.theme_ref, row.excerpt) for row in standing_quotes(release)]


def _on_offer(programme: Programme, content: Content) -> Found:
    """A few passages under each theme that may be told; none where few raised it. A query a theme."""
    told = {each.ref for each in content.heard.themes if not each.is_reworded}
    themes = Theme.objects.filter(programme=programme, ref__in=told)
    found: Found = []
    for theme in themes:
        voices: set[str] = set()
        for excerpt in quotable_excerpts(programme, theme, QUOTE_IN_PAPERS):
            is_fitting = SHORTEST <= excerpt.end - excerpt.start <= LONGEST
            if is_fitting and excerpt.key_ref not in voices and len(voices) < OPENED_A_THEME:
                voices.add(excerpt.key_ref)
                found.append((theme.ref, excerpt))
    return found


def _passages(found: Found, content: Content) -> Mapping[str, tuple[Passage, ...]]:
    """The words by theme reference: none twice, none that call people names. Two queries."""
    said = unsealed_quotes(excerpt for _, excerpt in found)
    few = {each.slug for each in content.listened.communities if each.spoke.is_hidden}
    passages: dict[str, list[Passage]] = {}
    quoted: set[int] = set()
    voices: dict[str, int] = {}
    # Whoever has been quoted least comes first, so that one voice does not fill the report.
    for theme_ref, some in _by_theme(found).items():
        for excerpt in sorted(some, key=lambda each: voices.get(each.key_ref, 0)):
            words = said.get(excerpt.pk, "").strip()
            if not words or excerpt.pk in quoted or demeans(words):
                continue
            quoted.add(excerpt.pk)
            if theme_ref not in passages:
                voices[excerpt.key_ref] = voices.get(excerpt.key_ref, 0) + 1
            heard_in = "" if excerpt.community.slug in few else excerpt.community.heard_in
            passages.setdefault(theme_ref, []).append(Passage(theme_ref, words, heard_in))
    return {ref: tuple(some) for ref, some in passages.items()}


def _by_theme(found: Iterable[tuple[str, Excerpt]]) -> dict[str, list[Excerpt]]:
    grouped: dict[str, list[Excerpt]] = {}
    for theme_ref, excerpt in found:
        grouped.setdefault(theme_ref, []).append(excerpt)
    return grouped


def _with_marks(content: Content, programme: Programme) -> Content:
    """An answer that was opened again since is told so at once, and not at the next release."""
    parts = PublishedAnswer.objects.filter(programme=programme).values_list("answer__ref", "parts")
    marks = {ref: said["mark"] for ref, said in parts if said.get("mark")}
    return replace(
        content,
        answers=tuple(
            replace(each, is_reopened=True, mark=marks[each.ref]) if each.ref in marks else each
            for each in content.answers
        ),
    )
