import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from saidanddone.access.installation import set_kind
from saidanddone.access.queries import number_of_refused_roles
from saidanddone.base import arguments
from saidanddone.listening.commands import make_lists, prepare_to_serve
from saidanddone.programme.models import Programme
from saidanddone.project.demo.codes import SLUG
from saidanddone.project.guarded import guarded
from saidanddone.project.worker_process import WorkerProcess
from saidanddone.releases.commands import note_quotes_taken_off
from saidanddone.vault.master import require_secrets

QUOTES_CAME_OFF = (
    "\nQuotes of releases of version 0.1 came off the public pages, all together, because they quoted some "
    "people more than once. Each release's page says how many. The next release quotes other passages."
)
NO_PROXIES = (
    "Nobody said which proxy stands in front, so a failed sign-in is kept with the proxy's address, not "
    "with that of who tried. Set SAIDANDDONE_PROXIES to the proxy's address, such as "
    "SAIDANDDONE_PROXIES=127.0.0.1, or to nothing where there is none, and start again."
)


class Command(BaseCommand):
    help = (
        "Migrate, refuse what is not safe to serve, load the demonstration if this is one, serve."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=arguments.port, default=8000)
        parser.add_argument("--workers", type=arguments.workers, default=2)
        parser.add_argument(
            "--without-worker",
            action="store_true",
            help="`saidanddone worker` runs beside this, or `tick` by a timer",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_a_taken_port(options["port"])
        require_secrets()  # before anything is made in a database
        for database in ("default", "keys"):
            call_command("migrate", database=database, verbosity=0)
        set_kind("demonstration" if settings.DEMONSTRATION else "real")
        if settings.DEMONSTRATION:
            make_lists()
        if sentence := prepare_to_serve():
            self.stderr.write(sentence)
        if note_quotes_taken_off():
            self.stdout.write(QUOTES_CAME_OFF)
        if number := number_of_refused_roles():
            roles = "1 role stands and opens" if number == 1 else f"{number} roles stand and open"
            self.stdout.write(
                f"\n{roles} nothing, because nobody may hold them like this. An administrator sees which, and what "
                "to do, on the page People."
            )
        if settings.DEMONSTRATION:
            if not Programme.objects.exists():
                call_command("demo")
            call_command("people", links=True, port=options["port"])
            if Programme.objects.filter(slug=SLUG).exists():
                call_command("demo_codes", port=options["port"])
        elif settings.PROXIES is None:
            self.stdout.write(NO_PROXIES)
        self.stdout.write(f"\nServing http://localhost:{options['port']}  (stop with Ctrl-C)")
        self.stdout.flush()
        serve(options["port"], options["workers"], with_worker=not options["without_worker"])


def serve(port: int, processes: int, *, with_worker: bool) -> None:
    """Serve until stopped. The worker is a child of this process and ends with it."""
    worker = WorkerProcess()
    if with_worker:
        worker.start()
    try:
        Server(port, processes).run()
    finally:
        if with_worker:
            worker.end()


def refuse_a_taken_port(port: int) -> None:
    """Checked first, because printing new links and codes stops those of a server that runs already."""
    with socket.socket() as probe:
        # As gunicorn does, so that a port just left may be taken at once.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used: {(error.strerror or 'refused').lower()}. Stop what runs "
                f"there, or choose another: `make run PORT={port + 1}` or "
                f"`saidanddone start --port {port + 1}`."
            ) from None


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn in this process, which has loaded the product already; workers are forked from it."""

    def __init__(self, port: int, workers: int) -> None:
        self.options = {
            "bind": f"127.0.0.1:{port}",
            "workers": workers,
            "worker_class": "saidanddone.project.server_worker.PlainWorker",
            "threads": 4,
            "timeout": 60,
            "preload_app": True,
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        connections.close_all()  # a worker opens its own
        return guarded(get_wsgi_application())
