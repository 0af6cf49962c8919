"""Reading words out of XML as it streams past, with no document types, entities or fetching."""

from collections import Counter
from collections.abc import Mapping, Sequence
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

    Tags are written "{namespace}local", as ElementTree writes them. Paragraphs may nest: a text box
    stands inside one, and its lines part the paragraph where it stands.
    """

    paragraph_tags: frozenset[str]
    left_out_tags: frozenset[str]
    counted_tags: Mapping[str, str]
    """Tags of what is not read, and the name under which each is counted."""
    stands_for: Mapping[str, str]
    """The characters that an empty tag stands for, such as a tab or a line break."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.left_out: Counter[str] = Counter()
        self._line: list[str] = []
        self._open: list[int] = []  # for each open paragraph, how many lines stood before it
        self._depth_left_out = 0

    @property
    def is_left_out(self) -> bool:
        return self._depth_left_out > 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._depth_left_out:
            self._depth_left_out += 1
            return
        if tag in self.counted_tags:
            self.left_out[self.counted_tags[tag]] += 1
        if tag in self.left_out_tags or self.leaves_out(tag, attributes):
            self._depth_left_out = 1
        elif tag in self.paragraph_tags:
            if self._open:  # it parts the paragraph it stands in
                self._end_line(even_if_empty=False)
            self._open.append(len(self.lines))
        else:
            self.add(self.stands_for.get(tag, ""))

    def end(self, tag: str) -> None:
        if self._depth_left_out:
            self._depth_left_out -= 1
        elif tag in self.paragraph_tags:
            has_lines = len(self.lines) > self._open.pop()
            if not self.joins_the_next():
                self._end_line(even_if_empty=not has_lines and not self._open)

    def data(self, text: str) -> None:
        self.add(text)

    def add(self, text: str) -> None:
        if self._open and not self._depth_left_out:
            self._line.append(text)

    def leaves_out(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether this element, unlike others of its tag, holds nothing to read."""
        return False

    def joins_the_next(self) -> bool:
        """Whether the paragraph that ends here is only the beginning of the next one."""
        return False

    def laid_out(self, paragraph: str) -> str:
        """A paragraph without what only lays out its file."""
        return paragraph

    def _end_line(self, *, even_if_empty: bool) -> None:
        line = self.laid_out("".join(self._line))
        self._line = []
        if even_if_empty or line.strip():
            self.lines.append(line)


def refuse_if_too_detailed(parts: Sequence[bytes], limits: Limits) -> None:
    """Raises `DocumentRefused` for parts that together are too much to parse in time."""
    if sum(map(len, parts)) > limits.xml:
        raise DocumentRefused(BOMB)
    markup = sum(xml.count(b"<") + xml.count(b"/>") + xml.count(b"=") for xml in parts)
    if markup > limits.markup:
        raise DocumentRefused(TOO_DETAILED)


def feed(xml: bytes, target: object, limits: Limits) -> None:
    """Stream one XML part through a parser target. Raises `DocumentRefused`."""
    refuse_if_too_detailed([xml], limits)
    parser = XMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(xml)
        parser.close()
    except DefusedXmlException:
        raise DocumentRefused(UNSAFE) from None
    except (ParseError, ValueError, LookupError):  # not well formed, or an unknown encoding
        raise DocumentRefused(DAMAGED) from None
