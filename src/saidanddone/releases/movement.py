"""How many people came and left since what was published of them was last free to change.

A release stores how many people's words it counts, and since which release too few came, or left, to
say something new. Nothing of it is public and it names nobody: of who left only a number is known,
because what they said is gone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from saidanddone.answers.queries import people_who_replied
from saidanddone.audit.queries import count_acts
from saidanddone.disclosure.stillness import ENOUGH, WHOLE, Moved, Movement
from saidanddone.evidence.transcripts.queries import people_in_use
from saidanddone.listening.queries import people_asked
from saidanddone.programme.models import Programme
from saidanddone.releases.models import Release

LEAVING = (
    "listening.ask_to_withdraw_by_code",
    "listening.record_consent",
    "listening.withdraw_now",
)
"""Acts by which words may go out of use; counted where a release stored no numbers."""

Kind = tuple[str, str]
"""A kind of movement, and its scope or question: ("came", "12")."""

REPLIED: Kind = ("replied", WHOLE)


@dataclass(frozen=True)
class StoredMovement:
    """What `Release.movement` holds.

    `people` and `asked` count, by scope and by question, as of that release. `since` gives, by kind of
    movement and scope, the release since which few moved: itself where none or enough did.
    """

    people: Mapping[str, int] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    since: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Counted:
    """People now, and how many of each kind moved since which release."""

    people: Mapping[str, int]
    asked: Mapping[str, int]
    moved: Mapping[Kind, int]
    since: Mapping[Kind, int]

    @property
    def movement(self) -> Movement:
        moved = dict(self.moved)
        return Movement(
            people={
                scope: Moved(moved.get(("came", scope), 0), moved.get(("left", scope), 0))
                for scope in self.people
            },
            replied=Moved(moved.get(REPLIED, 0), moved.get(("left", WHOLE), 0)),
            asked={question: moved.get(("asked", question), 0) for question in self.asked},
        )

    def to_store(self, number: int) -> dict[str, object]:
        """What the release of this number stores."""
        since: dict[str, dict[str, int]] = {}
        for (what, of), people in self.moved.items():
            few = 0 < people < ENOUGH
            since.setdefault(what, {})[of] = self.since[what, of] if few else number
        return asdict(StoredMovement(self.people, self.asked, since))


def count_movement(programme: Programme, signed: Sequence[Release]) -> Counted:
    """Who moved since the signed releases, given in order; nobody before a first one. Seven queries."""
    return _Count(programme, signed).counted()


class _Count:
    def __init__(self, programme: Programme, signed: Sequence[Release]) -> None:
        self._programme = programme
        self._signed = {release.number: release for release in signed}
        self._last = signed[-1] if signed else None
        self._in_use = people_in_use(programme)
        self._asked = people_asked(programme)
        scopes = [str(pk) for pk in programme.communities.values_list("pk", flat=True)]
        self._people = {scope: self._among(scope) for scope in (WHOLE, *scopes)}

    def counted(self) -> Counted:
        moved: dict[Kind, int] = {}
        since: dict[Kind, int] = {}
        if self._last is not None:
            for kind in self._kinds():
                release = self._release_since(kind, self._last)
                moved[kind], since[kind] = self._moved(kind, release), release.number
        return Counted(self._people, self._asked, moved, since)

    def _kinds(self) -> Iterator[Kind]:
        for scope in self._people:
            yield "came", scope
            yield "left", scope
        for question in self._asked:
            yield "asked", question
        yield REPLIED

    def _release_since(self, kind: Kind, last: Release) -> Release:
        what, of = kind
        number = _stored(last).since.get(what, {}).get(of, last.number)
        return self._signed.get(number, last)

    def _moved(self, kind: Kind, since: Release) -> int:
        what, of = kind
        if what == "came":
            return self._came(of, since)
        if what == "left":
            return self._left(of, since)
        if what == "asked":
            return abs(self._asked[of] - _stored(since).asked.get(of, 0))
        return people_who_replied(self._programme, since.drafted_at)

    def _among(self, scope: str) -> int:
        return sum(scope in (WHOLE, str(person.community_id)) for person in self._in_use)

    def _came(self, scope: str, since: Release) -> int:
        return sum(
            scope in (WHOLE, str(person.community_id)) and person.since > since.drafted_at
            for person in self._in_use
        )

    def _left(self, scope: str, since: Release) -> int:
        then = _stored(since).people
        if (
            not then
        ):  # signed under a version that stored no numbers: anyone may be of this community
            return count_acts(self._programme.ref, LEAVING, since.drafted_at)
        return max(0, then.get(scope, 0) + self._came(scope, since) - self._people[scope])


def _stored(release: Release) -> StoredMovement:
    return StoredMovement(**release.movement)
