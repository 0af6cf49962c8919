"""What people type about transcripts, codes, themes and tensions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from saidanddone.evidence.anchors import spans_of
from saidanddone.evidence.models import Code, Tension, Theme
from saidanddone.evidence.pages import value_of
from saidanddone.evidence.queries import CodeRow, Reading, ThemeRow, ToCheck
from saidanddone.evidence.redaction import Hit
from saidanddone.peers.models import PanelDecision
from saidanddone.ui.forms import GovukForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Checkboxes, Radios, Textarea, TextInput

INDENT = "\N{EM SPACE}"


def _line(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        help_text=hint,
        required=required,
        max_length=250,
        widget=TextInput(),
    )


def _text(label: str, hint: str = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        help_text=hint,
        required=required,
        widget=Textarea(attrs={"rows": rows}),
    )


class ConfirmForm(GovukForm, SentOnce):
    """Which hits to hide, all of them unless someone says otherwise, and what else."""

    hide = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    also_hide = _text(
        "Also hide these words",
        "A nickname, a street, a job only one person has. One a line. Each is hidden wherever it "
        "stands.",
    )

    sensitive = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, page: ToCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._hits = {value_of(hit): hit for hit in page.hits}
        numbers = [str(number) for number in range(1, len(page.passages) + 1)]
        self.fields["sensitive"].choices = [(each, each) for each in numbers]  # type: ignore[attr-defined]
        self.fields["hide"].choices = [(value, value) for value in self._hits]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> Iterable[str]:
        return self.data.getlist("hide") if self.is_bound else self._hits  # type: ignore[attr-defined]

    @property
    def ticked_sensitive(self) -> Iterable[str]:
        return self.data.getlist("sensitive") if self.is_bound else ()  # type: ignore[attr-defined]

    def sensitive_turns(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["sensitive"]]

    def accepted(self) -> list[Hit]:
        return [self._hits[value] for value in self.cleaned_data["hide"]]

    def asked_for(self) -> list[str]:
        lines = self.cleaned_data["also_hide"].splitlines()
        return [line.strip() for line in lines if line.strip()]


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


class MarkForm(GovukForm, SentOnce):
    """A passage, by where it was selected or by its turn and its words, and the codes for it."""

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
    codes = forms.MultipleChoiceField(
        label="Codes for this passage",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one code for this passage."},
    )

    def __init__(self, *args: Any, codes: Sequence[CodeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = _under_headings(codes)  # type: ignore[attr-defined]

    def span(self, reading: Reading) -> tuple[int, int] | None:
        """Where the passage stands, or None with an error that says what is wrong."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start is not None and end is not None and end > start:
            return start, end
        if not self.cleaned_data.get("words", "").strip():
            self.add_error("words", "Select the words in the transcript, or type them here.")
            return None
        number = self.cleaned_data.get("turn") or 1
        begins = next((each.start for each in reading.turns if each.number == number), None)
        if begins is None:
            self.add_error("turn", "There is no turn with this number.")
            return None
        for found in spans_of(reading.words, self.cleaned_data["words"]):
            if found[0] >= begins:
                return found
        self.add_error("words", "These words are not in the transcript from that turn on.")
        return None


class UnmarkForm(SentOnce):
    """A passage and the code to take it off, or to settle it under."""

    passage = forms.CharField(max_length=12)
    code = forms.CharField(max_length=12)
    state = forms.ChoiceField(
        choices=[("", ""), ("accepted", ""), ("rejected", "")], required=False
    )


class CoverForm(SentOnce):
    """The number of a turn to cover, or of one to leave open."""

    cover = forms.IntegerField(required=False, min_value=1)
    uncover = forms.IntegerField(required=False, min_value=1)


