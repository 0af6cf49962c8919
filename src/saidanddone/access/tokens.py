"""Random tokens of links, stored only as an HMAC under the pepper."""

import hashlib
import hmac
import secrets

from saidanddone.vault import master


def new_link_token() -> str:
    return secrets.token_urlsafe(24)


def mac_of(token: str) -> str:
    """HMAC-SHA256 of a link's token, hex."""
    return hmac.new(master.secret("pepper"), b"link:" + token.encode(), hashlib.sha256).hexdigest()
