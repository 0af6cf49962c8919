from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.access.commands import end_role, give_role
from saidanddone.access.models import Membership, User
from saidanddone.access.queries import actor_by_email
from saidanddone.base import arguments, clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.models import Programme

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Give someone who already signs in a role in a programme, until a day; a past day ends it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="the address they sign in with")
        parser.add_argument("role", help="the role's name in roles.toml, such as peer_researcher")
        parser.add_argument("--as", dest="email", required=True, help="an administrator's address")
        parser.add_argument("--programme", required=True, help="its short name")
        parser.add_argument(
            "--until",
            type=arguments.day,
            required=True,
            help="the last day: the earliest of the role's end, training and conflict-of-interest dates",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["person"], is_active=True).first()
        programme = Programme.objects.filter(slug=options["programme"]).first()
        try:
            if person is None:
                raise Refused("Nobody signs in with this address. Invite them first.")
            if programme is None:
                raise Refused("No programme has this short name. Check its address.")
            _give_or_end(programme, person, options)
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=BAD_INPUT) from None
        except NotYours:
            raise CommandError(
                "Only an administrator gives or ends roles.", returncode=BAD_INPUT
            ) from None
        if _is_past(options):
            self.stdout.write(f"{person} is no longer {options['role']} in {programme.slug}.")
        else:
            until = f"{options['until']:%Y-%m-%d}"
            self.stdout.write(f"{person} is {options['role']} in {programme.slug} until {until}.")


def _is_past(options: dict[str, Any]) -> bool:
    return bool(options["until"] < clock.today())


def _give_or_end(programme: Programme, person: User, options: dict[str, Any]) -> None:
    actor = actor_by_email(options["email"])
    if not _is_past(options):
        give_role(
            actor=actor,
            scope=programme,
            user=person,
            role=options["role"],
            until=options["until"],
        )
        return
    memberships = Membership.objects.filter(
        user=person, scope=programme.scope_id, role=options["role"]
    )
    membership = memberships.first()
    if membership is None:
        raise Refused("They do not hold this role here, so there is nothing to end.")
    end_role(actor=actor, membership=membership)
