"""Whole answers for where Django is not reached: plain pages with the headers of every page."""

from dataclasses import dataclass

PAGE = """<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1>
{sentences}
</html>
"""


@dataclass(frozen=True)
class LastResort:
    """A status line, a title and what to do, a paragraph each."""

    status: str
    title: str
    sentences: tuple[str, ...]

    @property
    def body(self) -> bytes:
        sentences = "\n".join(f"<p>{sentence}</p>" for sentence in self.sentences)
        return PAGE.format(title=self.title, sentences=sentences).encode()

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(self.body))),
            ("Cache-Control", "no-store"),
            (
                "Content-Security-Policy",
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
            ),
            ("Referrer-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ]


WENT_WRONG = LastResort(
    "500 Internal Server Error",
    "Something went wrong here, not with you",
    (
        "What was saved before is safe. What you were just sending was not saved.",
        "Go back and try again in a few minutes.",
    ),
)
UNREADABLE = LastResort(
    "400 Bad Request",
    "What was sent could not be read",
    ("Nothing was lost or changed.", "Go back and try again, or type the address again."),
)
