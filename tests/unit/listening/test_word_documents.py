"""What a Word document holds besides plain paragraphs is read, or named as left out."""

import pytest

from saidanddone.listening.documents import read_document
from tests.unit.listening.written import (
    paragraph,
    refusal,
    word,
    word_with_parts,
    words_of,
)


def run(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def legacy(field: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{field}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


LISTED = "<w:listEntry w:val='Never'/><w:listEntry w:val='Often'/>"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", "\u2612"),
        ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "\u2610"),
        ("<w:checkBox><w:sizeAuto/><w:default w:val='1'/></w:checkBox>", "\u2612"),
        ("<w:checkBox/>", "\u2610"),
        (f"<w:ddList><w:result w:val='1'/>{LISTED}</w:ddList>", "Often"),
        (f"<w:ddList>{LISTED}</w:ddList>", "Never"),
        (f"<w:ddList><w:result w:val='9'/>{LISTED}</w:ddList>", ""),
    ],
)
def test_ticks_and_choices_of_older_form_fields_are_read(field: str, value: str) -> None:
    assert words_of("a.docx", word(f"<w:p>{run('Q ')}{legacy(field)}{run(' A')}</w:p>")) == (
        f"Q {value} A"
    )


@pytest.mark.parametrize(
    ("font", "code", "character"),
    [
        ("Wingdings", "F0FE", "\u2611"),
        ("Wingdings", "F0A8", "\u2610"),
        ("MS Gothic", "2612", "\u2612"),
        ("Symbol", "F06D", "\u03bc"),
    ],
)
def test_a_symbol_is_read_as_its_character(font: str, code: str, character: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    document = read_document("a.docx", word(f"<w:p>{sign}{run(' I agree')}</w:p>"))
    assert document.text == f"{character} I agree"
    assert not document.left_out


def test_a_symbol_of_an_unknown_font_is_counted() -> None:
    sign = '<w:r><w:sym w:font="House Signs" w:char="F041"/></w:r>'
    document = read_document("a.docx", word(f"<w:p>{run('here')}{sign}</w:p>"))
    assert (document.text, dict(document.left_out)) == ("here", {"symbols of an unknown font": 1})


def test_what_was_chosen_in_a_content_control_is_read_and_its_prompt_is_not() -> None:
    def control(settings: str, shown: str) -> str:
        return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"

    prompt = control("<w:showingPlcHdr/><w:text/>", run("Click or tap here to enter text."))
    chosen = control("<w:dropDownList/>", run("Stairs"))
    assert words_of("a.docx", word(f"<w:p>{run('Area: ')}{chosen}{prompt}</w:p>")) == "Area: Stairs"
    around = control("<w:text/>", paragraph("before") + prompt + paragraph("after"))
    assert words_of("a.docx", word(around)) == "before\nafter"


def test_notes_stand_after_the_words_under_their_numbers() -> None:
    body = (
        f"<w:p>{run('It was dark')}<w:r><w:endnoteReference w:id='2'/></w:r>{run(' and wet')}"
        "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    footnotes = (
        "<w:footnotes><w:footnote w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
        f"<w:footnote w:id='2'>{paragraph('See the log.')}{paragraph('Page 3.')}</w:footnote>"
        "</w:footnotes>"
    )
    endnotes = f"<w:endnotes><w:endnote w:id='2'>{paragraph('In June.')}</w:endnote></w:endnotes>"
    content = word_with_parts(body, footnotes=footnotes, endnotes=endnotes)
    assert words_of("a.docx", content) == (
        "It was dark[note 1] and wet[note 2]\n\nNote 1: In June.\nNote 2: See the log. Page 3."
    )


def test_a_plain_equation_is_read_and_a_built_up_one_is_counted() -> None:
    plain = "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"
    half = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den/></m:f></m:oMath>"
    document = read_document("a.docx", word(f"<w:p>{run('so ')}{plain}{half}{run(' it is')}</w:p>"))
    assert (document.text, dict(document.left_out)) == ("so x=2 it is", {"equations": 1})


def test_hidden_text_is_counted_and_not_read() -> None:
    hidden = run("not this", "<w:vanish/>") + run(" nor this", "<w:rStyle w:val='Secret'/>")
    shown = run("but this", "<w:vanish w:val='0'/>")
    styles = (
        "<w:styles><w:style w:styleId='Secret'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:styleId='Plain'><w:rPr/></w:style></w:styles>"
    )
    body = f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{hidden}{shown}</w:p>"
    document = read_document("a.docx", word_with_parts(body, styles=styles))
    assert document.text == "but this"
    assert dict(document.left_out) == {"pieces of hidden text": 2}


def test_comments_pictures_headers_and_footers_are_counted() -> None:
    body = (
        f"<w:p>{run('words')}<w:r><w:commentReference w:id='1'/></w:r>"
        "<w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"
    )
    content = word_with_parts(
        body,
        header=f"<w:hdr>{paragraph('Interview 7')}</w:hdr>",
        footer="<w:ftr><w:p/></w:ftr>",
    )
    document = read_document("a.docx", content)
    assert document.text == "words"
    assert dict(document.left_out) == {"comments": 1, "page headers": 1, "pictures": 1}


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("<w:object><w:control/></w:object>", "form fields of a kind that is not read"),
        ("<w:subDoc/>", "charts, diagrams and inserted files"),
        ("<w:contentPart/>", "pictures"),
    ],
)
def test_what_keeps_its_words_in_a_file_of_its_own_is_counted(part: str, what: str) -> None:
    document = read_document("a.docx", word(f"<w:p>{run('words')}<w:r>{part}</w:r></w:p>"))
    assert (document.text, dict(document.left_out)) == ("words", {what: 1})


