"""Makes accounts with a password and an app, and for each a link that someone else could use to come back in.

`python -m tests.slow.sign_in NUMBER` prints as JSON, for each account, how its person signs in; and
the token of a link back in for a person without an app, made by that person.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "saidanddone.project.settings"
django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command

from saidanddone.access.actors import Actor
from saidanddone.access.commands import accept_invitation, invite_administrator, make_way_back
from saidanddone.access.installation import set_kind
from saidanddone.access.models import User
from saidanddone.access.queries import actor_by_email

PASSWORD = "lantern bridge kettle"  # noqa: S105


def main() -> None:
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    set_kind("demonstration")
    sys.stdout.write(json.dumps([_account(number) for number in range(int(sys.argv[1]))]))


def _account(number: int) -> dict[str, str]:
    jo, ann = _administrator(f"jo{number}"), _administrator(f"ann{number}")
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(email=jo.email), secret)
    token = make_way_back(actor=jo, user=User.objects.get(email=ann.email), lost="both")
    return {"email": jo.email, "password": PASSWORD, "secret": secret, "token": token}


def _administrator(name: str) -> Actor:
    email = f"{name}@example.org"
    accept_invitation(
        token=invite_administrator(email=email, name=name, agency=None), password=PASSWORD
    )
    return actor_by_email(email)


if __name__ == "__main__":
    main()
