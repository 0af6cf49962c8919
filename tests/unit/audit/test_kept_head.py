"""A head kept outside the database tells what the database cannot: that its end is another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from saidanddone.audit import kept_head
from saidanddone.audit.chain import BEFORE_THE_FIRST, ChainHead, verify
from saidanddone.audit.commands import record
from saidanddone.audit.models import Entry, Head
from saidanddone.audit.scheduled import keep_head
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from tests.people import Cast

pytestmark = pytest.mark.django_db
Commits = Callable[..., Any]


def written(people: Cast, entries: int) -> ChainHead:
    """The head after this many more entries."""
    for _ in range(entries):
        record(actor=people.amina, act="read")
    return verify().head


def cut(entries: int) -> None:
    """Take the last entries away and set the head back, as someone with the database alone can."""
    last = Head.objects.get().number - entries
    Entry.objects.filter(number__gt=last).delete()
    Head.objects.update(number=last, mac=Entry.objects.get(number=last).mac)


def verified(capsys: Any, *typed: str) -> str:
    call_command("verify_audit", *typed)
    return str(capsys.readouterr().out).strip()


def test_a_tail_cut_and_refilled_shows_beside_the_head_that_was_kept(
    people: Cast, beside_the_keys: Path
) -> None:
    """The last 4 of 12 are deleted, the head is that of the eighth, and the program writes 6."""
    kept_head.keep(written(people, 12))
    cut(4)
    written(people, 6)
    assert verify().broken_at is None
    with pytest.raises(CommandError, match="Entry 12 is not the one whose head was kept"):
        call_command("verify_audit")


def test_a_cut_tail_shows_beside_the_head_that_was_kept(
    people: Cast, beside_the_keys: Path
) -> None:
    kept_head.keep(written(people, 12))
    cut(4)
    with pytest.raises(CommandError, match="ends at entry 8, and the head of entry 12 was kept"):
        call_command("verify_audit")


def test_all_entries_deleted_is_never_called_unbroken(people: Cast, beside_the_keys: Path) -> None:
    kept_head.keep(written(people, 3))
    Entry.objects.all().delete()
    Head.objects.all().delete()
    people.users["amina"]._meta.model.objects.all().delete()
    with pytest.raises(CommandError, match="ends at entry 0, and the head of entry 3 was kept"):
        call_command("verify_audit")


def test_a_line_that_was_printed_is_checked_again(
    people: Cast, beside_the_keys: Path, capsys: Any
) -> None:
    written(people, 3)
    printed = verified(capsys)
    head = written(people, 2)
    assert verified(capsys, "--against", printed) == kept_head.printed(head)
    assert verified(capsys, f"--against={head.number} {head.mac}") == kept_head.printed(head)
    kept_head.keep(BEFORE_THE_FIRST)
    cut(2)
    written(people, 4)
    with pytest.raises(CommandError, match="Entry 5 is not the one whose head was kept"):
        call_command("verify_audit", "--against", kept_head.printed(head))


@pytest.mark.parametrize("wrong", ["", "12", "4911fa0b", f"{'a' * 64}", f"12 {'a' * 63}"])
def test_what_is_no_head_is_refused_and_nothing_is_kept(
    people: Cast, beside_the_keys: Path, wrong: str
) -> None:
    with pytest.raises(CommandError, match="This is no head of the audit") as refused:
        call_command("verify_audit", f"--against={wrong}")
    assert refused.value.returncode == 2
    (beside_the_keys / kept_head.FILE).write_text(wrong)
    with pytest.raises(Refused, match="is damaged"):
        kept_head.read()


def test_verifying_keeps_the_newest_head(people: Cast, beside_the_keys: Path, capsys: Any) -> None:
    head = written(people, 3)
    verified(capsys)
    assert kept_head.read() == head


def test_the_job_keeps_the_newest_head_and_never_one_of_another_end(
    people: Cast, beside_the_keys: Path
) -> None:
    kept = written(people, 12)
    assert keep_head(clock.today()) == []
    assert kept_head.read() == kept
    cut(4)
    written(people, 6)
    assert "Entry 12 is not the one" in keep_head(clock.today())[0]
    assert kept_head.read() == kept


def test_each_commit_keeps_the_head_that_it_made(
    people: Cast, beside_the_keys: Path, django_capture_on_commit_callbacks: Commits
) -> None:
    """So not even the newest entry can be taken away and replaced unnoticed."""
    with django_capture_on_commit_callbacks(execute=True):
        head = written(people, 3)
        assert kept_head.read() == BEFORE_THE_FIRST
    assert kept_head.read() == head


def test_no_commit_keeps_a_head_of_another_end_or_an_older_one(
    people: Cast, beside_the_keys: Path, django_capture_on_commit_callbacks: Commits
) -> None:
    kept = written(people, 12)
    kept_head.keep(kept)
    kept_head.keep_newer(ChainHead(11, "a" * 64))
    kept_head.keep_after_commit(11)
    assert kept_head.read() == kept
    cut(4)
    with django_capture_on_commit_callbacks(execute=True):
        written(people, 6)
    assert kept_head.read() == kept


@pytest.mark.parametrize("content", [None, "junk"])
def test_no_act_fails_because_its_head_cannot_be_kept(
    people: Cast,
    beside_the_keys: Path,
    content: str | None,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    """And no file is made by itself: the job tells what to do."""
    kept_head.path().unlink()
    if content:
        kept_head.path().write_text(content)
    with django_capture_on_commit_callbacks(execute=True):
        head = written(people, 1)
    assert (head.number, kept_head.path().exists()) == (1, bool(content))


def test_the_job_checks_what_came_since(people: Cast, beside_the_keys: Path) -> None:
    kept_head.keep(written(people, 2))
    written(people, 2)
    Entry.objects.filter(number=4).update(count=7)
    assert "broken at entry 4" in keep_head(clock.today())[0]
    assert kept_head.read().number == 2


def test_a_home_of_0_1_is_told_the_command_once(
    people: Cast, beside_the_keys: Path, capsys: Any
) -> None:
    head = written(people, 2)
    kept_head.path().unlink()
    call_command("verify_audit")
    printed = capsys.readouterr()
    assert printed.out.strip() == kept_head.printed(head)
    assert printed.err.count("saidanddone make-keys") == 1
    assert not kept_head.path().exists()


def test_a_head_that_was_kept_and_is_gone_is_a_fault(
    people: Cast, beside_the_keys: Path, capsys: Any
) -> None:
    """Unless one is given that was kept elsewhere: then a new one is kept."""
    record(actor=None, act=kept_head.BEGUN)
    head = written(people, 2)
    kept_head.path().unlink()
    with pytest.raises(CommandError, match=r"audit-head\.txt, is not beside the keys"):
        call_command("verify_audit")
    assert "is not beside the keys" in keep_head(clock.today())[0]
    verified(capsys, "--against", kept_head.printed(head))
    assert kept_head.read() == head
