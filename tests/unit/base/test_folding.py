"""Text is looked in as it folds, and what is found is an exact span of what was written."""

# ruff: noqa: RUF001  look-alike letters are what these tests are about

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.base.folding import find_words, fold, folded_words, whole_words

FOLDED = {
    "Annie’s Annie‘s Annie′s Annie`s Annieʼs": "annie's annie's annie's annie's annie's",
    "“André” «Zoë» Ólafur Łukasz Søren Æsa Œdipe Straße": '"andre" "zoe" olafur lukasz soren aesa oedipe strasse',
    "Cafe\u0301 İstanbul ısı M¨uller Erd˝os": "cafe istanbul isi muller erdos",
    "Ti\ufb00any Gri\ufb03n \ufb01sh \ufb02at a\ufb04uent \uf001sh": "tiffany griffin fish flat affluent fish",
    "07700\u2011900–123—4−5﹣6": "07700-900-123-4-5-6",
    "07700\u2009900\u00a0123\u3000x": "07700 900 123 x",
    "07700\u200e900\u2066123\u00ad4\ufeff5\u200b6\u034f7": "077009001234567",
    "０７ ٠٧ ۰۷ ०७ ①② x² 0\ufe0f\u20e37\ufe0f\u20e3": "07 07 07 07 12 x2 07",
    "05⁄06∕2026 ½ Ｅ８": "05/06/2026 1/2 e8",
    "T\u200diffany": "tiffany",
    "07700·900•123": "07700.900.123",
    "مُحَمَّد أحمد مـحمد": "محمد احمد محمد",
    "\ufee3\ufea4\ufee4\ufeaa": "محمد",
    "שָׁלוֹם": "שלום",
    "Ελλάς": "ελλασ",
    "गीता ガギ": "गीता カ\u3099キ\u3099",  # vowel signs and voiced kana are other letters
}


@pytest.mark.parametrize(("written", "folded"), FOLDED.items())
def test_spelling_is_folded_away(written: str, folded: str) -> None:
    assert fold(written).text == folded


@pytest.mark.parametrize(
    ("text", "sought", "written"),
    [
        ("Annie’s yard, Annie's dog", "Annie's", ["Annie’s", "Annie's"]),
        ("André and Andre", "Andre", ["André", "Andre"]),
        ("Andre\u0301 went", "andré", ["Andre\u0301"]),
        ("so Ti\ufb00any said", "Tiffany", ["Ti\ufb00any"]),
        ("T\u200diffany 😀", "Tiffany", ["T\u200diffany"]),
        ("😀😀 Anne–Marie and Anne Marie", "anne-marie", ["Anne–Marie", "Anne Marie"]),
        ("the family 👩\u200d👩\u200d👧 came", "👩", ["👩\u200d👩\u200d👧"]),
        ("yes 👍🏽 she said", "👍", ["👍🏽"]),
        ("room 7\ufe0f\u20e3!", "room 7", ["room 7\ufe0f\u20e3"]),
        ("me\u2009too", "me too", ["me\u2009too"]),
        ("lights and light", "light", ["light"]),
        ("我和王芳去", "王芳", ["王芳"]),
        ("我和Tom去", "Tom", ["Tom"]),
        ("गीता और गीत", "गीत", ["गीत"]),
    ],
)
def test_words_are_found_as_they_were_written(text: str, sought: str, written: list[str]) -> None:
    assert [text[start:end] for start, end in find_words(fold(text), sought)] == written


@pytest.mark.parametrize(
    ("text", "sought", "written"),
    [
        ("so Ti \ufb00 any said", "Tiffany", "Ti \ufb00 any"),
        ("then Je \ufb00 said", "Jeff", "Je \ufb00"),
        ("then Je \ufb00 said", "Jeff said", "Je \ufb00 said"),
        ("it \ufb01 ts here", "it fits", "it \ufb01 ts"),
        ("it \ufb01 ts here", "fits", "\ufb01 ts"),
        ("an o \ufb03 ce", "o \ufb03 ce", "o \ufb03 ce"),
    ],
)
def test_a_ligature_that_a_pdf_parted_from_its_word_is_found(
    text: str, sought: str, written: str
) -> None:
    assert [text[start:end] for start, end in find_words(fold(text), sought)] == [written]


def test_a_part_of_a_ligature_or_a_letter_with_its_accents_is_never_split() -> None:
    folded = fold("o\ufb03ce e\u0301")
    assert folded.text == "office e"
    assert folded.span(2, 3) == (1, 2)
    assert folded.widened(2, 3) == (1, 4)
    assert folded.span(7, 8) == (5, 7)


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("ask Roz, now", (5, 6), "Roz"),
        ("ask Roz, now", (4, 8), "Roz,"),
        ("Cafe\u0301 x", (3, 4), "Cafe\u0301"),
        ("R\u00adoz\u200b x", (0, 1), "R\u00adoz"),
        ("a 👩‍👧 b", (2, 3), "👩‍👧"),
        ("王小明来了", (1, 2), "小"),
        ("Ti \ufb00 any", (0, 1), "Ti \ufb00 any"),
        ("a  b", (1, 3), None),
        ("a\u200b", (1, 2), None),
    ],
)
def test_a_span_is_widened_to_whole_words(
    text: str, span: tuple[int, int], whole: str | None
) -> None:
    widened = whole_words(fold(text), *span)
    assert (text[slice(*widened)] if widened else None) == whole


def test_case_may_be_kept() -> None:
    assert fold("ÉCOLE Straße", keep_case=True).text == "ECOLE Strasse"


WRITTEN = st.text(
    st.sampled_from(
        "aZé’-–\u0301\u200d\u00ad\ufb01\ufb03 \u2009٣３👩👧🏽🇬🇧가\u1100\u1161क\u094dﷺßİ\n\r\ue001"
    )
    | st.characters(),
    max_size=30,
)


@given(WRITTEN, st.booleans())
@settings(max_examples=50)
def test_every_folded_character_lies_on_what_was_written_in_order(text: str, keep: bool) -> None:
    folded = fold(text, keep_case=keep)
    spans = list(zip(folded.starts, folded.ends, strict=True))
    assert len(spans) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for before, after in pairwise(spans):
        assert before == after or before[1] <= after[0]


@given(WRITTEN)
@settings(max_examples=50)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(st.text(st.characters(max_codepoint=127)))
@settings(max_examples=30)
def test_of_ascii_only_case_and_the_grave_accent_change(text: str) -> None:
    assert fold(text).text == text.lower().replace("`", "'")
    assert fold(text, keep_case=True).text == text.replace("`", "'")


@given(st.lists(WRITTEN, min_size=1, max_size=4), st.data())
@settings(max_examples=50)
def test_what_was_written_is_found_again(words: list[str], data: st.DataObject) -> None:
    text = " . ".join(words)
    sought = data.draw(st.sampled_from(words))
    if not folded_words(sought):
        return
    texts = [text[start:end] for start, end in find_words(fold(text), sought)]
    assert folded_words(sought) in [folded_words(written) for written in texts]


@pytest.mark.parametrize(
    "line",
    [
        "They don’t work — and Annie’s café is dark. ",
        "أهلاً وسهلاً مُحَمَّد قال لي ",
        "😀 👩\u200d👩\u200d👧 said \ufb01ne ",
    ],
)
def test_a_long_transcript_folds_in_a_moment(line: str) -> None:
    text = (line * 3000)[:60_000]
    started = time.process_time()
    fold(text)
    assert time.process_time() - started < 0.5  # 0.01 to 0.06 s; this machine may be busy
