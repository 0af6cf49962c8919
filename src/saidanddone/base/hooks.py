"""Hooks: functions that a later stage registers and an earlier one calls in its transaction.

There is no other event bus. A stage registers in its `AppConfig.ready`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Hook:
    """An ordered list of functions; calling the hook calls each and returns their results."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._registered: list[Callable[..., Any]] = []

    def register(self, function: Callable[..., Any]) -> Callable[..., Any]:
        if function not in self._registered:
            self._registered.append(function)
        return function

    def __call__(self, **values: Any) -> list[Any]:
        return [function(**values) for function in self._registered]


@dataclass(frozen=True)
class TodayLine:
    """One line of the today page: what waits, where to do it, how much it matters.

    `weight`: higher comes first (100 an urgent matter, 50 someone waits, 10 housekeeping).
    """

    text: str
    address: str
    weight: int = 10
    is_quiet: bool = False  # somebody acted on it: it stands apart, and says until when


@dataclass(frozen=True)
class WorkLink:
    """A page where this person works. What is urgent stands first, above all that waits."""

    text: str
    address: str
    is_urgent: bool = False


@dataclass(frozen=True)
class WorkPlace:
    """A scope in which someone works, such as a programme: its first page and the next ones."""

    title: str
    address: str  # empty where their role opens no page of it
    links: tuple[WorkLink, ...]


@dataclass(frozen=True)
class NewsLine:
    """What was done since a moment, counted: no names, no words of anybody."""

    text: str
    address: str


@dataclass(frozen=True)
class WordsShown:
    """A passage in someone's own words, beside what is written about it."""

    text: str
    whose: str  # a community, never anyone
    address: str
    is_covered: bool  # distressing to read: shown when asked for


today_lines = Hook("today_lines")
"""(actor) -> list[TodayLine]"""

work_places = Hook("work_places")
"""(actor, names) -> list[WorkPlace]: `names` are the URL names that the actor's roles start with."""

news = Hook("news")
"""(actor, since) -> list[NewsLine]: what others may have done since that moment, where they may see it."""

after_codings_changed = Hook("after_codings_changed")
"""(programme_id, excerpt_ids | None): codings, codes of themes or kinds changed; None means all."""

after_use_changed = Hook("after_use_changed")
"""(contributor_id): the use of a person's words changed, by a consent, a stop or its undoing."""

words_about = Hook("words_about")
"""(actor, programme, theme) -> list[WordsShown]: words that raised a theme, as far as this person may read
them. The reading is audited."""

before_withdrawal = Hook("before_withdrawal")
"""(contributor_id): the contributor and everything that holds their words is about to be deleted."""

after_consent_narrowed = Hook("after_consent_narrowed")
"""(programme_id): someone pressed *stop quoting me*, withdrew, or took back what a quote needs."""

refs_of_words = Hook("refs_of_words")
"""(contributor_id) -> Iterable[str]: references of what holds their words, as addresses name it."""

passages_at_rest = Hook("passages_at_rest")
"""() -> Exists: of passages, whether a later stage lets one rest. Such a passage leaves in no copy."""

release_parts = Hook("release_parts")
"""() -> ReleasePart: a stage's part of a release (disclosure/parts.py)."""
