"""The thread, read: the programme and theme pages, walking, the figures."""

from saidanddone.thread.queries.figures import Figures, figures
from saidanddone.thread.queries.places import Place
from saidanddone.thread.queries.programme_page import ProgrammePage, heard_in, programme_page
from saidanddone.thread.queries.theme_page import ThemePage, theme_page
from saidanddone.thread.queries.walk import walk

__all__ = [
    "Figures",
    "Place",
    "ProgrammePage",
    "ThemePage",
    "figures",
    "heard_in",
    "programme_page",
    "theme_page",
    "walk",
]
