"""The pages, read as a person reads them."""

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saidanddone.audit.models import Entry
from saidanddone.base.idempotent import new_token
from saidanddone.listening import commands, queries, receipts
from saidanddone.listening.consent import LIMITS, QUESTIONS
from saidanddone.listening.forms import WordsForm
from saidanddone.listening.models import Contribution, Contributor, Engagement, Receipt, Reflection
from saidanddone.vault.models import Tombstone
from tests.people import Cast
from tests.unit.listening.occasions import DAY, WORDS, captured, conversation, interview, kit

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}-[0-9A-Z]")


def signed_in(people: Cast, name: str) -> Client:
    client = Client()
    client.force_login(people.users[name])
    return client


def to(people: Cast, name: str, *args: str) -> str:
    return reverse(f"listening:{name}", args=[people.programme.slug, *args])


def answers(**changed: str) -> dict[str, str]:
    """The consent page, filled in."""
    return {
        "once": new_token(),
        "told": "on",
        "told_on": DAY.isoformat(),
        "is_adult": "yes",
        "community": "sex-workers",
        **dict.fromkeys(QUESTIONS, "yes"),
        **changed,
    }


def occasion_typed(**changed: str) -> dict[str, str]:
    return {
        "once": new_token(),
        "version": "1",
        "kind": "community_conversation",
        "title": "Library evening",
        "community": "residents",
        "held_on-day": "3",
        "held_on-month": "June",
        "held_on-year": "2026",
        "came_residents": "18",
        "felt_heard": "15",
        "asked_if_heard": "18",
        "equality": "Age: 25 to 34: 6",
        **changed,
    }


def test_an_empty_list_says_what_will_come(people: Cast) -> None:
    page = signed_in(people, "bola").get(to(people, "occasions")).content.decode()
    assert "Nobody has been listened to yet" in page
    assert to(people, "record") in page


def test_an_occasion_is_recorded_once_however_often_it_is_sent(people: Cast) -> None:
    client, typed = signed_in(people, "bola"), occasion_typed()
    first = client.post(to(people, "record"), typed)
    second = client.post(to(people, "record"), typed)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    page = client.get(first["Location"]).content.decode()
    assert "15 of the 18 who were asked" in page
    assert "<bdi>Residents</bdi>: 18" in page
    assert Engagement.objects.count() == 1


def test_a_mistake_keeps_what_was_typed(people: Cast) -> None:
    typed = occasion_typed(coarse_place="12 Harbour Lane", title="Evening with Jo")
    page = signed_in(people, "bola").post(to(people, "record"), typed).content.decode()
    assert "without an address or a postcode" in page
    assert "Evening with Jo" in page
    assert not Engagement.objects.exists()


def test_a_tally_that_cannot_be_read_names_its_line(people: Cast) -> None:
    typed = occasion_typed(equality="Age: 25 to 34: 6\nsomething")
    page = signed_in(people, "bola").post(to(people, "record"), typed).content.decode()
    assert "Write line 2 as question: answer: number" in page


def test_a_box_left_empty_is_no_nought(people: Cast) -> None:
    client = signed_in(people, "bola")
    for came, words in (("", "Nobody counted yet"), ("0", "No one new came")):
        made = client.post(to(people, "record"), occasion_typed(came_residents=came))
        assert words in client.get(made["Location"]).content.decode()


def test_who_was_registered_is_offered_as_who_came(people: Cast) -> None:
    engagement = interview(people, came={})
    captured(people, engagement, kit(people)[0])
    client = signed_in(people, "amina")
    page = client.get(to(people, "occasion", engagement.ref)).content.decode()
    assert "Nobody has counted yet who came. 1 person was registered here." in page
    form = client.get(to(people, "edit", engagement.ref)).content.decode()
    assert "This is how many were registered here." in form
    [typed] = re.findall(r'<input[^>]*name="came_sex-workers"[^>]*>', form)
    assert 'value="1"' in typed
    assert 'name="came_residents"' not in form  # with one person, of no other community
    commands.move_engagement(
        actor=people.amina, programme=people.programme, engagement=engagement, to="written_up"
    )
    assert (
        "Nobody counted yet" in client.get(to(people, "occasion", engagement.ref)).content.decode()
    )


