"""The example content of the component gallery. All of it is invented."""

from dataclasses import dataclass
from datetime import date

from django import forms

from saidanddone.ui import charts, widgets
from saidanddone.ui.charts import Dot, PartOfWhole, PlotRow, Series, Stop, Unshown, Window
from saidanddone.ui.components import Link, NextStep, PageLink, Pagination, SummaryRow, Table, table
from saidanddone.ui.fields import DateField, MonthField
from saidanddone.ui.filters import Choice, Filter, FilterBox
from saidanddone.ui.forms import GovukForm
from saidanddone.ui.kind_first import Kind, KindChoice
from saidanddone.ui.undo import Undo


class OccasionForm(GovukForm):
    """One field of each kind."""

    place = forms.CharField(label="Place", max_length=60, help_text="No closer than the ward")
    held = DateField(label="Date held", help_text="For example, 12 6 2026")
    month = MonthField(label="Month of the first report", required=False)
    kind = forms.ChoiceField(
        label="Kind of occasion",
        choices=[("peer", "Peer interview"), ("community", "Community conversation")],
        widget=widgets.Radios(hints={"peer": "One person, with a peer researcher"}),
    )
    access = forms.MultipleChoiceField(
        label="Access needs met",
        required=False,
        choices=[("interpreter", "Interpreter"), ("childcare", "Childcare"), ("step", "Step-free")],
        widget=widgets.Checkboxes,
    )
    community = forms.ChoiceField(
        label="Community", choices=[("", "Choose one"), ("r", "Residents"), ("f", "Faith leaders")]
    )
    people = forms.IntegerField(
        label="How many people came",
        min_value=0,
        widget=forms.NumberInput({"class": "govuk-input--width-4"}),
    )
    cost = forms.DecimalField(
        label="Vouchers given",
        required=False,
        widget=widgets.TextInput({"class": "govuk-input--width-5"}, prefix="£"),
    )
    notes = forms.CharField(label="Notes", max_length=200, widget=widgets.CountedTextarea)
    paper = forms.FileField(label="Attach the notes", required=False)
    limits = forms.BooleanField(
        label="I said what I cannot keep to myself", help_text="Before the first question"
    )


class CommentForm(GovukForm):
    """What a draft is sent back with."""

    comment = forms.CharField(label="What should be changed?", widget=widgets.Textarea)


@dataclass(frozen=True)
class GalleryPage:
    breadcrumbs: tuple[Link, ...]
    pagination: Pagination
    summary: tuple[SummaryRow, ...]
    figures: Table
    filter: Filter
    form: OccasionForm
    form_with_errors: OccasionForm
    programme_line: charts.ThreadLine
    broken_line: charts.ThreadLine
    dot_plot: charts.DotPlot
    next_steps: tuple[NextStep, ...]
    kind_choice: KindChoice
    send_back: CommentForm
    before_after: charts.MonthsChart
    share_by_month: charts.MonthsChart | None
    hidden_months: charts.MonthsChart
    undo: Undo


def gallery_page() -> GalleryPage:
    return GalleryPage(
        breadcrumbs=(Link("Programmes", "#"), Link("Safer together", "#"), Link("Themes")),
        pagination=Pagination(
            previous=Link("", "#"),
            next=Link("", "#"),
            items=(
                PageLink(1, "#"),
                PageLink(is_ellipsis=True),
                PageLink(6, "#"),
                PageLink(7, "#", is_current=True),
                PageLink(8, "#"),
            ),
        ),
        summary=(
            SummaryRow("Held", "12 June 2026", (Link("Change", "#", "the date held"),)),
            SummaryRow("Place", "Marsh ward", (Link("Change", "#", "the place"),)),
            SummaryRow("Came", "19 people"),
        ),
        figures=table(
            "Reports a month",
            ["Month", "Eastmere", "Comparison area"],
            [["April 2026", "112", "98"], ["May 2026", "96", "101"]],
            numeric=(1, 2),
        ),
        filter=Filter(
            (
                FilterBox(
                    "community",
                    "Community",
                    "Every community",
                    (Choice("r", "Residents", 13, True), Choice("f", "Faith leaders", 5, False)),
                ),
                FilterBox(
                    "state",
                    "State",
                    "Every state",
                    (Choice("done", "Done", 9, False), Choice("late", "Late", 4, False)),
                ),
            ),
            shown=13,
            total=18,
            chosen={"community": "r"},
        ),
        form=OccasionForm(prefix="blank"),
        form_with_errors=OccasionForm(
            {
                "wrong-held-day": "31",
                "wrong-held-month": "2",
                "wrong-held-year": "2026",
                "wrong-people": "some",
            },
            prefix="wrong",
        ),
        programme_line=_programme_line(),
        broken_line=_broken_line(),
        dot_plot=_dot_plot(),
        next_steps=(
            NextStep(
                "Propose an action from it", "#", "The decision and its themes are filled in."
            ),
            NextStep("Adopt a priority from it", "#"),
        ),
        kind_choice=KindChoice(
            "says",
            "What does this answer say?",
            (
                Kind("done", "Done", "Say what was done. It is there to be seen."),
                Kind("planned", "Planned", "Say what will be done, and by when."),
            ),
            error="Choose what this answer says",
        ),
        send_back=CommentForm(prefix="back"),
        before_after=_before_after(),
        share_by_month=_share_by_month(),
        hidden_months=_hidden_months(),
        undo=Undo("Turn 3 is covered for everyone.", "#", {"uncover": "3"}),
    )


