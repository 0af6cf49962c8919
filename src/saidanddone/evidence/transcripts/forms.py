"""What people type about transcripts: what to hide, what to cover, what to correct."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from saidanddone.base.errors import Refused
from saidanddone.evidence.form_fields import line, text
from saidanddone.evidence.transcripts.inputs import ConfirmInput, CoverInput, ReviseInput
from saidanddone.evidence.transcripts.pages import form_value
from saidanddone.evidence.transcripts.queries import RawWordsToCheck
from saidanddone.evidence.transcripts.redaction import Hit
from saidanddone.evidence.transcripts.spans import spans_of_lines
from saidanddone.ui.forms import GovukForm, SentOnce
from saidanddone.ui.templatetags.ui import count_of, listed


@dataclass(frozen=True)
class WordsToHide:
    words: str
    places: int  # where they stand in the raw words


class ConfirmForm(GovukForm, SentOnce):
    """Which hits to hide, all of them unless someone says otherwise, and what else."""

    hide = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    also_hide = text(
        "Also hide these words",
        "A nickname, a street, a job only one person has. One a line. Each is hidden wherever it "
        "stands, with or without accents and capitals. You will see in how many places before "
        "anything is confirmed.",
    )
    # The words whose places the page showed.
    counted = forms.CharField(required=False, widget=forms.HiddenInput)
    sensitive = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, page: RawWordsToCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._words = page.words
        self._hits = {form_value(hit): hit for hit in page.hits}
        numbers = [str(number) for number in range(1, len(page.passages) + 1)]
        self.fields["sensitive"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]
        self.fields["hide"].choices = [(value, value) for value in self._hits]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> Iterable[str]:
        return self.data.getlist("hide") if self.is_bound else self._hits  # type: ignore[attr-defined]

    @property
    def ticked_sensitive(self) -> Iterable[str]:
        return self.data.getlist("sensitive") if self.is_bound else ()  # type: ignore[attr-defined]

    def accepted(self) -> list[Hit]:
        return [self._hits[value] for value in self.cleaned_data["hide"]]

    @property
    def words_to_hide(self) -> tuple[str, ...]:
        return _lines(self.data.get("also_hide", "")) if self.is_bound else ()

    @cached_property
    def counts(self) -> list[WordsToHide]:
        """In how many places each of the words to hide stands; none where they are too many."""
        try:
            spans = spans_of_lines(self._words, self.words_to_hide)
        except Refused:  # which the command says
            return []
        return [
            WordsToHide(words, len(its_spans))
            for words, its_spans in zip(self.words_to_hide, spans, strict=True)
        ]

    @property
    def are_counts_shown(self) -> bool:
        """Whether the page showed where these words stand. What stands nowhere is refused anyway."""
        is_refused = not self.counts or not all(row.places for row in self.counts)
        return is_refused or _lines(self.cleaned_data["counted"]) == self.words_to_hide

    @property
    def done(self) -> str:
        """What to say when the transcript is confirmed: without the words, which are hidden."""
        done = "The transcript is confirmed. The raw words are destroyed."
        places = [count_of(row.places, "place,places") for row in self.counts]
        return f"{done} What you added was hidden in {listed(places)}." if places else done

    def to_input(self) -> ConfirmInput:
        """Raises InvalidInput."""
        return ConfirmInput(
            also_hide=self.words_to_hide,
            sensitive=tuple(int(number) for number in self.cleaned_data["sensitive"]),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class CoverForm(SentOnce):
    """The number of a turn to cover, or of one to leave open."""

    cover = forms.IntegerField(required=False, min_value=1)
    uncover = forms.IntegerField(required=False, min_value=1)

    def to_input(self) -> CoverInput | None:
        """What was asked for; None where no number was sent."""
        cover, uncover = self.cleaned_data["cover"], self.cleaned_data["uncover"]
        if not (cover or uncover):
            return None
        return CoverInput(number=cover or uncover, is_sensitive=bool(cover))


class ReviseForm(GovukForm, SentOnce):
    sought = line(
        "Words to change",
        "They are changed wherever they stand whole in this transcript, with or without accents and "
        "capitals.",
    )
    instead = line("Put this in their place")

    def to_input(self) -> ReviseInput:
        """Raises InvalidInput."""
        typed = self.cleaned_data
        return ReviseInput(replacements={typed["sought"]: typed["instead"]})
