"""Where the last stored comparison places a theme: in common, or raised more in one community."""

from typing import Any

from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.themes.models import CommonGroundRun
from saidanddone.evidence.themes.release.counts import counts_of
from saidanddone.evidence.themes.release.named import NamedTheme
from saidanddone.evidence.themes.release.shapes import Heard, Placed
from saidanddone.programme.release import communities_of

Place = tuple[Placed, str]
"""Where it stands, and the slug of the community that raised it more."""

NOT_COMPARED: Place = ("not_compared", "")


class Placing:
    """Places themes for one draft. One query.

    A comparison that no longer fits what people said is not shown as missing: that it went stale would
    tell that someone withdrew. What the last release said stands.
    """

    def __init__(self, draft: Drafting) -> None:
        run = CommonGroundRun.objects.filter(programme=draft.programme).order_by("-pk").first()
        # A label that did not allow for all themes is not for the public: it is too often chance.
        result = run.result if run and run.allows_for_all_themes else {}
        communities = draft.once(communities_of)
        self._rows = {row["ref"]: row for row in result.get("themes", ())}
        self._slugs = {community.ref: community.slug for community in communities}
        self._ids = {community.ref: community.pk for community in communities}
        self._spoke = draft.once(counts_of).spoke
        last = draft.last("evidence", Heard)
        self._last = last if last and last.allows_for_all_themes else None
        self._stands = draft.movement.of().are_few
        self.is_stale = False

    def of(self, named: NamedTheme) -> Place:
        if named.is_reworded:
            return NOT_COMPARED
        before = self._before(named)
        if self._stands and before != NOT_COMPARED:
            return before
        row = self._rows.get(named.theme.ref)
        if row is None or not self._still_holds(row, named):
            self.is_stale = True
            return before
        return row["placed"], self._slugs.get(row["more_in"] or "", "")

    def _before(self, named: NamedTheme) -> Place:
        told = self._last.by_ref(named.theme.ref) if self._last else None
        return (told.placed, told.more_in) if told else NOT_COMPARED

    def _still_holds(self, row: dict[str, Any], named: NamedTheme) -> bool:
        raised = named.row.people_by_community
        return all(
            (group["raised"], group["people"])
            == (
                raised.get(self._ids.get(group["community"], 0)),
                self._spoke.get(self._ids.get(group["community"], 0)),
            )
            for group in row["groups"]
        )
