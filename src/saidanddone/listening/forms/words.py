"""What was said: typed, pasted or from a document; names to find; reflections."""

from collections.abc import Callable
from typing import Any

from django import forms

from saidanddone.base import clock
from saidanddone.base.inputs import to_input
from saidanddone.listening.documents import ENDINGS, Document, DocumentRefused, read_document, tidy
from saidanddone.listening.inputs import ContributionInput, KnownNamesInput, ReflectionInput
from saidanddone.listening.models import Reflection
from saidanddone.listening.passages import LONGEST, MANNERS, Passage, from_typed
from saidanddone.listening.speakers import undecided_where_several_answer
from saidanddone.programme.models import Programme
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, InputForm, KnowsVersion, SentOnce
from saidanddone.ui.uploads import FileField
from saidanddone.ui.widgets import Radios, Textarea


class VoiceForm(GovukForm):
    label_as_heading = "voice"
    label_size = "l"
    voice = forms.ChoiceField(
        label="Who is speaking?",
        choices=(
            ("person", "One person"),
            ("table", "A table"),
            ("room", "The room"),
        ),
        widget=Radios(
            hints={
                "person": "They are asked what may be done with their words, and get a code.",
                "table": "Several people together, in notes. Never quoted, counts no person.",
                "room": "Everyone who was there. Never quoted, counts no person.",
            }
        ),
        error_messages={"required": "Say who is speaking"},
    )


class WordsForm(GovukForm, SentOnce):
    words = forms.CharField(
        label="Type or paste what was said",
        help_text="Start a line with “Interviewer:” or “Person:” (or “Q:” and “A:”) to say who "
        "speaks. Write “Person (unprompted):” for what they raised themselves. "
        "Without these, a blank line parts one passage from the next.",
        widget=Textarea(attrs={"rows": 12}),
        required=False,
    )
    document = FileField(
        label="Or choose a document",
        help_text="Word (.docx), OpenDocument (.odt), PDF or plain text. "
        "The words are kept, the file is not.",
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        required=False,
    )
    manner = forms.ChoiceField(
        label="Are these their exact words?",
        choices=(
            ("verbatim", "Yes, word for word"),
            ("noted", "No, noted while they spoke"),
            ("remembered", "No, remembered afterwards"),
        ),
        widget=Radios,
        error_messages={"required": "Say whether these are their exact words"},
    )
    was_read_back = forms.BooleanField(
        label="It was read back, and they said “this is what I meant”",
        required=False,
        help_text="Only exact words, or words read back, may be quoted, if they agreed to that.",
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        file, text = typed.get("document"), (typed.get("words") or "").strip()
        if file and text:
            self.add_error(
                "document", "Type the words or choose a document, not both. Add them one at a time"
            )
        elif file:
            try:
                self._take(typed, read_document(file.name, file.read()), "file")
            except DocumentRefused as refused:
                self.add_error("document", refused.sentence)
        elif len(text) > LONGEST:
            self.add_error(
                "words",
                f"This is longer than {LONGEST:,} characters. Add each conversation on its own",
            )
        elif text:
            # Marks nobody sees would hide a number or a name from the rules that look for them.
            self._take(typed, Document(tidy(text)), "typed")
        elif "document" not in self.errors:  # an empty one has said so itself
            self.add_error("words", "Type or paste what was said, or choose a document")
        return typed

    def _take(self, typed: dict[str, Any], document: Document, source: str) -> None:
        typed["source"] = source
        typed["not_read"] = ", ".join(
            f"{what} ({count})" for what, count in document.left_out.items()
        )
        if typed.get("manner") in MANNERS:
            spoken = from_typed(document.text, typed["manner"], document.margin_lines)
            typed["passages"] = self.by_speaker(spoken)

    def by_speaker(self, spoken: list[Passage]) -> list[Passage]:
        """One person speaks; whoever else answers is asked about."""
        return undecided_where_several_answer(spoken)

    def to_input(self, voice: str) -> ContributionInput:
        """What was typed, or what the document holds, as this voice's. Raises InvalidInput."""
        return to_input(ContributionInput, self.cleaned_data, voice=voice)


class GroupWordsForm(WordsForm):
    """A table's or the room's words: how many were there as well."""

    people = forms.IntegerField(
        label="How many people?",
        min_value=1,
        max_value=5000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={"required": "Enter how many people were there"},
    )

    field_order = ["people"]

    def by_speaker(self, spoken: list[Passage]) -> list[Passage]:
        return spoken


class KnownNamesForm(GovukForm, KnowsVersion):
    """The list of names is sealed: `as_saved` opens it, for whoever may see it."""

    names = forms.CharField(
        label="One name a line",
        help_text="People, nicknames, pets, small businesses: whatever would point to someone.",
        widget=Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        record: Programme,
        open_names: Callable[[Programme], list[str]],
        **kwargs: Any,
    ) -> None:
        self._open_names = open_names
        super().__init__(*args, **kwargs)
        if not self.is_bound:  # opening the list is an audited read
            self.initial = self.as_saved(record)

    def as_saved(self, record: Programme) -> dict[str, Any]:
        return {"names": "\n".join(self._open_names(record)), "version": record.version}

    def to_input(self) -> KnownNamesInput:
        return KnownNamesInput(names=tuple(self.cleaned_data["names"].splitlines()))


class ReflectionForm(InputForm[ReflectionInput], SentOnce):
    input_class = ReflectionInput
    from_whom = forms.ChoiceField(
        label="Who says this?",
        choices=Reflection.FROM,
        widget=Radios,
        error_messages={"required": "Say who this comes from"},
    )
    words = forms.CharField(
        label="What they say about how this was done",
        widget=Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what they say"},
    )
    said_on = DateField(label="When did they say it?", initial=clock.today)
    may_quote_in_public = forms.BooleanField(
        label="They agree to be quoted in public, without a name", required=False
    )
