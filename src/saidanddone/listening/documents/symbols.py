"""Characters that stand for the glyphs of symbol fonts, where Unicode has them."""

from collections import Counter

from saidanddone.listening.documents.document import UNKNOWN_SYMBOLS

# By code, as the fonts' own encoding tables give them (Unicode's mappings for Symbol and Wingdings).
_WINGDINGS = {
    0x4A: "\u263a", 0x4B: "\u2639", 0x6C: "\u25cf", 0x6E: "\u25a0", 0x6F: "\u2610", 0x71: "\u2610",
    0x72: "\u2610", 0x9E: "\u00b7", 0x9F: "\u2022", 0xA7: "\u25aa", 0xA8: "\u2610", 0xD8: "\u27a2",
    0xDF: "\u2190", 0xE0: "\u2192", 0xE1: "\u2191", 0xE2: "\u2193", 0xE8: "\u2794", 0xF0: "\u21e8",
    0xFB: "\u2717", 0xFC: "\u2713", 0xFD: "\u2612", 0xFE: "\u2611",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "\u2717", 0x50: "\u2713", 0x51: "\u2612", 0x52: "\u2611", 0xA3: "\u2610"}
_SYMBOL_LETTERS = dict(
    zip(
        b"ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcywV",
        "\u0391\u0392\u0393\u0394\u0395\u0396\u0397\u0398\u0399\u039a\u039b\u039c\u039d\u039e\u039f"
        "\u03a0\u03a1\u03a3\u03a4\u03a5\u03a6\u03a7\u03a8\u03a9\u03b1\u03b2\u03b3\u03b4\u03b5\u03b6"
        "\u03b7\u03b8\u03b9\u03ba\u03bb\u03bc\u03bd\u03be\u03bf\u03c0\u03c1\u03c3\u03c4\u03c5\u03c6"
        "\u03c7\u03c8\u03c9\u03c2",
        strict=True,
    )
)
_SYMBOL = {
    **_SYMBOL_LETTERS, 0xA3: "\u2264", 0xA5: "\u221e", 0xAC: "\u2190", 0xAE: "\u2192",
    0xB0: "\u00b0", 0xB1: "\u00b1", 0xB3: "\u2265", 0xB4: "\u00d7", 0xB7: "\u2022",
    0xB8: "\u00f7", 0xB9: "\u2260", 0xBB: "\u2248", 0xD6: "\u221a",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = range(0xE000, 0xF900)
TICKED, NOT_TICKED = "\u2612", "\u2610"


def in_font(font: str, text: str, left_out: Counter[str]) -> str:
    """Text whose letters of private use are signs of a symbol font, as LibreOffice writes them.

    Those that Unicode has not are counted in `left_out`. In another font they are letters of somebody's own.
    """
    if text.isascii() or font.strip().lower() not in _FONTS:
        return text
    signs = {letter: symbol(font, f"{ord(letter):x}") for letter in text if ord(letter) in _PRIVATE}
    left_out[UNKNOWN_SYMBOLS] += sum(signs.get(letter, "") is None for letter in text)
    return "".join(signs.get(letter, letter) or "" for letter in text)


def symbol(font: str, code: str) -> str | None:
    """The character of a hexadecimal code in a font, or None where neither says which it is."""
    try:
        number = int(code, 16)
        table = _FONTS.get(font.strip().lower())
        if table is not None:
            return table.get(number & 0xFF)
        if number in _PRIVATE or number < 0x20 or 0xD800 <= number < 0xE000:
            return None
        return chr(number)
    except (ValueError, OverflowError):
        return None
