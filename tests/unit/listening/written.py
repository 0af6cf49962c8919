"""Documents made in memory, as programs write them, for the tests that read them."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from saidanddone.base.errors import Refused
from saidanddone.listening.documents import LIMITS, DocumentRefused, read_document

SPOKEN = "Marigold"  # stands for a person's words: no refusal may repeat it


def words_of(name: str, content: bytes) -> str:
    return read_document(name, content).text


def refusal(name: str, content: bytes, **limits: float) -> str:
    with pytest.raises(DocumentRefused) as caught:
        read_document(name, content, replace(LIMITS, **limits))
    sentence = caught.value.sentence
    assert isinstance(caught.value, Refused)
    assert SPOKEN not in sentence
    assert sentence.endswith(".")
    return sentence


W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def zipped(*entries: tuple[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, *more: tuple[str, str | bytes], types: str = TYPES, before: str = "") -> bytes:
    document = f"{before}<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped(
        ("[Content_Types].xml", types),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", document),
        *more,
    )


def word_with_parts(body: str, **parts: str) -> bytes:
    """A Word document with parts of its own, such as `footnotes` or `header`, by their XML."""
    relations = "".join(
        f'<Relationship Id="r{name}" Target="{name}.xml" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{name}"/>'
        for name in parts
    )
    root = RELATIONS.partition("<Relationship ")[0]
    written = [(f"word/{name}.xml", xml.replace(">", f" {W}>", 1)) for name, xml in parts.items()]
    rels = ("word/_rels/document.xml.rels", f"{root}{relations}</Relationships>")
    return word(body, rels, *written)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


ODF_SPACES = {"draw": "drawing"} | {
    name: name for name in ("office", "text", "table", "form", "style")
}
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def opendocument(
    body: str, *more: tuple[str, str | bytes], before: str = "", styles: str = ""
) -> bytes:
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in ODF_SPACES.items()
    )
    content = (
        f"{before}<office:document-content {namespaces}>{styles}<office:body><office:text>"
        f"{body}</office:text></office:body></office:document-content>"
    )
    return zipped(("mimetype", ODT_TYPE), ("content.xml", content), *more)


def pdf(*pages: bytes, change: Callable[[PdfWriter], object] = lambda writer: None) -> bytes:
    """A PDF with a page for each content stream, in Helvetica as /F."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for stream in pages:
        page = writer.add_blank_page(595, 842)
        fonts = DictionaryObject({NameObject("/F"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        content.set_data(stream)
        page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def drawn(*lines: str) -> bytes:
    rows = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    return f"BT /F 12 Tf 50 700 Td {rows}ET".encode("latin-1")
