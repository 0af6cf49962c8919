"""What a release says of who was listened to: by community, by month, with what help."""

from saidanddone.disclosure.pages import PageBlock
from saidanddone.disclosure.parts import ReleasePart
from saidanddone.disclosure.report import LESSONS, WHO_TOOK_PART, Passage, Report
from saidanddone.listening.release.build import attendance_of, build, held_occasions
from saidanddone.listening.release.figures import (
    ENTRIES,
    attendance_name,
    counted,
    figures,
    published,
)
from saidanddone.listening.release.report import not_known, reflections, who_came, who_took_part
from saidanddone.listening.release.shapes import (
    CommunityListened,
    Listened,
    Occasions,
    TookPart,
)

__all__ = [
    "LISTENED",
    "CommunityListened",
    "Listened",
    "Occasions",
    "TookPart",
    "attendance_name",
    "attendance_of",
    "held_occasions",
]


LISTENED: ReleasePart[Listened] = ReleasePart(
    slug="listening",
    format=1,
    shape=Listened,
    build=build,
    entries=ENTRIES,
    figures=lambda content: figures(content.part(LISTENED)),
    published=published,
    counted=counted,
    from_people=lambda listened: listened,
    blocks=(
        PageBlock(page="heard", rank=10, template="listening/public/who_was_listened_to.html"),
        PageBlock(page="heard", rank=30, template="listening/public/not_yet_heard.html"),
        PageBlock(page="front", rank=70, template="listening/public/not_yet_listed.html"),
    ),
    report=Report(
        opening=who_came,
        passages=(Passage(WHO_TOOK_PART, who_took_part), Passage(LESSONS, reflections)),
        not_known=not_known,
    ),
)
