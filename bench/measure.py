"""The measurements of `bench.thread`, once the product has been pointed at a database of its own."""

import http.client
import random
import resource
import statistics
import sys
import threading
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from bench.fill import fill
from bench.serving import SERVED, median_of, serve
from saidanddone.access.models import User
from saidanddone.access.queries import actor_by_email
from saidanddone.answers.commands import publish_answers
from saidanddone.base import clock
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.listening.commands import capture, issue_new_code
from saidanddone.listening.inputs import ContributionInput
from saidanddone.listening.models import Contributor, Engagement
from saidanddone.listening.passages import Passage
from saidanddone.listening.receipts import new_code
from saidanddone.programme.models import Programme
from saidanddone.releases.commands import draft_release
from saidanddone.thread.queries import read_record

SECONDS = 8.0  # how long each load lasts
ASKERS = 8  # at once, over loopback


def report(contributions: int) -> None:
    """Fill if need be, measure, print a table."""
    programme, codes = _filled(contributions)
    rows = [
        *_pages(programme),
        *_walking(programme),
        *_drafting(programme),
        *_writes(programme),
        *_lookups(codes),
    ]
    width = max(len(row[0]) for row in rows)
    print(f"{'':{width}}  {'ours':>14}  {'plain':>14}  {'aim':>10}")  # noqa: T201
    for what, ours, plain, aim in rows:
        print(f"{what:{width}}  {ours:>14}  {plain:>14}  {aim:>10}")  # noqa: T201


def _filled(contributions: int) -> tuple[Programme, list[str]]:
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    found = Programme.objects.filter(slug="bench").first()
    if found is None:
        began = time.perf_counter()
        found = fill(contributions)
        sys.stderr.write("counting\n")
        call_command("recount", "--programme=bench", "--as=analyst@bench.example")
        publish_answers(actor=actor_by_email("strategy_lead@bench.example"), programme=found)
        sys.stderr.write(f"\nfilled in {time.perf_counter() - began:.0f} s\n")
    lead = actor_by_email("engagement_lead@bench.example")
    people = Contributor.objects.filter(programme=found, community__slug="residents")[:200]
    return found, [issue_new_code(actor=lead, programme=found, contributor=each) for each in people]


