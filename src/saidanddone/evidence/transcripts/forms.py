"""What people type about transcripts: what to hide, what to cover, what to correct."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django import forms

from saidanddone.base.errors import Refused
from saidanddone.evidence.form_fields import line, text
from saidanddone.evidence.transcripts.choices import KEPT_SINCE
from saidanddone.evidence.transcripts.hiding import hits_of_words, redacted
from saidanddone.evidence.transcripts.inputs import (
    ChoicesInput,
    ConfirmInput,
    CoverInput,
    HideInput,
    ReviseInput,
)
from saidanddone.evidence.transcripts.pages import form_value
from saidanddone.evidence.transcripts.queries import RawWordsToCheck
from saidanddone.evidence.transcripts.redaction import Hit, Kind
from saidanddone.evidence.transcripts.spans import spans_by_hand, spans_of_lines
from saidanddone.listening.passages import Passage
from saidanddone.ui.forms import GovukForm, SentOnce
from saidanddone.ui.templatetags.ui import count_of, listed

CHANGED_SINCE = (
    "Nothing is confirmed yet. Since you opened this page, these words or the names to look for changed. "
    "What is found now is marked below. Read it through, choose again what to hide, then confirm."
)
SCRIPTED = {"data-by-hand": ""}  # written by assets/js/hide-words.js


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
    sensitive = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    # Places that someone chose by tapping or by keyboard: "12-15 40-52", in code points.
    by_hand = forms.CharField(required=False, widget=forms.HiddenInput(SCRIPTED))
    shown = forms.CharField(required=False, widget=forms.HiddenInput)  # `page.stamps`
    # What was kept half-way when the page was opened: `page.choices_stamp`.
    kept_before = forms.CharField(required=False, widget=forms.HiddenInput)
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)  # `preview_stamp`

    def __init__(self, *args: Any, page: RawWordsToCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._page = page
        self._words = page.words
        self._hits = {form_value(hit): hit for hit in page.hits}
        self._choices = page.choices or ChoicesInput(seen=tuple(self._hits))
        stamps = " ".join(page.stamps)
        self.initial = {
            "shown": stamps,
            "kept_before": page.choices_stamp,
            "by_hand": self._choices.by_hand,
            "also_hide": "\n".join(self._choices.also_hide),
        }
        self._is_stale = self.is_bound and self.data.get("shown") != stamps
        # A page that was opened before this could be kept does not say.
        kept_before = self.data.get("kept_before") or page.choices_stamp
        self._is_kept_since = self.is_bound and kept_before != page.choices_stamp
        if self._is_stale:
            self._choose_anew(*page.stamps)
        if self.is_bound:
            self._send_instead(kept_before=page.choices_stamp)
        numbers = [str(number) for number in range(1, len(page.passages) + 1)]
        self.fields["sensitive"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]
        self.fields["hide"].choices = [(value, value) for value in self._hits]  # type: ignore[attr-defined]

    def _send_instead(self, **values: str | list[str]) -> None:
        """Put these in place of what was sent."""
        sent = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            sent.setlist(name, value if isinstance(value, list) else [value])
        self.data = sent

    def _choose_anew(self, words_stamp: str, hits_stamp: str) -> None:
        """Keep of what was sent what still stands for the same words; every hit is ticked again."""
        if not self.data.get("shown", "").startswith(f"{words_stamp} "):
            self._send_instead(by_hand="", sensitive=[])
        self._send_instead(previewed="", shown=f"{words_stamp} {hits_stamp}", hide=list(self._hits))

    def choose_all(self, kind: str, *, hidden: bool) -> None:
        """Tick every hit of a kind, or none of them."""
        theirs = {value for value, hit in self._hits.items() if hit.kind == kind}
        ticked = set(self.ticked) | theirs if hidden else set(self.ticked) - theirs
        self._send_instead(hide=[value for value in self._hits if value in ticked])

    def clean(self) -> dict[str, Any]:
        if self._is_stale:
            raise forms.ValidationError(CHANGED_SINCE)
        if self._is_kept_since:
            raise forms.ValidationError(KEPT_SINCE)
        return super().clean() or {}

    def clean_by_hand(self) -> list[tuple[int, int]]:
        try:
            return spans_by_hand(self._words, self.cleaned_data["by_hand"])
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from None

    @property
    def ticked(self) -> Iterable[str]:
        if self.is_bound:
            return self.data.getlist("hide")  # type: ignore[attr-defined, no-any-return]
        return [value for value in self._hits if value not in self._choices.kept]

    @property
    def ticked_sensitive(self) -> Iterable[str]:
        if self.is_bound:
            return self.data.getlist("sensitive")  # type: ignore[attr-defined, no-any-return]
        return [str(number) for number in self._choices.sensitive]

    @property
    def are_choices_shown(self) -> bool:
        """Whether the page opens with what was saved half-way."""
        return not self.is_bound and self._page.choices is not None

    @property
    def are_more_found(self) -> bool:
        """Whether something is marked that was not when the choices were saved."""
        return self.are_choices_shown and not set(self._hits) <= set(self._choices.seen)

    def accepted(self) -> list[Hit]:
        """The hits left ticked, and what was chosen by hand."""
        chosen = [
            Hit(start, end, Kind.ASKED, "asked") for start, end in self.cleaned_data["by_hand"]
        ]
        return [*(self._hits[value] for value in self.cleaned_data["hide"]), *chosen]

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
    def preview_stamp(self) -> str:
        """What tells these choices from others. It is in the page alone."""
        ticked = [sorted(self.ticked), sorted(self.ticked_sensitive)]
        sent = [self.data.get(name, "") for name in ("by_hand", "shown")]
        whole = repr([ticked, sent, self.words_to_hide])
        return sha256(whole.encode()).hexdigest()[:16]

    @property
    def is_previewed(self) -> bool:
        """Whether the page showed what stays of the words once just this is hidden."""
        return self.data.get("previewed") == self.preview_stamp

    def what_stays(self) -> list[Passage]:
        """The words as they would be confirmed. Raises Refused for words to hide that are nowhere."""
        hits = [*self.accepted(), *hits_of_words(self._words, self.words_to_hide)]
        return redacted(self._page.passages, self._page.spans, hits)

    @property
    def done(self) -> str:
        """What to say when the transcript is confirmed: without the words, which are hidden."""
        done = "The transcript is confirmed. The raw words are destroyed."
        places = [count_of(row.places, "place,places") for row in self.counts]
        if places:
            done = f"{done} What you added was hidden in {listed(places)}."
        by_hand = len(self.cleaned_data["by_hand"]) if self.is_bound and self.is_valid() else 0
        if by_hand:
            done = f"{done} You hid {count_of(by_hand, 'place,places')} by hand."
        return done

    def to_input(self) -> ConfirmInput:
        """Raises InvalidInput."""
        return ConfirmInput(
            also_hide=self.words_to_hide,
            sensitive=tuple(int(number) for number in self.cleaned_data["sensitive"]),
        )

    def to_choices(self) -> ChoicesInput:
        """What is decided so far. Raises InvalidInput."""
        hidden = set(self.cleaned_data["hide"])
        return ChoicesInput(
            seen=tuple(self._hits),
            kept=tuple(value for value in self._hits if value not in hidden),
            by_hand=" ".join(f"{start}-{end}" for start, end in self.cleaned_data["by_hand"]),
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


class SendBackForm(GovukForm, SentOnce):
    """Nothing is written: what a reader could write might be the name itself."""


class SettleForm(GovukForm, SentOnce):
    """What to hide in a turn that was sent back, or that nobody can be known from it."""

    by_hand = forms.CharField(required=False, widget=forms.HiddenInput(SCRIPTED))
    also_hide = text(
        "Hide these words",
        "One a line. Each is hidden wherever it stands in this transcript, with or without accents and "
        "capitals.",
    )
    nothing = forms.BooleanField(required=False, widget=forms.HiddenInput)  # the other button

    def refuse_unless_empty(self) -> None:
        """Raises Refused where words were chosen and the button beside theirs was pressed."""
        if self.cleaned_data["by_hand"] or self.cleaned_data["also_hide"]:
            raise Refused(
                "You chose words to hide, and said that nobody can be known from this. To hide them, press "
                "the first button. Otherwise take them out first."
            )

    def to_input(self, number: int) -> HideInput:
        """Raises InvalidInput."""
        return HideInput(
            number=number,
            by_hand=self.cleaned_data["by_hand"],
            also_hide=_lines(self.cleaned_data["also_hide"]),
        )
