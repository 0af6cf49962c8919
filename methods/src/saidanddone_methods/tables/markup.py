"""Stream the XML parts of a spreadsheet through a reader."""

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from saidanddone_methods.tables.limits import MEGABYTE
from saidanddone_methods.tables.refusals import DAMAGED, UNSAFE, TableRefused

# Some versions of expat look through an unfinished tag or comment again with each chunk.
_LONGEST_TAG = MEGABYTE


class Reader(Protocol):
    """Receives the tags and text of a part. A tag comes without its namespace."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens. An attribute in a namespace is called `namespace}name`; see `local`."""

    def end(self, tag: str) -> None:
        """A tag closes."""

    def data(self, text: str) -> None:
        """Some of the text between two tags."""


class LocalNames(dict[str, str]):
    """A cache of the names of tags and attributes without their namespaces."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition("}")[2]
        return local


def local(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes by their names without namespaces."""
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}


def fed(chunks: Iterable[bytes], reader: Reader) -> Iterator[None]:
    """Stream a part through a reader. Document types and entities are refused, nothing is fetched.

    It yields after each chunk, so that a caller may take what was read so far, or stop. Raises
    `TableRefused`.
    """
    guarded = XMLParser(forbid_dtd=True)
    # defusedxml sets its guards on this expat parser. Our handlers are set on it directly, because
    # the layer between would double the time of parsing.
    parser = guarded.parser
    parser.ordered_attributes = False
    names, start = LocalNames(), reader.start
    parser.StartElementHandler = lambda tag, attributes: start(names[tag], attributes)
    parser.EndElementHandler = lambda tag: reader.end(names[tag])
    parser.CharacterDataHandler = reader.data
    size = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            size += len(chunk)
            if size - parser.CurrentByteIndex > _LONGEST_TAG:
                raise TableRefused(*DAMAGED)
            yield
        parser.Parse(b"", True)
    except DefusedXmlException:
        raise TableRefused(*UNSAFE) from None
    except (ExpatError, LookupError, UnicodeError):
        raise TableRefused(*DAMAGED) from None
    yield


def feed(chunks: Iterable[bytes], reader: Reader) -> None:
    """Stream a whole part through a reader. Raises `TableRefused`."""
    for _ in fed(chunks, reader):
        pass