def test_where_somebody_counted_nothing_is_filled_in(people: Cast) -> None:
    engagement = interview(people, came={people.sex_workers: 3})
    captured(people, engagement, kit(people)[0])
    client = signed_in(people, "amina")
    page = client.get(to(people, "occasion", engagement.ref)).content.decode()
    assert "registered here" not in page
    form = client.get(to(people, "edit", engagement.ref)).content.decode()
    [typed] = re.findall(r'<input[^>]*name="came_sex-workers"[^>]*>', form)
    assert 'value="3"' in typed


def test_two_editors_see_both_texts(people: Cast) -> None:
    engagement = conversation(people)
    address = to(people, "edit", engagement.ref)
    bola, amina = signed_in(people, "bola"), signed_in(people, "amina")
    assert bola.post(address, occasion_typed(title="Library, early")).status_code == 302
    page = amina.post(address, occasion_typed(title="Library, late")).content.decode()
    assert "Someone else changed this while you were writing" in page
    assert "Library, early" in page
    assert "Library, late" in page
    again = occasion_typed(title="Library, late", version="2")
    assert amina.post(address, again).status_code == 302
    engagement.refresh_from_db()
    assert engagement.title == "Library, late"


def test_an_occasion_moves_by_its_buttons(people: Cast) -> None:
    engagement = conversation(people)
    client = signed_in(people, "bola")
    page = client.get(to(people, "occasion", engagement.ref)).content.decode()
    assert "Everything said is written up" in page
    client.post(to(people, "move", engagement.ref), {"to": "written_up"})
    engagement.refresh_from_db()
    assert engagement.state == "written_up"
    refused = client.post(to(people, "move", engagement.ref), {"to": "planned"})
    assert "moved on since you opened it" in refused.content.decode()


def test_who_is_speaking_leads_on(people: Cast) -> None:
    engagement = interview(people)
    client = signed_in(people, "amina")
    address = to(people, "add", engagement.ref)
    assert "Who is speaking?" in client.get(address).content.decode()
    assert client.post(address, {"voice": "person"})["Location"].endswith("/add/person")
    assert client.post(address, {"voice": "room"})["Location"].endswith("/add/room")
    assert "Say who is speaking" in client.post(address, {"voice": ""}).content.decode()


def test_consent_is_never_filled_in_and_the_limits_come_first(people: Cast) -> None:
    engagement = interview(people)
    page = signed_in(people, "amina").get(to(people, "register", engagement.ref)).content.decode()
    assert LIMITS in page
    for use, question in QUESTIONS.items():
        assert question in page
        assert not re.search(rf'name="{use}"[^>]*\bchecked', page)
    assert page.index(LIMITS) < page.index(QUESTIONS["use_in_themes"])


def test_the_card_is_shown_once_and_kept_nowhere(people: Cast) -> None:
    engagement = interview(people)
    client, typed = signed_in(people, "amina"), answers(recontact="no")
    address = to(people, "register", engagement.ref)
    shown = client.post(address, typed)
    page = shown.content.decode()
    code = CODE.search(page)
    assert code is not None
    assert receipts.normalise(code[0])
    assert shown["Cache-Control"] == "no-store"
    assert "Said and Done" not in page
    assert people.programme.title not in page
    assert "<title>Your card" in page
    again = client.post(address, typed).content.decode()
    assert "already shown" in again
    assert CODE.search(again) is None
    assert Contributor.objects.count() == Receipt.objects.count() == 1
    assert code[0] not in str(client.session.items())
    assert queries.receipt_of(code[0]) is not None


def test_someone_who_may_be_under_18_is_not_written_down(people: Cast) -> None:
    engagement = interview(people)
    page = signed_in(people, "amina").post(
        to(people, "register", engagement.ref), answers(is_adult="no")
    )
    assert "Call the named safeguarding lead today" in page.content.decode()
    assert not Contributor.objects.exists()


def test_a_question_left_out_is_asked_for(people: Cast) -> None:
    engagement = interview(people)
    typed = answers()
    del typed["use_in_themes"]
    page = signed_in(people, "amina").post(to(people, "register", engagement.ref), typed)
    assert "record yes or no" in page.content.decode()
    assert not Contributor.objects.exists()


def test_words_are_sealed_and_the_page_does_not_show_them_again(people: Cast) -> None:
    engagement = interview(people)
    contributor, _ = kit(people)
    client = signed_in(people, "amina")
    typed = {
        "once": new_token(),
        "words": f"Interviewer: What would help?\nPerson: {WORDS}",
        "manner": "verbatim",
    }
    address = to(people, "person_words", engagement.ref, contributor.ref)
    client.post(address, typed)
    assert client.post(address, typed).status_code == 302
    contribution = Contribution.objects.get()
    assert WORDS not in client.get(to(people, "occasion", engagement.ref)).content.decode()
    passages = queries.raw_passages(people.amina, contribution)
    assert [(p.speaker, p.text) for p in passages] == [(0, "What would help?"), (1, WORDS)]


