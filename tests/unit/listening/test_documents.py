"""Documents: the words come out whole, and nothing harmful gets in. Files are made in memory."""

# ruff: noqa: RUF001  curly quotation marks and dashes are what these tests are about

import io
import logging
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from odf.opendocument import OpenDocumentText
from odf.text import LineBreak, Note, NoteBody, NoteCitation, P, S, Tab
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from saidanddone.listening.documents import tidy
from tests.unit.listening.written import (
    ODT_TYPE,
    RELATIONS,
    SPOKEN,
    TYPES,
    drawn,
    opendocument,
    paragraph,
    pdf,
    refusal,
    word,
    words_of,
    zipped,
)

# ---- Word ---------------------------------------------------------------------------------------


def test_a_word_document_gives_its_paragraphs_and_table_cells_in_reading_order() -> None:
    document = docx.Document()
    document.add_heading("Lights", level=1)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        table._cells, ("Ada", "They went out.", "Bea", "Still are."), strict=True
    ):
        cell.text = text
    document.add_paragraph("End\u00a0of it.")
    out = io.BytesIO()
    document.save(out)
    text = words_of("Notes.DOCX", out.getvalue())
    assert text == "Lights\nAda\nThey went out.\nBea\nStill are.\nEnd of it."


def test_words_added_while_changes_are_tracked_are_kept_and_deleted_ones_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>I feel </w:t></w:r><w:ins><w:r><w:t>safe</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>scared</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t> twice</w:t></w:r></w:moveFrom></w:p>"
    )
    assert words_of("a.docx", word(body)) == "I feel safe"


def test_content_controls_tabs_and_breaks_are_read_and_field_codes_are_not() -> None:
    body = (
        "<w:sdt><w:sdtContent>" + paragraph("boxed") + "</w:sdtContent></w:sdt>"
        '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>Ada:</w:t><w:tab/>'
        "<w:t>yes</w:t><w:br/><w:t>and no</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert words_of("a.docx", word(body)) == "boxed\nAda:\tyes\nand no"


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    box = f"<w:txbxContent>{paragraph('in the box')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>beside</w:t></w:r><mc:AlternateContent xmlns:mc="
        '"http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert words_of("a.docx", word(body)) == "beside\nin the box"


def test_files_within_the_file_are_left_alone_and_nothing_outside_it_is_fetched() -> None:
    inner = zipped(("inner.txt", SPOKEN))
    relations = RELATIONS.replace("officeDocument", "image").replace(
        'Target="word/document.xml"', 'TargetMode="External" Target="http://127.0.0.1:9/a.png"'
    )
    content = word(
        paragraph("only this"),
        ("word/embeddings/inner.zip", inner),
        ("word/_rels/document.xml.rels", relations),
    )
    assert words_of("a.docx", content) == "only this"


def test_part_of_a_document_kept_as_another_file_is_not_silently_lost() -> None:
    content = word(paragraph(SPOKEN) + '<w:altChunk r:id="rId9" xmlns:r="urn:r"/>')
    assert "second document" in refusal("a.docx", content)


@pytest.mark.parametrize(
    "content",
    [
        word(paragraph(SPOKEN), ("word/vbaProject.bin", b"Sub AutoOpen")),
        word(paragraph(SPOKEN), ("word/VBAPROJECT.BIN", b"Sub AutoOpen")),
        word(
            paragraph(SPOKEN),
            types=TYPES.replace(
                "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                "vnd.ms-word.document.macroEnabled.main",
            ),
        ),
    ],
    ids=["macro project", "macro project in capitals", "macro content type"],
)
def test_a_word_document_with_macros_is_refused(content: bytes) -> None:
    assert "macros" in refusal("a.docx", content)


def test_a_docm_is_refused_by_its_name() -> None:
    assert ".docx" in refusal("a.docm", word(paragraph(SPOKEN)))


def test_a_word_document_with_a_password_is_refused() -> None:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    locked = header + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    assert "password" in refusal("a.docx", locked)
    assert "old Word document" in refusal("a.docx", header + b"\0" * 1024)


@pytest.mark.parametrize(
    "document_type",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">',
        "<!DOCTYPE d>",
    ],
)
def test_document_types_and_entities_are_refused(document_type: str) -> None:
    content = word(paragraph(SPOKEN), before=document_type)
    assert "could harm" in refusal("a.docx", content)


# ---- Zip files that lie -------------------------------------------------------------------------


