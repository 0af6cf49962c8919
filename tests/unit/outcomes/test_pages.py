from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from saidanddone.base.idempotent import new_token
from saidanddone.outcomes.inputs import BadMonths, MonthInput
from saidanddone.outcomes.models import Indicator, Measurement, PeriodTotal
from tests.people import Cast
from tests.unit.outcomes.series import a_fall, companions, defined, record
from tests.unit.strategy.plans import agreed

OF_ONE = ["indicator", "edit", "months", "import_months", "link_actions", "record_total"]


def at(people: Cast, name: str, *refs: str) -> str:
    return reverse(f"outcomes:{name}", args=[people.programme.slug, *refs])


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def send(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, {"once": new_token(), **typed})


def words(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


NOT_COMPARED: dict[str, Any] = {
    "comparison_area": "",
    "before_from": None,
    "before_to": None,
    "after_from": None,
    "after_to": None,
}
DEFINED = {
    "title": "Reports of anti-social behaviour",
    "definition": "Calls to 101 closed as anti-social behaviour.",
    "source": "Police 101",
    "caveat": "It counts calls, not what happened.",
    "counts": "reports",
    "better": "fewer",
    "tells_of": "other",
    "comparison_area": "Millside",
    "before_from-month": "April",
    "before_from-year": "2025",
    "before_to": "2025-10-01",
    "after_from": "2026-04-01",
    "after_to": "2026-10-01",
}


def test_an_analyst_defines_an_indicator_and_types_in_its_months(
    client: Client, people: Cast
) -> None:
    client.force_login(people.users["chidi"])
    response = send(client, at(people, "define"), **DEFINED)
    assert response.status_code == 302
    made = Indicator.objects.get()
    lines = "\n".join(f"{m.month:%B %Y}, {m.value}, {m.comparison}" for m in a_fall())
    assert send(client, at(people, "months", made.ref), lines=lines).status_code == 302
    page = read(client, response["Location"])
    assert (
        "26 % fewer; too few months to tell (7 on each side, 12 are needed); "
        "chance alone: 13 % to 37 % fewer; the comparison area fell 8 %" in page
    )
    assert "The range allows for chance only." in page
    assert "<svg" in page
    assert "before and after, beside a place where the same was not done" in page
    assert "It counts calls, not what happened." in page


def test_fewer_reports_by_themselves_are_said_to_be_so(client: Client, people: Cast) -> None:
    made = defined(people)
    client.force_login(people.users["dawn"])
    page = read(client, at(people, "indicator", made.ref))
    assert (
        "Still missing beside it, with figures: harm that people reported and enforcement" in page
    )
    made.stands_beside.set(companions(people))
    page = read(client, at(people, "indicator", made.ref))
    assert "Still missing" not in page
    assert "Harm reported" in page


def test_wrong_lines_are_named_and_what_was_typed_is_kept(client: Client, people: Cast) -> None:
    made = defined(people)
    client.force_login(people.users["chidi"])
    response = send(
        client, at(people, "months", made.ref), lines="April 2025, 3\nMay 2025, -1\nJune 2025, x"
    )
    assert response.status_code == 200
    page = words(response)
    assert "Line 2: column “figure” holds “-1”" in page
    assert "Line 3: column “figure” holds “x”" in page
    assert "May 2025, -1" in page
    assert not Measurement.objects.exists()


def test_months_come_from_a_file(client: Client, people: Cast) -> None:
    made = defined(people)
    client.force_login(people.users["chidi"])
    typed = {"month_column": "month", "value_column": "calls"}
    address = at(people, "import_months", made.ref)

    def sent(content: bytes) -> Any:
        return send(client, address, file=SimpleUploadedFile("months.csv", content), **typed)

    assert "no column called “calls”" in words(sent(b"month,value\nApril 2025,3"))
    assert sent(b"month,calls\nApril 2025,3").status_code == 302
    assert Measurement.objects.get().value == 3
    assert "held already" in words(sent(b"month,calls\nApril 2025,9"))
    typed["replace"] = "on"
    assert sent(b"month,calls\nApril 2025,9").status_code == 302
    assert Measurement.objects.get().value == 9


def test_a_share_is_typed_in_with_what_it_is_out_of_and_drawn_so(
    client: Client, people: Cast
) -> None:
    client.force_login(people.users["chidi"])
    typed = {
        name: value for name, value in DEFINED.items() if not name.startswith(("b", "a", "com"))
    }
    share = {
        "out_of": "messages left",
        "monthly_target": "90",
        "better": "more",
        "counts": "things",
    }
    response = send(client, at(people, "define"), **typed | share)
    assert response.status_code == 302
    made = Indicator.objects.get()
    address = at(people, "months", made.ref)
    assert "then what it is out of" in read(client, address)
    assert "A part is never more than the whole" in words(
        send(client, address, lines="July 2026, 34, 33")
    )
    assert "needs how many messages left there were" in words(
        send(client, address, lines="July 2026, 19")
    )
    assert send(client, address, lines="July 2026, 19, 33\nAugust 2026, 31, 74").status_code == 302
    page = read(client, response["Location"])
    assert "Out of messages left" in page
    assert "58%" in page
    assert "Aimed at: 90%" in page


def test_a_share_is_not_compared_by_its_counts_alone(client: Client, people: Cast) -> None:
    client.force_login(people.users["chidi"])
    response = send(client, at(people, "define"), **DEFINED | {"out_of": "messages left"})
    assert "would be compared without what they are out of" in words(response)
    assert not Indicator.objects.exists()


def test_months_of_a_share_come_from_a_file(client: Client, people: Cast) -> None:
    made = defined(people, out_of="messages left", **NOT_COMPARED)
    client.force_login(people.users["chidi"])
    file = SimpleUploadedFile("months.csv", b"month,answered,left\nJuly 2026,19,33")
    columns = {"month_column": "month", "value_column": "answered", "out_of_column": "left"}
    address = at(people, "import_months", made.ref)
    assert send(client, address, file=file, **columns).status_code == 302
    saved = Measurement.objects.get()
    assert (saved.value, saved.out_of) == (19, 33)


def test_a_count_by_itself_takes_no_whole(people: Cast) -> None:
    made = defined(people)
    with pytest.raises(BadMonths, match="a count by itself"):
        record(people, made, [MonthInput(month=date(2026, 7, 1), value=19, out_of=33)])


def test_actions_are_linked_and_named(client: Client, people: Cast) -> None:
    made, action = defined(people), agreed(people)
    client.force_login(people.users["chidi"])
    send(client, at(people, "link_actions", made.ref), action_refs=[action.ref])
    assert "Mend the stair lights" in read(client, at(people, "indicator", made.ref))


def test_a_total_is_recorded_once(client: Client, people: Cast) -> None:
    made = defined(people, counts="people", better="more")
    client.force_login(people.users["dawn"])
    typed = {
        "once": "one-press",
        "starts_on": "2025-11-01",
        "ends_on": "2026-10-31",
        "total": "49",
        "total_before": "0",
    }
    for _ in range(2):
        assert client.post(at(people, "record_total", made.ref), typed).status_code == 302
    assert PeriodTotal.objects.get().total == 49
    page = read(client, at(people, "indicator", made.ref))
    assert "49 from 1 November 2025 to 31 October 2026, from 0 before." in page


def test_two_editors_see_both_texts(client: Client, people: Cast) -> None:
    made = defined(people)
    client.force_login(people.users["chidi"])
    address = at(people, "edit", made.ref)
    send(client, address, **{**DEFINED, "version": "1", "source": "The call centre"})
    response = send(client, address, **{**DEFINED, "version": "1", "source": "The 101 line"})
    page = words(response)
    assert "Where the figures come from: The call centre" in page
    assert "Where the figures come from: The 101 line" in page
    made.refresh_from_db()
    assert made.source == "The call centre"


def test_an_empty_list_says_the_first_step(client: Client, people: Cast) -> None:
    client.force_login(people.users["chidi"])
    assert "Define the first measure" in read(client, at(people, "indicators"))
    client.force_login(people.users["amina"])
    assert "No measure is defined yet" in read(client, at(people, "indicators"))


@pytest.mark.parametrize("name", ["ed", "farah", "harun", "iris", "sam"])
def test_no_page_of_indicators_is_there_for_housing_police_or_strangers(
    client: Client, people: Cast, name: str
) -> None:
    made = defined(people)
    client.force_login(people.users[name])
    for page in ("indicators", "define"):
        assert client.get(at(people, page)).status_code == 404
    for page in OF_ONE:
        assert client.get(at(people, page, made.ref)).status_code == 404


def test_an_analyst_of_an_enforcing_agency_sees_no_indicator(client: Client, people: Cast) -> None:
    people.users["farah"].memberships.update(role="analyst")
    client.force_login(people.users["farah"])
    assert client.get(at(people, "indicators")).status_code == 404


@pytest.mark.parametrize("page", ["define", "edit", "months", "import_months", "link_actions"])
def test_peers_read_but_do_not_manage(client: Client, people: Cast, page: str) -> None:
    made = defined(people)
    client.force_login(people.users["amina"])
    assert client.get(at(people, "indicator", made.ref)).status_code == 200
    refs = [] if page == "define" else [made.ref]
    assert client.get(at(people, page, *refs)).status_code == 404


@pytest.mark.parametrize(
    ("page", "budget"),
    [
        ("indicators", 9),
        ("indicator", 14),
        ("define", 7),
        ("edit", 11),
        ("months", 9),
        ("import_months", 9),
        ("link_actions", 15),
        ("record_total", 9),
    ],
)
def test_pages_ask_no_more_however_much_there_is(
    client: Client,
    people: Cast,
    page: str,
    budget: int,
    django_assert_max_num_queries: Any,
) -> None:
    beside = tuple(companion.ref for companion in companions(people))
    for number in range(3):
        made = defined(people, title=f"Calls {number}", beside_refs=beside)
        record(people, made, a_fall())
        made.actions.add(agreed(people, title=f"Action {number}"))
    client.force_login(people.users["dawn"])
    refs = [] if page in ("indicators", "define") else [made.ref]
    with django_assert_max_num_queries(budget):
        assert client.get(at(people, page, *refs)).status_code == 200