def test_no_unseen_mark_in_typed_words_hides_a_number_from_the_rules(people: Cast) -> None:
    contributor, _ = kit(people)
    signed_in(people, "amina").post(
        to(people, "person_words", interview(people).ref, contributor.ref),
        {"once": new_token(), "words": "Call 07700\u200e\u00ad 900\u202e123", "manner": "verbatim"},
    )
    passages = queries.raw_passages(people.amina, Contribution.objects.get())
    assert [p.text for p in passages] == ["Call 07700 900123"]


def test_a_text_file_is_read_and_leaves_no_trace(people: Cast) -> None:
    engagement = conversation(people)
    before = _names_in_temporary_folder()
    signed_in(people, "bola").post(
        to(people, "group_words", engagement.ref, "table"),
        {
            "once": new_token(),
            "people": "7",
            "manner": "noted",
            "document": SimpleUploadedFile("notes.txt", WORDS.encode()),
        },
    )
    contribution = Contribution.objects.get()
    assert (contribution.source, contribution.people) == ("file", 7)
    assert queries.raw_passages(people.bola, contribution)[0].text == WORDS
    assert _names_in_temporary_folder() == before


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.docx", b"not a document", "choose"),
        ("notes.exe", b"MZ", "This kind of file cannot be read"),
        ("notes.txt", b"   ", "no words"),
    ],
)
def test_a_file_that_cannot_be_read_stores_nothing(
    people: Cast, name: str, content: bytes, sentence: str
) -> None:
    engagement = conversation(people)
    before = _names_in_temporary_folder()
    page = signed_in(people, "bola").post(
        to(people, "group_words", engagement.ref, "room"),
        {
            "once": new_token(),
            "people": "18",
            "manner": "noted",
            "document": SimpleUploadedFile(name, content),
        },
    )
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not Contribution.objects.exists()
    assert _names_in_temporary_folder() == before


def _names_in_temporary_folder() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob("*.upload*")}


def test_neither_words_nor_file_is_said(people: Cast) -> None:
    page = signed_in(people, "bola").post(
        to(people, "group_words", conversation(people).ref, "room"),
        {"once": new_token(), "people": "18", "manner": "noted"},
    )
    assert "Type or paste what was said, or choose a document" in page.content.decode()


def test_someone_comes_back_changes_their_mind_and_gets_a_new_card(people: Cast) -> None:
    contributor, old = kit(people)
    client = signed_in(people, "amina")
    missed = client.post(to(people, "come_back"), {"code": "wrong"}).content.decode()
    assert "No one is found by this code" in missed
    answer = client.post(to(people, "come_back"), {"code": old.lower()})
    assert answer["Location"] == to(people, "contributor", contributor.ref)
    assert "Make them a new card before they go" in client.get(answer["Location"]).content.decode()
    changed = {"once": new_token(), "act": "withdrawn"}
    client.post(to(people, "consent", contributor.ref, "recontact"), changed)
    assert queries.consents_of(contributor)["recontact"] == "withdrawn"
    card = client.post(to(people, "new_code", contributor.ref), {"once": new_token()})
    new = CODE.search(card.content.decode())
    assert new is not None
    assert queries.receipt_of(old) is None
    assert queries.receipt_of(new[0]) is not None
    client.post(to(people, "burn", contributor.ref), {"once": new_token()})
    assert queries.receipt_of(new[0]) is None


def test_withdrawing_on_the_page_happens_once_and_says_so(people: Cast) -> None:
    contributor, _ = kit(people)
    captured(people, interview(people), contributor)
    client = signed_in(people, "amina")
    address = to(people, "withdraw", contributor.ref)
    asked = client.get(address).content.decode()
    assert "what we cannot undo" in asked
    assert "could tell that a person stopped, not who" in asked
    sent = {"once": new_token()}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302
    assert not Contributor.objects.exists()
    assert Tombstone.objects.count() == 1
    assert client.get(address).status_code == 404


