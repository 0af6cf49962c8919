"""Small words between records: ends of sentences, titles inside them, lists."""

from collections.abc import Iterable, Sequence

ENDS = (".", "!", "?", "…")


def as_sentence(text: str) -> str:
    """The text with a capital and an end; nothing stays nothing."""
    text = " ".join(text.split())
    if not text:
        return ""
    closed = text.rstrip("’”\"')").endswith(ENDS)  # noqa: RUF001
    return capital(text if closed else f"{text}.")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """A title in the middle of a sentence: "The alley" -> "the alley", but "GP surgery" as it is."""
    text = text.strip().removesuffix(".")
    first = text.split(" ")[0]
    if first == "I" or first.startswith(("I’", "I'")) or first[1:] != first[1:].lower():  # noqa: RUF001
        return text
    return text[:1].lower() + text[1:]


def quoted(text: str) -> str:
    return f"‘{text.strip()}’"  # noqa: RUF001


def short(agency: str) -> str:
    """An agency's name without what it goes on to explain."""
    return agency.split(",", maxsplit=1)[0]


def short_together(agencies: Iterable[str]) -> list[str]:
    """The agencies of one sentence, each once and short; whole where two would be called alike."""
    whole = list(dict.fromkeys(agencies))
    shortened = [short(agency) for agency in whole]
    return [
        name if shortened.count(name) == 1 else agency
        for agency, name in zip(whole, shortened, strict=True)
    ]


def lines(text: str) -> list[str]:
    """Each line of a text that is a list."""
    return [line.strip().lstrip("-•* ").strip() for line in text.splitlines() if line.strip()]


def or_listed(items: Sequence[str]) -> str:
    """ "a, b or c"."""
    *before, last = items or [""]
    return f"{', '.join(before)} or {last}" if before else last
