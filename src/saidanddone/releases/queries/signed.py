"""The last signed release: which it is, who signed it, and what may be said beside it now."""

from saidanddone.access.roles import all_roles
from saidanddone.answers.models import PublishedAnswer
from saidanddone.base.errors import Refused
from saidanddone.programme.models import Programme
from saidanddone.releases.content import Content
from saidanddone.releases.models import Release
from saidanddone.releases.states import SIGNED


def last_signed(programme: Programme) -> Release:
    """Two queries. Raises Refused where nothing is released."""
    release = (
        Release.objects.filter(programme=programme, state=SIGNED)
        .select_related("programme")
        .prefetch_related("signatures")
        .order_by("-number")
        .first()
    )
    if release is None:
        raise Refused("Nothing is released yet. Write it from a draft, or have a release signed.")
    return release


def signed_by(release: Release) -> tuple[str, ...]:
    """The roles in which it was signed, in words."""
    roles = all_roles()
    return tuple(
        roles[each.as_role].name if each.as_role in roles else each.as_role
        for each in release.signatures.all()
    )


def marks_of(programme_id: int) -> dict[str, str]:
    """By answer reference, why it is open again: told at once, not at the next release. One query."""
    parts = PublishedAnswer.objects.filter(programme=programme_id)
    told = parts.values_list("answer__ref", "parts")
    return {ref: said["mark"] for ref, said in told if said.get("mark")}


def too_few_to_name(content: Content) -> set[str]:
    """The slugs of communities so few of whom spoke that a quote does not say where it was said."""
    return {each.slug for each in content.listened.communities if each.spoke.is_hidden}