def test_an_entry_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    content = word(paragraph(SPOKEN), ("word/media/image1.png", b"\0" * 5_000_000))
    assert len(content) < 20_000
    assert "unpacks to far more" in refusal("a.docx", content)


def test_entries_that_together_unpack_to_too_much_are_refused() -> None:
    noise = [(f"word/media/{n}.bin", bytes(range(256)) * 200) for n in range(40)]
    content = word(paragraph(SPOKEN), *noise)
    assert "unpacks to far more" in refusal("a.docx", content, archive_total=1_000_000)


def test_too_many_entries_are_refused_before_they_are_listed() -> None:
    content = word(paragraph(SPOKEN), *((f"x{n}", b"") for n in range(3_000)))
    assert "unpacks to far more" in refusal("a.docx", content)


def test_a_size_in_the_header_is_not_believed() -> None:
    """An entry that says it is 10 bytes long and unpacks to 60 MB costs neither memory nor time."""
    content = word(paragraph(SPOKEN), ("word/media/a.bin", b"\0" * 60_000_000))
    says = (60_000_000).to_bytes(4, "little")
    assert content.count(says) == 2
    lying = content.replace(says, (10).to_bytes(4, "little")).replace(
        zlib.crc32(b"\0" * 60_000_000).to_bytes(4, "little"),
        zlib.crc32(b"\0" * 10).to_bytes(4, "little"),
    )
    assert words_of("a.docx", lying) == SPOKEN


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", "word/../../x", "C:/x", "word\\..\\x", "a\x01b"]
)
def test_names_that_point_outside_the_file_are_refused(name: str) -> None:
    content = word(paragraph(SPOKEN), (name, b"x"))
    assert "could harm" in refusal("a.docx", content)


def test_two_entries_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = word(paragraph(SPOKEN), ("word/document.xml", "<other/>"))
    assert "could harm" in refusal("a.docx", content)


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(word(paragraph(SPOKEN)))
    local, central = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    content[local + 6] |= 1
    content[central + 8] |= 1
    assert "password" in refusal("a.docx", bytes(content))


def test_an_unusual_packing_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", SPOKEN)
    assert "could harm" in refusal("a.docx", out.getvalue())


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_cut_short_document_is_refused_as_damaged(cut: float) -> None:
    content = word(paragraph(SPOKEN))
    assert "damaged" in refusal("a.docx", content[: int(len(content) * cut)])


