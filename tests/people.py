"""The cast. Every test tells its story with these people.

Amina   a peer researcher on the panel        Bola    engagement lead at the council
Chidi   analyst                               Dawn    strategy lead
Ed      owns actions in street lighting       Farah   owns actions in housing, which may evict (R1)
Grace   data protection officer               Harun   police panel member
Iris    runs a support hub                    Jo      administrator
Sam     a stranger: signs in, belongs nowhere
Kit     a sex worker who was interviewed      Lou     a resident who came to a conversation
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator

from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency, Membership, Scope, User
from saidanddone.access.queries import actor_of
from saidanddone.programme.models import Community, Programme
from saidanddone.vault.sealing import make_key

ROLES = {
    "amina": "peer_researcher",
    "bola": "engagement_lead",
    "chidi": "analyst",
    "dawn": "strategy_lead",
    "ed": "action_owner",
    "farah": "action_owner",
    "harun": "police_panel_member",
    "iris": "hub_worker",
}
SITE_ROLES = {"grace": "data_protection_officer", "jo": "administrator", "sam": ""}
AGENCIES = {
    "council": ("council", False),
    "lamplight": ("voluntary", False),
    "homes": ("housing", True),
    "police": ("police", True),
}
IN_FORCE = date(2099, 12, 31)  # the last day of every role, past whatever day a test says it is
WORKS_FOR = {"amina": "lamplight", "iris": "lamplight", "farah": "homes", "harun": "police"}


@dataclass(frozen=True)
class Cast:
    """The people of a test as users, with the programme they share."""

    users: dict[str, User]
    agencies: dict[str, Agency]
    programme: Programme
    sex_workers: Community
    residents: Community

    def __getattr__(self, name: str) -> Actor:
        """`people.amina` is Amina as an actor, with the roles she holds now."""
        try:
            return actor_of(self.users[name], purpose="test")
        except KeyError:
            raise AttributeError(name) from None

    def copy(self) -> "Cast":
        """The same people, changed by nobody who holds these."""
        return Cast(*deepcopy(tuple(vars(self).values())))


def gather(slug: str = "harbour") -> Cast:
    """Bring the cast together in one programme with two communities."""
    agencies = {
        name: Agency.objects.create(slug=name, name=name.title(), kind=kind, may_enforce=enforces)
        for name, (kind, enforces) in AGENCIES.items()
    }
    users = {
        name: User.objects.create_user(
            email=f"{name}@harbour.example",
            name=name.title(),
            agency=agencies[WORKS_FOR.get(name, "council")],
            site_role=SITE_ROLES.get(name, ""),
        )
        for name in [*ROLES, *SITE_ROLES]
    }
    # Everyone has set up their second factor.
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.TOTP, data={}) for user in users.values()
    )
    # So that no programme's own id is its scope's by chance: mistaking one for the other must show.
    Scope.objects.create(kind="area", title="Harbour")
    programme, sex_workers, residents = make_programme(slug)
    for name, role in ROLES.items():
        Membership.objects.create(
            user=users[name], scope=programme.scope, role=role, until=IN_FORCE
        )
    return Cast(users, agencies, programme, sex_workers, residents)


def make_programme(slug: str) -> tuple[Programme, Community, Community]:
    programme = Programme(
        slug=slug,
        title="Safer in Harbour",
        pledge="We will make Harbour safer together.",
        owner="Harbour Council",
        closes_on=date(2030, 1, 1),
        key_ref=make_key(),
    )
    programme.save()
    sex_workers = Community.objects.create(
        programme=programme,
        slug="sex-workers",
        name="Sex workers",
        heard_in="peer interviews",
        seldom_listened_to=True,
    )
    residents = Community.objects.create(
        programme=programme,
        slug="residents",
        name="Residents",
        heard_in="community conversations",
        position=1,
    )
    return programme, sex_workers, residents
