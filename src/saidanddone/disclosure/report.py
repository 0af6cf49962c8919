"""The report (case study): what it is written from, its chapters, and what each stage brings to them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic

from saidanddone.disclosure.content import Content, Shape
from saidanddone.disclosure.document import Block, Quote, Runs
from saidanddone.disclosure.remarks import Remark
from saidanddone.disclosure.sentences import FigureSentences


@dataclass(frozen=True)
class Reflected:
    """What some of them said of the process itself; no `words` where none may be quoted."""

    from_whom: str  # "the advisory panel", "residents"
    words: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """What a report is written from.

    `quotes` stand by the reference of their theme, `remarks` by that of their record. `quoted_apart`
    are references of themes that a passage of a later stage quotes. `signed` says which release this
    is and who signed it; empty for a draft.
    """

    content: Content
    quotes: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    remarks: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)
    quoted_apart: frozenset[str] = frozenset()
    reflections: tuple[Reflected, ...] = ()
    signed: str = ""
    keys_held_elsewhere: bool = False

    @property
    def is_draft(self) -> bool:
        return not self.signed

    def first_quote(self, theme_ref: str) -> tuple[Quote, ...]:
        """One quote of this theme, or none."""
        return self.quotes.get(theme_ref, ())[:1]


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str


CONTEXT: Final = Chapter("context", "Context")
APPROACH: Final = Chapter("approach", "Strengths-based approach")
WHO_TOOK_PART: Final = Chapter("who-took-part", "Who took part")
OUTCOMES: Final = Chapter("outcomes", "Outcomes and impact")
LESSONS: Final = Chapter("lessons", "Lessons learnt and reflections")
CHAPTERS: Final = (CONTEXT, APPROACH, WHO_TOOK_PART, OUTCOMES)
"""In the order in which they are told. One that a stage brings beside these follows; lessons come last."""


@dataclass(frozen=True)
class Passage(Generic[Shape]):
    """Blocks of a chapter. `rank` is their place there, the lower first.

    Passages of one rank stand in the order in which parts are built.
    """

    chapter: Chapter
    blocks: Callable[[Shape, Material, FigureSentences], Iterable[Block]]
    rank: int = 0


def _no_sentence(part: object, material: Material, sentences: FigureSentences) -> str:
    return ""


def _no_lessons(part: object, material: Material, sentences: FigureSentences) -> Iterable[Runs]:
    return ()


def _nothing_unknown(part: object) -> Iterable[str]:
    return ()


def _no_themes(part: object, content: Content) -> Iterable[str]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Report(Generic[Shape]):
    """What a stage brings to the report. Nothing of it is written from a release older than the stage.

    `opening` gives a template of sentences for the first paragraph, `lessons` the bullets of what the
    records teach, `not_known` sentences on what its records do not tell. `quotes` are the references of
    the themes that its passages quote, so that the list of themes does not.
    """

    passages: tuple[Passage[Shape], ...]
    opening: Callable[[Shape, Material, FigureSentences], str] = _no_sentence
    lessons: Callable[[Shape, Material, FigureSentences], Iterable[Runs]] = _no_lessons
    not_known: Callable[[Shape], Iterable[str]] = _nothing_unknown
    quotes: Callable[[Shape, Content], Iterable[str]] = _no_themes