@pytest.mark.parametrize(
    "content",
    [
        word("<w:p>" + SPOKEN),
        zipped(("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS)),
        zipped(("[Content_Types].xml", TYPES)),
        word(paragraph(SPOKEN)).replace(b"word/document.xml", b"word/document.xmk"),
    ],
    ids=["broken xml", "no document", "no relations", "no document under its name"],
)
def test_a_word_document_without_its_parts_is_refused_as_damaged(content: bytes) -> None:
    assert "damaged" in refusal("a.docx", content)


@pytest.mark.parametrize("piece", ["<w:p>", "<w:p/>", '<w:p w:a="1" w:b="2"/>'])
def test_a_document_of_too_many_pieces_is_refused_before_it_is_parsed(piece: str) -> None:
    marks = piece.count("<") + piece.count("/>") + piece.count("=")
    content = word(piece * (5_000 // marks + 1))
    assert "made of too many pieces" in refusal("a.docx", content, markup=5_000)
    odt = opendocument("<text:p/>" * 2_600)
    assert "made of too many pieces" in refusal("a.odt", odt, markup=5_000)


def test_deep_nesting_is_read_without_running_out_of_stack() -> None:
    body = "<w:r>" * 50_000 + "<w:t>deep</w:t>" + "</w:r>" * 50_000
    content = word(f"<w:p>{body}</w:p>")
    assert words_of("a.docx", content) == "deep"


# ---- OpenDocument -------------------------------------------------------------------------------


def test_an_opendocument_text_gives_its_paragraphs() -> None:
    document = OpenDocumentText()
    first = P(text="Ada:")
    first.addElement(Tab())
    first.addText("yes")
    first.addElement(LineBreak())
    first.addText("and")
    first.addElement(S(c=3))
    first.addText("no")
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text="a footnote"))
    note.addElement(body)
    first.addElement(note)
    document.text.addElement(first)
    document.text.addElement(P(text="The end."))
    out = io.BytesIO()
    document.write(out)
    assert (
        words_of("a.odt", out.getvalue())
        == "Ada:\tyes\nand no[note 1]\nThe end.\n\nNote 1: a footnote"
    )


def test_comments_and_deleted_text_of_an_opendocument_text_are_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:h>Lights</text:h><table:table><table:table-row><table:table-cell><text:p>one</text:p>"
        "</table:table-cell><table:table-cell><text:p>two</text:p></table:table-cell>"
        "</table:table-row></table:table><text:p>they <office:annotation><text:p>check</text:p>"
        "</office:annotation>went\n      out<draw:frame><draw:text-box><text:p>boxed</text:p>"
        "</draw:text-box></draw:frame></text:p>"
    )
    text = words_of("a.odt", opendocument(body))
    assert text == "Lights\none\ntwo\nthey went out\nboxed"


@pytest.mark.parametrize("name", ["Basic/Standard/Module1.xml", "Scripts/python/x.py"])
def test_an_opendocument_text_with_macros_is_refused(name: str) -> None:
    content = opendocument(f"<text:p>{SPOKEN}</text:p>", (name, "Sub Main"))
    assert "macros" in refusal("a.odt", content)


def test_an_opendocument_text_with_a_password_is_refused() -> None:
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    content = zipped(
        ("mimetype", ODT_TYPE), ("META-INF/manifest.xml", manifest), ("content.xml", b"\x8a\x01")
    )
    assert "password" in refusal("a.odt", content)


def test_an_opendocument_text_with_entities_or_without_content_is_refused() -> None:
    entity = '<!DOCTYPE d [<!ENTITY a "aaaa">]>'
    content = opendocument(f"<text:p>{SPOKEN}</text:p>", before=entity)
    assert "could harm" in refusal("a.odt", content)
    assert "damaged" in refusal("a.odt", zipped(("mimetype", ODT_TYPE)))


# ---- PDF ----------------------------------------------------------------------------------------


def add_picture(writer: PdfWriter) -> None:
    picture = StreamObject()
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(1),
            NameObject("/Height"): NumberObject(1),
        }
    )
    picture.set_data(b"\0")
    resources = writer.pages[-1][NameObject("/Resources")].get_object()
    resources[NameObject("/XObject")] = DictionaryObject(
        {NameObject("/Im"): writer._add_object(picture)}
    )


def test_a_pdf_gives_the_lines_of_its_pages() -> None:
    content = pdf(drawn("Ada: they went out.", "Bea: still are."), drawn("The end."))
    text = words_of("a.pdf", content)
    assert text == "Ada: they went out.\nBea: still are.\nThe end."


def test_the_text_of_a_pdf_with_scripts_and_launch_actions_is_read_and_nothing_runs() -> None:
    def arm(writer: PdfWriter) -> None:
        launch = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): NameObject("/calc")}
        )
        script = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('hello');"),
            NameObject("/Next"): launch,
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
        writer.add_attachment("inner.txt", SPOKEN.encode())

    assert words_of("a.pdf", pdf(drawn("only this"), change=arm)) == "only this"


def test_a_pdf_with_a_password_is_refused() -> None:
    content = pdf(drawn(SPOKEN), change=lambda writer: writer.encrypt("", "owner"))
    assert "password" in refusal("a.pdf", content)


def test_a_scanned_pdf_is_refused_with_the_page_that_has_no_words() -> None:
    assert "This PDF is a scan" in refusal("a.pdf", pdf(b"/Im Do", change=add_picture))
    mixed = pdf(drawn(SPOKEN), b"/Im Do", change=add_picture)
    assert "Page 2 of this PDF is a scan" in refusal("a.pdf", mixed)


def test_a_pdf_of_blank_pages_has_no_words() -> None:
    assert "no words" in refusal("a.pdf", pdf(b"", b""))


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    assert "more than 2 pages" in refusal("a.pdf", pdf(b"", b"", b""), pdf_pages=2)


def test_a_pdf_whose_page_unpacks_to_too_much_is_refused() -> None:
    content = pdf(b" " * 50_000_000)
    assert len(content) < 100_000
    assert "unpacks to far more" in refusal("a.pdf", content)


def test_a_pdf_that_draws_too_much_text_is_refused() -> None:
    content = pdf(*[drawn(*[SPOKEN * 10] * 20)] * 3)
    assert "longer than 2,000 characters" in refusal("a.pdf", content, characters=2_000)


