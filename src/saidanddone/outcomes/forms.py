"""The forms for indicators, their months and totals."""

from typing import Any

from django import forms

from saidanddone.outcomes.inputs import IndicatorInput, PeriodTotalInput
from saidanddone.outcomes.models import Indicator
from saidanddone.outcomes.monthly_tables import MOST
from saidanddone.outcomes.queries import Pairs
from saidanddone.ui.fields import DateField, MonthField
from saidanddone.ui.forms import GovukForm, InputForm, KnowsVersion, SentOnce
from saidanddone.ui.uploads import FileField
from saidanddone.ui.widgets import Checkboxes, Radios, Textarea, TextInput

LINES_OF_A_SHARE_HINT = (
    "One month a line: the month, the figure, then what it is out of. "
    "For example: April 2026, 24, 69"
)
LINES_HINT = (
    "One month a line: the month, the figure, then the figure of the comparison area if there is "
    "one. For example: April 2026, 153, 201"
)


def text(label: str, hint: str = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        required=required,
        help_text=hint,
        widget=Textarea(attrs={"rows": rows}),
    )


def line(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        required=required,
        max_length=250,
        help_text=hint,
        widget=TextInput(),
    )


def choice(label: str, choices: dict[str, str], hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(value, words.capitalize()) for value, words in choices.items()],
        help_text=hint,
        widget=Radios(),
    )


def _short() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "govuk-input--width-10"})


class IndicatorForm(InputForm[IndicatorInput], SentOnce):
    input_class = IndicatorInput
    title = line("What is counted, in a few words")
    definition = text("What exactly is counted", "So that another person would count the same.")
    source = line("Where the figures come from")
    caveat = text("What it cannot show", "Every figure has something it cannot show.")
    counts = choice("What it counts", Indicator.COUNTS)
    better = choice("Which way is better?", Indicator.BETTER)
    tells_of = choice(
        "Does it tell of harm or enforcement?",
        Indicator.TELLS_OF,
        "Fewer reports are never shown without harm reported and enforcement counted beside them.",
    )
    baseline = text("Where it started from", required=False, rows=2)
    target = text("What is aimed for", required=False, rows=2)
    comparison_area = line(
        "Comparison area", "A place where the same was not done.", required=False
    )
    out_of = line(
        "Out of what?",
        "Only where each month is a part of a whole: “messages left”, where you count those answered. "
        "It is then shown as a share.",
        required=False,
    )
    monthly_target = forms.IntegerField(
        label="What a month aims at, as a whole number (optional)",
        required=False,
        min_value=0,
        max_value=MOST,
        widget=_short(),
        help_text="It is drawn as a line. For a share, give a percentage: 90 for nine in ten.",
    )
    before_from = MonthField(label="Before: first month (optional)", required=False)
    before_to = MonthField(label="Before: last month (optional)", required=False)
    after_from = MonthField(label="After: first month (optional)", required=False)
    after_to = MonthField(label="After: last month (optional)", required=False)

    def __init__(self, *args: Any, beside: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if beside:
            self.fields["beside_refs"] = forms.MultipleChoiceField(
                label="Always shown beside",
                required=False,
                choices=beside,
                widget=Checkboxes(),
            )

    def as_saved(self, record: Indicator) -> dict[str, Any]:
        beside_refs = list(record.stands_beside.values_list("ref", flat=True))
        return {**super().as_saved(record), "beside_refs": beside_refs}


class EditIndicatorForm(IndicatorForm, KnowsVersion):
    pass


def replaces() -> forms.BooleanField:
    return forms.BooleanField(
        label="Replace the figures of months that are held already", required=False
    )


class MonthsForm(GovukForm, SentOnce):
    lines = text("Months", LINES_HINT, rows=12)
    replace = replaces()

    def __init__(self, *args: Any, is_share: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_share:
            self.fields["lines"].help_text = LINES_OF_A_SHARE_HINT


class ImportForm(GovukForm, SentOnce):
    file = FileField(
        label="CSV file or spreadsheet",
        help_text="A header row, then one row for each month. The figures are kept, the file is not.",
    )
    month_column = line("Column with the month")
    value_column = line("Column with the figure")
    comparison_column = line("Column with the figure of the comparison area", required=False)
    out_of_column = line("Column with what the figure is out of")
    replace = replaces()

    def __init__(self, *args: Any, is_share: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comparison_column" if is_share else "out_of_column"]


class LinkForm(GovukForm, SentOnce):
    def __init__(self, *args: Any, actions: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action_refs"] = forms.MultipleChoiceField(
            label="Actions it is meant to show",
            required=False,
            choices=actions,
            widget=Checkboxes(),
        )


class TotalForm(InputForm[PeriodTotalInput], SentOnce):
    input_class = PeriodTotalInput
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")
    total = forms.IntegerField(label="Total", min_value=0, widget=_short())
    total_before = forms.IntegerField(
        label="Where it started from (optional)",
        required=False,
        min_value=0,
        widget=_short(),
        help_text="For example 0, where a service had no one on its books.",
    )