def _pages(programme: Programme) -> list[tuple[str, str, str, str]]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        User.objects.get(email="analyst@bench.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    session = client.session
    session["by_demonstration_link"] = True
    session.save()

    def get(address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    theme = programme.themes.all()[7]
    page = median_of(lambda: get(f"/programmes/{programme.slug}/"))
    page_plain = median_of(lambda: _plain_programme(programme), times=3)
    one = median_of(lambda: get(f"/programmes/{programme.slug}/themes/{theme.slug}/thread"))
    one_plain = median_of(lambda: _plain_theme(theme.pk), times=3)
    return [
        ("programme page, median server time", _ms(page), _ms(page_plain), "< 300 ms"),
        ("theme page, median server time", _ms(one), _ms(one_plain), "< 300 ms"),
    ]


def _plain_programme(programme: Programme) -> None:
    """The counts of the programme page by the plain query, without summary rows."""
    _read(
        "SELECT count(DISTINCT e.id) FROM evidence_excerpt e JOIN evidence_coding c ON c.excerpt_id = e.id"
        " JOIN evidence_theme_codes tc ON tc.code_id = c.code_id JOIN evidence_theme t ON t.id = tc.theme_id"
        " WHERE e.programme_id = %s AND t.kind IN ('concern', 'ask')",
        programme.pk,
    )
    _read(
        "SELECT count(*) FROM evidence_excerpt e WHERE e.programme_id = %s AND NOT EXISTS ("
        " SELECT 1 FROM evidence_coding c JOIN evidence_theme_codes tc ON tc.code_id = c.code_id"
        " JOIN evidence_theme t ON t.id = tc.theme_id LEFT JOIN answers_answer a ON a.theme_id = t.id"
        " AND a.state = 'published' WHERE c.excerpt_id = e.id AND t.kind IN ('concern', 'ask') AND a.id IS NULL)",
        programme.pk,
    )


def _plain_theme(theme_id: int) -> None:
    _read(
        "SELECT e.community_id, count(DISTINCT ct.contributor_id), count(DISTINCT e.id)"
        " FROM evidence_theme_codes tc JOIN evidence_coding c ON c.code_id = tc.code_id"
        " JOIN evidence_excerpt e ON e.id = c.excerpt_id JOIN evidence_transcript t ON t.id = e.transcript_id"
        " JOIN listening_contribution ct ON ct.id = t.contribution_id"
        " WHERE tc.theme_id = %s GROUP BY e.community_id",
        theme_id,
    )


def _read(sql: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        cursor.fetchall()


def _walking(programme: Programme) -> list[tuple[str, str, str, str]]:
    analyst = actor_by_email("analyst@bench.example")
    random.seed(7)
    first, last = _ends(programme)
    taken, plain = [], []
    for _ in range(40):
        excerpt = Excerpt.objects.get(pk=random.randint(first, last))
        began = time.perf_counter()
        read_record(analyst, programme, "passage", excerpt.ref)
        taken.append(time.perf_counter() - began)
        began = time.perf_counter()
        _plain_walk(excerpt)
        plain.append(time.perf_counter() - began)
    ours, theirs = statistics.median(taken), statistics.median(plain)
    return [("walking one voice, median", _ms(ours), _ms(theirs), "< 50 ms")]


def _ends(programme: Programme) -> tuple[int, int]:
    ids = Excerpt.objects.filter(programme=programme).order_by("pk")
    return ids.values_list("pk", flat=True)[0], ids.values_list("pk", flat=True).last() or 0


def _plain_walk(excerpt: Excerpt) -> None:
    """The same steps one record at a time, as an ORM invites one to write it."""
    for coding in Coding.objects.filter(excerpt=excerpt):
        for theme in coding.code.themes.all():
            list(theme.decisions.all())
            for action in theme.actions.all():
                list(action.indicators.all())
            list(theme.answers.all())


def _drafting(programme: Programme) -> list[tuple[str, str, str, str]]:
    """A release drawn up and undone; plain: who raised each theme, counted anew."""
    lead = actor_by_email("strategy_lead@bench.example")
    began = time.perf_counter()
    with transaction.atomic():
        draft_release(actor=lead, programme=programme)
        ours = time.perf_counter() - began
        transaction.set_rollback(True)
    began = time.perf_counter()
    for theme in programme.themes.values_list("pk", flat=True):
        _plain_theme(theme)
    plain = time.perf_counter() - began
    return [("drawing up a release", f"{ours:.1f} s", f"{plain:.1f} s", "")]


def _writes(programme: Programme) -> list[tuple[str, str, str, str]]:
    lead = actor_by_email("engagement_lead@bench.example")
    engagement = Engagement.objects.filter(programme=programme, community__slug="residents").latest(
        "pk"
    )
    people = list(
        Contributor.objects.filter(programme=programme, community__slug="residents")[:500]
    )
    words = ContributionInput(
        voice="person",
        passages=[Passage(1, "verbatim", True, "The lamp by the gate has been out since March.")],
    )
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        capture(
            actor=lead,
            programme=programme,
            engagement=engagement,
            contributor=people[count % len(people)],
            details=words,
        )
        count += 1
    ours = count / (time.perf_counter() - began)
    return [
        (
            "durable contribution writes with audit",
            f"{ours:.0f}/s",
            f"{_plain_writes():.0f}/s",
            "200/s",
        )
    ]


def _plain_writes() -> float:
    """One durable row a transaction and nothing else: what the disk gives."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_plain (at TEXT)")
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS / 2:
            cursor.execute("INSERT INTO bench_plain VALUES (%s)", [clock.today().isoformat()])
            count += 1
        taken = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_plain")
    return count / taken


def _lookups(codes: list[str]) -> list[tuple[str, str, str, str]]:
    server = serve()
    try:
        _wait()
        _load(codes, seconds=3)  # each worker sets its pages once; not counted
        hits = _load(codes)
        misses = _load([new_code() for _ in range(200)])
        memory = _memory_of_workers(server.pid)
        plain = _load(None)
    finally:
        server.terminate()
        server.wait(timeout=20)
    return [
        ("code look-ups over loopback, hits", f"{hits:.0f}/s", f"{plain:.0f}/s", "300/s"),
        ("code look-ups over loopback, misses", f"{misses:.0f}/s", f"{plain:.0f}/s", "300/s"),
        ("memory of a worker, largest", f"{memory:.0f} MB", "", "< 250 MB"),
    ]


def _wait() -> None:
    for _ in range(100):
        try:
            http.client.HTTPConnection(SERVED, timeout=2).request("GET", "/updates")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not start")


def _load(codes: list[str] | None, seconds: float = SECONDS) -> float:
    """Answers a second from ASKERS at once; without codes, of a static file (the plain reference)."""
    done = [0] * ASKERS

    def ask(number: int) -> None:
        line = http.client.HTTPConnection(SERVED, timeout=30)
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            if codes is None:
                line.request("GET", "/static/ui/icon.svg")
            else:
                line.request(
                    "POST",
                    "/updates",
                    f"code={random.choice(codes)}",
                    {
                        "Content-Type": "application/x-www-form-urlencoded",
                        "Sec-Fetch-Site": "same-origin",
                        "Origin": f"http://{SERVED}",
                    },
                )
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            done[number] += 1

    askers = [threading.Thread(target=ask, args=(number,)) for number in range(ASKERS)]
    began = time.perf_counter()
    for each in askers:
        each.start()
    for each in askers:
        each.join()
    return sum(done) / (time.perf_counter() - began)


def _memory_of_workers(parent: int) -> float:
    """The largest resident size among the workers, in MB."""
    sizes = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (entry / "stat").exists():
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == parent:
                pages = int((entry / "statm").read_text().split()[1])
                sizes.append(pages * resource.getpagesize() / 1e6)
    return max(sizes, default=float("nan"))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
