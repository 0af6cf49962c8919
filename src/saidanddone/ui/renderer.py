"""The form renderer: `{{ form }}`, `{{ form.as_div }}` and `{{ field.as_field_group }}` give GOV.UK markup.

`FORM_RENDERER = "saidanddone.ui.renderer.GovukRenderer"`. Its templates are in `templates/django/forms/` and come before
Django's own, so `saidanddone.ui` comes before `django.forms` in INSTALLED_APPS.
"""

from typing import Any

from django.forms import boundfield, widgets
from django.forms.renderers import TemplatesSetting

from saidanddone.ui.widgets import CountedTextarea, DateInput

CLASS_BY_WIDGET: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxInput, "govuk-checkboxes__input"),
    (widgets.Textarea, "govuk-textarea"),
    (widgets.RadioSelect, ""),
    (widgets.CheckboxSelectMultiple, ""),
    (widgets.Select, "govuk-select"),
    (widgets.FileInput, "govuk-file-upload"),
    (widgets.Input, "govuk-input"),
)


class GovukBoundField(boundfield.BoundField):
    """A field that knows how GOV.UK would lay it out."""

    @property
    def label_size(self) -> str:
        return getattr(self.form, "label_size", "s")

    @property
    def label_is_heading(self) -> bool:
        """True where the page asks one thing, so that its label is the heading."""
        return getattr(self.form, "label_as_heading", "") == self.name

    @property
    def is_date_input(self) -> bool:
        return isinstance(self.field.widget, DateInput)

    @property
    def is_single_checkbox(self) -> bool:
        return isinstance(self.field.widget, widgets.CheckboxInput)

    @property
    def max_characters(self) -> int | None:
        if isinstance(self.field.widget, CountedTextarea):
            return getattr(self.field, "max_length", None)
        return None

    @property
    def prefix(self) -> str:
        return getattr(self.field.widget, "prefix", "")

    @property
    def suffix(self) -> str:
        return getattr(self.field.widget, "suffix", "")

    @property
    def faulty_parts(self) -> tuple[str, ...]:
        """Which of day, month and year the first error is about; all of them unless it says."""
        if not isinstance(self.field.widget, DateInput) or not self.errors:
            return ()
        first = self.form.errors.as_data()[self.name][0]
        named: tuple[str, ...] = (first.params or {}).get("parts", ())
        return named or self.field.widget.parts

    @property
    def first_control_id(self) -> str:
        """The id that an error summary links to."""
        if self.is_date_input:
            return f"{self.auto_id}-{(self.faulty_parts or self.field.widget.parts)[0]}"
        if isinstance(self.field.widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
            return self.subwidgets[0].id_for_label if self.subwidgets else self.auto_id
        return self.id_for_label or self.auto_id

    @property
    def aria_describedby(self) -> str | None:
        if not self.auto_id or self.is_hidden:
            return None
        ids = [self.field.widget.attrs.get("aria-describedby", "")]
        ids += [f"{self.auto_id}-info"] if self.max_characters else []
        ids += [f"{self.auto_id}-hint"] if self.help_text else []
        ids += [f"{self.auto_id}-error"] if self.errors else []
        return " ".join(filter(None, ids)) or None

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: widgets.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        # GOV.UK links errors by aria-describedby, and never cuts text silently.
        built.pop("aria-invalid", None)
        built["placeholder"] = False  # a library's: it reads as an answer, and goes too soon
        built["maxlength"] = built["minlength"] = False
        built["class"] = self._classes(widget)
        if isinstance(widget, widgets.Textarea) or _input_type(widget) in {"text", "search"}:
            built["dir"] = "auto"  # what is typed reads in its own direction
        if isinstance(widget, widgets.NumberInput):
            takes_decimals = bool(widget.attrs.get("step"))
            built["inputmode"] = "decimal" if takes_decimals else "numeric"
            built["min"] = built["max"] = built["step"] = False
        if isinstance(widget, DateInput):
            built["data-faulty-parts"] = " ".join(self.faulty_parts)
        if self.max_characters:
            built.setdefault("rows", "5")
        return {name: value for name, value in built.items() if value != ""}

    def _classes(self, widget: widgets.Widget) -> str:
        own = next((name for kind, name in CLASS_BY_WIDGET if isinstance(widget, kind)), "")
        faulty = f"{own}--error" if self.errors and own and not self.is_single_checkbox else ""
        counted = "govuk-js-character-count" if self.max_characters else ""
        return " ".join(filter(None, (own, counted, faulty, widget.attrs.get("class", ""))))


def _input_type(widget: widgets.Widget) -> str:
    return str(getattr(widget, "input_type", ""))


class GovukRenderer(TemplatesSetting):
    bound_field_class = GovukBoundField
