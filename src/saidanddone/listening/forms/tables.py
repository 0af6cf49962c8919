"""A table of speaker turns: first the file, then which column is which, and the file again.

Nothing of the file is kept between the two, so it is chosen twice.
"""

from typing import Any

from django import forms

from saidanddone.base.inputs import to_input
from saidanddone.base.tables import ENDINGS, TableRefused
from saidanddone.listening import consent
from saidanddone.listening.inputs import ConsentElsewhereInput, ImportInput, TurnColumns
from saidanddone.listening.turns import MOST_OF_NAMES, column_names
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, SentOnce
from saidanddone.ui.uploads import FileField
from saidanddone.ui.widgets import Checkboxes

FILE_HELP = "A table (.csv, .csv.gz, .xlsx or .ods): one row a turn of speech, or one row a person's replies."
ACCEPTED = ",".join(ENDINGS)

GUESSES = {
    "community": ("community", "group", "set"),
    "interview": ("interview", "conversation", "session"),
    "speaker": ("speaker", "name", "who"),
    "text": ("text", "words", "said", "content"),
    "interviewer": ("speaker_type", "type", "role", "interviewer"),
}

NONE_OF_THEM = {
    "speaker": [("", "None: each conversation is one person's")],
    "interviewer": [("", "None: nobody is asking")],
}


class TableForm(GovukForm):
    """Step one: read the names of the columns."""

    table = FileField(
        label="The table",
        help_text=FILE_HELP,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Choose the table"},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if table := typed.get("table"):
            try:
                typed["columns"] = [name for name in column_names(table.read()) if name]
            except TableRefused as refused:
                self.add_error("table", refused.sentence)
        return typed


class ColumnsForm(GovukForm, SentOnce):
    """Step two: which column is which, whose consent, and the same file again."""

    community = forms.ChoiceField(label="Which column names the community?")
    interview = forms.ChoiceField(label="Which column tells one conversation from another?")
    speaker = forms.ChoiceField(label="Which column names the speaker?", required=False)
    text = forms.ChoiceField(label="Which column holds the words?")
    interviewer = forms.ChoiceField(
        label="Which column tells who is asking?",
        help_text="In replies to a survey nobody is: the heading over a reply is then the question.",
        required=False,
    )
    interviewer_values = forms.CharField(
        label="What stands there when an interviewer speaks?",
        help_text="If several interviewers ask, each on a line of its own.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2_000,
        required=False,
    )
    other_texts = forms.MultipleChoiceField(
        label="Which other columns hold replies?",
        help_text="Only where nobody is asking.",
        widget=Checkboxes,
        required=False,
    )
    held_on = DateField(
        label="When were these conversations held?",
        error_messages={"required": "Enter the day they were held"},
    )
    consent_form = forms.CharField(
        label="Which consent form did people agree to?",
        max_length=250,
        error_messages={"required": "Enter the name of the consent form"},
    )
    consent_date = DateField(
        label="When did they agree?", error_messages={"required": "Enter the day they agreed"}
    )
    consent_holder = forms.CharField(
        label="Who holds the forms?",
        max_length=250,
        error_messages={"required": "Enter who holds the forms"},
    )
    uses = forms.MultipleChoiceField(
        label="What did people agree to on that form?",
        help_text="Tick only what the form says. The rest is written down as refused.",
        choices=list(consent.QUESTIONS.items()),
        widget=Checkboxes,
        required=False,
    )
    table = FileField(
        label="Choose the same table again",
        help_text="Nothing of it was kept while you answered.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Choose the same table again"},
    )
    again = forms.BooleanField(
        label="These are other conversations under a form that some came in under before",
        required=False,
    )
    names = forms.CharField(
        widget=forms.HiddenInput, max_length=2 * MOST_OF_NAMES
    )  # a line ends in two characters

    def __init__(self, *args: Any, names: list[str] | None = None, **kwargs: Any) -> None:
        known = names or []
        if names is not None:
            kwargs["initial"] = {"names": "\n".join(names)} | {
                field: _guess(names, likely) for field, likely in GUESSES.items()
            }
        super().__init__(*args, **kwargs)
        if self.is_bound:
            known = str(self.data.get("names", "")).replace("\r\n", "\n").split("\n")
        columns = [(name, name) for name in known if name]
        for field in (*GUESSES, "other_texts"):
            self.fields[field].choices = [*NONE_OF_THEM.get(field, ()), *columns]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("interviewer") and not typed.get("interviewer_values"):
            self.add_error(
                "interviewer_values", "Enter what stands there when an interviewer speaks"
            )
        return typed

    def to_input(self) -> ImportInput:
        """Everything but the content of the table. Raises InvalidInput."""
        typed = self.cleaned_data
        return to_input(
            ImportInput,
            typed,
            columns=to_input(TurnColumns, typed, interviewer_values=_lines(typed)),
            consent=to_input(ConsentElsewhereInput, typed),
        )

    def content(self) -> bytes:
        content: bytes = self.cleaned_data["table"].read()
        return content


def _lines(typed: dict[str, Any]) -> tuple[str, ...]:
    lines = str(typed["interviewer_values"]).splitlines()
    return tuple(line for line in lines if line.strip())


def _guess(names: list[str], likely: tuple[str, ...]) -> str:
    """The column whose name is most like what is wanted; the first, if none is, so that it is looked at."""
    folded = {name.casefold(): name for name in reversed(names)}
    return next((folded[word] for word in likely if word in folded), names[0] if names else "")
