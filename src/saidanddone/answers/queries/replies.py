"""Counts what people said back to answers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from saidanddone.answers import states
from saidanddone.answers.models import AloudTally, Answer, Verdict
from saidanddone.answers.reopening_rule import Replies, replies_of_tally
from saidanddone.programme.models import Programme


def current(programme: Programme) -> QuerySet[Answer]:
    """The latest published or reopened answer of each theme."""
    return Answer.objects.filter(programme=programme, state__in=states.TOLD, replaced_at=None)


def replies_to(answers: Iterable[Answer] | QuerySet[Answer]) -> dict[tuple[int, int], Replies]:
    """Counts of replies, by answer and community. Two queries.

    By code, it counts people whose words raised the theme; read aloud, whoever was there.
    """
    replies: dict[tuple[int, int], Replies] = defaultdict(Replies)
    said_no = Q(meant=False) | Q(seen=False)
    verdicts = (
        Verdict.objects.filter(answer__in=answers, is_counted=True)
        .exclude(meant=None, seen=None)
        .values_list("answer", "contributor__community")
        .annotate(
            replied=Count("pk"),
            no=Count("pk", filter=said_no),
            meant_yes=Count("pk", filter=Q(meant=True)),
            meant_no=Count("pk", filter=Q(meant=False)),
            seen_yes=Count("pk", filter=Q(seen=True)),
            seen_no=Count("pk", filter=Q(seen=False)),
        )
        .order_by()
    )
    for answer, community, *counts in verdicts:
        replies[answer, community] += Replies(*counts)
    for tally in AloudTally.objects.filter(answer__in=answers):
        replies[tally.answer_id, tally.community_id] += _aloud(tally)
    return dict(replies)


def _aloud(tally: AloudTally) -> Replies:
    return replies_of_tally(
        meant_yes=tally.meant_yes,
        meant_no=tally.meant_no,
        seen_yes=tally.seen_yes,
        seen_no=tally.seen_no,
    )


def people_who_replied(programme: Programme, since: datetime) -> int:
    """How many replied, or changed a reply, by code or aloud since then. Two queries."""
    by_code = (
        Verdict.objects.filter(answer__programme=programme, is_counted=True, at__gt=since)
        .values("contributor")
        .distinct()
        .count()
    )
    aloud = AloudTally.objects.filter(answer__programme=programme, created_at__gt=since)
    return by_code + sum(_aloud(tally).replied for tally in aloud)


def by_answer(replies: dict[tuple[int, int], Replies]) -> dict[int, Replies]:
    sums: dict[int, Replies] = defaultdict(Replies)
    for (answer, _), counts in replies.items():
        sums[answer] += counts
    return sums


def replies_by_answer(answers: Iterable[Answer] | QuerySet[Answer]) -> dict[int, Replies]:
    """Counts of replies, by answer, all communities together. Two queries."""
    return dict(by_answer(replies_to(answers)))
