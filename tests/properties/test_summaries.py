"""The summary rows equal the plain query, whatever is coded, uncoded, gathered or withdrawn."""

from collections import Counter, defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saidanddone.evidence.coding.commands import (
    look_for_words,
    merge_codes,
    remove_coding,
    settle_coding,
    suggest,
)
from saidanddone.evidence.coding.inputs import (
    MergeInput,
    RemoveCodingInput,
    SearchInput,
    SettleCodingInput,
)
from saidanddone.evidence.coding.models import Code, Coding, CommunitySummary
from saidanddone.evidence.coding.queries import waiting_suggestions
from saidanddone.evidence.themes.commands import edit_theme
from saidanddone.evidence.themes.inputs import ThemeInput
from saidanddone.evidence.themes.models import Theme, ThemeSummary
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening import commands as listening
from saidanddone.listening.inputs import ConsentInput
from saidanddone.listening.models import Contribution, Contributor
from saidanddone.listening.queries import consents_of
from tests.people import Cast, gather
from tests.unit.evidence.voices import (
    a_code,
    a_theme,
    coded,
    confirmed,
    words_of_a_table,
    words_of_kit,
)

QUOTES = ("Honestly?", "Ring me on", "out since the winter")
pick = st.integers(0, 99)
ACTS = """say, say at a table, code, code, code, uncode, suggest, settle, gather, merge,
    stop, undo, refuse, agree, withdraw"""
one_act = st.tuples(st.sampled_from([act.strip() for act in ACTS.split(",")]), pick, pick, pick)
acts = st.lists(one_act, max_size=12)


def in_use(contribution: Contribution) -> bool:
    """The rule as a person would check it, one contribution at a time."""
    if contribution.is_stopped:
        return False
    who = contribution.contributor
    return who is None or (who.state == "active" and consents_of(who)["use_in_themes"] == "given")


def plain_themes() -> dict[tuple[int, int], tuple[int, int, int]]:
    people, tables, excerpts = defaultdict(set), defaultdict(set), defaultdict(set)
    for coding in Coding.objects.filter(state="accepted"):
        said = coding.excerpt.transcript.contribution
        if not in_use(said):
            continue
        for theme in coding.code.themes.all():
            at = (theme.pk, said.community_id)
            excerpts[at].add(coding.excerpt_id)
            if said.voice == "person":
                people[at].add(said.contributor_id)
            else:
                tables[at].add(said.pk)
    return {at: (len(people[at]), len(tables[at]), len(excerpts[at])) for at in excerpts}


def plain_communities() -> dict[int, Counter[str]]:
    figures: dict[int, Counter[str]] = defaultdict(Counter)
    people = defaultdict(set)
    for contribution in Contribution.objects.all():
        row = figures[contribution.community_id]
        accepted = Coding.objects.filter(
            excerpt__transcript__contribution=contribution, state="accepted"
        )
        standing = accepted if in_use(contribution) else accepted.none()
        is_stopped = (
            contribution.contributor is not None and contribution.contributor.state != "active"
        )
        row["contributions"] += not is_stopped
        row["unread"] += not is_stopped and not standing.exists()
        row["codings"] += standing.count()
        row["excerpts"] += len(set(standing.values_list("excerpt", flat=True)))
        if contribution.confirmed_at and in_use(contribution):
            row["occasions"] += contribution.voice != "person"
            if contribution.voice == "person":
                people[contribution.community_id].add(contribution.contributor_id)
    for community, speakers in people.items():
        figures[community]["people"] = len(speakers)
    return figures


def check() -> None:
    plain = plain_themes()
    for row in ThemeSummary.objects.all():
        expected = plain.pop((row.theme_id, row.community_id), (0, 0, 0))
        assert (row.people, row.occasions, row.excerpts) == expected
    assert not plain
    communities = plain_communities()
    for summary in CommunitySummary.objects.all():
        row = communities.pop(summary.community_id, Counter())
        for name in ("people", "occasions", "contributions", "unread", "excerpts", "codings"):
            assert getattr(summary, name) == row[name], name
    assert not communities


