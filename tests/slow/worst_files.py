"""Small files that take long to read, for `test_worst_uploads`."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

TURN_COLUMNS = ("community", "interview", "speaker", "text", "interviewer")

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def header(columns: int) -> bytes:
    return ",".join(f"c{number}" for number in range(columns)).encode() + b"\n"


def turns(number: int, text: str = "I told them and nobody came back to say") -> bytes:
    rows = (
        f"residents,{at % 58},{'Q' if at % 2 else 'A'},{text},{'interviewer' if at % 2 else 'x'}"
        for at in range(number)
    )
    return "\n".join([",".join(TURN_COLUMNS), *rows]).encode()


def _zipped(parts: Mapping[str, str], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    ) as zipped:
        for name, part in parts.items():
            zipped.writestr(name, part)
    return out.getvalue()


# Spreadsheets


def _xlsx(*sheets: str, styles: str = "", stored: bool = False) -> bytes:
    named = "".join(
        f'<sheet name="s{at}" sheetId="{at + 1}" r:id="r{at}"/>' for at in range(len(sheets))
    )
    related = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="worksheets/s{at}.xml"/>'
        for at in range(len(sheets))
    )
    if styles:
        related += f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}">{styles}</styleSheet>',
    }
    parts |= {
        f"xl/worksheets/s{at}.xml": f'<worksheet xmlns="{_SHEET}">{sheet}</worksheet>'
        for at, sheet in enumerate(sheets)
    }
    return _zipped(parts, stored=stored)


def _sheet(rows: Iterable[str], before: str = "") -> str:
    return f"{before}<sheetData>{''.join(rows)}</sheetData>"


def _row(boxes: Iterable[object]) -> str:
    made = "".join(f'<c t="inlineStr"><is><t>{box}</t></is></c>' for box in boxes)
    return f"<row>{made}</row>"


def xlsx_of_turns(number: int) -> bytes:
    rows = (
        _row(["residents", at % 58, "A", f"I told them {at}", "interviewer" if at % 2 else "x"])
        for at in range(number)
    )
    return _xlsx(_sheet([_row(TURN_COLUMNS), *rows]))


def xlsx_of_far_cells() -> bytes:
    rows = (f'<row r="{at}"><c r="BXX{at}"><v>{at}</v></c></row>' for at in range(2, 100_000))
    return _xlsx(_sheet([_row(TURN_COLUMNS), *rows]))


def xlsx_of_empty_cells() -> bytes:
    return _xlsx(_sheet([f"<row>{'<c/>' * 1_000}</row>" * 14_000]))


def xlsx_nested() -> bytes:
    return _xlsx("<a>" * 2_600_000 + "</a>" * 2_600_000, stored=True)


def xlsx_of_one_tag() -> bytes:
    attributes = " ".join(f'a{at}=""' for at in range(1_500_000))
    return _xlsx(_sheet([f"<row {attributes}/>"]), stored=True)


def xlsx_of_many_sheets() -> bytes:
    return _xlsx(*[_sheet(["<row><c/></row>" * 3_000])] * 1_900)


def xlsx_of_hidden_columns() -> bytes:
    hidden = "".join(f'<col min="6" max="{900 + at % 100}" hidden="1"/>' for at in range(100_000))
    rows = (f"<row><c><v>{at}</v></c></row>" for at in range(10_000))
    return _xlsx(_sheet([_row(TURN_COLUMNS), *rows], before=f"<cols>{hidden}</cols>"))


def xlsx_of_formats() -> bytes:
    codes = f'<numFmt numFmtId="200" formatCode="{"[" * 100_000}"/>' + "".join(
        f'<numFmt numFmtId="{at}" formatCode="{"[h]" * 1_000}"/>' for at in range(201, 2_200)
    )
    styles = "".join(f'<xf numFmtId="{200 + at % 2_000}"/>' for at in range(100_000))
    return _xlsx(_sheet([]), styles=f"<numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs>")


def _ods(tables: str) -> bytes:
    spaces = f'xmlns:o="{_ODF}:office:1.0" xmlns:t="{_ODF}:table:1.0" xmlns:x="{_ODF}:text:1.0"'
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<o:document-content {spaces}>{tables}</o:document-content>",
        }
    )


def ods_of_many_sheets() -> bytes:
    return _ods("<t:table><t:table-row><t:table-cell/></t:table-row></t:table>" * 3_000)


def ods_of_repeated_rows() -> bytes:
    names = "".join(f"<t:table-cell><x:p>{name}</x:p></t:table-cell>" for name in TURN_COLUMNS)
    row = '<t:table-row t:number-rows-repeated="190000"><t:table-cell t:number-columns-repeated="5"><x:p>a</x:p></t:table-cell></t:table-row>'
    return _ods(f"<t:table><t:table-row>{names}</t:table-row>{row}</t:table>")


# Documents


def docx(body: str) -> bytes:
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        },
        stored=True,
    )


def odt(body: str) -> bytes:
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<o:d xmlns:o="{_ODF}:office:1.0" xmlns:t="{_ODF}:text:1.0">{body}</o:d>',
        },
        stored=True,
    )


def pdf(content: bytes, *forms: bytes) -> bytes:
    """One page that draws this; `/A` to it is the first of the forms, numbered from 5."""
    drawn = _FONT + (b"/XObject<</A 5 0 R>>" if forms else b"")
    return _pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        _stream(content),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 3 0 R>>" % drawn,
        *forms,
    )


def pdf_of_repeats() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<<"
    outer = _stream(b"/A Do " * 400, form + b"/XObject<</A 6 0 R>>>>")
    return pdf(
        b"/A Do " * 400, outer, _stream(b"BT /F 12 Tf (a) Tj ET " * 10_000, form + _FONT + b">>")
    )


def pdf_of_objects_out_of_place(number: int) -> bytes:
    """Its table of objects is a little off, so that every object is looked for."""
    return pdf(b"BT /F 12 Tf (a) Tj ET", *[b"<</A 1>>"] * number)[:-6] + b"7%%EOF"


def pdf_of_fields(number: int, lines: int) -> bytes:
    """Fields and lines of one page: each field looks for the lines beside it."""
    field = b"<</Subtype/Widget/FT/Tx/V(a)/Rect[9 9 99 19]>>"
    rows = b"BT /F 12 Tf 50 700 Td " + b"(a)Tj 0 -2 Td " * lines + b"ET"
    return _pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        _stream(rows),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 3 0 R"
        b"/Annots[%s]>>" % (_FONT, field * number),
    )


def _stream(content: bytes, about: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<</Length %d/Filter/FlateDecode%s>>stream\n" % (len(packed), about)
    return head + packed + b"\nendstream"


def _pdf_of(*objects: bytes) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)