def test_a_withdrawal_is_undone_on_the_page(people: Cast) -> None:
    contributor, _ = kit(people)
    commands.ask_to_withdraw_by_code(contributor=contributor)
    client = signed_in(people, "amina")
    assert (
        "want to keep it" in client.get(to(people, "contributor", contributor.ref)).content.decode()
    )
    client.post(to(people, "undo", contributor.ref), {"once": new_token()})
    contributor.refresh_from_db()
    assert contributor.state == "active"


def test_known_names_are_kept_and_two_editors_see_both(people: Cast) -> None:
    client = signed_in(people, "bola")
    client.post(to(people, "known_names"), {"names": "Tobi\nAda Bright", "version": "1"})
    assert "Ada Bright\nTobi" in client.get(to(people, "known_names")).content.decode()
    page = client.post(to(people, "known_names"), {"names": "Una", "version": "1"})
    assert "Someone else changed this" in page.content.decode()
    client.post(to(people, "known_names"), {"names": "Una\nTobi", "version": "2"})
    people.programme.refresh_from_db()
    assert queries.known_names(people.bola, people.programme) == ["Tobi", "Una"]


def test_saving_known_names_is_audited_as_no_reading_of_them(people: Cast) -> None:
    client = signed_in(people, "bola")
    client.post(to(people, "known_names"), {"names": "Tobi", "version": "1"})
    assert not Entry.objects.filter(act="listening.read_known_names").exists()
    client.get(to(people, "known_names"))
    assert Entry.objects.filter(act="listening.read_known_names").count() == 1


def test_a_reflection_is_sealed_from_its_page(people: Cast) -> None:
    typed = {
        "once": new_token(),
        "from_whom": "panel",
        "words": "We were paid on time.",
        "said_on": DAY.isoformat(),
        "may_quote_in_public": "on",
    }
    client = signed_in(people, "amina")
    client.post(to(people, "reflections"), typed)
    page = client.get(to(people, "reflections")).content.decode()
    assert "1 from the advisory panel" in page
    assert "paid on time" not in page
    assert Reflection.objects.count() == 1


TABLE = (
    "Group,Talk,Who,Said,Role\n"
    "Residents,One,Ann,What would help?,asks\n"
    "Residents,One,Person,A light.,tells\n"
    "Traders,Two,Ann,And you?,asks\n"
    "Traders,Two,Person 1,A bin.,tells\n"
    "Traders,Two,Person 2,Two bins.,tells\n"
)


def _table() -> SimpleUploadedFile:
    return SimpleUploadedFile("turns.csv", TABLE.encode())


def _columns(**changed: Any) -> dict[str, Any]:
    return {
        "once": new_token(),
        "names": "Group\nTalk\nWho\nSaid\nRole",
        "community": "Group",
        "interview": "Talk",
        "speaker": "Who",
        "text": "Said",
        "interviewer": "Role",
        "interviewer_values": "asks",
        "held_on": DAY.isoformat(),
        "consent_form": "Study form",
        "consent_date": DAY.isoformat(),
        "consent_holder": "The university",
        "uses": ["use_in_themes"],
        "table": _table(),
        **changed,
    }


def test_a_table_comes_in_by_two_steps(people: Cast) -> None:
    client = signed_in(people, "chidi")
    page = client.post(to(people, "import"), {"table": _table()}).content.decode()
    assert "Which column is which?" in page
    assert "What would help" not in page
    came = client.post(to(people, "import"), _columns(), follow=True).content.decode()
    assert "2 conversations came in, with 5 turns" in came
    assert sorted(Contribution.objects.values_list("voice", flat=True)) == ["person", "table"]


def test_replies_to_a_survey_come_in_one_row_a_person(people: Cast) -> None:
    client = signed_in(people, "chidi")
    survey = "Response ID,Area,What would help?\nR1,Residents,A light\nR2,Residents,A warden\n"
    typed = _columns(
        names="Response ID\nArea\nWhat would help?",
        community="Area",
        interview="Response ID",
        speaker="",
        text="What would help?",
        interviewer="",
        interviewer_values="",
        table=SimpleUploadedFile("survey.csv", survey.encode()),
    )
    came = client.post(to(people, "import"), typed, follow=True).content.decode()
    assert "2 conversations came in, with 4 turns" in came
    assert set(Contribution.objects.values_list("voice", flat=True)) == {"person"}
    [first, _] = Contribution.objects.order_by("pk")
    spoken = queries.raw_passages(people.chidi, first)
    assert [(p.speaker, p.text) for p in spoken] == [(0, "What would help?"), (1, "A light")]


