"""A table of turns: all of it comes in, or nothing does."""

import gzip
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from saidanddone.access.actors import Actor
from saidanddone.access.models import Membership
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening import commands, queries
from saidanddone.listening.inputs import ConsentElsewhereInput, ImportInput, TurnColumns
from saidanddone.listening.models import Contribution, Contributor, Engagement, Receipt
from saidanddone.programme.models import Community, Programme
from saidanddone.project.terminal import as_module_names
from tests.people import Cast
from tests.unit.listening.occasions import DAY

COLUMNS = TurnColumns(
    community="Group",
    interview="Talk",
    speaker="Who",
    text="Said",
    interviewer="Role",
    interviewer_values=["asks"],
)
TABLE = (
    "Group,Talk,Who,Said,Role\n"
    "Residents,One,Ann,What would help?,asks\n"
    "Residents,One,Person,A light.,tells\n"
    "Traders,Two,Ann,And you?,asks\n"
    "Traders,Two,Person 1,A bin.,tells\n"
    "Traders,Two,Person 2,Two bins.,tells\n"
)
FORM = ConsentElsewhereInput(
    consent_form="Study form",
    consent_date=DAY,
    consent_holder="The university",
    uses=["use_in_themes"],
)
DETAILS = ImportInput(columns=COLUMNS, held_on=DAY, consent=FORM)


def bring_in(
    people: Cast,
    *,
    actor: Actor | None = None,
    content: bytes = TABLE.encode(),
    tell: Callable[[int, int], None] | None = None,
    **given: Any,
) -> commands.ImportResult:
    told = {"tell": tell} if tell else {}
    return commands.import_turns(
        actor=actor or people.chidi,
        programme=people.programme,
        content=content,
        details=replace(DETAILS, **given),
        **told,
    )


def test_the_same_form_date_and_holder_come_in_once_unless_said_to_be_others(
    people: Cast,
) -> None:
    bring_in(people)
    today = clock.today()
    with pytest.raises(Refused, match=f"came in already, on {today.day} {today:%B %Y} at ") as met:
        bring_in(people)
    assert "--again" in met.value.sentence
    assert Contribution.objects.count() == 2
    bring_in(people, again=True)
    bring_in(people, consent=replace(FORM, consent_form="Another form"))
    assert Contribution.objects.count() == 6


@pytest.mark.parametrize(
    "typed",
    [
        {"consent_form": "study  form."},
        {"consent_form": "STUDY-FORM", "consent_holder": "the University"},
        {"consent_form": "Ｓtudy ‘form’", "consent_holder": "The university."},  # noqa: RUF001
    ],
)
def test_the_same_table_is_known_however_its_form_is_typed(
    people: Cast, typed: dict[str, Any]
) -> None:
    bring_in(people)
    with pytest.raises(Refused, match="came in already"):
        bring_in(people, consent=replace(FORM, **typed))
    assert Contribution.objects.count() == 2


def test_the_same_form_is_known_on_another_day_of_another_number(people: Cast) -> None:
    bring_in(people)
    one = "".join(line for line in TABLE.splitlines(True) if "Two" not in line).encode()
    given: dict[str, Any] = {"content": one, "held_on": DAY - timedelta(days=9)}
    with pytest.raises(Refused, match="came in already"):
        bring_in(people, consent=replace(FORM, consent_form="study form."), **given)
    for form in ("Study form B", "Study form C"):
        bring_in(people, consent=replace(FORM, consent_form=form), **given)
    assert Contribution.objects.count() == 4


LONG = "People who live on the Northgate estate as"


@pytest.mark.parametrize(
    "names",
    [
        ("Жители", "Соседи"),
        (f"{LONG} tenants", f"{LONG} leaseholders"),
        ("C++", "C#"),
        ("الجيران", "السكان"),
        ("Café users", "Cafe users"),
    ],
)
def test_two_names_are_two_communities_whatever_their_script_or_length(
    people: Cast, names: tuple[str, str]
) -> None:
    """Every comparison of groups, and who may hold whose words, hangs on it."""
    content = TABLE.replace("Residents", names[0]).replace("Traders", names[1]).encode()
    result = bring_in(people, content=content)
    assert result.communities == 2
    assert [came.community.name for came in result.contributions] == list(names)
    made = people.programme.communities.filter(name__in=names)
    assert made.count() == len({community.slug for community in made}) == 2
    assert all(re.fullmatch("[-a-z0-9_]{1,40}", community.slug) for community in made)


def test_a_name_in_another_case_or_spacing_is_the_same_community(people: Cast) -> None:
    content = TABLE.replace("Residents,One,Person", "RESIDENTS,One,Person")
    result = bring_in(
        people, content=content.replace("Residents,One,Ann", " residents ,One,Ann").encode()
    )
    assert result.contributions[0].community == people.residents
    assert result.contributions[0].voice == "person"
    assert people.programme.communities.count() == 3


