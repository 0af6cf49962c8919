"""The codebook: a tree of codes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours
from saidanddone.evidence.coding.distinct_counts import count_distinct
from saidanddone.evidence.coding.models import Code, Coding, Memo
from saidanddone.evidence.coding.states import STANDING
from saidanddone.programme.models import Programme


@dataclass(frozen=True)
class CodeRow:
    """A code in its place in the tree; `depth` 0 at the root; `codings`: how many passages are under it."""

    id: int
    ref: str
    name: str
    definition: str
    include: str
    exclude: str
    example: str
    depth: int
    parent_id: int | None
    codings: int
    themes: int
    has_children: bool
    is_unused: bool  # nothing at all hangs on it, a suggestion or a note neither

    @property
    def depth_shown(self) -> int:
        """Beyond four levels the page indents no further."""
        return min(self.depth, 4)


def codebook(actor: Actor, programme: Programme) -> list[CodeRow]:
    """Every code, each under its parent, in the order of the tree. One query."""
    require(actor, "evidence.read_transcripts", programme)
    codes = Code.objects.filter(programme=programme).annotate(
        coded=count_distinct(
            Coding.objects.filter(code=OuterRef("pk"), state__in=STANDING), "excerpt"
        ),
        hangs=Exists(Coding.objects.filter(code=OuterRef("pk")))
        | Exists(Memo.objects.filter(code=OuterRef("pk"))),
        themed=count_distinct(Code.themes.through.objects.filter(code=OuterRef("pk")), "theme"),
    )
    children: dict[int | None, list[Code]] = defaultdict(list)
    for code in codes:
        children[code.parent_id].append(code)

    def under(parent: int | None, depth: int) -> Iterator[CodeRow]:
        for code in children[parent]:
            yield CodeRow(
                id=code.pk,
                ref=code.ref,
                name=code.name,
                definition=code.definition,
                include=code.include,
                exclude=code.exclude,
                example=code.example,
                depth=depth,
                parent_id=parent,
                codings=code.coded,  # type: ignore[attr-defined]
                themes=code.themed,  # type: ignore[attr-defined]
                has_children=code.pk in children,
                is_unused=not (code.hangs or code.themed or code.pk in children),  # type: ignore[attr-defined]
            )
            yield from under(code.pk, depth + 1)

    return list(under(None, 0))


def find_code(actor: Actor, programme: Programme, ref: str) -> Code:
    """Raises NotYours."""
    require(actor, "evidence.manage_codebook", programme)
    code = Code.objects.filter(programme=programme, ref=ref).first()
    if code is None:
        raise NotYours("code")
    return code


def find_codes(actor: Actor, programme: Programme, refs: Iterable[str]) -> list[Code]:
    """The codes with these references. Raises NotYours if any is not this programme's."""
    require(actor, "evidence.read_transcripts", programme)
    wanted = set(refs)
    codes = list(Code.objects.filter(programme=programme, ref__in=wanted))
    if len(codes) != len(wanted):
        raise NotYours("code")
    return codes


def headings_among(actor: Actor, programme: Programme, refs: Iterable[str]) -> list[str]:
    """The names of those codes that have others under them."""
    require(actor, "evidence.read_transcripts", programme)
    codes = Code.objects.filter(programme=programme, ref__in=set(refs))
    below = Code.objects.filter(parent=OuterRef("pk"))
    return list(codes.filter(Exists(below)).values_list("name", flat=True))
