"""What leaves says no more than it may: laws held over small random programmes."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.base.errors import Refused
from saidanddone.disclosure.analyses import refuses_exact
from saidanddone.disclosure.figures import PublishedFigure
from saidanddone.evidence.coding.commands import PassageToCode, code_passages
from saidanddone.listening.commands import stop_quotes_by_code, withdraw_now
from saidanddone.listening.models import Attendance, Contributor
from saidanddone.outcomes.models import Measurement, PeriodTotal
from saidanddone.public_site.pages import every_page
from saidanddone.public_site.queries import find_site
from saidanddone.releases import commands
from saidanddone.releases.drafting import build_draft
from saidanddone.releases.stored import as_json
from tests.people import Cast
from tests.unit.releases import world

FEW = settings(
    max_examples=12,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MANY = settings(max_examples=200, deadline=None, database=None)
SMALL = st.integers(1, 7)
COUNT = st.integers(0, 40)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is as if it had not been, so that examples do not meet."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def figures(stored: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every Figure of a stored release with where it stands."""
    if isinstance(stored, dict):
        if set(stored) == {"shown", "is_exact"}:
            yield path, stored
        for name, value in stored.items():
            yield from figures(value, f"{path}.{name}")
    elif isinstance(stored, list):
        for number, value in enumerate(stored):
            yield from figures(value, f"{path}[{number}]")


def fill(people: Cast, came: list[int], months: list[int], total: int, heard: int) -> None:
    """Attendance, a series of people and a total, and how many felt heard; what was there goes."""
    programme = people.programme
    programme.engagements.all().delete()
    programme.indicators.all().delete()
    for number, many in enumerate(came):
        held = world.occasion(people, people.residents, many, "community_conversation")
        held.asked_if_heard, held.felt_heard = heard + number, min(heard, many)
        held.save()
    support = world.indicator(people, "support", months, counts="people")
    world.period_total(people, support, total, total_before=min(total, 3))
    world.indicator(people, "reports", months)


@FEW
@given(
    came=st.lists(COUNT, min_size=1, max_size=4),
    months=st.lists(COUNT, min_size=1, max_size=6),
    total=COUNT,
    heard=COUNT,
)
def test_no_count_of_people_between_one_and_seven_leaves(
    people: Cast, came: list[int], months: list[int], total: int, heard: int
) -> None:
    fill(people, came, months, total, heard)
    for path, figure in figures(as_json(build_draft(people.programme).content)):
        if path.startswith(".thread.stops"):
            continue  # decisions, actions, themes: counts of things stand there too
        shown = figure["shown"]
        assert shown is None or shown == 0 or shown >= 8, path
        assert shown is None or figure["is_exact"] or shown % 5 == 0, path


@FEW
@given(one=st.lists(SMALL, min_size=3, max_size=3), other=st.lists(SMALL, min_size=3, max_size=3))
def test_which_small_number_it_was_changes_nothing_that_leaves(
    people: Cast, one: list[int], other: list[int]
) -> None:
    """Two programmes that differ only in small counts read the same, word for word."""
    fill(people, [one[0]], [one[1], 20], one[2], 0)
    first = as_json(build_draft(people.programme).content)
    Attendance.objects.filter(engagement__programme=people.programme).update(people=other[0])
    Measurement.objects.filter(value=one[1]).exclude(value=20).update(value=other[1])
    PeriodTotal.objects.update(total=other[2], total_before=min(other[2], 3))
    assert as_json(build_draft(people.programme).content) == first


@FEW
@given(small=SMALL, again=SMALL)
def test_how_few_said_something_changes_nothing_that_leaves(
    people: Cast, small: int, again: int
) -> None:
    people.programme.fewest_people_for_public_theme = 8
    people.programme.save()
    released = []
    for many in (small, again):
        with undone():
            world.raised(people, world.theme(people), many, 0)
            content = as_json(build_draft(people.programme).content)
            parts = ("listening", "evidence", "thread")
            released.append({name: content[name] for name in parts})
    assert released[0] == released[1]


