"""What a case study is written from: the content, the words with consent, and who signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from saidanddone.publishing.content import Content


@dataclass(frozen=True)
class Passage:
    """A person's own words. `theme_ref` is what they were said under."""

    theme_ref: str
    words: str
    heard_in: str


def said_in(passage: Passage) -> str:
    """Where such words were said; nothing where saying so could point to someone."""
    return f"Said in {passage.heard_in}" if passage.heard_in else ""


@dataclass(frozen=True)
class Reflected:
    """What some of them said of the process itself; no `words` where none may be quoted."""

    from_whom: str  # "the advisory panel", "residents"
    words: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """`signed` says which release this is and who signed it; empty for a draft."""

    content: Content
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    reflections: tuple[Reflected, ...] = ()
    signed: str = ""
    keys_held_elsewhere: bool = False

    @property
    def is_draft(self) -> bool:
        return not self.signed
