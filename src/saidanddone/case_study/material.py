"""What a case study is written from: the content, the words with consent, and who signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from saidanddone.disclosure.parts import Content
from saidanddone.releases.quotes import Quote


@dataclass(frozen=True)
class Reflected:
    """What some of them said of the process itself; no `words` where none may be quoted."""

    from_whom: str  # "the advisory panel", "residents"
    words: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """`passages` stand by the reference of their theme. `signed` says which release this is and who signed it; empty for a draft."""

    content: Content
    passages: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    reflections: tuple[Reflected, ...] = ()
    signed: str = ""
    keys_held_elsewhere: bool = False

    @property
    def is_draft(self) -> bool:
        return not self.signed
