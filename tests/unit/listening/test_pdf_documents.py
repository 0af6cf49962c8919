"""A PDF's lines, form fields and margins, and the order of right-to-left words."""

from collections.abc import Callable

import pytest
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from saidanddone.listening.documents import read_document
from saidanddone.listening.documents.pdf_lines import Line, Piece
from saidanddone.listening.documents.right_to_left import in_reading_order
from tests.unit.listening.written import SPOKEN, drawn, pdf, refusal, words_of


def at(x: int, y: int, *lines: str) -> bytes:
    """Lines drawn from a place downwards."""
    rows = " 0 -14 Td ".join(f"({line}) Tj" for line in lines)
    return f"BT /F 12 Tf {x} {y} Td {rows} ET ".encode("cp1252")


def field(page: int, rect: tuple[int, int, int, int], **values: object) -> Callable[..., None]:
    def add(writer: PdfWriter) -> None:
        annotation = DictionaryObject({NameObject("/Subtype"): NameObject("/Widget")})
        annotation[NameObject("/Rect")] = ArrayObject(map(FloatObject, rect))
        annotation.update({NameObject(f"/{name}"): value for name, value in values.items()})
        listed = writer.pages[page].setdefault(NameObject("/Annots"), ArrayObject())
        listed.append(writer._add_object(annotation))

    return add


def with_fields(content: bytes, *fields: Callable[..., None]) -> bytes:
    return pdf(content, change=lambda writer: [add(writer) for add in fields])


def name(value: str) -> NameObject:
    return NameObject(f"/{value}")


def test_numbers_that_stand_among_the_words_are_kept() -> None:
    years = drawn("Person: I lived in these years:", "2019", "2020", "2021", "and moved.")
    assert words_of("a.pdf", pdf(years)) == (
        "Person: I lived in these years:\n2019\n2020\n2021\nand moved."
    )


def test_line_numbers_beside_the_words_are_counted_and_left_out() -> None:
    numbers = b"".join(at(20, 700 - 70 * row, str(5 * row)) for row in range(1, 4))
    document = read_document("a.pdf", pdf(at(50, 700, "We counted:", "7", "and on.") + numbers))
    assert document.text == "We counted:\n7\nand on."
    assert dict(document.left_out) == {"line numbers": 3}


def test_what_stands_at_the_edge_of_most_pages_is_told_from_the_words() -> None:
    pages = [
        at(50, 700, *lines) + at(50, 800, "Interview 7") + at(280, 20, f"Page {number}")
        for number, lines in enumerate((["One.", "Yes."], ["Yes.", "Two."], ["Three."]), start=1)
    ]
    document = read_document("a.pdf", pdf(*pages))
    lines = document.text.split("\n")
    assert [lines[at] for at in sorted(document.margin_lines)] == [
        "Interview 7", "Page 1", "Interview 7", "Page 2", "Interview 7", "Page 3",
    ]  # fmt: skip
    assert lines.count("Yes.") == 2


def test_a_question_asked_at_the_same_place_of_each_page_is_no_header() -> None:
    pages = [
        at(50, 740, "Interviewer: What would help?", answer) for answer in ("Light.", "Sleep.")
    ]
    assert not read_document("a.pdf", pdf(*pages)).margin_lines


def margins(*pages: bytes) -> list[str]:
    document = read_document("a.pdf", pdf(*pages))
    lines = document.text.split("\n")
    return [lines[at] for at in sorted(document.margin_lines)]


def test_left_and_right_pages_may_have_headers_of_their_own() -> None:
    heads = ["Harbour study", "Interview 7", "Harbour study", "Interview 7", "Harbour study"]
    pages = [at(50, 800, head) + at(50, 400, f"Words {n}.") for n, head in enumerate(heads)]
    assert margins(*pages) == heads


def test_page_numbers_may_be_written_in_roman_figures_or_words() -> None:
    words = ["It is dark.", "And wet.", "Cold."]
    for numbers in (["i", "ii", "iii"], ["- 1 -", "- 2 -", "- 3 -"], ["Page 1 of 3"] * 3):
        pages = zip(words, numbers, strict=True)
        assert margins(*(at(50, 400, said) + at(50, 30, no) for said, no in pages)) == numbers


