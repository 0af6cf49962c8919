"""Names of communities, agencies, codes and the like: which are the same, and what address one gets.

A name may be in any script. The name tells records apart; its address never does, because the
addresses of two names may be alike ("C++" and "C#"), or empty of letters ("Соседи").
"""

import re
import unicodedata
from collections.abc import Collection

import regex
from django.utils.text import slugify

# Written or left out as people please: between words, and inside them.
_BETWEEN = re.compile(r"""[\s_.,:;!?/()\[\]"\u00ab\u00bb\u2010-\u2015\u201c\u201d\u2212-]+""")
_INSIDE = re.compile(r"['`\u00b4\u02bc\u2018\u2019]")
_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}]")


def folded(name: str) -> str:
    """A name for comparing: two spellings that people read as one name are equal in it.

    Case, width, ligatures, spaces and marks nobody sees do not tell names apart. Accents,
    punctuation and scripts do.
    """
    once = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", once)).split())


def loosely_folded(name: str) -> str:
    """`folded`, without dashes, full stops, apostrophes and the like: "Sex-workers." is "sex workers".

    Two names that are equal only in this may be one or two: a person says which.
    """
    plain = _BETWEEN.sub(" ", _INSIDE.sub("", folded(name))).strip()
    return plain or folded(name)


def has_letter_or_number(name: str) -> bool:
    """Whether a name can be read aloud: it is more than marks and emoji. In any script."""
    return any(unicodedata.category(mark)[0] in "LN" for mark in name)


def free_address(name: str, taken: Collection[str], *, otherwise: str, longest: int) -> str:
    """Small ASCII letters, digits, dashes and underscores, as `<slug:>` takes them, not among `taken`.

    A name without any is addressed by `otherwise`. Where the address is taken, or differs from one
    only by a dash that is an underscore there, a number stands at its end. At most `longest`
    characters.
    """
    base = _cut(slugify(name), longest) or otherwise
    alike = {address.replace("_", "-") for address in taken}
    number, address = 1, base
    while address.replace("_", "-") in alike:
        number += 1
        ending = f"-{number}"
        address = _cut(base, longest - len(ending)) + ending
    return address


def _cut(address: str, longest: int) -> str:
    """Its first characters, up to the end of a word where it has several."""
    if len(address) > longest:
        address = address[: longest + 1].rpartition("-")[0] or address[:longest]
    return address.strip("-_")
