"""The product served as `make run` serves it: gunicorn with two workers, on files of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

STARTS_WITHIN = 60  # seconds


@dataclass(frozen=True)
class Place:
    """Folders of one installation: home, keys, temporary files and logs."""

    root: Path
    settings: Mapping[str, str] = field(default_factory=dict)  # beyond those of a demonstration

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: each for name, each in os.environ.items() if "DATABASE_URL" not in name}
        self.temporary.mkdir(parents=True, exist_ok=True)
        return {
            **kept,
            "SAIDANDDONE_HOME": str(self.root / "home"),
            "SAIDANDDONE_KEYS": str(self.root / "keys"),
            "SAIDANDDONE_DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "saidanddone.project.settings",
            "TMPDIR": str(self.temporary),
            **self.settings,
        }

    @property
    def temporary(self) -> Path:
        return self.root / "temporary"

    @property
    def log(self) -> Path:
        return self.root / "log"

    def play(self, module: str, *said: str) -> str:
        """Run a module of scenes to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *said],
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            check=True,
            timeout=300,
        )
        return done.stdout


@contextmanager
def served(place: Place) -> Iterator[int]:
    """The port it answers on; everything it prints goes to `place.log`."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=4",
        "--worker-class=saidanddone.project.server_worker.PlainWorker",
        "--no-control-socket", "--preload", "--access-logfile=-", "saidanddone.project.wsgi",
    ]  # fmt: skip
    with place.log.open("ab") as log:
        server = subprocess.Popen(command, env=place.environment, stdout=log, stderr=log)
        try:
            wait_for_port(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_for_port(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as asked:
            asked.settimeout(1)
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not come up; its log says why")
