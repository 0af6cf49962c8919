"""Game T: which themes were hers? What the adversary knows of each theme that was public before."""

from collections import Counter

from tests.adversary.evidence import Candidate, Evidence, Features
from tests.adversary.statements import BANDS, AboutTheme, Changes
from tests.adversary.trials import STOPS, Trial

FALLS = (" fell", " gone", " later")
RISES = (" rose", " new", " earlier")
NOT_OF_ONE = ("order on", "a line on")  # what one theme's figure moves of others too
WEIGHT_OF_A_QUOTE = 3.0  # against a count or a band


def themes_in(evidence: Evidence) -> list[Candidate]:
    """Each theme that is public before."""
    before, hers = evidence.statements[0], evidence.trial.target.passages
    quoted = Counter(evidence.passages[text].theme for text in evidence.quotes[0])
    candidates = []
    for slug, about in before.items():
        moved = [changed.get(slug, Counter()) for changed in evidence.changed]
        known = _known(about) | {"quotes": float(quoted[slug])}
        candidates.append(
            Candidate(
                is_hers=slug in hers,
                known=known,
                seen=evidence.features(moved),
                guess=known["share of hers"],
                points=sum(points(evidence.trial, changed) for changed in moved),
                changed=frozenset(what for changed in moved for what in changed),
            )
        )
    return candidates


def points(trial: Trial, moved: Changes) -> float:
    """How much these changes point at her: what falls when someone goes, less half of what rises.

    Stopping quotes moves nothing but quotes. A reply that the adversary gave with her card adds one.
    """
    score = 0.0
    for what, times in moved.items():
        falls = what.endswith(FALLS) - 0.5 * what.endswith(RISES)
        if what == "a quote gone":
            score += WEIGHT_OF_A_QUOTE * times
        elif trial.presses and ".replied" in what:
            score -= 2 * falls
        elif trial.act != STOPS and not what.startswith(NOT_OF_ONE) and not _is_of_others(what):
            score += falls
    return score


def _is_of_others(what: str) -> bool:
    """Whether it is said of a community that is not hers."""
    return "(" in what and "(hers)" not in what


def _known(about: AboutTheme) -> Features:
    """What one copy tells: how many of her community and of others raise it, where it stands, replies."""
    shares = {
        path: BANDS.index(value) / (len(BANDS) - 1)
        for path, value in about.fields.items()
        if isinstance(value, str) and value in BANDS
    }
    raised = {path: share for path, share in shares.items() if path.startswith("themes.raised_in")}
    of_hers = [share for path, share in raised.items() if "(hers)" in path]
    known = {
        "share of hers": sum(of_hers),
        "share of others": sum(raised.values()) - sum(of_hers),
        "place on heard": float(about.orders.get("publishing:heard", 99)),
    }
    for path, value in about.fields.items():
        if isinstance(value, bool | int | float):
            known[path] = float(value)
        elif path in ("themes.kind", "themes.placed", "answers.says", "answers.asked_since"):
            known[f"{path} {value}"] = 1.0
    return known
