"""Quotes rest together, so that nobody can tell whose words went."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base.errors import Refused
from saidanddone.case_study.compose import compose
from saidanddone.case_study.queries import read_material
from saidanddone.case_study.writers import as_markdown
from saidanddone.disclosure.document import Quote
from saidanddone.evidence.coding.commands import PassageToCode, code_passages
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.commands import put_back, revise, send_back
from saidanddone.evidence.transcripts.inputs import ReviseInput, SendBackInput
from saidanddone.listening import commands as listening
from saidanddone.listening.inputs import ConsentInput
from saidanddone.listening.models import Contributor
from saidanddone.public_site.pages import every_page
from saidanddone.public_site.queries import find_site
from saidanddone.releases import commands, queries
from saidanddone.releases.models import Release, ReleaseQuote
from saidanddone.releases.quotes import (
    FEWEST_VOICES,
    quotable_under,
    standing_quotes,
    told_quotes,
)
from saidanddone.releases.stored import read
from saidanddone.releases.today import lines_for
from tests.conftest import BuildOnce
from tests.people import Cast
from tests.unit.releases import world

Narrowing = Callable[[Cast, Contributor], object]


def stop(people: Cast, who: Contributor) -> None:
    listening.stop_quotes_by_code(contributor=who)


def withdraw(people: Cast, who: Contributor) -> None:
    listening.withdraw_now(actor=people.amina, programme=people.programme, contributor=who)


def says(act: str, use: str) -> Narrowing:
    def said_so(people: Cast, who: Contributor) -> None:
        listening.record_consent(
            actor=people.amina,
            programme=people.programme,
            contributor=who,
            details=ConsentInput(use=use, act=act),
        )

    return said_so


def correct(people: Cast, excerpt: Excerpt) -> None:
    revise(
        actor=people.amina,
        programme=people.programme,
        transcript=excerpt.transcript,
        details=ReviseInput(replacements={"March": "spring"}),
    )


def in_papers(act: str) -> Narrowing:
    return says(act, "quote_without_name_in_papers")


NARROWINGS: dict[str, Narrowing] = {
    "stop by code": stop,
    "withdraw by code": lambda people, who: listening.ask_to_withdraw_by_code(contributor=who),
    "withdraw with a peer": withdraw,
    "no more quotes in public": says("withdrawn", "quote_without_name_in_public"),
    "no more themes": says("withdrawn", "use_in_themes"),
    "erased again": lambda people, who: listening.erase_again(key_refs=[who.key_ref]),
}


@pytest.fixture(scope="module")
def quoted_once(built_once: BuildOnce) -> Cast:
    cast: Cast = built_once(world.quoted)
    return cast


@pytest.fixture
def people(quoted_once: Cast) -> Cast:
    return quoted_once.copy()


def everyone(people: Cast) -> list[Contributor]:
    return list(Contributor.objects.filter(programme=people.programme).order_by("pk"))


def signed_quotes(release: Release) -> list[ReleaseQuote]:
    return list(release.quotes.select_related("excerpt__transcript__contribution__contributor"))


def voices(quotes: Iterable[ReleaseQuote]) -> list[str]:
    return [quote.excerpt.key_ref for quote in quotes]


def quoted_person(people: Cast) -> Contributor:
    """Someone whom the last release quotes."""
    quote = signed_quotes(Release.objects.get(state="signed"))[0]
    return Contributor.objects.get(key_ref=quote.excerpt.key_ref)


def words_shown(people: Cast) -> list[str]:
    return [quote.words for some in find_site("harbour").quotes.values() for quote in some]


def speaks_again(people: Cast, who: Iterable[Contributor], slug: str = "lights") -> None:
    """More is said on a theme, so that other passages can be drawn."""
    again = Theme.objects.get(programme=people.programme, slug=slug)
    world.passages(people, again, [(person, "And the bins by the wall as well.") for person in who])


@pytest.mark.parametrize("narrowing", NARROWINGS)
def test_every_quote_rests_with_one_persons(people: Cast, client: Client, narrowing: str) -> None:
    assert len(words_shown(people)) == 15
    NARROWINGS[narrowing](people, quoted_person(people))
    for page in every_page(find_site("harbour")):
        assert "<blockquote" not in client.get(page.address).content.decode()


@pytest.mark.parametrize(
    "narrowing", ["stop by code", "withdraw by code", "withdraw with a peer", "erased again"]
)
def test_every_quote_rests_also_where_none_is_theirs(people: Cast, narrowing: str) -> None:
    """Or that they rest would tell whoever holds the card that one of them was hers."""
    silent = world.voice(people, people.residents, quotable=False)
    NARROWINGS[narrowing](people, silent)
    assert words_shown(people) == []


def test_stopping_contact_takes_no_quote_off(people: Cast) -> None:
    before = words_shown(people)
    listening.stop_contact_by_code(contributor=quoted_person(people))
    assert words_shown(people) == before


def test_no_quote_comes_back_when_a_withdrawal_is_undone(people: Cast) -> None:
    person = quoted_person(people)
    listening.ask_to_withdraw_by_code(contributor=person)
    listening.undo_withdrawal(actor=people.amina, programme=people.programme, contributor=person)
    assert words_shown(people) == []


def test_the_end_of_the_seven_days_takes_no_new_quotes_off(people: Cast) -> None:
    who = everyone(people)
    person = quoted_person(people)
    due = listening.ask_to_withdraw_by_code(contributor=person)
    speaks_again(people, [other for other in who if other.pk != person.pk])
    speaks_again(people, [other for other in who if other.pk != person.pk], "bins")
    speaks_again(people, [other for other in who if other.pk != person.pk], "buses")
    world.signed(people)
    before = words_shown(people)
    assert listening.finish_due_withdrawals(now=due) == 1
    assert words_shown(people) == before != []


def test_a_correction_takes_the_old_words_off_and_every_other_quote(people: Cast) -> None:
    [first, *_] = signed_quotes(Release.objects.get())
    correct(people, first.excerpt)
    assert words_shown(people) == []


def test_a_turn_sent_back_takes_every_quote_off_until_it_is_put_back(people: Cast) -> None:
    shown = words_shown(people)
    [first, *_] = signed_quotes(Release.objects.get())
    about: dict[str, Any] = {
        "programme": people.programme,
        "transcript": first.excerpt.transcript,
        "details": SendBackInput(number=1),
    }
    send_back(actor=people.chidi, **about)
    assert words_shown(people) == []
    assert first.excerpt not in [
        excerpt
        for excerpts in quotable_under(people.programme.themes.all()).values()
        for excerpt in excerpts
    ]
    put_back(actor=people.amina, **about)
    assert words_shown(people) == shown


def test_none_is_told_where_the_key_of_one_is_gone(people: Cast) -> None:
    release = Release.objects.get()
    quotes = standing_quotes(release)
    opened = {quote.excerpt_id: "A lamp." for quote in quotes[1:]}
    assert told_quotes(quotes, opened, read(release.content)) == {}


class TestTheNextRelease:
    def test_it_quotes_other_passages(self, people: Cast) -> None:
        who = everyone(people)
        stood = {quote.excerpt_id for quote in signed_quotes(Release.objects.get())}
        stop(people, who[0])
        for slug in ("lights", "bins", "buses"):
            speaks_again(people, who[1:], slug)
        following = world.signed(people)
        standing = standing_quotes(following)
        assert len(standing) >= FEWEST_VOICES
        assert not stood & {quote.excerpt_id for quote in standing}
        assert who[0].key_ref not in voices(standing)

    def test_it_quotes_other_passages_after_a_correction_too(self, people: Cast) -> None:
        stood = {quote.excerpt_id for quote in signed_quotes(Release.objects.get())}
        correct(people, signed_quotes(Release.objects.get())[0].excerpt)
        for slug in ("lights", "bins", "buses"):
            speaks_again(people, everyone(people), slug)
        following = {quote.excerpt_id for quote in standing_quotes(world.signed(people))}
        assert following
        assert not stood & following

    def test_two_stops_in_a_row_bring_none_back(self, people: Cast) -> None:
        who = everyone(people)
        stood = {quote.excerpt_id for quote in signed_quotes(Release.objects.get())}
        for person in who[:2]:
            stop(people, person)
            for slug in ("lights", "bins", "buses"):
                speaks_again(people, who[2:], slug)
            following = {quote.excerpt_id for quote in standing_quotes(world.signed(people))}
            assert following
            assert not stood & following
            stood |= following

    def test_words_that_stood_are_not_drawn_marked_anew(self, people: Cast) -> None:
        """A part of the same passage would show that its voice had not stopped."""
        who = everyone(people)
        stop(people, who[0])
        [quote, *_] = [
            each for each in ReleaseQuote.objects.all() if each.excerpt.key_ref != who[0].key_ref
        ]
        theme = Theme.objects.get(ref=quote.theme_ref)
        [shorter] = code_passages(
            actor=people.chidi,
            programme=people.programme,
            passages=[PassageToCode(quote.excerpt.transcript, 0, 30, tuple(theme.codes.all()))],
        )
        offered = quotable_under([theme])[theme.ref]
        assert shorter.pk not in {excerpt.pk for excerpt in offered}

    def test_nobody_can_choose_a_passage_that_rests(self, people: Cast) -> None:
        who = everyone(people)
        chosen = [
            (quote.theme_ref, quote.excerpt.ref)
            for quote in signed_quotes(Release.objects.get())
            if quote.excerpt.key_ref != who[0].key_ref
        ]
        stop(people, who[0])
        release = world.draft(people)
        with pytest.raises(Refused, match="may not be quoted any more"):
            commands.choose_quotes(actor=people.bola, release=release, chosen=chosen)

    def test_a_correction_after_drafting_lets_none_of_the_old_quotes_out(
        self, people: Cast
    ) -> None:
        release = world.draft(people)
        [first, *_] = signed_quotes(release)
        correct(people, first.excerpt)
        for signer in (people.dawn, people.grace):
            commands.sign_release(actor=signer, release=release)
        assert words_shown(people) == []
        assert not Release.objects.get(pk=release.pk).quotes_signed


class TestADraft:
    def test_its_quotes_rest_too_and_others_are_drawn_when_it_is_drawn_up_again(
        self, people: Cast
    ) -> None:
        """Whoever signs sees the draft, and would see which one went."""
        who = everyone(people)
        for slug in ("lights", "bins", "buses"):
            speaks_again(people, who, slug)
        release = world.draft(people)
        others = [
            (theme_ref, excerpt)
            for theme_ref, excerpts in quotable_under(people.programme.themes.all()).items()
            for excerpt in excerpts
            if excerpt.pk not in set(release.quotes.values_list("excerpt", flat=True))
        ]
        of_each = {excerpt.key_ref: (theme_ref, excerpt.ref) for theme_ref, excerpt in others}
        commands.choose_quotes(actor=people.bola, release=release, chosen=of_each.values())
        drafted = {quote.excerpt_id for quote in standing_quotes(release)}
        assert drafted
        stop(people, who[0])
        assert standing_quotes(release) == []
        assert (
            "Its quotes rest."
            in queries.read_release(people.grace, people.programme, release.ref).why_no_quotes
        )
        commands.redraft(actor=people.bola, release=release)
        drawn = {quote.excerpt_id for quote in standing_quotes(release)}
        assert drawn
        assert not drawn & drafted

    def test_a_stop_between_the_signatures_lets_it_out_without_quotes(self, people: Cast) -> None:
        who = everyone(people)
        release = world.draft(people)
        commands.sign_release(actor=people.dawn, release=release)
        stop(people, who[0])
        commands.sign_release(actor=people.grace, release=release)
        assert words_shown(people) == []

    def test_quotes_chosen_stay_when_it_is_drawn_up_again(self, people: Cast) -> None:
        release = world.draft(people)
        before = [quote.pk for quote in standing_quotes(release)]
        commands.redraft(actor=people.bola, release=release)
        assert [quote.pk for quote in standing_quotes(release)] == before


class TestTheCaseStudy:
    def quoted_in(self, people: Cast, which: str) -> list[str]:
        document = compose(read_material(people.dawn, people.programme, which))  # type: ignore[arg-type]
        blocks = [block for section in document.sections for block in section.blocks]
        return [block.words for block in blocks if isinstance(block, Quote)]

    def test_it_quotes_nobody_from_a_release_whose_quotes_rest(self, people: Cast) -> None:
        assert self.quoted_in(people, "release")
        stop(people, quoted_person(people))
        assert self.quoted_in(people, "release") == []

    def test_a_draft_of_it_quotes_what_a_release_quotes_of_those_who_agreed_to_papers(
        self, people: Cast
    ) -> None:
        who = everyone(people)
        for person in who[:7]:
            in_papers("given")(people, person)
        assert read_material(people.dawn, people.programme, "draft").quotes == {}
        in_papers("given")(people, who[7])
        quotes = read_material(people.dawn, people.programme, "draft").quotes
        words = {quote.words for of_theme in quotes.values() for quote in of_theme}
        assert len(words) == 8
        assert words < set(words_shown(people))

    def test_a_draft_of_it_quotes_nobody_after_someone_took_papers_back(self, people: Cast) -> None:
        """Whoever was not quoted too: so which quote goes does not tell who."""
        for person in everyone(people):
            in_papers("given")(people, person)
        silent = world.voice(people, people.residents)
        in_papers("given")(people, silent)
        assert self.quoted_in(people, "draft")
        in_papers("withdrawn")(people, silent)
        assert self.quoted_in(people, "draft") == []

    def test_its_files_hold_no_quote_after_a_stop(self, people: Cast) -> None:
        stop(people, quoted_person(people))
        study = compose(read_material(people.dawn, people.programme, "release"))
        assert "Voice " not in as_markdown(study).decode()


class TestWhoIsTold:
    def test_those_who_sign_read_it_on_today_until_the_next_release(self, people: Cast) -> None:
        who = everyone(people)
        assert lines_for(people.grace) == []
        stop(people, who[0])
        [line] = lines_for(people.grace)
        assert line.text.startswith("All quotes of")
        assert lines_for(people.chidi) == []
        for slug in ("lights", "bins", "buses"):
            speaks_again(people, who[1:], slug)
        world.signed(people)
        assert lines_for(people.grace) == []

    def test_what_came_off_a_release_of_0_1_is_audited_once_and_on_its_page(
        self, people: Cast
    ) -> None:
        release = Release.objects.get()
        Release.objects.update(quotes_signed=None)
        import_module(
            "saidanddone.releases.migrations.0003_quotes_rest_together"
        ).rest_quotes_of_0_1(apps, connection.schema_editor(atomic=False))
        assert words_shown(people) == []
        assert commands.note_quotes_taken_off() == 1
        assert commands.note_quotes_taken_off() == 0
        entry = Entry.objects.get(act="publishing.rest_quotes_of_0_1")
        assert entry.count == 15
        page = queries.read_release(people.grace, people.programme, release.ref)
        assert "15 in all, came off together when this version was installed" in page.why_no_quotes
