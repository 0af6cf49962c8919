"""What a document about a programme is written from."""

from typing import Literal

from saidanddone.base.errors import Refused
from saidanddone.programme.models import Programme
from saidanddone.publishing.content import Content, read
from saidanddone.publishing.drafting import draw_up
from saidanddone.publishing.models import Release
from saidanddone.publishing.states import SIGNED


def release_content(programme: Programme, which: Literal["draft", "release"] = "draft") -> Content:
    """The last signed release, or a draft drawn up now (`is_draft`), protected alike.

    The caller has asked whether this person may see it. Raises Refused where nothing is released.
    """
    if which == "draft":
        return draw_up(programme).content
    release = (
        Release.objects.filter(programme=programme, state=SIGNED)
        .only("content", "number")
        .order_by("-number")
        .first()
    )
    if release is None:
        raise Refused("Nothing is released yet. Write it from a draft, or have a release signed.")
    return read(release.content, is_draft=False)
