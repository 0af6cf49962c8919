"""The one door to the methods: who raised what, compared between communities."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from saidanddone.base.errors import Refused
from saidanddone.evidence.coding.summaries import SAID_BY, not_counted_yet, standing_codings
from saidanddone.evidence.themes.models import ThemeSummary
from saidanddone.evidence.transcripts.policies import released
from saidanddone.listening.models import Contribution
from saidanddone.programme.models import Community, Programme

if TYPE_CHECKING:
    from saidanddone_methods.groups import GroupShare, PairDifference, ThemeComparison

AT_LEAST_PEOPLE = 3  # of each community, for "both say"
AT_LEAST_SHARE = 0.1


def common_ground_of(programme: Programme, *, replicates: int, seed: int) -> dict[str, Any]:
    """The stored result of a run: figures by reference, no words and nobody's identifier.

    `communities` {ref, people, tables}; `themes` {ref, placed, more_in, more_in_unadjusted,
    adjusted_p, groups, differences, occasions}; shares and limits from 0 to 1; `could_differ` is half the width of the
    interval of a difference where half of each community raised a theme. Raises Refused.
    """
    # numpy and scipy weigh on every worker, so only a run loads them.
    from saidanddone_methods.errors import TooThin
    from saidanddone_methods.groups import common_ground

    communities = list(Community.objects.filter(programme=programme))
    community_of = _who_spoke(programme)
    spoke = [community for community in communities if community.pk in community_of.values()]
    ref_of = {community.pk: community.ref for community in communities}
    try:
        comparison = common_ground(
            _who_raised(programme),
            {person: ref_of[community] for person, community in community_of.items()},
            seed=seed,
            replicates=replicates,
            at_least_people=AT_LEAST_PEOPLE,
            at_least_share=AT_LEAST_SHARE,
            order=[community.ref for community in spoke],
        )
    except TooThin as thin:
        raise Refused(_too_thin(thin.reasons, communities)) from None
    occasions = _occasions(programme, communities)
    return {
        "communities": [
            {"ref": ref, "people": people}
            for ref, people in zip(comparison.groups, comparison.people, strict=True)
        ],
        "themes": [_theme(theme, occasions.get(theme.theme, [])) for theme in comparison.themes],
        "rbo": comparison.rbo,
        "overall_p": comparison.overall_p,
        "differing": comparison.differing,
        "differing_unadjusted": comparison.differing_unadjusted,
        "differing_by_chance": comparison.differing_by_chance,
        "confidence": comparison.confidence,
        "at_least_people": comparison.at_least_people,
        "at_least_share": comparison.at_least_share,
        "could_differ": _could_differ(comparison.people),
    }


def _theme(theme: "ThemeComparison[str]", occasions: list[dict[str, Any]]) -> dict[str, Any]:
    """One theme of the stored result."""
    return {
        "ref": theme.theme,
        "placed": "more_in" if theme.more_in else theme.placed,
        "more_in": theme.more_in,
        "more_in_unadjusted": theme.more_in_unadjusted,
        "adjusted_p": theme.adjusted_p,
        "groups": [_group(group) for group in theme.groups],
        "differences": [_difference(pair) for pair in theme.differences],
        "occasions": occasions,
    }


def _group(group: "GroupShare") -> dict[str, Any]:
    return {
        "community": group.group,
        "raised": group.raised,
        "people": group.people,
        "share": group.share.estimate,
        "lower": group.share.lower,
        "upper": group.share.upper,
    }


def _difference(pair: "PairDifference") -> dict[str, Any]:
    return {
        "first": pair.first,
        "second": pair.second,
        "difference": pair.difference.estimate,
        "lower": pair.difference.lower,
        "upper": pair.difference.upper,
        "adjusted_p": pair.adjusted_p,
    }


def _could_differ(people: Sequence[int]) -> float:
    """Half the width of the interval of a difference, had half of each of two communities raised it."""
    from saidanddone_methods.intervals import newcombe

    first, second = people[:2]
    even = newcombe(round(first / 2), first, round(second / 2), second)
    return (even.upper - even.lower) / 2


def _who_spoke(programme: Programme) -> dict[int, int]:
    """Everyone who spoke for themselves and may be coded, with their community; those who raised nothing
    included.
    """
    contributions = Contribution.objects.filter(
        released(), programme=programme, voice="person", confirmed_at__isnull=False
    )
    counted = contributions.exclude(
        contributor__in=not_counted_yet(programme).values("contributor")
    )
    return dict(counted.values_list("contributor", "community").order_by("-pk"))


def _who_raised(programme: Programme) -> dict[str, set[int]]:
    raised: dict[str, set[int]] = {
        ref: set() for ref in programme.themes.order_by("pk").values_list("ref", flat=True)
    }
    codings = standing_codings(programme).filter(
        **{f"{SAID_BY}voice": "person"}, code__themes__isnull=False
    )
    pairs = codings.values_list("code__themes__ref", f"{SAID_BY}contributor").distinct()
    for theme, person in pairs:
        raised[theme].add(person)
    return raised


def _occasions(
    programme: Programme, communities: list[Community]
) -> dict[str, list[dict[str, Any]]]:
    """Tables and rooms by theme reference: raised at `raised` of `of`, where there were any."""
    heard: dict[int, int] = defaultdict(int)
    tables = Contribution.objects.filter(
        released(), programme=programme, confirmed_at__isnull=False
    ).exclude(voice="person")
    for community_id in tables.values_list("community", flat=True):
        heard[community_id] += 1
    raised = {
        (row.theme.ref, row.community_id): row.occasions
        for row in ThemeSummary.objects.filter(theme__programme=programme).select_related("theme")
    }
    themes = {ref for ref, _ in raised}
    return {
        theme: [
            {
                "community": community.ref,
                "raised": raised.get((theme, community.pk), 0),
                "of": heard[community.pk],
            }
            for community in communities
            if community.pk in heard
        ]
        for theme in themes
    }


def _too_thin(reasons: tuple[str, ...], communities: list[Community]) -> str:
    sentence = "; ".join(reasons)
    for community in communities:
        sentence = sentence.replace(community.ref, community.name)
    return f"There is too little to compare yet: {sentence}."
