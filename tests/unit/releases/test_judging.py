"""A release is judged beside every earlier one: a small count that they tell together does not leave."""

from datetime import date
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.base.errors import Refused
from saidanddone.disclosure.analyses import Told, told_by
from saidanddone.disclosure.figures import PublishedFigure
from saidanddone.releases import commands
from saidanddone.releases.commands.judging import judge_release
from saidanddone.releases.judging import judge
from saidanddone.releases.models import Release
from saidanddone.releases.stored import read
from saidanddone.releases.tasks import judge_draft
from tests.people import Cast
from tests.unit.releases import world

SPRING = {"starts_on": date(2025, 4, 1), "ends_on": date(2025, 6, 30)}


def figure(first: date, last: date, shown: int | None, *, exact: bool = False) -> PublishedFigure:
    return PublishedFigure("reports", first, last, shown, exact)


APRIL = figure(date(2025, 4, 1), date(2025, 4, 30), 10)
MAY = figure(date(2025, 5, 1), date(2025, 5, 31), 10)
JUNE = figure(date(2025, 6, 1), date(2025, 6, 30), None)
ALL_THREE = figure(date(2025, 4, 1), date(2025, 6, 30), 15)


def pair(people: Cast) -> Release:
    """Months of 8, 8 and 1 are out; a draft adds their total of 17, which is shown as 15."""
    reports = world.indicator(people, values=[8, 8, 1])
    world.signed(people)
    world.period_total(people, reports, 17, **SPRING)
    return world.draft(people)


class TestFigures:
    def test_a_rounded_total_tells_what_its_rounded_months_leave(self) -> None:
        assert told_by([APRIL, MAY, JUNE], [ALL_THREE], 60) == Told(
            added=("April 2025, May 2025, June 2025 and April to June 2025",)
        )

    def test_what_is_out_already_adds_nothing(self) -> None:
        out = [APRIL, MAY, JUNE, ALL_THREE]
        assert not told_by(out, out, 60).added

    def test_what_earlier_figures_tell_by_themselves_is_told_apart(self) -> None:
        july = figure(date(2025, 7, 1), date(2025, 7, 31), 20)
        told = told_by([APRIL, MAY, JUNE, ALL_THREE], [july], 60)
        assert told.already
        assert not told.added

    def test_a_figure_that_no_count_can_give_is_refused(self) -> None:
        wrong = figure(date(2025, 4, 1), date(2025, 4, 30), -5)
        assert "cannot be judged" in told_by([], [wrong], 60).not_judged

    def test_what_was_not_judged_in_time_is_refused(self) -> None:
        assert told_by([APRIL], [MAY], 0.0).not_judged


def test_a_pair_that_gives_one_person_away_is_refused_at_signing(people: Cast) -> None:
    draft = pair(people)
    with pytest.raises(Refused, match="work out a number from 1 to 7: Reports, from April"):
        commands.sign_release(actor=people.dawn, release=draft)


def test_what_earlier_releases_tell_blocks_nothing_and_is_listed(
    people: Cast, client: Client
) -> None:
    first = pair(people)
    Release.objects.filter(pk=first.pk).update(state="signed", released_at=first.drafted_at)
    second = world.draft(people)
    assert commands.sign_release(actor=people.dawn, release=second).state == "signed_once"
    client.force_login(people.users["grace"])
    page = client.get(reverse("releases:read", args=[people.programme.slug, second.ref]))
    assert "Reports, from April 2025, May 2025, June 2025 and April" in page.content.decode()


def test_a_judgement_beside_other_releases_does_not_stand(people: Cast) -> None:
    draft = pair(people)
    draft.judgement = {"earlier": [99], "added": [], "already": [], "not_judged": []}
    draft.save(update_fields=["judgement"])
    with pytest.raises(Refused, match="work out a number"):
        commands.sign_release(actor=people.dawn, release=draft)


def test_a_theme_named_by_just_as_many_as_it_takes_where_few_raised_it_is_refused(
    people: Cast,
) -> None:
    """At least 7 raised it for it to be named, and "few or none" is at most 7."""
    people.programme.fewest_people_for_public_theme = 7
    people.programme.save()
    world.raised(people, world.theme(people), 7)
    world.raised(people, world.theme(people, "bins"), 9)
    draft = world.draft(people)
    with pytest.raises(Refused, match="“About lights”, raised in peer interviews"):
        commands.sign_release(actor=people.dawn, release=draft)
    content = read(draft.content)
    assert not judge(people.programme, content, {1: content}).added  # where it is out already


def test_a_draft_is_judged_in_the_worker_and_again_when_drawn_up_again(people: Cast) -> None:
    draft = pair(people)
    assert draft.judgement is None
    judge_draft.call(draft.ref)
    draft.refresh_from_db()
    assert draft.judgement is not None
    assert draft.judgement["added"]
    assert commands.redraft(actor=people.bola, release=draft).judgement is None


def test_a_judgement_stands_until_another_release_is_out(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = pair(people)
    kept = judge_release(draft)
    draft.refresh_from_db()
    monkeypatch.setattr("saidanddone.releases.commands.judging.judge", None)
    assert judge_release(draft) == kept


def test_a_release_that_was_not_judged_in_time_is_not_signed(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.indicator(people, values=[20, 30])
    draft = world.draft(people)
    late = judge(people.programme, read(draft.content), {}, seconds=0)
    monkeypatch.setattr("saidanddone.releases.commands.judging.judge", lambda *_: late)
    with pytest.raises(Refused, match=r"could not be judged.* draw the draft up again"):
        commands.sign_release(actor=people.dawn, release=draft)


def test_all_figures_of_a_release_share_the_time_there_is(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read once at the start, and 25 seconds pass before each figure."""
    for slug in ("hubs", "reports", "tallies"):
        world.indicator(people, slug, values=[20, 30])
    drawn, passed, given = world.drawn(people), count(step=25), []

    def told(_: object, __: object, seconds: float) -> Told:
        given.append(seconds)
        return Told()

    monkeypatch.setattr("saidanddone.releases.judging.told_by", told)
    monkeypatch.setattr("saidanddone.releases.judging.monotonic", lambda: next(passed))
    judge(people.programme, drawn, {}, seconds=60)
    assert given == [35, 10, 0]


def test_the_page_says_whether_it_was_judged_and_what_was_found(
    people: Cast, client: Client
) -> None:
    draft = pair(people)
    client.force_login(people.users["dawn"])
    url = reverse("releases:read", args=[people.programme.slug, draft.ref])
    assert "It is being checked" in client.get(url).content.decode()
    judge_release(draft)
    assert "could work out a number from 1 to 7" in client.get(url).content.decode()


def test_a_draft_that_has_to_be_drawn_up_again_is_not_said_to_be_checked(
    people: Cast, client: Client
) -> None:
    """As a draft of version 0.1, which no worker judges."""
    draft = world.draft(people)
    world.raised(people, world.theme(people), 9)
    client.force_login(people.users["dawn"])
    page = client.get(reverse("releases:read", args=[people.programme.slug, draft.ref]))
    assert "Draw the draft up again: then it is checked" in page.content.decode()


def test_a_draft_that_is_refused_offers_no_button_to_sign(people: Cast, client: Client) -> None:
    draft = pair(people)
    client.force_login(people.users["dawn"])
    url = reverse("releases:read", args=[people.programme.slug, draft.ref])
    assert "Sign this release" in client.get(url).content.decode()
    judge_release(draft)
    assert "Sign this release" not in client.get(url).content.decode()
