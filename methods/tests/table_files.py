"""Writers of small files for the tests of the table reader: text, .xlsx by openpyxl or by hand, .ods."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

from openpyxl import Workbook

ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("draw", "drawing"),
    ]
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def as_csv(rows, mark=",", encoding="utf-8", line_end="\r\n", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator=line_end, quoting=quoting).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows, change=None):
    """By openpyxl; `change(workbook, sheet)` may alter it before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book, book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def xlsx_by_hand(sheet, **parts):
    """A workbook whose only sheet holds this markup within `worksheet`."""
    relation = f'<Relationship Id="r1" Type="{RELATIONS}'
    packaged = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return zipped(
        {
            "_rels/.rels": f'<Relationships {packaged}>{relation}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships {packaged}>{relation}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{sheet}</worksheet>",
            **parts,
        }
    )


def ods_by_hand(tables, styles="", manifest="<manifest/>"):
    """An OpenDocument spreadsheet with this markup within `office:spreadsheet`."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": f"<office:document-content {ODS_NAMES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_box(text, about=""):
    lines = "".join(f"<text:p>{_spaced(escape(line))}</text:p>" for line in str(text).split("\n"))
    return f'<table:table-cell office:value-type="string"{about}>{lines}</table:table-cell>'


def _spaced(line):
    """Spaces as LibreOffice writes them: a tag for each, so that none is lost."""
    return line.replace(" ", "<text:s/>").replace("\t", "<text:tab/>")


def as_ods(rows):
    made = "".join(
        f"<table:table-row>{''.join(ods_box(box) for box in row)}</table:table-row>" for row in rows
    )
    return ods_by_hand(f'<table:table table:name="S">{made}</table:table>')