@pytest.mark.parametrize("number", ["1", "Page 1", "- 1 -", "1/1", "i", "Seite 1 von 1"])
def test_the_number_of_a_page_is_told_where_it_is_the_only_page(number: str) -> None:
    assert margins(at(50, 400, "It is dark.") + at(50, 30, number)) == [number]


@pytest.mark.parametrize("said", ["2019", "7", "mild", "Page 2"])
def test_another_number_at_the_edge_of_one_page_is_what_was_said(said: str) -> None:
    assert margins(at(50, 400, "It is dark in") + at(50, 30, said)) == []


def test_a_letter_spaced_heading_is_read_from_the_right_too() -> None:
    assert Line([Piece("\u05e0 \u05d2  \u05d1 \u05d4 \u05dc", 50, 700)]).words() == (
        "\u05dc\u05d4\u05d1 \u05d2\u05e0"
    )


def test_a_pdf_of_one_page_has_no_margin_that_could_be_told() -> None:
    assert not read_document("a.pdf", pdf(at(50, 800, "Interview 7", "Words."))).margin_lines


def test_what_was_entered_in_a_form_stands_where_it_was_entered() -> None:
    content = with_fields(
        at(50, 700, "Name:") + at(50, 650, "What would help?") + at(50, 500, "Thank you."),
        field(0, (50, 600, 400, 640), FT=name("Tx"), V=TextStringObject("Lights.\rA warden.")),
        field(0, (90, 695, 300, 712), FT=name("Tx"), V=TextStringObject("Ada")),
        field(0, (90, 400, 300, 420), FT=name("Tx")),
    )
    assert words_of("a.pdf", content) == (
        "Name: Ada\nWhat would help?\nLights.\nA warden.\nThank you."
    )


def test_each_tick_stands_before_its_own_words() -> None:
    content = with_fields(
        at(70, 700, "I agree") + at(170, 700, "I do not agree"),
        field(0, (50, 698, 62, 710), FT=name("Btn"), AS=name("Off")),
        field(0, (150, 698, 162, 710), FT=name("Btn"), AS=name("Yes")),
        field(0, (300, 698, 362, 710), FT=name("Btn"), Ff=NumberObject(1 << 16)),
    )
    assert words_of("a.pdf", content) == "\u2610 I agree \u2612 I do not agree"


def test_choices_and_words_typed_onto_a_page_are_read_and_comments_counted() -> None:
    options = ArrayObject([ArrayObject([TextStringObject("n"), TextStringObject("Never")])])
    content = with_fields(
        at(50, 700, "How often?"),
        field(0, (150, 698, 262, 710), FT=name("Ch"), Opt=options, V=TextStringObject("n")),
        field(0, (50, 600, 262, 610), Subtype=name("FreeText"), Contents=TextStringObject("Ever.")),
        field(0, (50, 500, 62, 510), Subtype=name("Text"), Contents=TextStringObject("check")),
        field(0, (50, 400, 62, 410), FT=name("Sig"), V=DictionaryObject()),
    )
    document = read_document("a.pdf", content)
    assert document.text == "How often? Never\nEver."
    assert dict(document.left_out) == {"comments": 1, "signatures": 1}


def test_handwriting_attachments_and_a_form_that_is_not_read_are_counted() -> None:
    def add(writer: PdfWriter) -> None:
        writer.add_attachment("inner.txt", b"other words")
        form = DictionaryObject({NameObject("/XFA"): ArrayObject()})
        writer.root_object[NameObject("/AcroForm")] = form

    ink = field(0, (50, 500, 62, 510), Subtype=name("Ink"))
    document = read_document("a.pdf", with_fields(drawn("words"), add, ink))
    assert document.text == "words"
    assert dict(document.left_out) == {
        "charts, diagrams and inserted files": 1,
        "form fields of a kind that is not read": 1,
        "pictures": 1,
    }