@pytest.mark.parametrize("name", ["Sex-workers", "sex workers.", "sex-workers"])
def test_a_name_almost_that_of_a_community_is_asked_about(people: Cast, name: str) -> None:
    """Else someone outside the peer team could bring in what only the peer team may hold."""
    content = TABLE.replace("Traders", name).encode()
    with pytest.raises(Refused, match="Write “Sex workers” exactly if it is that one"):
        bring_in(people, content=content, actor=people.bola)
    assert people.programme.communities.count() == 2


def test_speakers_who_are_one_person_are_one_speaker(people: Cast) -> None:
    more = "Residents,One,person.,And a bench.,tells\nResidents,One,Person 1,And a bin.,tells\n"
    person, _ = bring_in(people, content=(TABLE + more).encode()).contributions
    assert person.voice == "person"
    assert [p.speaker for p in queries.raw_passages(people.chidi, person)] == [0, 1, 1, 1]


def test_tables_alone_keep_no_form_and_are_known_by_their_day_and_number(people: Cast) -> None:
    tables = "".join(line for line in TABLE.splitlines(True) if "One" not in line).encode()
    bring_in(people, content=tables)
    with pytest.raises(Refused, match="came in already"):
        bring_in(people, content=tables)
    bring_in(people, content=tables, held_on=DAY - timedelta(days=1))
    assert Contributor.objects.count() == 0


def test_a_conversation_longer_than_a_day_of_talk_is_refused(people: Cast) -> None:
    long = "".join(f"Traders,Two,Person 1,{'a' * 100_000},tells\n" for _ in range(10))
    with pytest.raises(Refused) as met:
        bring_in(people, content=(TABLE + long).encode())
    assert met.value.sentence.startswith("Conversation 2 of 2 is longer than 1,000,000 characters.")
    short = "Traders,Two,Person 1,a,tells\n" * 10_000
    with pytest.raises(Refused, match="is longer than 10,000 passages"):
        bring_in(people, content=(TABLE + short).encode())
    assert Contribution.objects.count() == 0


ONLY_ASKED = "Residents,Three,Ann,And what else?,asks\nResidents,Three,Person,,tells\n"


def test_an_interview_without_an_interviewees_words_counts_no_person(people: Cast) -> None:
    result = bring_in(people, content=(TABLE + ONLY_ASKED).encode())
    assert len(result.contributions) == 3
    asked = result.contributions[2]
    assert (asked.voice, asked.contributor) == ("room", None)
    assert Contributor.objects.count() == 1
    assert not asked.engagement.attendance.exists()
    left_out, silent = result.doubts
    assert left_out == "1 row has no words and was left out."
    assert silent.startswith("1 interview has no words of an interviewee. It counts no")
    assert (result.turns, result.rows_without_words) == (6, 1)
    assert bring_in(people, again=True).doubts == []


def test_one_interviewee_is_a_person_and_several_a_table(people: Cast) -> None:
    result = bring_in(people)
    person, table = result.contributions
    assert (person.voice, person.people, person.community) == ("person", 1, people.residents)
    assert (table.voice, table.people, table.community.name) == ("table", 2, "Traders")
    assert (result.turns, result.communities, result.tables) == (5, 2, 1)
    assert not Receipt.objects.exists()
    contributor = Contributor.objects.get()
    assert (contributor.consent_form, contributor.consent_holder) == (
        "Study form",
        "The university",
    )
    assert queries.consents_of(contributor)["recontact"] == "refused"
    spoken = queries.raw_passages(people.chidi, table)
    assert [p.speaker for p in spoken] == [0, 1, 2]


