"""The queries of the thread: the programme page, a theme's page, a record's page, the figures."""

from saidanddone.thread.queries.figures import Figures, figures
from saidanddone.thread.queries.passages import find_passage
from saidanddone.thread.queries.programme_page import ProgrammePage, programme_page
from saidanddone.thread.queries.record_page import RecordPage
from saidanddone.thread.queries.records import read_record
from saidanddone.thread.queries.theme_page import ThemePage, theme_page

__all__ = [
    "Figures",
    "ProgrammePage",
    "RecordPage",
    "ThemePage",
    "figures",
    "find_passage",
    "programme_page",
    "read_record",
    "theme_page",
]
