"""Releases as the team sees them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.demeaning import demeans
from saidanddone.disclosure.notes import Note
from saidanddone.disclosure.parts import CHANGED, all_parts
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.themes.release import HEARD
from saidanddone.peers.queries import is_paused
from saidanddone.programme.models import Programme
from saidanddone.releases import policies, states
from saidanddone.releases.drafting import build_draft
from saidanddone.releases.judging import Judgement, judgement_of
from saidanddone.releases.models import Release
from saidanddone.releases.quotes import (
    FEWEST_VOICES,
    have_to_rest,
    opened_for,
    quotable_of,
    quotable_under,
    standing_quotes,
)
from saidanddone.releases.stored import read


@dataclass(frozen=True)
class ReleaseRow:
    ref: str
    number: int
    state: str
    state_words: str
    note: str
    drafted_by: str
    drafted_on: date
    released_on: date | None
    signed_by: tuple[str, ...]


@dataclass(frozen=True)
class ReleaseList:
    rows: tuple[ReleaseRow, ...]
    may_draft: bool
    may_write_case_study: bool
    is_paused: bool
    is_anything_out: bool


@dataclass(frozen=True)
class QuoteShown:
    """A passage offered or chosen. `words` is empty where it may not be shown to its reader."""

    excerpt_ref: str
    words: str
    heard_in: str
    is_chosen: bool


@dataclass(frozen=True)
class ThemeQuotes:
    theme_ref: str
    theme: str
    quotes: tuple[QuoteShown, ...]


@dataclass(frozen=True)
class QuoteChoices:
    """`sieved` counts the passages that are not offered, because they call people names."""

    themes: tuple[ThemeQuotes, ...]
    sieved: int
    fewest_voices: int = FEWEST_VOICES


@dataclass(frozen=True)
class ReleasePage:
    """A release as its page shows it. `has_changed`: it would read differently if drawn up now.

    `judgement` is None until it was judged beside the earlier releases.
    """

    row: ReleaseRow
    content: Content
    quotes: tuple[ThemeQuotes, ...]
    why_no_quotes: str
    left_out: tuple[Note, ...]
    hidden: tuple[Note, ...]
    do_first: tuple[Note, ...]
    has_changed: bool
    why_not_sign: str
    judgement: Judgement | None
    may_draft: bool
    may_sign: bool


def list_releases(actor: Actor, programme: Programme) -> ReleaseList:
    """Three queries."""
    require(actor, "publishing.see", programme)
    releases = _releases(programme).defer("content").order_by("-number")
    rows = tuple(_row(release) for release in releases)
    return ReleaseList(
        rows,
        policies.may_draft(actor, programme),
        policies.may_write_case_study(actor, programme),
        is_paused(programme, "release"),
        any(row.released_on for row in rows),
    )


def find_release(actor: Actor, programme: Programme, ref: str) -> Release:
    """Raises NotYours."""
    require(actor, "publishing.see", programme)
    release = _releases(programme).filter(ref=ref).first()
    if release is None:
        raise NotYours("release")
    return release


def _releases(programme: Programme) -> QuerySet[Release]:
    return (
        Release.objects.filter(programme=programme)
        .select_related("drafted_by", "programme")
        .prefetch_related("signatures__signed_by")
    )


def _row(release: Release) -> ReleaseRow:
    return ReleaseRow(
        ref=release.ref,
        number=release.number,
        state=release.state,
        state_words=release.get_state_display(),
        note=release.note,
        drafted_by=str(release.drafted_by),
        drafted_on=clock.day_of(release.drafted_at),
        released_on=clock.day_of(release.released_at) if release.released_at else None,
        signed_by=tuple(str(signature.signed_by) for signature in release.signatures.all()),
    )


def read_release(actor: Actor, programme: Programme, ref: str) -> ReleasePage:
    """The release as the public would read it, with what its drafter should know.

    Drawn up again to say what changed, so about 60 queries, whatever was said. Audited where it
    opens people's words. Raises NotYours, and CannotBeRead.
    """
    release = find_release(actor, programme, ref)
    content = read(release.content)
    is_open = release.state != states.SIGNED
    now = build_draft(programme) if is_open else None
    why_not = why_not_sign(actor, release, now.content if now else None) if is_open else ""
    judgement = None if release.judgement is None else judgement_of(release.judgement)
    is_refused = judgement is not None and judgement.refuses
    return ReleasePage(
        row=_row(release),
        content=content,
        quotes=_chosen(actor, release, content),
        why_no_quotes=why_no_quotes(release),
        left_out=tuple(now.notes.left_out) if now else (),
        hidden=tuple(now.notes.hidden) if now else (),
        do_first=tuple(now.notes.do_first) if now else (),
        has_changed=now is not None and from_people(now.content) != from_people(content),
        why_not_sign=why_not,
        judgement=judgement,
        may_draft=release.state == states.DRAFTED and policies.may_draft(actor, programme),
        may_sign=is_open and not why_not and not is_refused and policies.may_sign(actor, programme),
    )


def from_people(content: Content) -> object:
    """What comes from people, as it would leave: figures, bands, and the answers' words.

    If it differs between drafting and signing, someone's words came, went or were answered since.
    """
    return [
        (part.slug, part.from_people(value))
        for part in all_parts()
        if (value := content.find(part)) is not None
    ]


def why_not_sign(actor: Actor, release: Release, now: Content | None) -> str:
    """The sentence that keeps this person from signing; empty where they may. Three queries."""
    if release.state not in states.AFTER_SIGNATURE:
        return states.RELEASE_LIFECYCLE.refusal
    if is_paused(release.programme, "release"):
        return (
            "The advisory panel has paused releases. Ask the panel what it needs, then come back."
        )
    if policies.has_signed(actor, release):
        return states.ALREADY_SIGNED
    if Release.objects.filter(programme=release.programme, number__gt=release.number).exists():
        return "A newer release has been drafted. Sign that one instead."
    if now is not None and from_people(now) != from_people(read(release.content)):
        return CHANGED
    return ""


def why_no_quotes(release: Release) -> str:
    """Why quotes that this release had are not shown, and what brings others; empty where none is hidden."""
    if not have_to_rest(release):
        return ""
    if release.quotes_taken_off:
        why = (
            f"This release was drawn up under version 0.1 and quoted some people more than once. Its "
            f"quotes, {release.quotes_taken_off} in all, came off together when this version was installed."
        )
    else:
        why = (
            "Its quotes rest. Somebody stopped being quoted, or their words were withdrawn or corrected, "
            "so all quotes came off together and nobody can tell whose went."
        )
    again = "The next release" if release.state == states.SIGNED else "Draw it up again: it then"
    return f"{why} {again} quotes other passages, drawn by lot."


@transaction.atomic
def _chosen(actor: Actor, release: Release, content: Content) -> tuple[ThemeQuotes, ...]:
    rows = standing_quotes(release)
    words = opened_for(actor, release, [row.excerpt for row in rows])
    return tuple(
        ThemeQuotes(
            theme.ref,
            theme.statement,
            tuple(
                _shown(row.excerpt, words, is_chosen=True)
                for row in rows
                if row.theme_ref == theme.ref and row.excerpt_id in words
            ),
        )
        for theme in content.part(HEARD).themes
        if any(row.theme_ref == theme.ref for row in rows)
    )


@transaction.atomic
def choose_from(actor: Actor, programme: Programme, ref: str) -> QuoteChoices:
    """The passages that may be quoted, by theme, for whoever drafts. Audited. Raises NotYours."""
    release = find_release(actor, programme, ref)
    require(actor, "publishing.draft", programme)
    if release.state != states.DRAFTED:
        raise Refused("This release is signed, so its quotes stay as they are.")
    content = read(release.content)
    themes = {theme.ref: theme for theme in content.part(HEARD).themes if not theme.is_reworded}
    chosen = set(release.quotes.filter(rests=False).values_list("theme_ref", "excerpt__ref"))
    under = quotable_under(programme.themes.filter(ref__in=themes))
    offered = {
        ref: {excerpt.pk: excerpt for excerpt in excerpts} for ref, excerpts in under.items()
    }
    for (theme_ref, _), excerpt in quotable_of(chosen).items():
        offered.setdefault(theme_ref, {})[excerpt.pk] = excerpt
    every = {pk: excerpt for excerpts in offered.values() for pk, excerpt in excerpts.items()}
    words = opened_for(actor, release, every.values())
    sieved = {pk for pk, text in words.items() if demeans(text)}
    return QuoteChoices(
        tuple(
            ThemeQuotes(
                ref,
                theme.statement,
                tuple(
                    _shown(excerpt, words, is_chosen=(ref, excerpt.ref) in chosen)
                    for pk, excerpt in offered[ref].items()
                    if pk in words and pk not in sieved
                ),
            )
            for ref, theme in themes.items()
            if offered.get(ref)
        ),
        len(sieved),
    )


def _shown(excerpt: Excerpt, words: dict[int, str], *, is_chosen: bool) -> QuoteShown:
    return QuoteShown(excerpt.ref, words[excerpt.pk], excerpt.community.heard_in, is_chosen)