def _programme_line() -> charts.ThreadLine:
    return charts.thread_line(
        "From what was said to what was answered",
        [
            Stop("Said", 312, "#", "things people said"),
            Stop("Marked", 309, "#", "read and marked"),
            Stop("Themes", 24, "#", "in people's words"),
            Stop("Decided", 60, "#", "actions agreed"),
            Stop("Done", 41, "#", "so far"),
            Stop("Measured", 8, "#", "measures"),
            Stop("Answered", 271, "#", "of the 312"),
        ],
    )


def _broken_line() -> charts.ThreadLine:
    return charts.thread_line(
        "One voice, from the words to the work",
        [
            Stop("Said", 1, "#", "12 June 2026"),
            Stop("Marked", 2, "#", "two passages"),
            Stop("Themes", 1, "#", "Lights on the stairs"),
            Stop("Decided", 0, "", "Done before any decision"),
            Stop("Done", 1, "#", "Lamps replaced"),
            Stop("Measured", 0),
            Stop("Answered", 0),
        ],
    )


def _dot_plot() -> charts.DotPlot:
    def dot(count: int, of: int, lower: float, upper: float) -> Dot:
        return Dot(count, of, lower, upper)

    return charts.dot_plot(
        "common-ground",
        "Both groups raised these",
        ["Peer interviews", "Community conversations"],
        [
            PlotRow(
                "The lights on the estate stairs have been out since last winter",
                (dot(14, 20, 0.48, 0.85), dot(15, 24, 0.43, 0.79)),
            ),
            PlotRow(
                "I want to report what happened without it coming back on me",
                (dot(12, 20, 0.39, 0.78), dot(9, 24, 0.21, 0.57)),
            ),
            PlotRow(
                "Somewhere warm that is open after nine",
                (dot(11, 20, 0.34, 0.74), dot(8, 24, 0.18, 0.53)),
            ),
            PlotRow(
                "Needles by the playground fence", (dot(5, 20, 0.11, 0.47), dot(13, 24, 0.35, 0.72))
            ),
        ],
        subtitle="Share of the people who spoke for themselves, with the range chance could give",
        note="With 20 and 24 people, a difference of less than about 30 points could be chance. Invented figures.",
    )


def _share_by_month() -> charts.MonthsChart | None:
    counted = ((20, 35), (30, 75), (None, None), (0, 0), (30, 70), (25, 70))
    return charts.share_by_month(
        "rung-back",
        "People rung back within two working days",
        [
            PartOfWhole(date(2026, 5 + number, 1), part, whole)
            for number, (part, whole) in enumerate(counted)
        ],
        out_of="messages left",
        target=0.9,
        subtitle="Each month, out of messages left",
        note="One month is too few to show; in another nobody left a message. Invented figures.",
    )


def _hidden_months() -> charts.MonthsChart:
    few = Unshown("1 to 7", 1, 7)
    return charts.before_after(
        "harm",
        "Harm reported",
        [Series("This area", date(2026, 1, 1), (few, few, 10, 10, few, 15, 10, 10))],
        [],
        subtitle="Each month",
        note="Each month is rounded to the nearest 5. Invented figures.",
    )


def _before_after() -> charts.MonthsChart:
    eastmere = (61, 58, 66, 70, 74, 69, 72, 64, 57, 55, 49, 52, 58, 47, 51, 53, 50, 49, 52, 47, 46)
    comparison = (
        55,
        51,
        58,
        60,
        63,
        61,
        66,
        58,
        52,
        50,
        47,
        49,
        53,
        55,
        54,
        57,
        59,
        56,
        58,
        55,
        50,
    )
    return charts.before_after(
        "reports",
        "26% fewer reports to police of anti-social behaviour",
        [
            Series("Eastmere", date(2025, 2, 1), eastmere),
            Series("Comparison area", date(2025, 2, 1), comparison),
        ],
        [
            Window("Before: April to October 2025", date(2025, 4, 1), date(2025, 10, 1), "before"),
            Window("After: April to October 2026", date(2026, 4, 1), date(2026, 10, 1), "after"),
        ],
        subtitle="Reports a month",
        note="Could be anything from 9% to 40% fewer; the comparison area fell 8%. Invented figures.",
    )