def test_a_table_with_a_wrong_column_stores_nothing(people: Cast) -> None:
    client = signed_in(people, "chidi")
    broken = SimpleUploadedFile("turns.csv", TABLE.replace("Role", "Part").encode())
    page = client.post(to(people, "import"), _columns(table=broken)).content.decode()
    assert "There is no column “Role”" in page
    assert not Engagement.objects.exists()
    page = client.post(to(people, "import"), {"table": SimpleUploadedFile("x.csv", b"")})
    assert page.status_code == 200
    assert "govuk-error-summary" in page.content.decode()


def test_the_ledger_page_is_the_data_protection_officers(people: Cast) -> None:
    contributor, _ = kit(people, recontact=False)
    page = signed_in(people, "grace").get(to(people, "ledger")).content.decode()
    assert contributor.ref in page
    for who in ("amina", "bola", "chidi", "dawn"):
        assert signed_in(people, who).get(to(people, "ledger")).status_code == 404


def test_each_choice_in_the_ledger_is_named_for_a_phone(people: Cast) -> None:
    kit(people, recontact=False)
    page = signed_in(people, "grace").get(to(people, "ledger")).content.decode()
    assert '<td class="govuk-table__cell" data-label="Contact">No</td>' in page
    assert "quote_without_name" not in page


@pytest.fixture
def addresses(people: Cast) -> list[str]:
    engagement = interview(people)
    contributor, _ = kit(people)
    captured(people, engagement, contributor)
    one, person = engagement.ref, contributor.ref
    return [
        to(people, "occasions"),
        to(people, "record"),
        to(people, "import"),
        to(people, "occasion", one),
        to(people, "edit", one),
        to(people, "move", one),
        to(people, "add", one),
        to(people, "register", one),
        to(people, "group_words", one, "table"),
        to(people, "person_words", one, person),
        to(people, "ledger"),
        to(people, "come_back"),
        to(people, "contributor", person),
        to(people, "consent", person, "recontact"),
        to(people, "new_code", person),
        to(people, "burn", person),
        to(people, "withdraw", person),
        to(people, "undo", person),
        to(people, "known_names"),
        to(people, "reflections"),
    ]


@pytest.mark.parametrize("who", ["harun", "farah", "sam", "ed", "iris", "jo"])
def test_police_housing_and_strangers_find_no_page(
    people: Cast, addresses: list[str], who: str
) -> None:
    client = signed_in(people, who)
    nowhere = client.get(f"/programmes/{people.programme.slug}/no-such-page")
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"once": "x"})):
            assert answer.status_code == 404
            assert len(answer.content) == len(nowhere.content)
    assert Contributor.objects.count() == 1


def test_signed_out_people_are_asked_to_sign_in(people: Cast, addresses: list[str]) -> None:
    for address in addresses:
        assert Client().get(address).status_code == 302


def test_an_unknown_reference_is_not_there(people: Cast) -> None:
    client = signed_in(people, "amina")
    for name in ("occasion", "edit", "add", "register", "contributor", "withdraw"):
        assert client.get(to(people, name, "000000000000")).status_code == 404
    assert client.get(to(people, "group_words", interview(people).ref, "crowd")).status_code == 404


@pytest.mark.parametrize(
    ("name", "queries_allowed"),
    [("occasions", 12), ("record", 11), ("come_back", 9), ("reflections", 10), ("known_names", 20)],
)
def test_pages_of_a_programme_ask_the_database_little(
    people: Cast, django_assert_max_num_queries: Any, name: str, queries_allowed: int
) -> None:
    for _ in range(3):
        conversation(people)
    client = signed_in(people, "bola")
    with django_assert_max_num_queries(queries_allowed):
        assert client.get(to(people, name)).status_code == 200


@pytest.mark.parametrize(
    ("name", "queries_allowed"), [("occasion", 14), ("edit", 13), ("register", 12)]
)
def test_pages_of_an_occasion_do_not_grow_with_what_was_said(
    people: Cast, django_assert_max_num_queries: Any, name: str, queries_allowed: int
) -> None:
    engagement = interview(people)
    for _ in range(3):
        captured(people, engagement, kit(people)[0])
    client = signed_in(people, "amina")
    with django_assert_max_num_queries(queries_allowed):
        assert client.get(to(people, name, engagement.ref)).status_code == 200


def test_a_persons_page_asks_little(people: Cast, django_assert_max_num_queries: Any) -> None:
    contributor, _ = kit(people)
    for _ in range(5):
        interview(people)
    client = signed_in(people, "amina")
    with django_assert_max_num_queries(17):  # five of them write the reading in the audit
        assert client.get(to(people, "contributor", contributor.ref)).status_code == 200


