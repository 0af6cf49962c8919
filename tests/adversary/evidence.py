"""The copies of a trial as the adversary reads them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.adversary.statements import Changes, Statements, changes, read
from tests.adversary.trials import STOPS, Copies, Trial
from tests.adversary.visiting import Copy
from tests.adversary.worlds import World

Features = dict[str, float]
LIVE_PAGE, EXPORT, CASE_STUDY = "page", "export", "case study"


@dataclass(frozen=True)
class Candidate:
    """A quote or a theme that may be named as hers.

    `known` is what the copy from before tells of it, `seen` what the later ones tell. `guess` and
    `points` are the fixed rules on the one and on all: the higher, the likelier hers. `changed` names
    the statements about it that changed.
    """

    is_hers: bool
    known: Features
    seen: Features
    guess: float
    points: float
    changed: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Passage:
    """A passage that someone spoke. Only whose it is is hidden from the adversary."""

    owner: int
    theme: str
    community: str


@dataclass(frozen=True)
class Evidence:
    """Lists run over the copies: before, the same day, after the next release if there was one.

    `quotes` gives, for each passage that is shown, the sorts of document it is shown in. `changed` gives,
    for each later copy, what is said otherwise of each theme.
    """

    trial: Trial
    passages: dict[str, Passage]
    statements: list[Statements]
    quotes: list[dict[str, frozenset[str]]]
    changed: list[dict[str, Changes]]

    @property
    def community(self) -> str:
        return self.trial.target.plan.community

    def features(self, moved: Iterable[Changes]) -> Features:
        """What changed in each later copy, apart for each kind of act: each shows in other ways."""
        act = "stops" if self.trial.act == STOPS else "withdraws"
        act += " and pressed" if self.trial.presses else ""
        return {
            f"{act}, copy {number}: {what}": float(times)
            for number, changed in enumerate(moved, start=1)
            for what, times in changed.items()
        }


def gather(world: World, trial: Trial, copies: Copies) -> Evidence:
    """Read the copies."""
    taken = [copies.before, copies.live, *([copies.released] if copies.released else [])]
    statements = [read(copy, trial.target.plan.community) for copy in taken]
    passages = {
        text: Passage(voice.contributor.pk, slug, voice.plan.community)
        for voice in world.voices
        for slug, text in voice.passages.items()
    }
    quotes = [_quotes(copy, passages) for copy in taken]
    changed = [changes(statements[0], later) for later in statements[1:]]
    for later, of_themes in zip(quotes[1:], changed, strict=True):
        _count_quotes(quotes[0], later, passages, of_themes)
    return Evidence(trial, passages, statements, quotes, changed)


def _quotes(copy: Copy, passages: Iterable[str]) -> dict[str, frozenset[str]]:
    """Where each passage is shown: on pages, in the export, in the case study. In the order of the pages."""
    whole = {
        sort: "\n".join(document.body for document in copy.values() if _sort(document.kind) == sort)
        for sort in (LIVE_PAGE, EXPORT, CASE_STUDY)
    }
    shown = {
        text: frozenset(sort for sort, bodies in whole.items() if text in bodies)
        for text in passages
    }
    in_order = sorted(shown, key=lambda text: whole[LIVE_PAGE].find(text))
    return {text: shown[text] for text in in_order if shown[text]}


def _sort(kind: str) -> str:
    return next((sort for sort in (EXPORT, CASE_STUDY) if kind.startswith(sort)), LIVE_PAGE)


def _count_quotes(
    before: dict[str, frozenset[str]],
    after: dict[str, frozenset[str]],
    passages: dict[str, Passage],
    changed: dict[str, Changes],
) -> None:
    """Count the quotes under each theme that went or came."""
    for text in before.keys() ^ after.keys():
        theme = passages[text].theme
        if theme in changed:
            changed[theme]["a quote gone" if text in before else "a quote new"] += 1
