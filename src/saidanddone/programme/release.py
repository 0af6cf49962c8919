"""What a release says of the programme itself: the pledge, what is open, the stages."""

from dataclasses import dataclass
from datetime import date

from saidanddone.disclosure.parts import Drafting, ReleasePart
from saidanddone.programme.models import Community


@dataclass(frozen=True)
class Stage:
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class About:
    """The programme as it introduces itself."""

    slug: str
    title: str
    pledge: str
    owner: str
    notice: str
    open_to_influence: str
    already_fixed: str
    closes_on: date | None
    stages: tuple[Stage, ...]


def communities_of(draft: Drafting) -> list[Community]:
    """The programme's communities, for every part. One query."""
    return list(draft.programme.communities.all())


def _build(draft: Drafting) -> About:
    """One query."""
    programme = draft.programme
    return About(
        slug=programme.slug,
        title=programme.title,
        pledge=programme.pledge,
        owner=programme.owner,
        notice=programme.notice,
        open_to_influence=programme.open_to_influence,
        already_fixed=programme.already_fixed,
        closes_on=programme.closes_on,
        stages=tuple(
            Stage(stage.title, stage.starts_on, stage.ends_on) for stage in programme.stages.all()
        ),
    )


ABOUT = ReleasePart(slug="programme", format=1, shape=About, build=_build)
