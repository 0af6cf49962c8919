"""What people type about passages, codes and notes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from saidanddone.evidence.coding.inputs import (
    CodeInput,
    CopyInput,
    MemoInput,
    MergeInput,
    PassageInput,
    SearchInput,
    SettleCodingInput,
    UndoInput,
)
from saidanddone.evidence.coding.models import Memo, PassagesGivenOut
from saidanddone.evidence.coding.queries import CodeRow, Reading
from saidanddone.evidence.form_fields import INDENT, line, text
from saidanddone.evidence.transcripts.spans import spans_of
from saidanddone.ui.forms import GovukForm, InputForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Checkboxes, Textarea

_Group = tuple[str, list[tuple[str, str]]]


def _under_headings(codes: Sequence[CodeRow]) -> list[_Group | tuple[str, str]]:
    """The codes that passages go under, each with its heading: a code that has others below it.

    A heading is not offered itself, so that a passage stands where someone would look for it.
    Codes without a heading come first: after a group they would seem to belong to it.
    """
    headings: dict[int, str] = {}
    groups: dict[int, _Group] = {}
    alone: list[tuple[str, str]] = []
    for code in codes:
        above = headings.get(code.parent_id or 0, "")
        if code.has_children:
            headings[code.id] = f"{above}, {code.name}" if above else code.name
            groups[code.id] = (headings[code.id], [])
        elif code.parent_id in groups:
            groups[code.parent_id][1].append((code.ref, code.name))
        else:
            alone.append((code.ref, code.name))
    return [*alone, *(group for group in groups.values() if group[1])]


class _AnyCode(forms.MultipleChoiceField):
    """Which codes there are is known to the command, so that marking does not read the codebook first."""

    def valid_value(self, value: Any) -> bool:
        return True


class MarkForm(InputForm[PassageInput], SentOnce):
    """A passage, by where it was selected or by its turn and its words, and the codes for it."""

    input_class = PassageInput
    html_names = {"code_refs": "codes"}
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    turn = forms.IntegerField(
        label="Number of the turn where the passage begins", required=False, min_value=1
    )
    words = forms.CharField(
        label="The words to mark, exactly as they stand",
        required=False,
        widget=Textarea(attrs={"rows": 2}),
    )
    code_refs = _AnyCode(
        label="Codes for this passage",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one code for this passage."},
    )

    def offer(self, codes: Sequence[CodeRow]) -> None:
        """Show these codes to choose from."""
        self.fields["code_refs"].choices = _under_headings(codes)  # type: ignore[attr-defined]

    @property
    def is_selected(self) -> bool:
        """Whether the passage was selected on the page, not typed."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        return start is not None and end is not None and end > start

    def locate(self, reading: Reading) -> bool:
        """Set where the typed words start and end; if they are nowhere, add an error that says why."""
        words = self.cleaned_data.get("words", "")
        if not words.strip():
            self.add_error("words", "Select the words in the transcript, or type them here.")
            return False
        number = self.cleaned_data.get("turn") or 1
        turn_start = next((turn.start for turn in reading.turns if turn.number == number), None)
        if turn_start is None:
            self.add_error("turn", "There is no turn with this number.")
            return False
        span = next(
            (span for span in spans_of(reading.words, words) if span[0] >= turn_start), None
        )
        if span is None:
            self.add_error("words", "These words are not in the transcript from that turn on.")
            return False
        self.cleaned_data["start"], self.cleaned_data["end"] = span
        return True


class UnmarkForm(InputForm[SettleCodingInput], SentOnce):
    """A passage and the code to take it off, or to settle it under: then it has a state."""

    input_class = SettleCodingInput
    html_names = {"code_ref": "code"}
    passage = forms.CharField(max_length=12)
    code_ref = forms.CharField(max_length=12)
    state = forms.ChoiceField(
        choices=[("", ""), ("accepted", ""), ("rejected", "")], required=False
    )


class UndoForm(InputForm[UndoInput], SentOnce):
    """What was handed out when a passage was taken off a code."""

    input_class = UndoInput
    signed = forms.CharField(max_length=20_000)


class FindForm(GovukForm, SentOnce):
    """Words to look for, one a line."""

    words = text(
        "Words to find",
        "One word or phrase a line, such as “stairs”. They are found whole, with or without "
        "capitals and accents: “light” does not find “lights”.",
        required=True,
        rows=4,
    )

    def to_input(self) -> SearchInput:
        return SearchInput(words=self.cleaned_data["words"].splitlines())


class CopyForm(InputForm[CopyInput]):
    """For whom a copy is and what for. Not sent once: it answers with the file itself."""

    input_class = CopyInput
    given_to = line(
        "Who gets it?",
        "A body, a meeting or a post, such as “health scrutiny committee”. No private person’s name.",  # noqa: RUF001
    )
    used_for = text(
        "What for?", "Such as “paper 4 for the meeting on 3 December”.", required=True, rows=2
    )
    ending = forms.ChoiceField(
        label="As",
        choices=[
            (ending, name[0].upper() + name[1:])
            for ending, name in PassagesGivenOut.ENDINGS.items()
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select the kind of file"},
    )


class LookForm(GovukForm):
    """Words to look for in transcripts, and in which community."""

    words = line("Words to find", "Found whole, with or without capitals and accents")
    community_ref = forms.ChoiceField(label="Community", required=False)

    def __init__(self, *args: Any, communities: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Every community"), *communities]
        self.fields["community_ref"].choices = choices  # type: ignore[attr-defined]


class MemoForm(InputForm[MemoInput], SentOnce):
    input_class = MemoInput
    words = text("Note", "What you noticed, wonder about or want to look at again.", required=True)


class EditMemoForm(KnowsVersion, MemoForm):
    """A note's words are sealed: `as_saved` opens them, for whoever wrote them."""

    def __init__(
        self, *args: Any, as_saved: Callable[[Memo], Mapping[str, Any]], **kwargs: Any
    ) -> None:
        self._as_saved = as_saved
        super().__init__(*args, **kwargs)

    def as_saved(self, record: Memo) -> Mapping[str, Any]:
        return self._as_saved(record)


class CodeForm(InputForm[CodeInput], SentOnce):
    input_class = CodeInput
    html_names = {"parent_ref": "parent"}
    name = line("Name of the code")
    parent_ref = forms.ChoiceField(label="Stands under", required=False)
    definition = text("What it means")
    include = text("Use it when")
    exclude = text("Do not use it when")
    example = text("Example", "Make one up. Do not paste what a person said.")

    def __init__(self, *args: Any, codes: Sequence[CodeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_ref"].choices = [  # type: ignore[attr-defined]
            ("", "Nothing: it is at the top"),
            *((code.ref, f"{INDENT * code.depth}{code.name}") for code in codes),
        ]


class EditCodeForm(KnowsVersion, CodeForm):
    pass


class MergeForm(InputForm[MergeInput], SentOnce):
    input_class = MergeInput
    html_names = {"into_ref": "into"}
    into_ref = forms.ChoiceField(label="Merge it into")

    def __init__(self, *args: Any, codes: Sequence[CodeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into_ref"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a code"),
            *((code.ref, f"{INDENT * code.depth}{code.name}") for code in codes),
        ]
