from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.commands import add_agency
from saidanddone.access.inputs import AgencyInput
from saidanddone.access.models import Agency
from saidanddone.access.queries import actor_by_email
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.commands import add_partner
from saidanddone.programme.inputs import PartnerInput
from saidanddone.programme.models import Partner, Programme

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Add a body that takes part, and say whether it may enforce."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--as", dest="email", required=True, help="an administrator's address")
        parser.add_argument("--kind", required=True, choices=sorted(Agency.KINDS))
        enforces = parser.add_mutually_exclusive_group(required=True)
        enforces.add_argument(
            "--may-enforce",
            dest="may_enforce",
            action="store_true",
            help="it may arrest, fine, evict, remove, stop a benefit or take a child",
        )
        enforces.add_argument("--cannot-enforce", dest="may_enforce", action="store_false")
        parser.add_argument("--programme", help="make it a partner in this programme")
        parser.add_argument(
            "--responsibility",
            choices=sorted(Partner.RESPONSIBILITIES),
            default="joint",
            help="what it answers for in law, as a partner (default: joint)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            agency = _add(actor_by_email(options["email"]), options)
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=BAD_INPUT) from None
        except NotYours:
            raise CommandError(
                "Only an administrator adds agencies.", returncode=BAD_INPUT
            ) from None
        seen = "sees nothing of what people said" if agency.may_enforce else "may be given roles"
        self.stdout.write(f"{agency.name} is added. Whoever works for it {seen}.")


@transaction.atomic
def _add(actor: Actor, options: dict[str, Any]) -> Agency:
    agency = add_agency(
        actor=actor,
        details=AgencyInput(
            name=options["name"], kind=options["kind"], may_enforce=options["may_enforce"]
        ),
    )
    if options["programme"]:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            raise Refused("No programme has this short name. Check its address.")
        add_partner(
            actor=actor,
            programme=programme,
            details=PartnerInput(agency_ref=agency.ref, responsibility=options["responsibility"]),
        )
    return agency
