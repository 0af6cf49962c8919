"""Game Q: which of the quotes were hers? What the adversary knows of each quote that was shown before."""

from collections import Counter

from tests.adversary.evidence import Candidate, Evidence
from tests.adversary.statements import Changes
from tests.adversary.themes import themes_in

LONG = 300  # characters
WEIGHT_OF_ITS_THEME = 0.1  # against a quote's own coming and going


def quotes_in(evidence: Evidence) -> list[Candidate]:
    """Each quote that is shown before."""
    before, passages = evidence.quotes[0], evidence.passages
    themes = dict(zip(evidence.statements[0], themes_in(evidence), strict=True))
    beside = Counter(passages[text].theme for text in before)
    candidates = []
    for place, text in enumerate(before):
        passage, moved = passages[text], _moved(text, evidence)
        theme = themes.get(passage.theme)
        known = {
            "of her community": float(passage.community == evidence.community),
            "place": place / len(before),
            "length": len(text) / LONG,
            "beside it": float(beside[passage.theme]),
            **dict.fromkeys(before[text], 1.0),
        }
        seen = evidence.features(moved)
        score = -float(sum("still shown" in changed for changed in moved))
        if theme is not None:
            known |= {f"its theme's {name}": value for name, value in theme.known.items()}
            seen |= {f"its theme's {name}": value for name, value in theme.seen.items()}
            score += WEIGHT_OF_ITS_THEME * theme.points
        candidates.append(
            Candidate(
                is_hers=passage.owner == evidence.trial.target.contributor.pk,
                known=known,
                seen=seen,
                guess=known["of her community"],
                points=score,
                changed=frozenset(what for changed in moved for what in changed),
            )
        )
    return candidates


def _moved(text: str, evidence: Evidence) -> list[Changes]:
    """Whether it is still shown in each later copy, and in which sort of document it is not."""
    before = evidence.quotes[0][text]
    return [
        Counter(
            {f"gone from the {sort}": 1 for sort in before - later.get(text, frozenset())}
            | ({"still shown": 1} if text in later else {})
        )
        for later in evidence.quotes[1:]
    ]