class FindForm(GovukForm, SentOnce):
    """Words to look for, one a line."""

    words = _text(
        "Words to find",
        "One word or phrase a line, such as “stairs”. They are found whole, in capitals or not: "
        "“light” does not find “lights”.",
        required=True,
        rows=4,
    )

    def sought(self) -> list[str]:
        lines = self.cleaned_data["words"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class MemoForm(GovukForm, SentOnce):
    words = _text("Note", "What you noticed, wonder about or want to look at again.", required=True)


class EditMemoForm(KnowsVersion, MemoForm):
    pass


class ReviseForm(GovukForm, SentOnce):
    sought = _line(
        "Words to change", "They are changed wherever they stand whole in this transcript."
    )
    instead = _line("Put this in their place")


class CodeForm(GovukForm, SentOnce):
    name = _line("Name of the code")
    parent = forms.ChoiceField(label="Stands under", required=False)
    definition = _text("What it means")
    include = _text("Use it when")
    exclude = _text("Do not use it when")
    example = _text("Example", "Make one up. Do not paste what a person said.")

    def __init__(self, *args: Any, codes: Sequence[CodeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            ("", "Nothing: it is at the top"),
            *((code.ref, f"{INDENT * code.depth}{code.name}") for code in codes),
        ]

    @staticmethod
    def as_saved(code: Code) -> dict[str, Any]:
        return {
            "name": code.name,
            "parent": code.parent.ref if code.parent else "",
            "definition": code.definition,
            "include": code.include,
            "exclude": code.exclude,
            "example": code.example,
            "version": code.version,
        }


class EditCodeForm(KnowsVersion, CodeForm):
    pass


class MergeForm(GovukForm, SentOnce):
    into = forms.ChoiceField(label="Merge it into")

    def __init__(self, *args: Any, codes: Sequence[CodeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a code"),
            *((code.ref, f"{INDENT * code.depth}{code.name}") for code in codes),
        ]


class OnceForm(GovukForm, SentOnce):
    """A button pressed once."""


class ThemeForm(GovukForm, SentOnce):
    statement = _text(
        "The theme, in a sentence people would say",
        "Plain words, not a heading: “The stairs are dark and nobody mends the lights.”",
        required=True,
        rows=2,
    )
    kind = forms.ChoiceField(
        label="What kind of theme is it?",
        choices=[(kind, words.capitalize()) for kind, words in Theme.KINDS.items()],
        widget=Radios(
            hints={
                "concern": "Something that is wrong",
                "ask": "Something people want done",
                "strength": "Something that works or that people do for each other",
                "experience": "Something that happened or is so",
            }
        ),
    )
    codes = forms.MultipleChoiceField(
        label="Codes under this theme", required=False, widget=Checkboxes()
    )
    validated_by = _line("Who checked it with the people it comes from", required=False)
    public_statement = _text(
        "Public wording",
        "Needed where few people raised it: general enough that nobody can be recognised. "
        "The panel agrees it first.",
    )
    agreed_by_panel = forms.ChoiceField(
        label="The panel's decision about this wording (optional)", required=False
    )

    def __init__(
        self,
        *args: Any,
        codes: Sequence[CodeRow],
        decisions: Sequence[PanelDecision],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._decisions = {each.ref: each for each in decisions}
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (code.ref, f"{INDENT * code.depth}{code.name}") for code in codes
        ]
        self.fields["agreed_by_panel"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            *((each.ref, each.title) for each in decisions),
        ]

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "statement": said["statement"],
            "kind": said["kind"],
            "validated_by": said["validated_by"],
            "public_statement": said["public_statement"],
            "agreed_by_panel": self._decisions.get(said["agreed_by_panel"]),
        }

    @staticmethod
    def as_saved(theme: Theme) -> dict[str, Any]:
        agreed = theme.agreed_by_panel
        return {
            "statement": theme.statement,
            "kind": theme.kind,
            "codes": [code.ref for code in theme.codes.all()],
            "validated_by": theme.validated_by,
            "public_statement": theme.public_statement,
            "agreed_by_panel": agreed.ref if agreed else "",
            "version": theme.version,
        }


class EditThemeForm(KnowsVersion, ThemeForm):
    pass


class TensionForm(GovukForm, SentOnce):
    one = forms.ChoiceField(label="One theme")
    other = forms.ChoiceField(label="The theme that pulls the other way")
    statement = _text("How they pull apart", "A sentence fair to both.", required=True, rows=3)

    def __init__(self, *args: Any, themes: Sequence[ThemeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose a theme"), *((each.slug, each.statement) for each in themes)]
        for name in ("one", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class EditTensionForm(KnowsVersion, SentOnce, GovukForm):
    statement = _text("How they pull apart", "A sentence fair to both.", required=True, rows=3)

    @staticmethod
    def as_saved(tension: Tension) -> dict[str, Any]:
        return {"statement": tension.statement, "version": tension.version}