def test_a_reading_aid_above_a_word_is_not_said_twice() -> None:
    ruby = f"<w:ruby><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('kanji')}</w:rubyBase></w:ruby>"
    assert words_of("a.docx", word(f"<w:p><w:r>{ruby}</w:r></w:p>")) == "kanji"


def test_a_text_box_parts_its_paragraph_where_it_stands() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r>"
    body = f"<w:p>{run('before')}{box}{run('after')}</w:p><w:p>{box}</w:p><w:p/><w:p>{box}</w:p>"
    assert words_of("a.docx", word(body)) == "before\nboxed\nafter\nboxed\n\nboxed"


def test_a_drop_capital_begins_the_paragraph_after_it() -> None:
    def framed(text: str) -> str:
        frame = '<w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>'
        return f"<w:p>{frame}{run(text)}</w:p>"

    assert words_of("a.docx", word(framed("W") + paragraph("e need light"))) == "We need light"
    assert (
        words_of("a.docx", word(framed("Whole words") + paragraph("then"))) == "Whole words\nthen"
    )


def test_the_parts_of_a_document_are_measured_together() -> None:
    body = paragraph("few") * 10
    header = f"<w:hdr>{'<w:p/>' * 2_000}</w:hdr>"

    content = word_with_parts(body, header=header, footer=header.replace("hdr", "ftr"))
    assert "too many pieces" in refusal("a.docx", content, markup=7_000)
    assert words_of("a.docx", content).startswith("few")


def test_signs_typed_in_a_symbol_font_are_read_as_the_signs_they_show() -> None:
    """LibreOffice writes them so."""
    font = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    ticked = f"<w:r>{font}<w:t>\uf0fe</w:t></w:r><w:r><w:t> yes </w:t></w:r>"
    unknown = f"<w:r>{font}<w:t>\uf021</w:t></w:r><w:r><w:t>\ue123</w:t></w:r>"
    document = read_document("a.docx", word(f"<w:p>{ticked}{unknown}</w:p>"))
    assert document.text == "\u2611 yes \ue123"  # a letter of somebody's own font stays
    assert dict(document.left_out) == {"symbols of an unknown font": 1}


def test_old_word_art_is_read() -> None:
    shape = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="Mend it"/>'
        "</v:shape></w:pict></w:r>"
    )
    assert words_of("a.docx", word(f"<w:p>{shape}</w:p>{paragraph('now')}")) == "Mend it\nnow"


def test_the_picture_of_an_inserted_object_is_counted_with_it() -> None:
    shown = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata/></v:shape>'
    embedded = (
        f"<w:r><w:object>{shown}<o:OLEObject xmlns:o="
        '"urn:schemas-microsoft-com:office:office"/></w:object></w:r>'
    )
    picture = f"<w:r><w:pict>{shown}</w:pict></w:r>"
    document = read_document(
        "a.docx", word(f"<w:p>{embedded}{picture}<w:r><w:t>a</w:t></w:r></w:p>")
    )
    assert dict(document.left_out) == {"charts, diagrams and inserted files": 1, "pictures": 1}


def test_newer_charts_and_models_are_counted() -> None:
    chart = '<cx:chart xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"/>'
    model = '<am3d:model3d xmlns:am3d="http://schemas.microsoft.com/office/drawing/2017/model3d"/>'
    body = f"<w:p><w:r><w:drawing>{chart}{model}</w:drawing><w:t>a</w:t></w:r></w:p>"
    left_out = read_document("a.docx", word(body)).left_out
    assert dict(left_out) == {"charts, diagrams and inserted files": 1, "pictures": 1}
