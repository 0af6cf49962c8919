"""A browser without pages: cookies, forms with their token, the address it sends from, a proxy's header."""

import re
from collections.abc import Mapping
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    HTTPCookieProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    Request,
    build_opener,
)

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TIMEOUT = 60  # seconds


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _From(HTTPHandler):
    """Sends from one of this machine's own addresses: 127.0.0.1, 127.0.0.2 and so on."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.connect = partial(HTTPConnection, source_address=(address, 0))

    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(self.connect, request)  # type: ignore[arg-type]


class Browser:
    """One person at one device, on a port of this machine."""

    def __init__(self, port: int, forwarded_for: str = "", sent_from: str = "127.0.0.1") -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.headers = {"X-Forwarded-For": forwarded_for} if forwarded_for else {}
        self.cookies = CookieJar()
        self.opener = build_opener(
            _From(sent_from), HTTPCookieProcessor(self.cookies), _NoRedirect()
        )
        self.token = ""

    def get(self, address: str) -> int:
        return self._ask(Request(self.root + address, headers=self.headers))[0]  # noqa: S310

    def post(self, address: str, fields: Mapping[str, str]) -> tuple[int, str]:
        """The status, and where it leads. `get` the form first."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        headers = {**self.headers, "Origin": self.root}
        return self._ask(Request(self.root + address, data=body, headers=headers))  # noqa: S310

    def _ask(self, request: Request) -> tuple[int, str]:
        response: HTTPResponse | HTTPError
        try:
            response = self.opener.open(request, timeout=TIMEOUT)
        except HTTPError as error:  # every status but 200
            response = error
        with response:
            page = response.read().decode()
            if token := TOKEN.search(page):
                self.token = token[1]
            return response.status or 0, response.headers.get("Location", "")