def test_progress_is_told(people: Cast) -> None:
    told: list[tuple[int, int]] = []
    bring_in(people, tell=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_labels_that_may_be_names_are_not_kept(people: Cast) -> None:
    bring_in(people, content=TABLE.replace(",One,", ",Jane Harbour,").encode())
    titles = list(Engagement.objects.values_list("title", flat=True))
    assert titles == ["Imported conversation 1 of 2", "Imported conversation 2 of 2"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"content": TABLE.replace("A bin.,tells", "A bin.").encode()}, "Row 5"),
        ({"content": b"\xff\xfe\x00bad"}, "."),
        ({"content": b""}, "."),
        ({"columns": replace(COLUMNS, community="Set")}, "“Set”"),
        ({"held_on": clock.today() + timedelta(days=1)}, "future"),
        ({"consent": replace(FORM, consent_form="")}, "consent form"),
        ({"consent": replace(FORM, consent_holder="")}, "who holds"),
        ({"consent": replace(FORM, uses=["sell_it"])}, "sell_it"),
    ],
)
def test_bad_input_is_said_and_nothing_stored(
    people: Cast, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        bring_in(people, **given)
    assert not Contribution.objects.exists()
    assert Community.objects.count() == 2


def test_a_failure_halfway_leaves_nothing(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(done: int, of: int) -> None:
        if done == 2:
            raise Refused("Stopped.")

    with pytest.raises(Refused):
        bring_in(people, tell=fails)
    for model in (Contribution, Contributor, Engagement):
        assert not model.objects.exists()
    assert Community.objects.count() == 2


def test_a_community_seldom_listened_to_is_the_peer_teams(people: Cast) -> None:
    content = TABLE.replace("Traders", "Sex workers").encode()
    with pytest.raises(Refused, match="peer team"):
        bring_in(people, content=content, actor=people.bola)
    assert bring_in(people, content=content, actor=people.amina).tables == 1


@pytest.mark.parametrize("who", ["harun", "farah", "dawn", "grace", "sam"])
def test_others_import_nothing(people: Cast, who: str) -> None:
    with pytest.raises(NotYours):
        bring_in(people, actor=getattr(people, who))


# The terminal


def in_terminal(*changed: str, **options: Any) -> dict[str, Any]:
    out = io.StringIO()
    given = {
        "email": "chidi@harbour.example",
        "programme": "study",
        "community_column": "Group",
        "interview_column": "Talk",
        "speaker_column": "Who",
        "text_column": "Said",
        "interviewer_column": "Role",
        "interviewer_values": ["asks"],
        "held": DAY,
        "consent_form": "Study form",
        "consent_date": DAY,
        "consent_holder": "The university",
        "uses": "use_in_themes",
        "as_json": True,
    } | options
    call_command("import_turns", *changed, stdout=out, stderr=io.StringIO(), **given)
    result: dict[str, Any] = json.loads(out.getvalue())
    return result


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    path = tmp_path / "turns.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode()))
    return path


def test_a_programme_that_is_not_there_is_made_with_the_importer_in_it(
    people: Cast, table_file: Path
) -> None:
    assert in_terminal(str(table_file)) == {
        "programme": "study",
        "contributions": 2,
        "turns": 5,
        "communities": 2,
        "tables": 1,
        "without_interviewee": 0,
        "rows_without_words": 0,
        "confirmed": 0,
    }
    member = Membership.objects.get(scope=Programme.objects.get(slug="study").scope)
    assert (member.user, member.role) == (people.users["chidi"], "analyst")


def test_a_programme_opened_for_an_import_lengthens_nobodys_role(
    people: Cast, table_file: Path
) -> None:
    last_day = clock.today() + timedelta(days=30)
    Membership.objects.filter(user=people.users["chidi"]).update(until=last_day)
    in_terminal(str(table_file))
    assert Membership.objects.get(scope=Programme.objects.get(slug="study").scope).until == last_day


def test_already_de_identified_words_are_confirmed_at_once(people: Cast, table_file: Path) -> None:
    assert in_terminal(str(table_file), confirmed=True)["confirmed"] == 2
    assert Contribution.objects.exclude(confirmed_at=None).count() == 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"uses": "use_in_themes,sell_it"}, "sell_it"),
        ({"text_column": "Words"}, "Words"),
        ({"email": "nobody@harbour.example"}, "Nobody signs in"),
        ({"email": "harun@harbour.example"}, "no such programme"),
        ({"email": "dawn@harbour.example"}, "no such programme"),
        ({"programme": "Not A Slug"}, "small letters"),
        ({"programme": "a" * 41}, "at most 40"),
    ],
)
def test_the_terminal_says_what_is_wrong_and_leaves_nothing(
    people: Cast, table_file: Path, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as met:
        in_terminal(str(table_file), **options)
    assert met.value.returncode == 2
    assert not Contribution.objects.exists()
    assert Programme.objects.count() == 1


def test_a_file_sent_twice_in_the_terminal_counts_nobody_twice(
    people: Cast, table_file: Path
) -> None:
    in_terminal(str(table_file))
    with pytest.raises(CommandError, match="add --again in the terminal") as met:
        in_terminal(str(table_file))
    assert met.value.returncode == 2
    assert Contribution.objects.count() == 2
    in_terminal(str(table_file), again=True)
    assert Contribution.objects.count() == 4


def test_one_of_a_thing_is_said_as_one(people: Cast, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("".join(line for line in TABLE.splitlines(True) if "Two" not in line))
    with pytest.raises(json.JSONDecodeError) as met:
        in_terminal(str(path), as_json=False)
    assert met.value.doc.startswith(
        "1 contribution with 2 turns from 1 community came into study; 0 are tables; 0 are confirmed."
    )


def test_a_file_that_is_not_there_is_said(people: Cast) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        in_terminal("/nowhere/turns.csv")


def test_commands_are_typed_with_dashes() -> None:
    assert as_module_names(["import-turns", "--as", "a-b@c.example"]) == [
        "import_turns",
        "--as",
        "a-b@c.example",
    ]
    assert as_module_names(["--help"]) == ["--help"]
    assert as_module_names([]) == []


def test_the_fifty_eight_interviews_come_in_whole(people: Cast, shared_data: Path) -> None:
    path = shared_data / "qda" / "two_groups_58_interviews.csv.gz"
    result = in_terminal(
        str(path),
        community_column="Set",
        interview_column="Interview",
        speaker_column="Speaker",
        text_column="Text",
        interviewer_column="speaker_type",
        interviewer_values=["ER"],
        confirmed=True,
    )
    assert result == {
        "programme": "study",
        "contributions": 58,
        "turns": 9815,
        "communities": 2,
        "tables": 7,
        "without_interviewee": 1,
        "rows_without_words": 0,
        "confirmed": 58,
    }
    assert Contributor.objects.count() == 50
    assert not Receipt.objects.exists()
