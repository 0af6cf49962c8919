"""Who speaks: one question for each label that stands in captured words."""

from collections.abc import Sequence
from typing import Any

from django import forms

from saidanddone.listening.inputs import SpeakersInput
from saidanddone.listening.queries import SpeakersPage
from saidanddone.listening.speakers import (
    ANSWERS,
    ASKS,
    BEFORE,
    MARGINS,
    OUT,
    WORDS,
    SpeakerMet,
)
from saidanddone.ui.forms import GovukForm, SentOnce
from saidanddone.ui.templatetags.ui import count_of
from saidanddone.ui.widgets import Radios

Choices = Sequence[tuple[str, str]]

_ASKS = (ASKS, "Someone who asks")
_WORDS = (WORDS, "Nobody: it is part of what was said")
_OF_ONE_PERSON: Choices = (
    _ASKS,
    (ANSWERS, "The person whose words these are"),
    (OUT, "Someone else who was there: leave out what they said"),
    _WORDS,
)
_OF_A_GROUP: Choices = (
    _ASKS,
    (ANSWERS, "Someone who answers"),
    (OUT, "Someone whose words are left out"),
    _WORDS,
)
_OF_MARGINS: Choices = ((OUT, "Leave them out"), (WORDS, "Keep them: they were said"))
_OF_WHAT_STANDS_BEFORE: Choices = (
    (ASKS, "A title, or someone who asks"),
    (ANSWERS, "Someone who was asked"),
    (OUT, "Leave it out"),
)
_NAMES = {BEFORE: "What stands before the first name", MARGINS: "Lines at the edges of pages"}


class SpeakersForm(GovukForm, SentOnce):
    """A group of radios for each label; nothing is chosen where nobody can tell who it is."""

    def __init__(self, *args: Any, page: SpeakersPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {f"speaker_{at}": met.key for at, met in enumerate(page.speakers, start=1)}
        choices = _OF_ONE_PERSON if page.is_one_person else _OF_A_GROUP
        for name, met in zip(self._keys, page.speakers, strict=True):
            self.fields[name] = _question(met, choices)

    def to_input(self) -> SpeakersInput:
        """Raises InvalidInput."""
        return SpeakersInput(
            roles={key: self.cleaned_data[name] for name, key in self._keys.items()}
        )


def _question(met: SpeakerMet, choices: Choices) -> forms.ChoiceField:
    name = _NAMES.get(met.key) or f"“{met.name}”"
    samples = " ".join(f"“{sample}”" for sample in met.samples)
    stands = "" if met.key == BEFORE else f"{count_of(met.times, 'time')}: "
    return forms.ChoiceField(
        label=name,
        help_text=stands + samples,
        choices={MARGINS: _OF_MARGINS, BEFORE: _OF_WHAT_STANDS_BEFORE}.get(met.key, choices),
        initial=met.role or None,
        widget=Radios,
        error_messages={"required": f"Say who {name} is"},
    )