def test_nothing_is_chosen_beforehand_and_only_what_one_may_record_is_offered(people: Cast) -> None:
    """Sex workers' occasions and peer interviews are the peer team's to record."""
    asked = {who: signed_in(people, who).get(to(people, "record")) for who in ("bola", "amina")}
    kind = {"kind": "individual_session"}
    pages = {
        who: signed_in(people, who).get(to(people, "record"), kind) for who in ("bola", "amina")
    }
    offered = {
        who: [value for value, _ in page.context["form"].fields["community_slug"].choices]
        for who, page in pages.items()
    }
    assert offered["amina"][0] == ""
    assert "sex-workers" in offered["amina"]
    assert "sex-workers" not in offered["bola"]
    form = pages["amina"].context["form"]
    assert form["community_slug"].value() is None
    assert " checked" not in asked["amina"].content.decode()
    assert "Peer interview" in asked["amina"].content.decode()
    assert "Peer interview" not in asked["bola"].content.decode()
    refused = signed_in(people, "bola").get(to(people, "record"), {"kind": "peer_interview"})
    assert "form" not in refused.context
    typed = occasion_typed(community="sex-workers")
    answer = signed_in(people, "bola").post(to(people, "record"), typed)
    assert answer.status_code == 200
    assert not Engagement.objects.exists()


def fields_of(page: HttpResponse) -> set[str]:
    return {name for name, field in page.context["form"].fields.items() if name != "once"}


def test_of_an_occasion_with_one_person_nothing_is_asked_that_only_a_group_can_tell(
    people: Cast,
) -> None:
    client = signed_in(people, "amina")
    one = fields_of(client.get(to(people, "record"), {"kind": "peer_interview"}))
    group = fields_of(client.get(to(people, "record"), {"kind": "community_conversation"}))
    assert one == {
        "kind", "title", "community_slug", "held_on", "coarse_place", "came", "needs_met", "guide",
    }  # fmt: skip
    assert group - one == {
        "came_sex-workers", "came_residents", "asked_if_heard", "felt_heard", "asked_if_again",
        "would_do_again", "equality",
    }  # fmt: skip


def test_how_many_came_to_talk_alone_is_of_their_own_community(people: Cast) -> None:
    typed = {
        "once": new_token(), "kind": "peer_interview", "title": "Interview nine", "came": "1",
        "community": "sex-workers", "held_on-day": "9", "held_on-month": "6", "held_on-year": "2026",
    }  # fmt: skip
    made = signed_in(people, "amina").post(to(people, "record"), typed)
    assert made.status_code == 302, made.content.decode()
    engagement = Engagement.objects.get()
    rows = list(engagement.attendance.values_list("community__slug", "people"))
    assert [row for row in rows if row[1]] == [("sex-workers", 1)]
    edit = signed_in(people, "amina").get(to(people, "edit", engagement.ref))
    assert "came_sex-workers" in fields_of(edit)
    assert "came_residents" not in fields_of(edit)
    assert "asked_if_heard" not in fields_of(edit)


def test_occasions_stand_by_what_is_to_be_done_and_what_is_urgent_comes_first(
    people: Cast,
) -> None:
    held, closed = conversation(people), interview(people)
    Engagement.objects.filter(pk=held.pk).update(state="held")
    Engagement.objects.filter(pk=closed.pk).update(state="closed")
    page = signed_in(people, "amina").get(to(people, "occasions")).content.decode()
    places = [
        page.index(words)
        for words in ("come back with their card", "Names to find", "To write up (1)", "Closed (1)")
    ]
    assert places == sorted(places)
    assert page.index(held.ref) < page.index("Closed (1)") < page.index(closed.ref)


def test_an_occasion_that_stands_keeps_its_community_whoever_edits_it(people: Cast) -> None:
    engagement = interview(people)
    form = signed_in(people, "bola").get(to(people, "edit", engagement.ref)).context["form"]
    assert ("sex-workers", "Sex workers") in form.fields["community_slug"].choices
    assert "peer_interview" in dict(form.fields["kind"].choices)


def test_an_empty_document_is_told_in_one_sentence() -> None:
    form = WordsForm(
        {"once": new_token(), "words": "", "manner": "verbatim"},
        {"document": SimpleUploadedFile("notes.txt", b"")},
    )
    assert [link.text for link in form.error_summary] == ["The file is empty"]