def test_a_field_that_is_its_own_parent_is_no_endless_walk() -> None:
    def ring(writer: PdfWriter) -> None:
        field(0, (50, 600, 262, 610))(writer)
        widget = writer.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
        widget[NameObject("/Parent")] = widget.indirect_reference

    assert words_of("a.pdf", with_fields(drawn("words"), ring)) == "words"


def _off_by(content: bytes, by: int) -> bytes:
    before, _, after = content.rpartition(b"startxref\n")
    offset, _, end = after.partition(b"\n")
    return before + b"startxref\n%d\n" % (int(offset) + by) + end


def test_a_pdf_whose_table_of_objects_is_a_little_off_is_read() -> None:
    assert words_of("a.pdf", _off_by(pdf(drawn("still read")), 7)) == "still read"


def test_a_repaired_pdf_that_lost_the_words_of_a_page_is_refused() -> None:
    content = pdf(drawn("kept"), drawn(SPOKEN))
    contents = content.rindex(b"/Contents ")
    number = content[contents + 10 :].split()[0]
    cut = content.replace(b"\n" + number + b" 0 obj", b"\n" + b"9" * len(number) + b" 0 obx")
    assert len(cut) == len(content)
    assert "damaged" in refusal("a.pdf", _off_by(cut, 7))


# What a page draws from left to right, and how it is read.
ORDERS = [
    ("؟كلاح فيك :رواحملا", "المحاور: كيف حالك؟"),
    (".تيبلا ىلإ (يمأ عم) تدع 12/05/2021 يف مث Birmingham ىلإ", "إلى Birmingham ثم في 12/05/2021 عدت (مع أمي) إلى البيت."),
    ("Person: She said كب ابحرم and left at 10:30.", "Person: She said مرحبا بك and left at 10:30."),
    ("Person: يقيدص اي كب ابحرم", "Person: مرحبا بك يا صديقي"),
    ("؟ كلاح فيك : رواحملا", "المحاور: كيف حالك؟"),
    ("?ייקוא 900123 07700 ילש ןופלטה", "הטלפון שלי 07700 900123 אוקיי?"),
    ("45 ١٢٣ ٪ 5.50£ رعس", "سعر £5.50 ٪ ١٢٣ 45"),
    (".ןאכ Windows 11 ,םימעפ 3-4 וא £5.50 ריחמ", "מחיר £5.50 או 3-4 פעמים, Windows 11 כאן."),
    ("\ufe8e\ufee3 \ufefb", "لا ما"),
    ("تيبلا ىلإ (يمأ", "أمي) إلى البيت"),
    ("تيبلا ىلإ )يمأ", "أمي) إلى البيت"),
    ("no letters turned: 1-2, a (b)", "no letters turned: 1-2, a (b)"),
]  # fmt: skip


@pytest.mark.parametrize(("on_page", "read"), ORDERS)
def test_right_to_left_words_are_read_in_their_order(on_page: str, read: str) -> None:
    assert in_reading_order(on_page) == read