def test_a_pdf_that_takes_too_long_is_stopped_within_a_page() -> None:
    content = pdf(drawn(*["a word or two"] * 20_000))
    started = time.process_time()
    assert "too long to read" in refusal("a.pdf", content, pdf_seconds=0.2)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "break_it",
    [
        lambda content: content[: len(content) // 2] + b"%%EOF",
        lambda content: content.replace(b"/Pages", b"/Pagez"),
        lambda content: b"%PDF-1.7\n" + SPOKEN.encode() + b"\n%%EOF",
    ],
    ids=["cut short", "no pages", "nothing but a header"],
)
def test_a_broken_pdf_is_refused_as_damaged(break_it: Callable[[bytes], bytes]) -> None:
    assert "damaged" in refusal("a.pdf", break_it(pdf(drawn(SPOKEN))))


def test_a_page_tree_that_holds_itself_is_refused() -> None:
    def loop(writer: PdfWriter) -> None:
        tree = writer.root_object["/Pages"]
        tree[NameObject("/Kids")] = ArrayObject([tree.indirect_reference])

    refusal("a.pdf", pdf(drawn(SPOKEN), change=loop))


def test_no_warning_about_a_faulty_pdf_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    faulty = pdf(drawn("still read")).replace(b"/Catalog", b"/Katalog")
    with caplog.at_level(logging.DEBUG):
        assert words_of("a.pdf", faulty) == "still read"
    assert not caplog.records


# ---- Plain text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Zoë said “no” – twice".encode(), "Zoë said “no” – twice"),
        ("Zoë said no".encode("utf-8-sig"), "Zoë said no"),
        ("Zoë said no".encode("utf-16"), "Zoë said no"),
        (b"\xfe\xff" + "Zoë said no".encode("utf-16-be"), "Zoë said no"),
        ("Zoë said “no” – it’s £5…".encode("cp1252"), "Zoë said “no” – it’s £5…"),
        ("Łukasz mówi".encode(), "Łukasz mówi"),
        ("Привет, как дела".encode(), "Привет, как дела"),
    ],
)
def test_plain_text_is_read_in_the_letters_it_was_written_in(content: bytes, text: str) -> None:
    assert words_of("a.txt", content) == text


@pytest.mark.parametrize(
    "content",
    [
        "Привет, как дела".encode("cp1251"),
        "Łukasz chciałby zostać".encode("cp1250"),
        f"{SPOKEN} café ".encode() + b"caf\xe9",
        f"{SPOKEN} and \x81\x8d".encode("latin-1"),
        b"\xff\xfe" + b"\x00\xd8" * 3,
        f"{SPOKEN} ¤¶± of".encode("cp1252"),
        f"{SPOKEN} and my friend Ελένη in all of this English".encode("iso8859-7"),
        f"{SPOKEN} and my friend Dvořák".encode("cp1250"),
        f"{SPOKEN} and Işıl".encode("cp1254"),
        f"{SPOKEN}: It’s too dark".encode("mac-roman"),
        f"{SPOKEN} at the café".encode("mac-roman"),
    ],
    ids=[
        *("Cyrillic", "Polish", "two encodings", "undefined bytes", "broken UTF-16", "signs"),
        *("a Greek name", "a Czech name", "a Turkish name", "Mac quotes", "Mac accents"),
    ],
)
def test_letters_that_cannot_be_made_out_are_refused_not_guessed(content: bytes) -> None:
    assert "UTF-8" in refusal("a.txt", content)


def test_a_refusal_names_letters_that_may_be_others() -> None:
    sentence = refusal("a.txt", f"{SPOKEN} met Dvořák".encode("cp1250"))
    assert "They could be á ø, or others" in sentence


@pytest.mark.parametrize(
    "content", [f"{SPOKEN}\x00".encode(), f"{SPOKEN}\x02 x".encode(), b"\x7fELF\x02\x01\x00 abc"]
)
def test_what_is_not_text_is_refused(content: bytes) -> None:
    assert "not a text file" in refusal("a.txt", content)


def test_text_is_made_one_shape() -> None:
    untidy = (
        "\ufeff One\u00a0two\u202fthree  \r\nfour\rfive\x0csix\u2028e\u0301t\u00e9\n\n\n\nend\t \n"
    )
    assert tidy(untidy) == "One two three\nfour\nfive\nsix\nété\n\nend"
    assert tidy("07\u00ad700\u200b 900\u202e1\u200e23\u2069") == "07700 900123"
    assert tidy(tidy(untidy)) == tidy(untidy)


