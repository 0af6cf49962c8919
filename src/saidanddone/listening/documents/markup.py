"""Reading words out of XML as it streams past, with no document types, entities or fetching."""

from collections.abc import Mapping
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from saidanddone.listening.documents.guards import (
    BOMB,
    DAMAGED,
    TOO_DETAILED,
    UNSAFE,
    DocumentRefused,
    Limits,
)


class Paragraphs:
    """Gathers the text of paragraphs; one subclass a format says which tags mean what.

    Tags are written "{namespace}local", as ElementTree writes them. Paragraphs may nest (a text
    box stands inside one), so each open paragraph has a buffer of its own.
    """

    paragraph_tags: frozenset[str]
    left_out_tags: frozenset[str]
    stands_for: Mapping[str, str]
    """The characters that an empty tag stands for, such as a tab or a line break."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[list[str]] = []
        self._left_out = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._left_out or tag in self.left_out_tags:
            self._left_out += 1
        elif tag in self.paragraph_tags:
            self._open.append([])
        else:
            self.add(self.stands_for.get(tag, ""))

    def end(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= 1
        elif tag in self.paragraph_tags:
            self.lines.append(self.laid_out("".join(self._open.pop())))

    def data(self, text: str) -> None:
        self.add(text)

    def add(self, text: str) -> None:
        if self._open and not self._left_out:
            self._open[-1].append(text)

    def laid_out(self, paragraph: str) -> str:
        """A paragraph without what only lays out its file."""
        return paragraph


def feed(xml: bytes, target: object, limits: Limits) -> None:
    """Stream one XML part through a parser target. Raises `DocumentRefused`."""
    if len(xml) > limits.xml:
        raise DocumentRefused(BOMB)
    if xml.count(b"<") + xml.count(b"/>") + xml.count(b"=") > limits.markup:
        raise DocumentRefused(TOO_DETAILED)
    parser = XMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(xml)
        parser.close()
    except DefusedXmlException:
        raise DocumentRefused(UNSAFE) from None
    except (ParseError, ValueError, LookupError):  # not well formed, or an unknown encoding
        raise DocumentRefused(DAMAGED) from None
