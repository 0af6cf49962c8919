"""The old way to show a form, until every app calls `form_page.handle_form`."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from saidanddone.ui.form_page import handle_form
from saidanddone.ui.forms import GovukForm


def ask(
    request: HttpRequest,
    form: GovukForm,
    act: Callable[[], str],
    *,
    page: Mapping[str, Any],
    done: str,
    as_saved: Callable[[Any], dict[str, Any]] | None = None,
    template: str = "ui/form_page.html",
) -> HttpResponse:
    """Show the form; once it holds, `act` and go where it leads, saying `done`."""
    if as_saved is not None:
        setattr(form, "as_saved", as_saved)  # noqa: B010
    return handle_form(request, form, act, done=done, next_url=str, template=template, **page)
