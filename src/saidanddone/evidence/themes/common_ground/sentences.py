"""The sentences of the common ground page: what a run can and cannot tell."""

from collections.abc import Mapping, Sequence
from typing import Any

from saidanddone.evidence.themes.models import CommonGroundRun
from saidanddone.ui.templatetags.ui import listed

NOT_A_SAMPLE = (
    "These people came forward or were invited. They are not a random sample of anyone, so the "
    "figures say what they raised, not what every neighbour or every sex worker thinks."
)


def both_sentence(result: Mapping[str, Any], people: Sequence[int]) -> str:
    return (
        f"At least {result['at_least_people']} people, and one in ten, raised these in each "
        f"community. That is not to say equally often: {_apart_by_chance(result, people)}."
    )


def more_sentence(run: CommonGroundRun) -> str:
    result = run.result
    if not run.allows_for_all_themes:
        return _more_sentence_of_0_1(result)
    return (
        f"These differ by more than chance would bring among {len(result['themes'])} themes. If the "
        f"communities did not differ at all, at most {_chance_of_one(result)} would put even one "
        "theme in a block like this. Raised less often does not mean that it matters less."
    )


def _more_sentence_of_0_1(result: Mapping[str, Any]) -> str:
    return (
        "The interval of the difference leaves out no difference at all. Of "
        f"{len(result['themes'])} themes looked at, about {result['differing_by_chance']:.1f} would "
        "stand in a block like this by chance alone. Raised less often does not mean that it "
        "matters less."
    )


def few_sentence(result: Mapping[str, Any], people: Sequence[int]) -> str:
    return (
        f"Fewer than {result['at_least_people']} people, or fewer than one in ten, raised these in "
        f"at least one community, and the difference could be chance: "
        f"{_apart_by_chance(result, people)}. One person may still be enough to act on."
    )


def overall_sentence(run: CommonGroundRun) -> str:
    result = run.result
    return (
        "If it made no difference which community a person belongs to, a pattern at least this "
        f"uneven would come up with a chance of {chance_in_words(result['overall_p'])}. "
        f"{result['differing']} of {len(result['themes'])} themes are raised more in one community"
        f"{_counted_by_chance(run)}"
    )


def _counted_by_chance(run: CommonGroundRun) -> str:
    result = run.result
    by_chance = f"about {result['differing_by_chance']:.1f} would"
    if not run.allows_for_all_themes:
        return f"; {by_chance} be by chance alone."
    return (
        ", with all themes allowed for at once. Each looked at by itself, "
        f"{result['differing_unadjusted']} would stand out, and {by_chance} by chance alone."
    )


def agreement_sentence(result: Mapping[str, Any]) -> str:
    if result["rbo"] is None:
        return ""
    return (
        "Put in order of how many raised them, the themes of the first two communities agree at "
        f"{result['rbo']:.2f}, where 1 is the same order and 0 is nothing shared (rank-biased "
        "overlap, the top counting most)."
    )


def chance_in_words(probability: float) -> str:
    return "less than 1 in 1,000" if probability < 0.001 else f"{probability:.3f}"


def _chance_of_one(result: Mapping[str, Any]) -> str:
    return f"1 comparison in {1 / (1 - result['confidence']):.0f}"


def _apart_by_chance(result: Mapping[str, Any], people: Sequence[int]) -> str:
    return (
        f"with {listed([str(count) for count in people])} people, the shares of one theme can lie up "
        f"to about {100 * result['could_differ']:.0f} points apart by chance alone, and of many themes "
        "some further"
    )