def test_a_letter_keeps_as_many_marks_as_any_language_writes() -> None:
    marks = "\u0316\u0301" * 20
    assert tidy("b" + marks + "c") == "b" + "\u0316" * 15 + "\u0301" * 15 + "c"
    assert tidy("\u0643\u064e\u0651 \u05d1\u05bc\u05b0") == "\u0643\u064e\u0651 \u05d1\u05b0\u05bc"


# ---- Any file -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.txt", word(paragraph(SPOKEN)), "Word, OpenDocument"),
        ("a.txt", pdf(drawn(SPOKEN)), "a PDF"),
        ("a.pdf", word(paragraph(SPOKEN)), "Word, OpenDocument"),
        ("a.pdf", SPOKEN.encode(), "something else"),
        ("a.docx", pdf(drawn(SPOKEN)), "a PDF"),
        ("a.docx", SPOKEN.encode(), "something else"),
        ("a.docx", b"{\\rtf1 " + SPOKEN.encode(), "rich text"),
        ("a.docx", opendocument(f"<text:p>{SPOKEN}</text:p>"), "not a Word document"),
        ("a.odt", word(paragraph(SPOKEN)), "not an OpenDocument text"),
        ("a.txt", b"\xff\xd8\xff\xe0" + SPOKEN.encode(), "a picture"),
        ("a.txt", b"\x00\x00\x00\x20ftypM4A " + SPOKEN.encode(), "a sound recording"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    name: str, content: bytes, what: str
) -> None:
    assert what in refusal(name, content)


@pytest.mark.parametrize("name", ["a.doc", "a.xlsx", "a.html", "a", f"{SPOKEN}.mp3", "a.csv"])
def test_another_kind_of_file_is_refused_by_its_name(name: str) -> None:
    refusal(name, SPOKEN.encode())


def test_an_empty_file_and_a_document_without_words_are_refused() -> None:
    assert "empty" in refusal("a.txt", b"")
    assert "no words" in refusal("a.txt", b" \r\n\t ")
    assert "no words" in refusal("a.docx", word("<w:p/>"))


def test_a_file_or_a_text_that_is_too_long_is_refused() -> None:
    assert "larger than 20 MB" in refusal("a.txt", b"a" * 20_000_001)
    assert "longer than 1,000 characters" in refusal("a.txt", b"word " * 300, characters=1_000)
    assert "longer than 1,000 characters" in refusal("a.txt", b"a" + b" " * 1_000, characters=1_000)


def test_nothing_is_ever_written_to_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    files = {
        "a.docx": word(paragraph(SPOKEN)),
        "a.odt": opendocument(f"<text:p>{SPOKEN}</text:p>"),
        "a.pdf": pdf(drawn(SPOKEN)),
        "a.txt": SPOKEN.encode(),
    }
    opened: list[object] = []
    monkeypatch.setattr("builtins.open", lambda *a, **k: opened.append(a))
    monkeypatch.setattr("io.open", lambda *a, **k: opened.append(a))
    assert {words_of(name, content) for name, content in files.items()} == {SPOKEN}
    assert not opened
    assert not list(tmp_path.iterdir())


def test_the_sample_documents_read_well(shared_data: Path) -> None:
    def read(name: str) -> list[str]:
        return words_of(name, (shared_data / "qda" / name).read_bytes()).split("\n")

    first = read("ID1.docx")
    assert len(first) == 3
    assert first[0].endswith("web links have been really good.")
    assert first[-1].endswith("I'm happy to pay €200.")
    second = read("ID2.odt")
    assert len(second) == 3
    assert second[0].startswith("I have not studied much before, but my father")
    assert second[-1] == "The course cost €200.00 and I do not want to waste my money."
    third = read("interview_P1.pdf")
    assert third[3] == "Participant: Okay."
    assert third[-1] == "Participant: Thank you."
    assert not [line for line in third if "\t" in line or line.isdecimal()]
    fourth = read("transcript.txt")
    assert fourth[0].startswith("[id1] hello, I like the course.")
    assert sum(line.startswith("[id") for line in fourth) == 7


@pytest.mark.parametrize("ending", [".vtt", ".srt"])
def test_subtitles_are_read_as_text(ending: str) -> None:
    cues = "1\n00:00:01.000 --> 00:00:04.000\nRobin: Dark."
    assert words_of(f"call{ending}", cues.encode()) == cues
