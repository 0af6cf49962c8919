"""The steps of the golden thread, named once: what was said, passages, themes, decisions, actions, measures, answers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of the thread. `kinds` are the kinds of its records."""

    slug: str
    label: str
    kinds: tuple[str, ...]


STEPS = (
    Step("said", "Transcripts", ("occasion", "voice")),
    Step("marked", "Passages", ("passage",)),
    Step("themes", "Themes", ("theme",)),
    Step("decided", "Decided", ("decision", "priority")),
    Step("done", "Done", ("action",)),
    Step("measured", "Measures", ("indicator",)),
    Step("answered", "Answered", ("answer",)),
)
KINDS = tuple(kind for step in STEPS for kind in step.kinds)
KIND_WORDS = {
    "occasion": "Occasion",
    "voice": "One voice",
    "passage": "Passage",
    "theme": "Theme",
    "decision": "Decision",
    "priority": "Priority",
    "action": "Action",
    "indicator": "Measure",
    "answer": "Answer",
}


def step_of(kind: str) -> Step:
    return next(step for step in STEPS if kind in step.kinds)
