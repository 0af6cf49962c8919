"""The three files a document can become. Each writer takes a `Document` and gives bytes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from saidanddone.case_study.writers.html import as_html
from saidanddone.case_study.writers.markdown import as_markdown
from saidanddone.case_study.writers.word import as_docx
from saidanddone.disclosure.document import Document

__all__ = ["CONTENT_TYPES", "WRITERS", "Writer", "as_docx", "as_html", "as_markdown"]

Writer = Callable[[Document], bytes]

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"html": as_html, "md": as_markdown, "docx": as_docx}
)
CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html; charset=utf-8",
        "md": "text/markdown; charset=utf-8",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
