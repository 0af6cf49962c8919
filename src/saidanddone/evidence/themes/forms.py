"""What people type about themes and tensions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from saidanddone.evidence.coding.queries import CodeRow
from saidanddone.evidence.form_fields import INDENT, line, text
from saidanddone.evidence.themes.models import Tension, Theme
from saidanddone.evidence.themes.queries import ThemeRow
from saidanddone.peers.models import PanelDecision
from saidanddone.ui.forms import GovukForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Checkboxes, Radios


class ThemeForm(GovukForm, SentOnce):
    statement = text(
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
    validated_by = line("Who checked it with the people it comes from", required=False)
    public_statement = text(
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
        self._decisions = {decision.ref: decision for decision in decisions}
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (code.ref, f"{INDENT * code.depth}{code.name}") for code in codes
        ]
        self.fields["agreed_by_panel"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            *((decision.ref, decision.title) for decision in decisions),
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
    statement = text("How they pull apart", "A sentence fair to both.", required=True, rows=3)

    def __init__(self, *args: Any, themes: Sequence[ThemeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose a theme"), *((theme.slug, theme.statement) for theme in themes)]
        for name in ("one", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class EditTensionForm(KnowsVersion, SentOnce, GovukForm):
    statement = text("How they pull apart", "A sentence fair to both.", required=True, rows=3)

    @staticmethod
    def as_saved(tension: Tension) -> dict[str, Any]:
        return {"statement": tension.statement, "version": tension.version}
