"""The old name of `form_page.send_once`, until every app calls `handle_form`."""

from saidanddone.ui.form_page import send_once

__all__ = ["send_once"]
