"""Behind a real nginx with the settings of the guide: what the network and nginx's logs get to see.

Codes are sent once with the settings as they stand; once with everything compressed, as where nobody
read the guide; and once behind a proxy that asks for plain pages and compresses them itself. There
the lengths differ by chance; the area under the curve (AUC) is the chance that the answer to a right
code is longer than that to a wrong one: 0.5 where length tells nothing. It is to be 0.52 at most. Of
1,000 answers of each kind it has a standard error of 0.013, and three of them are allowed for.
"""

import gzip
import json
import random
import socket
import sqlite3
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.slow.proxy import AROUND, NAME, Proxy, certificate, nginx, settings_in
from tests.slow.served import Place, free_port, served

pytestmark = pytest.mark.slow

GUIDE = settings_in("how-to/run-it-for-real.md")
UPSTREAM = "http://127.0.0.1:8000"  # as the guide calls the product
UNLIMITED = {"burst=40": "burst=100000"}  # here all codes come from one address
EVERYTHING = "gzip on; gzip_comp_level {level}; gzip_types *; gzip_proxied any;"
ASKS_FOR_PLAIN = 'proxy_set_header Accept-Encoding "";'
LEVELS = (1, 6, 9)  # of compression: nginx's own, zlib's, the highest
MISSES = ("made up", "malformed", "burnt", "withdrawn")
CODES = 200  # of each kind, against a proxy that should show one length
PAIRS = 1000
AUC_AT_MOST = 0.52 + 3 * 0.013
SECRET = "ZZX3-WYNM-W1GN-MGF6-Z"  # noqa: S105 -- nobody's
LOTS = random.SystemRandom()
UNVERIFIED = ssl._create_unverified_context()  # noqa: S323 -- for a certificate made here


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes  # as it came over the wire

    def opened(self) -> bool:
        encoded = self.headers["Content-Encoding"] == "gzip"
        page = gzip.decompress(self.body) if encoded else self.body
        return b"Last opened" in page.partition(b"\n<!--\n")[0]


