"""Drawing a release up, again until the first signature, and choosing what it quotes."""

import random
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Max

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.demeaning import demeans
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.coding.queries import unsealed_quotes
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.release import HEARD
from saidanddone.programme.models import Programme
from saidanddone.releases import policies, states
from saidanddone.releases.drafting import build_draft
from saidanddone.releases.models import Release, ReleaseQuote
from saidanddone.releases.quotes import (
    FEWEST_VOICES,
    LONGEST,
    Choice,
    drawn_by_lot,
    opened_for,
    quotable_of,
    quotable_under,
    standing_quotes,
)
from saidanddone.releases.resting import rest_quotes
from saidanddone.releases.stored import as_json, read
from saidanddone.releases.tasks import judge_draft

NOT_ANY_MORE = "One of these passages may not be quoted any more. Open the page again and choose."
ONE_VOICE = (
    "Two of these passages were said by one person. A release quotes each person once, so that nobody "
    "can put their words together. Leave one of the two out."
)
TOO_FEW = (
    f"Choose passages of at least {FEWEST_VOICES} people, or none. Among fewer, it is too easy to guess "
    "whose words went when one of them stops being quoted."
)


@transaction.atomic
def draft_release(*, actor: Actor, programme: Programme, note: str = "") -> Release:
    """Draw up the next release.

    Quotes are those of the last one, and a few drawn by lot for each new theme. Where those of the
    last one rest, other passages are drawn by lot.
    """
    require(actor, "publishing.draft", programme)
    if Release.objects.filter(programme=programme, state=states.DRAFTED).exists():
        raise Refused("There is a draft already. Open it and draw it up again.")
    draft = build_draft(programme)
    content = draft.content
    last = Release.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        programme=programme,
        number=last + 1,
        note=note.strip(),
        content=as_json(content),
        movement=draft.counted.to_store(last + 1),
        drafted_by_id=actor.user_id,
    )
    _pick_quotes(actor, release, content)
    judge_draft.enqueue(release.ref)
    audit.record(actor=actor, act="publishing.draft", about=release, scope_ref=programme.ref)
    return release


@transaction.atomic
def redraft(*, actor: Actor, release: Release, note: str | None = None) -> Release:
    """Draw the same draft up again from what is true now; its quotes stay as chosen, unless they rest."""
    current = _draft_of(actor, release)
    draft = build_draft(current.programme)
    content = draft.content
    current.content = as_json(content)
    current.judgement = None
    current.movement = draft.counted.to_store(current.number)
    current.drafted_at = clock.now()
    current.drafted_by_id = actor.user_id
    if note is not None:
        current.note = note.strip()
    current.save(
        update_fields=["content", "movement", "judgement", "drafted_at", "drafted_by", "note"]
    )
    judge_draft.enqueue(current.ref)
    current.quotes.filter(rests=False).exclude(theme_ref__in=_quotable_themes(content)).delete()
    if (
        current.quotes.filter(rests=True).exists()
        and not current.quotes.filter(rests=False).exists()
    ):
        _pick_quotes(actor, current, content)
    audit.record(
        actor=actor, act="publishing.redraft", about=current, scope_ref=current.programme.ref
    )
    return current


@transaction.atomic
def choose_quotes(*, actor: Actor, release: Release, chosen: Collection[Choice]) -> Release:
    """The release quotes these passages and no others.

    Refused for a passage without consent, under another theme, that rests, or that calls people
    names; and for two passages of one voice, or fewer than FEWEST_VOICES.
    """
    current = _draft_of(actor, release)
    themes = _quotable_themes(read(current.content))
    may_quote = quotable_of([choice for choice in chosen if choice[0] in themes])
    excerpts = list(may_quote.values())
    if len(may_quote) < len(set(chosen)):
        raise Refused(NOT_ANY_MORE)
    if len({excerpt.key_ref for excerpt in excerpts}) < len(excerpts):
        raise Refused(ONE_VOICE)
    if 0 < len(excerpts) < FEWEST_VOICES:
        raise Refused(TOO_FEW)
    if any(demeans(words) for words in unsealed_quotes(excerpts).values()):
        raise Refused("One of these passages calls people names. Choose another.")
    current.quotes.filter(rests=False).delete()
    _quote(current, [(theme_ref, excerpt) for (theme_ref, _), excerpt in may_quote.items()])
    audit.record(
        actor=actor,
        act="publishing.choose_quotes",
        about=current,
        scope_ref=current.programme.ref,
        subject_keys={excerpt.key_ref for excerpt in excerpts},
        count=len(excerpts),
    )
    return current


def _draft_of(actor: Actor, release: Release) -> Release:
    """The release, locked, while it may still change. Raises Refused."""
    current = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    require(actor, "publishing.draft", current.programme)
    states.RELEASE_LIFECYCLE.require(
        current.state, states.DRAFTED, policies.capacities_for(actor, current)
    )
    return current


def _quotable_themes(content: Content) -> list[str]:
    """Few people's words are never quoted, reworded or not."""
    return [theme.ref for theme in content.part(HEARD).themes if not theme.is_reworded]


def _pick_quotes(actor: Actor, release: Release, content: Content) -> None:
    """Carry the last release's quotes over, and draw some by lot under themes that it did not have.

    Where the last release shows none, they are drawn under every theme.
    """
    themes = _quotable_themes(content)
    signed = Release.objects.filter(programme=release.programme, state=states.SIGNED)
    last = signed.order_by("-number").first()
    picked: list[tuple[str, Excerpt]] = []
    known: set[str] = set()
    if last is not None and (standing := standing_quotes(last)):
        known = {theme.ref for theme in read(last.content).part(HEARD).themes}
        kept = [(row.theme_ref, row.excerpt.ref) for row in standing if row.theme_ref in themes]
        picked = [(theme, excerpt) for (theme, _), excerpt in quotable_of(kept).items()]
    elif last is not None:
        rest_quotes(release.programme_id)
    voices = {excerpt.key_ref for _, excerpt in picked}
    others = {
        theme_ref: [excerpt for excerpt in excerpts if excerpt.key_ref not in voices]
        for theme_ref, excerpts in _fit_to_quote(actor, release, set(themes) - known).items()
    }
    picked += drawn_by_lot(others, FEWEST_VOICES - len(picked), random.SystemRandom())
    _quote(release, picked if len(picked) >= FEWEST_VOICES else [])


def _fit_to_quote(
    actor: Actor, release: Release, theme_refs: Collection[str]
) -> Mapping[str, list[Excerpt]]:
    """Passages under these themes that may be quoted, are short enough and call nobody names."""
    under = quotable_under(Theme.objects.filter(programme=release.programme, ref__in=theme_refs))
    words = opened_for(
        actor, release, {excerpt for excerpts in under.values() for excerpt in excerpts}
    )
    return {
        theme_ref: [excerpt for excerpt in excerpts if _is_fit(words.get(excerpt.pk, ""))]
        for theme_ref, excerpts in under.items()
    }


def _is_fit(words: str) -> bool:
    return 0 < len(words) <= LONGEST and not demeans(words)


def _quote(release: Release, picked: list[tuple[str, Excerpt]]) -> None:
    ReleaseQuote.objects.bulk_create(
        ReleaseQuote(release=release, excerpt=excerpt, theme_ref=theme_ref, position=position)
        for position, (theme_ref, excerpt) in enumerate(picked)
    )
