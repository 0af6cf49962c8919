"""What python-docx has no call for: links inside the file, bookmarks, shading; and the styles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TEAL, SOFT = "0E4B50", "4B5756"
MIST, RULE = "F2F7F6", "CCD6D5"
PAGE_WIDTH = 16.4  # cm between the margins
NARROWEST, WIDEST = 8, 160  # characters that a column's share of it is worked out from
LETTER, PADDING = (
    0.0205,
    0.45,
)  # cm of a letter for each point of its size; cm beside the words of a cell
WIDEST_WORD = 20  # characters; a longer one may break
SANS, SERIF = "Arial", "Georgia"
LANGUAGE = "en-GB"


def new_file(title: str, mark: str) -> Any:
    """An empty A4 file with our styles; a draft says so at the head of every page."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    file = docx.Document()
    file.core_properties.title = title
    file.core_properties.author = ""
    file.core_properties.comments = ""
    file.core_properties.language = LANGUAGE
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin = page.bottom_margin = Cm(2.2)
    _set_styles(file)
    number_pages(file)
    if mark:
        head = page.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.add_run(mark).bold = True
    return file


@dataclass(frozen=True)
class Style:
    """A paragraph style: sizes in points, indents in centimetres, colours as Word writes them."""

    name: str
    size: float
    font: str = SANS
    colour: str = ""
    bold: bool | None = None
    before: float = 0
    after: float = 6
    left: float = 0
    hanging: float = 0
    keeps_next: bool = False  # never alone at the foot of a page


STYLES = (
    Style("Normal", 11, after=7),
    Style("Title", 28, colour=TEAL, bold=True, after=10),
    Style("Heading 1", 18, colour=TEAL, bold=True, before=22, after=8, keeps_next=True),
    Style("Heading 2", 13, bold=True, before=14, after=4, colour="192222", keeps_next=True),
    Style("Kind", 11, colour=SOFT, bold=True, after=2),
    Style("Standing", 11, colour=SOFT, after=2),
    Style("Lead", 13, before=10, after=6),
    Style("Caution", 10.5, colour=SOFT, before=6, after=10, left=0.6),
    Style("List Bullet", 11, after=4),
    Style("Pull quote", 14, font=SERIF, colour=TEAL, before=10, after=2, left=1, keeps_next=True),
    Style("Pull quote alone", 14, font=SERIF, colour=TEAL, before=6, after=12, left=1),
    Style("Said by", 9.5, colour=SOFT, after=12, left=1),
    Style("Table caption", 10.5, bold=True, before=10, after=4, keeps_next=True),
    Style("Table head", 9.5, bold=True, after=2, before=2, keeps_next=True),
    Style("Table text", 9.5, after=2, before=2),
    Style("Small table", 8, after=1, before=1),
    Style("Table note", 9, colour=SOFT, before=3, after=10),
    Style("Note", 9, after=3, left=0.9, hanging=0.9),
    Style("Footer", 9, colour=SOFT),
)


def _set_styles(file: Any) -> None:
    for custom in STYLES:
        _set_style(file, custom)
    file.styles["Normal"].paragraph_format.line_spacing = 1.2


def _set_style(file: Any, style: Style) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    styles = file.styles
    if style.name not in {known.name for known in styles}:
        styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    one = styles[style.name]
    one.font.name, one.font.size, one.font.bold = style.font, Pt(style.size), style.bold
    # Headings carry a theme's typeface, which would win over the name.
    fonts = one.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if style.colour:
        one.font.color.rgb = RGBColor.from_string(style.colour)
    shape = one.paragraph_format
    shape.space_before, shape.space_after = Pt(style.before), Pt(style.after)
    shape.left_indent = Cm(style.left) if style.left else None
    shape.first_line_indent = Cm(-style.hanging) if style.hanging else None
    shape.keep_with_next = style.keeps_next or None
    shape.keep_together = style.name in ("Pull quote", "Pull quote alone", "Said by") or None


def number_pages(file: Any) -> None:
    """The page's number at the foot of each, worked out by Word."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    foot = file.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(foot.add_run("1")._r)
    foot._p.append(field)


def link(paragraph: Any, text: str, *, to: str, at: str = "", is_raised: bool = False) -> None:
    """A link to a bookmark of this file; itself a bookmark named `at`, to come back to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:hyperlink")
    element.set(qn("w:anchor"), to)
    element.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    run.font.superscript = is_raised or None
    element.append(run._r)
    starts, ends = _marks(paragraph, at) if at else ((), ())
    for part in (*starts, element, *ends):
        paragraph._p.append(part)


def bookmark(paragraph: Any, name: str, text: str) -> None:
    """Text that a link can lead to."""
    (start,), (end,) = _marks(paragraph, name)
    paragraph._p.append(start)
    paragraph.add_run(text)
    paragraph._p.append(end)


def _marks(paragraph: Any, name: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    # Numbered through the file, as Word wants.
    number = str(len(paragraph.part.element.findall(f".//{qn('w:bookmarkStart')}")) + 1)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), number)
    return (start,), (end,)


def shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), MIST)
    cell._tc.get_or_add_tcPr().append(shading)


def rule_rows(table: Any) -> None:
    """Thin lines between rows and none between columns."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        is_drawn = side in ("top", "bottom", "insideH")
        line.set(qn("w:val"), "single" if is_drawn else "nil")
        if is_drawn:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), RULE)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def share_width(table: Any, longest: Sequence[int], words: Sequence[int], points: float) -> None:
    """Each column holds its longest word; what is left is shared by how much each has to say.

    `longest` and `words` are characters of a column's longest cell and of its longest word.
    """
    from docx.shared import Cm

    letter = points * LETTER
    least = [min(letters, WIDEST_WORD) * letter + PADDING for letters in words]
    spare = max(PAGE_WIDTH - sum(least), 0)
    weights = [min(max(letters, NARROWEST), WIDEST) for letters in longest]
    widths = [Cm(a + spare * b / sum(weights)) for a, b in zip(least, weights, strict=True)]
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def keep_rows_whole(table: Any) -> None:
    """No row begins on one page and ends on the next."""
    from docx.oxml import OxmlElement

    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat_first_row(table: Any) -> None:
    """The head of a table again on each page that it runs on to."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
