"""nginx with the very settings that a page of the docs gives, on ports of this machine.

The settings around them are those of Debian's own `nginx.conf`: what the page does not say is as an
installation has it, compression and an access log included.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.slow.served import free_port, wait_for_port

DOCS = Path(__file__).parents[2] / "docs"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
NAME = "listening.example.org"  # as the guide calls the server
AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/main.log;
events {{ worker_connections 768; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type application/octet-stream;
    types {{ text/html html; text/css css; image/svg+xml svg; }}
    access_log {folder}/access.log;
    gzip on;
    {settings}
}}
"""


@dataclass(frozen=True)
class Proxy:
    """A running nginx."""

    http: int  # port
    https: int
    folder: Path  # its logs and temporary files

    def written(self) -> str:
        """All that its logs hold."""
        return "".join(log.read_text() for log in sorted(self.folder.glob("*.log")))


def settings_in(page: str) -> str:
    """What a page of the docs says for nginx: its indented block with a `server {`."""
    blocks, block = [], ""
    for line in (DOCS / page).read_text(encoding="utf-8").splitlines():
        if line.startswith("    ") or not line:
            block += f"{line}\n"
        else:
            blocks.append(block)
            block = ""
    [found] = [each for each in [*blocks, block] if "server {" in each]
    return found


@contextmanager
def nginx(
    folder: Path, settings: str, *, instead: Mapping[str, str], around: str = AROUND
) -> Iterator[Proxy]:
    """nginx with these settings; `instead` gives what stands here for what the page names.

    Skips the test where nginx is not installed; fails it under CI.
    """
    if NGINX is None:
        if os.environ.get("CI") == "true":
            pytest.fail("nginx is not here")
        pytest.skip("nginx is not here")
    folder.mkdir()
    proxy = Proxy(free_port(), free_port(), folder)
    settings = settings.replace("listen 80;", f"listen 127.0.0.1:{proxy.http};")
    port = {"listen 443 ssl;": f"listen 127.0.0.1:{proxy.https} ssl;"}
    for named, here in {**port, **instead}.items():
        assert named in settings, f"the page does not say {named!r}"
        settings = settings.replace(named, here)
    config = folder / "nginx.conf"
    config.write_text(around.format(folder=folder, settings=settings))
    with (folder / "printed.log").open("wb") as printed:
        server = subprocess.Popen([NGINX, "-c", config], stdout=printed, stderr=printed)
        try:
            wait_for_port(proxy.https, server)
            yield proxy
        finally:
            server.terminate()
            server.wait(timeout=30)


def certificate(folder: Path, name: str = "listening") -> dict[str, str]:
    """A certificate and a key of its own, for those that a page of the docs names."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    subprocess.run(
        [*make, "-subj", f"/CN={NAME}", "-out", certificate, "-keyout", key],
        check=True,
        capture_output=True,
    )
    return {f"/etc/ssl/{file.name}": str(file) for file in (certificate, key)}
