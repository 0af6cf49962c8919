"""What a release says of the programme itself: the pledge, what is open, the stages."""

from saidanddone.disclosure.pages import PageBlock
from saidanddone.disclosure.parts import ReleasePart
from saidanddone.disclosure.report import CONTEXT, Passage, Report
from saidanddone.programme.release.build import build, communities_of
from saidanddone.programme.release.report import promised
from saidanddone.programme.release.shapes import About, Stage

__all__ = ["ABOUT", "About", "Stage", "communities_of"]

ABOUT: ReleasePart[About] = ReleasePart(
    slug="programme",
    format=1,
    shape=About,
    build=build,
    blocks=(PageBlock(page="front", rank=90, template="programme/public/open_and_fixed.html"),),
    report=Report(passages=(Passage(CONTEXT, promised),)),
)
