"""What the case study is written from and as what."""

from django import forms

from saidanddone.ui.forms import GovukForm

FROM = (
    ("draft", "Records as they stand now, marked as a draft"),
    ("release", "The last signed release"),
)
AS = (
    ("docx", "Word, to go on working with"),
    ("html", "One web page, to read or to print"),
    ("md", "Markdown, plain text with notes and tables"),
)


class CaseStudyForm(GovukForm):
    which = forms.ChoiceField(
        label="Write it from",
        choices=FROM,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what to write it from"},
    )
    ending = forms.ChoiceField(
        label="As",
        choices=AS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the kind of file"},
    )
