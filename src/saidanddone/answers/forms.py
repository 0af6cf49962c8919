"""The forms for an answer, its approval and reopening, and a tally."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from saidanddone.answers import substance
from saidanddone.answers.inputs import (
    AloudTallyInput,
    AnswerCounts,
    AnswerInput,
    SessionInput,
)
from saidanddone.answers.queries import SheetAnswer
from saidanddone.base import clock
from saidanddone.base.inputs import to_input
from saidanddone.programme.models import Community
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, InputForm, KnowsVersion, SentOnce
from saidanddone.ui.kind_first import Kind
from saidanddone.ui.widgets import Radios, Textarea, TextInput

HINTS = {
    "done": "Say what was done. It is there to be seen.",
    "under_way": "Say what was done so far, what comes next, and by when.",
    "planned": "Say what will be done, and by when.",
    "to_decide": "Say who decides, and by when.",
    "not_ours": "Say who can, what you asked them, and what they replied.",
    "no_because": "Say why not, so that someone could argue with it.",
}
SAYS_LABELS = {
    "done": "Done",
    "under_way": "Under way",
    "planned": "Planned",
    "to_decide": "To decide",
    "not_ours": "Not ours to decide",
    "no_because": "No, because",
}


def _text(label: str, hint: str = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=Textarea(attrs={"rows": rows})
    )


def _line(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=250, help_text=hint, widget=TextInput()
    )


# What an answer of each kind asks for, in the order of its page. What it needs stands in `substance`.
ALWAYS = ("we_heard", "we_decided", "because")
ASKS = {
    "done": (*ALWAYS, "we_did", "what_changed"),
    "under_way": (*ALWAYS, "we_did", "what_changed", "next_step", "next_on"),
    "planned": (*ALWAYS, "next_step", "next_on"),
    "to_decide": (*ALWAYS, "decided_by_whom", "decided_by_when"),
    "not_ours": (*ALWAYS, "who_can", "what_we_asked", "their_reply"),
    "no_because": ALWAYS,
}
KINDS = tuple(Kind(says, label, HINTS[says]) for says, label in SAYS_LABELS.items())


class AnswerForm(InputForm[AnswerInput], SentOnce):
    """Asks for the parts of the kind that was chosen before, and for what holds words already."""

    input_class = AnswerInput

    says = forms.ChoiceField(
        choices=tuple(SAYS_LABELS.items()),
        widget=forms.HiddenInput,
        error_messages={"required": "Choose which of the six things this answer says"},
    )
    we_heard = _text(
        "What we heard",
        "In words that the people who said it would know. Never paste what someone said.",
    )
    we_decided = _text("What we decided")
    because = _text("Why")
    we_did = _text("What we did", "What, where and when.")
    what_changed = _text("What changed", "What people can see that is different.")
    next_step = _text("Next", "Who will do what.")
    next_on = DateField(label="Date people will see it by", required=False)
    decided_by_whom = _line("Who decides", "A body or a post.")
    decided_by_when = DateField(label="Date it will be decided by", required=False)
    who_can = _line("Who can decide")
    what_we_asked = _text("What we asked them", "And when.")
    their_reply = _text("Their reply", "Or write that you are waiting for one.")

    def __init__(self, *args: Any, says: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["says"] = says or self.initial.get("says", "")
        if not self.initial["says"]:  # sent from a page that did not ask first
            self.fields["says"].widget = Radios(choices=tuple(SAYS_LABELS.items()), hints=HINTS)
            self.fields["says"].label = "What does this answer say?"
        asked = ASKS.get(self.initial["says"], ())
        parts = [name for asks in ASKS.values() for name in asks]
        for name in {part for part in parts if part not in asked and not self._holds(part)}:
            del self.fields[name]
        needed = substance.NEEDS.get(self.initial["says"], {}).keys() | {"we_heard"}
        for name in set(parts) & self.fields.keys() - needed:
            self.fields[name].label = f"{self.fields[name].label} (optional)"

    def _holds(self, part: str) -> bool:
        """Whether this part has words already, saved or sent from a page that still showed it."""
        sent = any(self.data.get(f"{part}{box}") for box in ("", "-day", "-month", "-year"))
        return sent or bool(self.initial.get(part))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "says" in typed:
            details = to_input(AnswerInput, {"we_heard": "", **typed})
            for part, sentence in substance.missing_parts(details).items():
                if part not in self.errors:
                    self.add_error(part, sentence)
        return typed


class EditAnswerForm(AnswerForm, KnowsVersion):
    pass


class ApproveForm(GovukForm, SentOnce, KnowsVersion):
    pass


class SendBackForm(GovukForm, SentOnce, KnowsVersion):
    comment = _text(
        "What should be changed?",
        "The author reads it on Today. It stays inside the team. Name nobody.",
        required=True,
    )


class ReopenForm(GovukForm, SentOnce):
    because = _text(
        "Why does the panel reopen it?",
        "Everyone who reads the answer will see this reason. Name nobody.",
        required=True,
    )


def _people(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=500, required=False)


class TallyForm(GovukForm, SentOnce):
    community = forms.ModelChoiceField(
        label="Who was listening",
        queryset=Community.objects.none(),
        empty_label=None,
        widget=Radios(),
    )
    told_on = DateField(label="Day it was read out", initial=clock.today)
    seen_yes = _people("How many said “I can see it”")
    seen_no = _people("How many said “I cannot see it”")
    meant_yes = _people("How many said “This is what I meant”")
    meant_no = _people("How many said “This is not what I meant”")

    def __init__(self, *args: Any, communities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]

    def to_input(self) -> AloudTallyInput:
        counted = {name: value or 0 for name, value in self.cleaned_data.items()}
        counted |= {"told_on": self.cleaned_data["told_on"]}
        slug = self.cleaned_data["community"].slug
        return to_input(AloudTallyInput, counted, community_slug=slug)


@dataclass(frozen=True)
class AnswerBoxes:
    """One answer of a session, with its four boxes."""

    theme: str
    says: str
    boxes: tuple[BoundField, ...]


class SessionForm(GovukForm, SentOnce):
    """Everything that was counted in one session: who listened and when once, four boxes an answer."""

    ASKED: ClassVar = {
        "seen_yes": "Can see it",
        "seen_no": "Cannot see it",
        "meant_yes": "Meant this",
        "meant_no": "Did not mean this",
    }
    community = TallyForm.base_fields["community"]
    told_on = DateField(label="Day they were read out", initial=clock.today)

    def __init__(
        self, *args: Any, communities: Any, answers: Sequence[SheetAnswer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]
        self.answers = answers
        for answer in answers:
            for name, label in self.ASKED.items():
                box = forms.NumberInput(attrs={"class": "govuk-input--width-3"})
                self.fields[f"{answer.parts['ref']}_{name}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=500, required=False, widget=box
                )

    def rows(self) -> list[AnswerBoxes]:
        """Each answer with its boxes, in the order of the sheet."""
        return [
            AnswerBoxes(
                answer.parts["theme"],
                answer.parts["says"],
                tuple(self[f"{answer.parts['ref']}_{name}"] for name in self.ASKED),
            )
            for answer in self.answers
        ]

    def to_input(self) -> SessionInput:
        typed = self.cleaned_data
        counts = [
            AnswerCounts(
                answer_ref=answer.parts["ref"],
                **{name: typed[f"{answer.parts['ref']}_{name}"] or 0 for name in self.ASKED},
            )
            for answer in self.answers
        ]
        return SessionInput(
            community_slug=typed["community"].slug, told_on=typed["told_on"], counts=tuple(counts)
        )