def nth(queryset, number: int):  # type: ignore[no-untyped-def]
    records = list(queryset.order_by("pk"))
    return records[number % len(records)] if records else None


def suggested(people: Cast, number: int) -> Coding | None:
    suggestions = list(waiting_suggestions(people.chidi, people.programme))
    return suggestions[number % len(suggestions)] if suggestions else None


def do(people: Cast, act: str, one: int, two: int, three: int) -> None:
    """One act; the numbers choose the records and words that it is done with."""
    if act == "say":
        community = people.sex_workers if one % 2 else people.residents
        contribution = words_of_kit(people, community=community)
        if two % 3:
            confirmed(people, contribution)
    elif act == "say at a table":
        confirmed(people, words_of_a_table(people))
    elif act in ("stop", "undo", "refuse", "agree", "withdraw"):
        do_with_contributor(people, act, nth(Contributor.objects.all(), one))
    else:
        do_with_codes(people, act, one, two, three)


def do_with_codes(people: Cast, act: str, one: int, two: int, three: int) -> None:
    by = {"actor": people.chidi, "programme": people.programme}
    coding, code = nth(Coding.objects.all(), one), nth(Code.objects.all(), one)
    if act == "code" and (transcript := nth(readable(people), two)):
        quote = "The lights" if transcript.length < 150 else QUOTES[three % 3]
        coded(people, transcript, code, quote=quote)
    elif act == "uncode" and coding and in_use(coding.excerpt.transcript.contribution):
        details = RemoveCodingInput(code_ref=coding.code.ref)
        remove_coding(**by, excerpt=coding.excerpt, details=details)
    elif act == "suggest":
        quote = QUOTES[three % 3].strip("?")
        matches = look_for_words(**by, code=code, details=SearchInput(words=[quote]))
        suggest(**by, code=code, matches=matches)
    elif act == "settle" and (waiting := suggested(people, one)):
        state = "rejected" if two % 2 else "accepted"
        settled = SettleCodingInput(code_ref=waiting.code.ref, state=state)
        settle_coding(**by, excerpt=waiting.excerpt, details=settled)
    elif act == "gather":
        theme = nth(Theme.objects.all(), one)
        codes = [code.ref for number, code in enumerate(Code.objects.all()) if two >> number & 1]
        edit_theme(
            **by,
            theme=theme,
            version=theme.version,
            details=ThemeInput(statement=theme.statement, kind="ask", code_refs=codes),
        )
    elif act == "merge" and Code.objects.count() > 2:
        into = nth(Code.objects.exclude(pk=code.pk), two)
        merge_codes(**by, code=code, details=MergeInput(into_ref=into.ref))


def do_with_contributor(people: Cast, act: str, contributor: Contributor | None) -> None:
    if contributor is None:
        return
    by = {"actor": people.amina, "programme": people.programme, "contributor": contributor}
    if act == "stop":
        listening.ask_to_withdraw_by_code(contributor=contributor)
    elif act == "undo" and contributor.withdrawal_due_at:
        listening.undo_withdrawal(**by)
    elif act in ("refuse", "agree"):
        answer = "refused" if act == "refuse" else "given"
        listening.record_consent(**by, details=ConsentInput(use="use_in_themes", act=answer))
    elif act == "withdraw":
        listening.withdraw_now(**by)


def readable(people: Cast):  # type: ignore[no-untyped-def]
    return Transcript.objects.filter(
        pk__in=[
            transcript.pk
            for transcript in Transcript.objects.all()
            if in_use(transcript.contribution)
        ]
    )


@pytest.mark.django_db
class SummariesEqualThePlainQuery(TestCase):
    databases = {"default", "keys"}

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(acts)
    def test_after_any_sequence_of_acts(self, done: list[tuple[str, int, int, int]]) -> None:
        people = gather()
        lighting, repairs, stops = (a_code(people, name) for name in ("Light", "Mend", "Stops"))
        a_theme(people, lighting, repairs)
        a_theme(people, stops, statement="Stopped for nothing.")
        confirmed(people, words_of_kit(people))
        for act, one, two, three in done:
            do(people, act, one, two, three)
            check()
