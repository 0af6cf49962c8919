"""GOV.UK Frontend's own test cases, put in the words of our partials.

Each function takes a case's options and returns our context, or raises Unmapped where the case uses an option that
our partial does not have (arbitrary attributes, classes on inner parts, texts in other languages).
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import mark_safe

Options = dict[str, Any]


class Unmapped(Exception):
    """The case uses an option we do not have."""


class Taken:
    """The options of a case, each of which must be taken."""

    def __init__(self, options: Mapping[str, Any] | None) -> None:
        self.left = {key: value for key, value in (options or {}).items() if value is not None}

    def take(self, key: str, default: Any = None) -> Any:
        return self.left.pop(key, default)

    def words(self, text: str = "text", html: str = "html") -> Any:
        """Text is escaped on the page, HTML is not."""
        plain, marked = self.take(text), self.take(html)
        return mark_safe(marked) if marked else plain  # noqa: S308 - the cases' own markup

    def flag(self, key: str) -> bool | None:
        """True or not given; ours does not write an attribute to say "false"."""
        value: bool | None = self.take(key)
        if value is False:
            raise Unmapped(f"{key} said to be false")
        return value

    def items(self, key: str = "items") -> list[Any]:
        """Ours has no holes in its lists, which count towards the ids."""
        items: list[Any] = self.take(key, [])
        if not all(items):
            raise Unmapped("items that are not there")
        return items

    def done(self) -> None:
        if self.left:
            raise Unmapped(", ".join(self.left))


def _words_only(options: Any) -> Any:
    """The words of a nested part that may have nothing else."""
    taken = Taken(options)
    words = taken.words()
    taken.done()
    return words


def button(o: Taken) -> Options:
    return {
        "text": o.words(),
        "classes": o.take("classes"),
        "href": o.take("href"),
        "name": o.take("name"),
        "type": o.take("type"),
        "value": o.take("value"),
        "is_disabled": o.take("disabled"),
        "prevent_double_click": o.flag("preventDoubleClick"),
    }


def back_link(o: Taken) -> Options:
    return {"text": o.words(), "href": o.take("href"), "classes": o.take("classes")}


def _link(options: Mapping[str, Any]) -> Options:
    taken = Taken(options)
    link = {"text": taken.words(), "href": taken.take("href")}
    taken.done()
    return link


def breadcrumbs(o: Taken) -> Options:
    return {
        "items": [_link(item) for item in o.take("items", [])],
        "classes": o.take("classes"),
        "collapse_on_mobile": o.take("collapseOnMobile"),
        "label": o.take("labelText"),
    }


def error_summary(o: Taken) -> Options:
    return {
        "title": o.words("titleText", "titleHtml"),
        "description": o.words("descriptionText", "descriptionHtml"),
        "errors": [_link(item) for item in o.take("errorList", [])],
        "classes": o.take("classes"),
        "disable_auto_focus": o.flag("disableAutoFocus"),
    }


def inset_text(o: Taken) -> Options:
    return {"text": o.words(), "id": o.take("id"), "classes": o.take("classes")}


def notification_banner(o: Taken) -> Options:
    html = o.take("html")
    return {
        "text": o.take("text"),
        "html": mark_safe(html) if html else None,  # noqa: S308 - the cases' own markup
        "type": o.take("type"),
        "title": o.words("titleText", "titleHtml"),
        "title_id": o.take("titleId"),
        "role": o.take("role"),
        "classes": o.take("classes"),
        "disable_auto_focus": o.flag("disableAutoFocus"),
    }


def panel(o: Taken) -> Options:
    kinds, others = [], []
    for name in o.take("classes", "").split():
        (kinds if name == "govuk-panel--interruption" else others).append(name)
    return {
        "title": o.words("titleText", "titleHtml"),
        "text": o.words(),
        "kind": "interruption" if kinds else None,
        "classes": " ".join(others),
    }


def phase_banner(o: Taken) -> Options:
    if "tag" not in o.left:
        raise Unmapped("a banner without its tag")
    tag = Taken(o.take("tag"))
    context = {
        "tag": tag.words(),
        "tag_classes": tag.take("classes"),
        "text": o.words(),
        "classes": o.take("classes"),
    }
    tag.done()
    return context


def _action(options: Mapping[str, Any]) -> Options:
    taken = Taken(options)
    action = {
        "text": taken.words(),
        "href": taken.take("href"),
        "hidden_text": taken.take("visuallyHiddenText"),
        "classes": taken.take("classes"),
    }
    taken.done()
    return action


def _summary_row(options: Mapping[str, Any]) -> Options:
    taken = Taken(options)
    actions = Taken(taken.take("actions"))
    row = {
        "key": _words_only(taken.take("key")),
        "value": _words_only(taken.take("value")),
        "actions": [_action(item) for item in actions.take("items", []) if item],
        "classes": taken.take("classes"),
    }
    actions.done()
    taken.done()
    return row


def summary_list(o: Taken) -> Options:
    rows = [_summary_row(row) for row in o.take("rows", []) if row]
    return {
        "rows": rows,
        "classes": o.take("classes"),
        "has_actions": any(row["actions"] for row in rows),
    }


def _cell(options: Mapping[str, Any]) -> Options:
    taken = Taken(options)
    is_numeric = taken.take("format") == "numeric"
    cell = {"text": taken.words(), "is_numeric": is_numeric, "classes": taken.take("classes")}
    taken.done()
    return cell


def table(o: Taken) -> Options:
    return {
        "caption": o.take("caption"),
        "caption_classes": o.take("captionClasses"),
        "head": [_cell(cell) for cell in o.take("head", [])],
        "rows": [[_cell(cell) for cell in row] for row in o.take("rows", []) if row],
        "first_cell_is_header": o.take("firstCellIsHeader"),
        "classes": o.take("classes"),
    }


def tag(o: Taken) -> Options:
    return {"text": o.words(), "classes": o.take("classes")}


def warning_text(o: Taken) -> Options:
    return {
        "text": o.words(),
        "icon_fallback_text": o.take("iconFallbackText"),
        "classes": o.take("classes"),
    }


def details(o: Taken) -> Options:
    return {
        "summary": o.words("summaryText", "summaryHtml"),
        "text": o.words(),
        "id": o.take("id"),
        "is_open": o.take("open"),
        "classes": o.take("classes"),
    }


def _way(options: Any) -> Options | None:
    if not options:
        return None
    taken = Taken(options)
    way = {"text": taken.words(), "href": taken.take("href"), "label": taken.take("labelText")}
    taken.done()
    return way


def _page(options: Mapping[str, Any]) -> Options:
    taken = Taken(options)
    page = {
        "number": taken.take("number"),
        "href": taken.take("href"),
        "is_current": taken.take("current"),
        "is_ellipsis": taken.take("ellipsis"),
        "hidden_text": taken.take("visuallyHiddenText"),
    }
    taken.done()
    return page


def pagination(o: Taken) -> Options:
    return {
        "previous": _way(o.take("previous")),
        "next": _way(o.take("next")),
        "items": [_page(item) for item in o.take("items", []) if item],
        "label": o.take("landmarkLabel"),
        "classes": o.take("classes"),
    }


def exit_this_page(o: Taken) -> Options:
    # Without words of their own the cases say "Exit this page"; ours says "Leave this page".
    words = o.words() or mark_safe(
        '<span class="govuk-visually-hidden">Emergency</span> Exit this page'
    )
    return {
        "text": words,
        "redirect_url": o.take("redirectUrl"),
        "id": o.take("id"),
        "classes": o.take("classes"),
    }


def _label(o: Taken) -> Options:
    label = Taken(o.take("label"))
    context = {
        "label": label.words(),
        "label_classes": label.take("classes"),
        "label_is_heading": label.take("isPageHeading"),
    }
    label.take("for")  # the id of the control always wins
    label.done()
    return context


def _field(o: Taken) -> Options:
    name = o.take("name")
    context = {
        **_label(o),
        "name": name,
        "id": o.take("id", name),
        "hint": _words_only(o.take("hint")),
        "error_message": _words_only(o.take("errorMessage")),
        "described_by": o.take("describedBy"),
        "classes": o.take("classes"),
    }
    if not context["label"]:
        raise Unmapped("a field without a label")
    return context


def _spellcheck(o: Taken) -> str | None:
    value = o.take("spellcheck")
    return None if value is None else str(value).lower()


def input_(o: Taken) -> Options:
    return {
        **_field(o),
        "prefix": _words_only(o.take("prefix")),
        "suffix": _words_only(o.take("suffix")),
        "value": o.take("value"),
        "type": o.take("type"),
        "inputmode": o.take("inputmode"),
        "autocomplete": o.take("autocomplete"),
        "autocapitalize": o.take("autocapitalize"),
        "pattern": o.take("pattern"),
        "spellcheck": _spellcheck(o),
        "is_disabled": o.take("disabled"),
    }


def textarea(o: Taken) -> Options:
    return {
        **_field(o),
        "value": o.take("value"),
        "rows": o.take("rows"),
        "autocomplete": o.take("autocomplete"),
        "spellcheck": _spellcheck(o),
    }


def select(o: Taken) -> Options:
    chosen = o.take("value")

    def option(options: Mapping[str, Any]) -> Options:
        taken = Taken(options)
        value, selected = taken.take("value"), taken.take("selected")
        if isinstance(value, bool):
            raise Unmapped("a value that is not text")
        text = taken.take("text")
        is_chosen = bool(chosen) and selected is not False and chosen in (value, text)
        item = {
            "value": value,
            "text": text,
            "is_selected": selected or is_chosen,
            "is_disabled": taken.take("disabled"),
        }
        taken.done()
        return item

    return {**_field(o), "items": [option(item) for item in o.items()]}


def file_upload(o: Taken) -> Options:
    if o.take("javascript"):
        raise Unmapped("the scripted upload")
    return {**_field(o), "is_multiple": o.take("multiple"), "is_disabled": o.take("disabled")}


def _fieldset(o: Taken) -> Options:
    given = o.take("fieldset")
    if not given:
        return {}
    taken = Taken(given)
    legend = Taken(taken.take("legend"))
    context = {
        "legend": legend.words(),
        "legend_classes": legend.take("classes"),
        "legend_is_heading": legend.take("isPageHeading"),
        "described_by": taken.take("describedBy"),
    }
    legend.done()
    taken.done()
    if not context["legend"]:
        raise Unmapped("a fieldset without a legend")
    return context


def _choices(o: Taken, chosen: Any) -> Options:
    name = o.take("name")
    fieldset = _fieldset(o)

    def choice(options: Mapping[str, Any]) -> Options:
        taken = Taken(options)
        if "divider" in taken.left:
            return {"divider": taken.take("divider")}
        value, checked = taken.take("value"), taken.take("checked")
        conditional = Taken(taken.take("conditional"))
        html = conditional.take("html")
        item = {
            "value": value,
            "text": taken.words(),
            "id": taken.take("id"),
            "name": taken.take("name"),
            "hint": _words_only(taken.take("hint")),
            "is_checked": checked or (checked is not False and bool(chosen) and value in chosen),
            "is_disabled": taken.take("disabled"),
            "conditional": mark_safe(html) if html else None,  # noqa: S308 - the cases' own markup
        }
        taken.done()
        return item

    return {
        **fieldset,
        "name": name,
        "id": o.take("idPrefix", name),
        "hint": _words_only(o.take("hint")),
        "error_message": _words_only(o.take("errorMessage")),
        "classes": o.take("classes"),
        "items": [choice(item) for item in o.items()],
    }


def radios(o: Taken) -> Options:
    chosen = o.take("value")
    return _choices(o, [chosen] if chosen else [])


def checkboxes(o: Taken) -> Options:
    described = o.left.get("hint") or o.left.get("errorMessage") or o.left.get("describedBy")
    if described and not o.left.get("fieldset"):
        raise Unmapped("described checkboxes without a fieldset")
    return _choices(o, o.take("values"))


def fieldset(o: Taken) -> Options:
    content = o.take("html")
    context = {
        "role": o.take("role"),
        "classes": o.take("classes"),
        "content": mark_safe(content) if content else None,  # noqa: S308 - the cases' own markup
    }
    inner = {key: o.take(key) for key in ("legend", "describedBy")}
    return {**context, **_fieldset(Taken({"fieldset": inner}))}


def date_input(o: Taken) -> Options:
    element_id, prefix = o.take("id"), o.take("namePrefix")
    values = o.take("values", {})
    fieldset = _fieldset(o)
    error = _words_only(o.take("errorMessage"))
    given = [dict(part) for part in o.take("items", [])]
    named = [(name, o.take(name, {})) for name in ("day", "month", "year")]
    if given and any(part for _, part in named):
        raise Unmapped("both items and a part")
    parts = given or [
        {"name": name, "wide": name == "year", **part} for name, part in named if part is not False
    ]
    faults = [part.get("error") for part in parts]

    def item(part: Options) -> Options:
        taken = Taken(part)
        name = taken.take("name")
        full_name = f"{prefix}-{name}" if prefix else name
        fault = taken.take("error")
        classes = taken.take("classes", "")
        width = "4" if taken.take("wide") or name == "year" else "2"
        if classes and classes != f"govuk-input--width-{width}":
            raise Unmapped("classes on a part")
        entry = {
            "id": taken.take("id") or f"{element_id}-{name}",
            "name": full_name,
            "label": taken.take("label") or name.capitalize(),
            "value": taken.take("value") or values.get(full_name),
            "width": width,
            "has_error": fault or (bool(error) and fault is not False and not any(faults)),
            "autocomplete": taken.take("autocomplete"),
        }
        taken.done()
        return entry

    return {
        **fieldset,
        "id": element_id,
        "hint": _words_only(o.take("hint")),
        "error_message": error,
        "classes": o.take("classes"),
        "items": [item(part) for part in parts],
    }


PARTIALS: dict[str, Callable[[Taken], Options]] = {
    "back-link": back_link,
    "breadcrumbs": breadcrumbs,
    "button": button,
    "checkboxes": checkboxes,
    "date-input": date_input,
    "details": details,
    "error-summary": error_summary,
    "exit-this-page": exit_this_page,
    "fieldset": fieldset,
    "file-upload": file_upload,
    "input": input_,
    "inset-text": inset_text,
    "notification-banner": notification_banner,
    "pagination": pagination,
    "panel": panel,
    "phase-banner": phase_banner,
    "radios": radios,
    "select": select,
    "summary-list": summary_list,
    "table": table,
    "tag": tag,
    "textarea": textarea,
    "warning-text": warning_text,
}


def context_of(component: str, options: Mapping[str, Any]) -> Options:
    taken = Taken(options)
    context = PARTIALS[component](taken)
    taken.done()
    return context
