"""Builds what a release says of the programme itself."""

from saidanddone.disclosure.parts import Drafting
from saidanddone.programme.models import Community
from saidanddone.programme.release.shapes import About, Stage


def communities_of(draft: Drafting) -> list[Community]:
    """The programme's communities, for every part. One query."""
    return list(draft.programme.communities.all())


def build(draft: Drafting) -> About:
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