@FEW
@given(signers=st.lists(st.sampled_from(["dawn", "grace"]), min_size=1, max_size=5))
def test_out_means_signed_by_two_different_people(people: Cast, signers: list[str]) -> None:
    with undone():
        release = world.draft(people)
        for name in signers:
            with suppress(Refused):
                commands.sign_release(actor=getattr(people, name), release=release)
        release.refresh_from_db()
        signed_by = set(release.signatures.values_list("signed_by", flat=True))
        assert (release.state == "signed") == (len(signed_by) == 2)
        assert (release.released_at is not None) == (release.state == "signed")


DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@MANY
@given(spans=st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=8), value=st.integers(10, 500))
def test_exact_totals_that_leave_never_overlap(spans: list[tuple[date, date]], value: int) -> None:
    ledger: list[PublishedFigure] = []
    for one, other in spans:
        first, last = sorted((one, other))
        if not refuses_exact("support", first, last, value, ledger, date(2026, 1, 1)):
            ledger.append(PublishedFigure("support", first, last, value, exact=True))
    ends = sorted((figure.starts_on, figure.ends_on) for figure in ledger)
    assert all(before[1] < after[0] for before, after in pairwise(ends))
    assert ledger


@MANY
@given(one=st.tuples(DAYS, DAYS), other=st.tuples(DAYS, DAYS), shown=st.sampled_from([None, 10]))
def test_nothing_exact_leaves_over_part_of_what_left_protected(
    one: tuple[date, date], other: tuple[date, date], shown: int | None
) -> None:
    (first, last), (start, end) = sorted(one), sorted(other)
    left = [PublishedFigure("support", first, last, shown, exact=False)]
    refused = refuses_exact("support", start, end, 20, left, date(2026, 1, 1))
    overlap = first <= end and start <= last
    assert bool(refused) == (overlap and (first, last) != (start, end))


@FEW
@given(
    agreed=st.lists(st.booleans(), min_size=12, max_size=12),
    narrowed=st.lists(
        st.tuples(st.integers(0, 11), st.sampled_from(["stop", "withdraw"])), max_size=3
    ),
)
def test_a_release_shows_every_quote_it_was_signed_with_or_none(
    people: Cast, agreed: list[bool], narrowed: list[tuple[int, str]]
) -> None:
    """Whoever stops, quoted or not: so what is gone does not tell who."""
    with undone():
        who, words = _twelve_speak(people, agreed)
        signed = _words_on_every_page(people, words)
        assert len(signed) == 0 or len(signed) >= 8
        assert signed <= {text for text, yes in zip(words, agreed, strict=True) if yes}
        gone: set[int] = set()
        for number, narrowing in narrowed:
            if number in gone:
                continue
            if narrowing == "stop":
                stop_quotes_by_code(contributor=who[number])
            else:
                gone.add(number)
                withdraw_now(
                    actor=people.amina, programme=people.programme, contributor=who[number]
                )
        assert _words_on_every_page(people, words) == (set() if narrowed else signed)


def _twelve_speak(people: Cast, agreed: list[bool]) -> tuple[list[Contributor], list[str]]:
    """Twelve people on three themes, those of them quotable who agreed; a release is out."""
    lights, *others = [world.theme(people, slug) for slug in ("lights", "bins", "buses")]
    who = [world.voice(people, people.residents, quotable=yes) for yes in agreed]
    words = [f"Voice {number} of twelve: {world.WORDS}" for number in range(12)]
    spoken = world.passages(people, lights, list(zip(who, words, strict=True)))
    codes = tuple(code for theme in others for code in theme.codes.all())
    code_passages(
        actor=people.chidi,
        programme=people.programme,
        passages=[
            PassageToCode(excerpt.transcript, excerpt.start, excerpt.end, codes)
            for excerpt in spoken
        ],
    )
    world.signed(people)
    return who, words


def _words_on_every_page(people: Cast, words: list[str]) -> set[str]:
    pages = [_rendered(page) for page in every_page(find_site(people.programme.slug))]
    return {text for text in words if any(text in page for page in pages)}


def _rendered(page: Any) -> str:
    return render_to_string(page.template, dict(page.context))