@dataclass(frozen=True)
class Product:
    place: Place
    codes: Mapping[str, list[str]]
    named: Mapping[str, str]  # what stands here for what the guide names


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Served to the name in the guide, behind a proxy on this machine."""
    root = tmp_path_factory.mktemp("proxy")
    place = Place(root, {"SAIDANDDONE_HOSTS": NAME, "SAIDANDDONE_PROXIES": "127.0.0.1"})
    codes = json.loads(place.play("tests.slow.codes"))
    with served(place) as port:
        named = {UPSTREAM: f"http://127.0.0.1:{port}", **certificate(root)}
        yield Product(place, codes, named)


def send(proxy: Proxy, method: str, path: str, *, of: str = "127.0.0.1", **fields: str) -> Answer:
    """As a browser sends a form from our own page."""
    headers = {
        "Host": NAME,
        "Origin": f"https://{NAME}",
        "Referer": f"https://{NAME}/",
        "Accept-Encoding": "gzip, deflate, br",
        "X-Forwarded-For": "198.51.100.7",
    }
    if fields:
        token = "c" * 32
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"c={token}"}
        fields["csrfmiddlewaretoken"] = token
    connection = HTTPSConnection(
        "127.0.0.1", proxy.https, timeout=30, context=UNVERIFIED, source_address=(of, 0)
    )
    with closing(connection):
        connection.request(method, path, urlencode(fields), headers)
        return answer_of(connection.getresponse())


def answer_of(response: HTTPResponse) -> Answer:
    return Answer(response.status, response.headers, response.read())


def codes_sent(proxy: Proxy, product: Product, pairs: int) -> Iterator[tuple[Answer, Answer]]:
    """(hit, miss) pairs, the kinds of miss in turn."""
    for number in range(pairs):
        wrong = product.codes[MISSES[number % len(MISSES)]]
        yield (
            send(proxy, "POST", "/updates", code=LOTS.choice(product.codes["hit"])),
            send(proxy, "POST", "/updates", code=LOTS.choice(wrong)),
        )


@pytest.mark.parametrize("compresses", [False, True], ids=["as-the-guide-says", "gzip-on"])
def test_a_right_and_a_wrong_code_are_one_answer_on_the_wire(
    product: Product, tmp_path: Path, compresses: bool
) -> None:
    instead = {**product.named, **UNLIMITED}
    if compresses:
        instead["gzip off;"] = EVERYTHING.format(level=9)
    with nginx(tmp_path / "nginx", GUIDE, instead=instead) as proxy:
        compressed = send(proxy, "GET", "/").headers["Content-Encoding"] == "gzip"
        pairs = list(codes_sent(proxy, product, CODES))
    assert compressed is compresses
    assert all(hit.opened() and not miss.opened() for hit, miss in pairs)
    shown = {
        (
            each.status,
            tuple(row for row in each.headers.items() if row[0] != "Date"),
            len(each.body),
        )
        for pair in pairs
        for each in pair
    }
    assert len(shown) == 1
    assert not any(code in proxy.written() for code in product.codes["hit"])


@pytest.mark.parametrize("level", LEVELS)
def test_compressed_by_a_proxy_the_length_tells_nothing(
    product: Product, tmp_path: Path, level: int
) -> None:
    compresses = EVERYTHING.format(level=level) + ASKS_FOR_PLAIN
    instead = {**product.named, **UNLIMITED, "gzip off;": compresses}
    with nginx(tmp_path / "nginx", GUIDE, instead=instead) as proxy:
        pairs = list(codes_sent(proxy, product, PAIRS))
    hits, misses = ([len(pair[side].body) for pair in pairs] for side in (0, 1))
    assert max(hits) < 16 * 1024  # so it was compressed
    found = auc(hits, misses)
    assert abs(found - 0.5) <= AUC_AT_MOST - 0.5, f"AUC {found:.3f}"


def auc(hits: list[int], misses: list[int]) -> float:
    """The chance that a hit is longer than a miss; a tie counts half."""
    longer = sum((hit > miss) + (hit == miss) / 2 for hit in hits for miss in misses)
    return longer / (len(hits) * len(misses))


def too_large(proxy: Proxy) -> Answer:
    """A file above what is taken; its length alone is said."""
    headers = f"Host: {NAME}\r\nContent-Length: 30000000"
    return said(proxy, f"POST /invitation/{SECRET} HTTP/1.1\r\n{headers}\r\n\r\n")


def said(proxy: Proxy, text: str) -> Answer:
    """What a TLS connection answers to these bytes."""
    with open_tls(proxy) as asked:
        asked.sendall(text.encode())
        response = HTTPResponse(asked)
        response.begin()
        return answer_of(response)


def open_tls(proxy: Proxy) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", proxy.https), timeout=30)
    return UNVERIFIED.wrap_socket(plain)


def unencrypted(port: int) -> Answer:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", f"/invitation/{SECRET}", headers={"Host": NAME})
        return answer_of(connection.getresponse())


# Each with a secret in its address, and what it is answered with: by the product, by gunicorn, by nginx.
TROUBLES: dict[str, tuple[int, Callable[[Proxy], Answer]]] = {
    "a code behind the address": (404, lambda proxy: send(proxy, "GET", f"/updates/{SECRET}")),
    "an invitation": (404, lambda proxy: send(proxy, "GET", f"/invitation/{SECRET}")),
    "a link back in": (404, lambda proxy: send(proxy, "GET", f"/way-back/{SECRET}")),
    "no form token": (403, lambda proxy: send(proxy, "POST", f"/invitation/{SECRET}")),
    "a wrong host": (
        400,
        lambda proxy: said(proxy, f"GET /invitation/{SECRET} HTTP/1.1\r\nHost: elsewhere\r\n\r\n"),
    ),
    "too long for the product": (
        400,
        lambda proxy: send(proxy, "GET", f"/updates/{SECRET}{'x' * 5000}"),
    ),
    "too long for nginx": (414, lambda proxy: send(proxy, "GET", f"/updates/{SECRET}{'x' * 9000}")),
    "too large": (413, too_large),
    "no host": (400, lambda proxy: said(proxy, f"GET /updates/{SECRET} HTTP/1.1\r\n\r\n")),
    "not encrypted": (400, lambda proxy: unencrypted(proxy.https)),
    "the other port": (301, lambda proxy: unencrypted(proxy.http)),
}


def has_every_header(answer: Answer) -> bool:
    """Each once: nginx adds none to what the product set."""
    wanted = {
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'none'",
    }
    found = {name: answer.headers.get_all(name, []) for name in wanted}
    return all(len(found[name]) == 1 and wanted[name] in found[name][0] for name in wanted)


def test_no_address_is_in_its_logs_and_every_answer_has_every_header(
    product: Product, tmp_path: Path
) -> None:
    with nginx(tmp_path / "nginx", GUIDE, instead=product.named) as proxy:
        answers = {name: ask(proxy) for name, (_, ask) in TROUBLES.items()}
    assert {name: answer.status for name, answer in answers.items()} == {
        name: status for name, (status, _) in TROUBLES.items()
    }
    assert [name for name, each in answers.items() if not has_every_header(each)] == []
    assert SECRET not in proxy.written()


def test_too_many_codes_from_one_address_have_to_wait(product: Product, tmp_path: Path) -> None:
    with nginx(tmp_path / "nginx", GUIDE, instead=product.named) as proxy:
        answers = [send(proxy, "GET", f"/updates/{SECRET}") for _ in range(60)]
        elsewhere = send(proxy, "GET", "/")
    statuses = [answer.status for answer in answers]
    assert statuses[:41] == [404] * 41
    assert statuses[-1] == 429
    assert b"Wait a minute" in answers[-1].body
    assert has_every_header(answers[-1])
    assert elsewhere.status == 200
    assert SECRET not in proxy.written()


def test_nothing_is_logged_where_the_product_does_not_answer(
    product: Product, tmp_path: Path
) -> None:
    away = {**product.named, UPSTREAM: f"http://127.0.0.1:{free_port()}"}
    with nginx(tmp_path / "nginx", GUIDE, instead=away) as proxy:
        answer = send(proxy, "GET", f"/invitation/{SECRET}")
    assert answer.status == 502
    assert b"Wait a minute" in answer.body
    assert has_every_header(answer)
    assert SECRET not in proxy.written()


FULL = AROUND.replace("worker_connections 768", "worker_connections 8")
WORSE = {"emerg": ("error_log /dev/null emerg;", False), "crit": ("error_log {log} crit;", True)}


@pytest.mark.parametrize("level", WORSE)
def test_nothing_is_logged_where_nginx_is_full(
    product: Product, tmp_path: Path, level: str
) -> None:
    """nginx tells of it as an alert, which stands above `crit` and holds the address."""
    line, tells = WORSE[level]
    instead = {**product.named, "error_log /dev/null emerg;": line.format(log=tmp_path / "e.log")}
    with (
        nginx(tmp_path / "nginx", GUIDE, instead=instead, around=FULL) as proxy,
        ExitStack() as held,
    ):
        for _ in range(4):
            held.enter_context(open_tls(proxy)).sendall(b"GET / HTTP/1.1\r\nHost:")
        answer = send(proxy, "GET", f"/invitation/{SECRET}")
    assert answer.status == 500
    written = proxy.written() + "".join(log.read_text() for log in tmp_path.glob("e.log"))
    assert (SECRET in written) is tells


def test_debian_s_own_settings_would_log_it(product: Product, tmp_path: Path) -> None:
    """So that the tests above look where it would stand."""
    instead = {
        **product.named,
        "access_log off;": "",
        "error_log /dev/null emerg;": "",
    }
    with nginx(tmp_path / "nginx", GUIDE, instead=instead) as proxy:
        for name in ("a code behind the address", "too large"):
            TROUBLES[name][1](proxy)
    for log in ("access.log", "main.log"):
        assert SECRET in (proxy.folder / log).read_text()


def test_a_wrong_sign_in_is_kept_with_the_address_that_nginx_saw(
    product: Product, tmp_path: Path
) -> None:
    """Never with what the sender wrote into X-Forwarded-For."""
    with nginx(tmp_path / "nginx", GUIDE, instead=product.named) as proxy:
        login = {"login": "nobody@example.org", "password": "a wrong one"}
        assert send(proxy, "POST", "/sign-in", of="127.0.0.9", **login).status == 200
    database = product.place.root / "home" / "saidanddone.sqlite3"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        kept = opened.execute("SELECT ip_address FROM axes_accessattempt").fetchall()
    assert kept == [("127.0.0.9",)]
