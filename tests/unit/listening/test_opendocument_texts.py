"""What an OpenDocument text holds besides plain paragraphs is read, or named as left out."""

from saidanddone.listening.documents import read_document
from tests.unit.listening.written import opendocument, words_of

FORMS = (
    "<office:forms><form:form>"
    '<form:text form:id="c1" form:value="old" form:current-value="the lights"/>'
    '<form:checkbox form:id="c2" form:label="I agree" form:current-state="checked"/>'
    '<form:checkbox form:id="c3" form:label="I do not"/>'
    '<form:listbox form:id="c4"><form:option form:label="Never" form:selected="true"/>'
    '<form:option form:label="Often" form:current-selected="true"/></form:listbox>'
    '<form:textarea xml:id="c5" form:current-value="at night"><text:p>at night</text:p></form:textarea>'
    "</form:form></office:forms>"
)


def test_the_values_of_form_controls_are_read_where_each_control_stands() -> None:
    controls = [f'<draw:control draw:control="c{number}"/>' for number in range(1, 6)]
    body = (
        f"{FORMS}<text:p>Why? {controls[0]}</text:p><text:p>{controls[1]} {controls[2]}</text:p>"
        f"<text:p>How often? {controls[3]}</text:p>{controls[4]}"
    )
    assert words_of("a.odt", opendocument(body)) == (
        "Why? the lights\n\u2612 I agree \u2610 I do not\nHow often? Often\nat night"
    )


def test_notes_stand_after_the_words_and_comments_and_pictures_are_counted() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>See the log.</text:p><text:p>Page 3.</text:p></text:note-body></text:note>"
    )
    body = (
        f"<text:p>It was dark{note} and wet<office:annotation><text:p>check</text:p>"
        "</office:annotation><draw:frame><draw:image/></draw:frame></text:p><text:p>End.</text:p>"
    )
    document = read_document("a.odt", opendocument(body))
    assert document.text == ("It was dark[note 1] and wet\nEnd.\n\nNote 1: See the log. Page 3.")
    assert dict(document.left_out) == {"comments": 1, "pictures": 1}


def test_the_picture_of_an_inserted_file_is_counted_with_it() -> None:
    body = (
        "<text:p>a<draw:frame><draw:object/><draw:image/></draw:frame>b"
        "<draw:frame><draw:image/></draw:frame></text:p>"
    )
    left_out = read_document("a.odt", opendocument(body)).left_out
    assert dict(left_out) == {"charts, diagrams and inserted files": 1, "pictures": 1}


def test_hidden_text_is_counted_and_prompts_are_not_kept() -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="T1"><style:text-properties '
        'text:display="none"/></style:style></office:automatic-styles>'
    )
    body = (
        '<text:p>shown <text:span text:style-name="T1">not this</text:span>'
        "<text:placeholder>&lt;name&gt;</text:placeholder></text:p>"
        '<text:section text:display="none"><text:p>nor this</text:p></text:section>'
        '<text:p><loext:content-control loext:showing-place-holder="true" xmlns:loext='
        '"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">Choose'
        "</loext:content-control>end</text:p>"
    )
    document = read_document("a.odt", opendocument(body, styles=styles))
    assert document.text == "shown\nend"
    assert dict(document.left_out) == {"pieces of hidden text": 2}


def test_headers_and_footers_with_words_are_counted() -> None:
    margins = (
        '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><style:header>'
        "<text:p>Interview 7</text:p></style:header><style:footer><text:p/></style:footer>"
        "</office:document-styles>"
    )
    content = opendocument("<text:p>words</text:p>", ("styles.xml", margins))
    assert dict(read_document("a.odt", content).left_out) == {"page headers": 1}


def test_signs_of_a_symbol_font_are_read_and_scripts_are_not() -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="T1"><style:text-properties '
        'style:font-name="Wingdings"/></style:style><style:style style:name="T2">'
        '<style:text-properties text:display="none"/></style:style></office:automatic-styles>'
    )
    body = (
        '<text:p><text:span text:style-name="T2">hidden</text:span>'
        '<text:span text:style-name="T1">\uf0fe</text:span> yes \ue123'
        "<text:script>alert()</text:script></text:p>"
    )
    document = read_document("a.odt", opendocument(body, styles=styles))
    assert document.text == "\u2611 yes \ue123"


def test_a_paragraph_that_hides_itself_is_counted() -> None:
    hidden = '<text:p>not <text:hidden-paragraph text:is-hidden="true"/>this</text:p>'
    shown = '<text:p>but <text:hidden-paragraph text:is-hidden="false"/>this</text:p>'
    document = read_document("a.odt", opendocument(f"<text:p>a</text:p>{hidden}{shown}"))
    assert document.text == "a\n\nbut this"
    assert dict(document.left_out) == {"pieces of hidden text": 1}