def test_a_right_to_left_line_of_a_pdf_is_in_reading_order_however_its_words_are_drawn() -> None:
    """Its words come as the shapes of letters, and the one on the right is drawn first."""
    shapes = "\u0020\u0627\ufeaa\ufeeb\ufeac\ufe8d"
    pairs = "\n".join(f"<{at:02x}> <{ord(shape):04x}>" for at, shape in enumerate(shapes, start=65))
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(shapes)} beginbfchar\n{pairs}\nendbfchar endcmap end"
    )

    def spell(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(cmap.encode())
        fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
        fonts["/F"][NameObject("/ToUnicode")] = writer._add_object(stream)

    content = pdf(at(100, 700, "FED") + at(60, 700, "CBA"), change=spell)
    assert words_of("a.pdf", content) == "هذا اد"


def test_letters_that_a_font_joins_are_read_as_letters() -> None:
    def joined(writer: PdfWriter) -> None:
        fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
        names = ArrayObject([NumberObject(65), *map(name, ("ff", "fi", "ffi"))])
        fonts["/F"][NameObject("/Encoding")] = DictionaryObject({name("Differences"): names})

    content = pdf(at(50, 700, "tiAany oCce Bne sta A", "the B rst"), change=joined)
    assert words_of("a.pdf", content) == "tiffany office fine staff\nthe first"


def test_a_ligature_of_a_pdf_goes_back_into_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """As pypdf reads what Chromium prints of "Tiﬀany, at the oﬃce, oﬀ any ﬁrst staﬀ": each ligature
    is drawn in another font."""
    read = "Ti \ufb00 any, at the o \ufb03 ce, o \ufb00  any \ufb01rst sta \ufb00\ncame"

    def extract(*_: object, visitor_text: Callable[..., None], **__: object) -> None:
        visitor_text(read, [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 50, 700], None, 12)

    monkeypatch.setattr(PageObject, "extract_text", extract)
    text = words_of("a.pdf", pdf(drawn("anything")))
    assert text == "Tiffany, at the office, off any first staff\ncame"


def test_a_heading_with_wide_gaps_between_its_letters_is_read_as_words() -> None:
    content = pdf(at(50, 700, "P e r s o n :  w e  s a y", "N O W", "A  B"))
    assert words_of("a.pdf", content) == "Person: we say\nN O W\nA B"


def test_margin_lines_keep_their_places_where_blank_and_odd_spaces_stand_between() -> None:
    pages = [
        at(50, 800, "\xa0Interview 7\xa0") + at(50, 700, "One", " ", "\xa0", " ", "Two \xad")
        for _ in range(2)
    ]
    document = read_document("a.pdf", pdf(*pages))
    lines = document.text.split("\n")
    assert [lines[at] for at in sorted(document.margin_lines)] == ["Interview 7"] * 2


def test_edges_are_those_of_the_part_of_a_page_that_is_shown() -> None:
    def shift(writer: PdfWriter) -> None:
        for page in writer.pages:
            page[NameObject("/MediaBox")] = ArrayObject(map(FloatObject, (0, 200, 595, 1042)))

    pages = [at(50, 600, f"Words {n}.") + at(50, 1000, "Interview 7") for n in (1, 2)]
    pages = [page + at(50, 230, "Harbour study") for page in pages]
    document = read_document("a.pdf", pdf(*pages, change=shift))
    assert len(document.margin_lines) == 4


CHOICES = ArrayObject(
    [ArrayObject([TextStringObject("1"), TextStringObject("North")]), TextStringObject("South")]
)


def test_a_choice_that_is_kept_by_its_place_in_the_list_is_read() -> None:
    places = {"I": ArrayObject([NumberObject(0), NumberObject(1), NumberObject(9)])}
    content = with_fields(
        at(50, 700, "Area:"), field(0, (100, 695, 300, 712), FT=name("Ch"), Opt=CHOICES, **places)
    )
    assert words_of("a.pdf", content) == "Area: North, South"


def test_entries_without_a_place_are_read_or_counted() -> None:
    def add(writer: PdfWriter) -> None:
        loose = DictionaryObject({name("FT"): name("Tx"), name("V"): TextStringObject("no page")})
        fields = ArrayObject([writer._add_object(loose)])
        writer.root_object[name("AcroForm")] = DictionaryObject({name("Fields"): fields})

    no_box = field(0, (0, 0, 0, 0), FT=name("Tx"), V=TextStringObject("Lights."))
    document = read_document("a.pdf", with_fields(at(50, 700, "Why?"), no_box, add))
    assert document.text == "Why?\nLights."
    assert dict(document.left_out) == {"form fields of a kind that is not read": 1}


def test_words_kept_only_with_their_looks_and_files_pinned_to_a_page_are_counted() -> None:
    looks = TextStringObject("<p>rich</p>")
    content = with_fields(
        at(50, 700, "Why?"),
        field(0, (100, 695, 300, 712), FT=name("Tx"), RV=looks),
        field(0, (100, 495, 300, 512), Subtype=name("FreeText"), RC=looks),
        field(0, (100, 395, 300, 412), Subtype=name("FileAttachment")),
        field(0, (100, 295, 300, 312), Subtype=name("Sound")),
    )
    assert dict(read_document("a.pdf", content).left_out) == {
        "charts, diagrams and inserted files": 2,
        "form fields of a kind that is not read": 2,
    }
