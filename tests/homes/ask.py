"""Ask a started home for pages as someone who signs in there: their status and text.

    python -m tests.homes.ask EMAIL ADDRESS...

The home is that of the environment, as `homes.Home.run` sets it. Nothing that is asked is kept.
"""

import re
import sys

import django

django.setup()

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.test import Client

from tests.homes.visit import HOST, undone


def main(email: str, *addresses: str) -> None:
    with undone():
        user = get_user_model().objects.get(email=email)
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, data={})
        browser = Client(raise_request_exception=False, SERVER_NAME=HOST)
        browser.force_login(user)
        for address in addresses:
            answer = browser.get(address, follow=True)
            text = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
            sys.stdout.write(f"{answer.status_code} {address}: {text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
