"""What was promised at the start, and what people could change."""

from collections.abc import Iterator

from saidanddone.disclosure.document import Block, Bullets, Pledge, Table, plain, words
from saidanddone.disclosure.months import period
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, lines
from saidanddone.programme.release.shapes import About


def promised(about: About, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    yield plain("The strategy began with a pledge:")
    yield Pledge(as_sentence(about.pledge), about.owner)
    if about.stages:
        yield plain("The work went, and goes on, in these stages:")
        yield Table(
            caption="Stages",
            head=("What", "When"),
            rows=tuple(
                (words(stage.title), words(period(stage.starts_on, stage.ends_on)))
                for stage in about.stages
            ),
        )
    open_to, fixed = lines(about.open_to_influence), lines(about.already_fixed)
    if open_to:
        yield plain("People were told at the start what they could change:")
        yield Bullets(tuple(words(line) for line in open_to))
    else:
        yield plain("What people could change was not written down at the start.")
    if fixed:
        yield plain("And what was already fixed:")
        yield Bullets(tuple(words(line) for line in fixed))
