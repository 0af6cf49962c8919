"""What people type about themes and tensions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from saidanddone.evidence.coding.queries import CodeRow
from saidanddone.evidence.form_fields import INDENT, line, text
from saidanddone.evidence.themes.inputs import TensionInput, TensionStatementInput, ThemeInput
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.queries import ThemeRow
from saidanddone.peers.models import PanelDecision
from saidanddone.ui.forms import InputForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Checkboxes, Radios


class ThemeForm(InputForm[ThemeInput], SentOnce):
    input_class = ThemeInput
    html_names = {"code_refs": "codes", "agreed_by_panel_ref": "agreed_by_panel"}
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
                "experience": "Something that happened, or how things are",
            }
        ),
    )
    code_refs = forms.MultipleChoiceField(
        label="Codes under this theme", required=False, widget=Checkboxes()
    )
    validated_by = line("Who checked it with the people it comes from", required=False)
    public_statement = text(
        "Public wording",
        "Only needed if too few people raised the theme to publish it in its own words. Make it so "
        "general that nobody can be recognised. The panel must agree it first.",
    )
    agreed_by_panel_ref = forms.ChoiceField(
        label="The panel decision that agreed this wording (optional)", required=False
    )

    def __init__(
        self,
        *args: Any,
        codes: Sequence[CodeRow],
        decisions: Sequence[PanelDecision],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code_refs"].choices = [  # type: ignore[attr-defined]
            (code.ref, f"{INDENT * code.depth}{code.name}") for code in codes
        ]
        self.fields["agreed_by_panel_ref"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            *((decision.ref, decision.title) for decision in decisions),
        ]


class EditThemeForm(KnowsVersion, ThemeForm):
    pass


class TensionForm(InputForm[TensionInput], SentOnce):
    input_class = TensionInput
    html_names = {"one_slug": "one", "other_slug": "other"}
    one_slug = forms.ChoiceField(label="One theme")
    other_slug = forms.ChoiceField(label="The theme that pulls the other way")
    statement = text("How they pull apart", "A sentence fair to both.", required=True, rows=3)

    def __init__(self, *args: Any, themes: Sequence[ThemeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose a theme"), *((theme.slug, theme.statement) for theme in themes)]
        for name in ("one_slug", "other_slug"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class EditTensionForm(InputForm[TensionStatementInput], KnowsVersion, SentOnce):
    input_class = TensionStatementInput
    statement = text("How they pull apart", "A sentence fair to both.", required=True, rows=3)
