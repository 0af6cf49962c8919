"""Numbers that stand for one person: health, insurance, passport, bank and telephone."""

import re
from itertools import cycle

from saidanddone.evidence.transcripts.redaction.hits import GAP, Kind, Rule, any_of
from saidanddone.evidence.transcripts.redaction.spoken import (
    DIGITS,
    HESITATION,
    TEENS,
    TENS,
    TIMES,
    TO_99,
    UNITS,
    ZERO,
    digits_in,
)

_IS = r"(?:\s+(?i:is|was|it's|its)(?!\w))?[\s:]+"
_NUMBER = r"(?:\s+(?i:number|num|no)(?!\w)\.?)"
_INSURANCE = ("ni", "nino", r"national\s+insurance")
_ACCOUNT = (r"sort\s+code", "account")
_TELEPHONE = (
    *("phone", "mobile", "mob", "tel", "telephone", "landline", "whatsapp"),
    *("ring", "call", "text", "dial"),
    *(rf"{whose}\s+number" for whose in ("my", "his", "her", "their", "contact")),
)


_SAID = f"{ZERO}|{UNITS}|{TIMES}|{TEENS}|{TENS}"
_SAID_DIGIT = rf"(?i:(?:(?:{TIMES})[ ])?(?:{ZERO}|{UNITS})|{TEENS}|(?:{TENS})(?:[ -](?:{UNITS}))?)"
_ZEROS = frozenset({*ZERO.split("|"), "0"})


def _digits(match: re.Match[str]) -> list[int]:
    return [int(c) for c in match[0] if c.isdecimal()]


def _is_nhs_number(match: re.Match[str]) -> bool:
    """The tenth digit checks the nine before it, modulo 11 (NHS Data Dictionary, NHS NUMBER)."""
    *nine, check = _digits(match)
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), nine, strict=True))
    return (11 - total % 11) % 11 == check


def _is_card_number(match: re.Match[str]) -> bool:
    """Luhn's check, ISO/IEC 7812-1 annex B."""
    doubled = (d * f for d, f in zip(reversed(_digits(match)), cycle((1, 2))))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _is_spoken_phone(match: re.Match[str]) -> bool:
    """Seven digits said after an "oh", or ten after anything else; figures alone do not count."""
    words = re.findall(r"\w+", match[0].lower())
    enough = 7 if words[0] in _ZEROS or words[0].startswith("0") else 10
    return digits_in(words) >= enough and any(word.isalpha() for word in words)


def _is_not_a_date(match: re.Match[str]) -> bool:
    """A date and an hour, "01-02-2019 10:30", have as many digits as a telephone number."""
    number = match["hit"] if "hit" in match.re.groupindex else match[0]
    return re.match(r"[0-9]{1,2}([./-])[0-9]{1,2}\1(?:19|20)[0-9]{2}\b", number) is None


_DATE_WITH_DASHES = re.compile(r"(?:3[01]|[12][0-9]|0[1-9])-(?:1[0-2]|0[1-9])-[0-9]{2}")
_BANK_WORDS = (
    "bank",
    "card",
    "long number",
    "debit",
    "visa",
    "mastercard",
    "sort code",
    "account",
    "acc",
)
_LAST_OF_CARD = (
    "last four",
    "last bit",
    "last digits",
    "last 4",
    "ending",
    "ends in",
    "ended in",
    "ended",
    "ends",
    "finish",
    "finishes",
    "finishing",
)
_SORT_OR_CARD = r"(?:[0-9]{2}[ -][0-9]{2}[ -][0-9]{2}|[0-9]{4}(?:[ -]?[0-9]{4}){3})(?![0-9])"
_ACCOUNT_NUMBER = rf"[0-9]{{8}}(?!\w)|[0-9]{{4}}[ ][0-9]{{4}}(?!\w)|{DIGITS}"


def _is_long_enough(match: re.Match[str]) -> bool:
    return digits_in(re.findall(r"\w+", match["hit"].lower())) >= 6


RULES = (
    Rule(
        "nhs_number",
        Kind.NHS_NUMBER,
        re.compile(r"[0-9](?<![\w+-].)[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![\w-])"),
        _is_nhs_number,
        has_digit=True,
    ),
    Rule(
        "nhs_number_in_words",
        Kind.NHS_NUMBER,
        re.compile(
            rf"[Nn](?<!\w.)(?i:HS{_NUMBER}{_IS})(?P<hit>[0-9](?:[ -]?[0-9]){{7,11}})(?![\w-])"
        ),
        opens_with=("nhs",),
        has_digit=True,
    ),
    Rule(
        # Said or shown in threes, even with a digit that was misheard.
        "nhs_number_in_threes",
        Kind.NHS_NUMBER,
        re.compile(
            rf"[Nn](?<!\w.)(?i:HS)(?!\w)(?:[ ]number)?(?:\?[ ])?(?:{GAP}|(?<=[ ]))"
            rf"(?P<hit>[0-9]{{3}}(?:,?[ ](?:{HESITATION},?[ ])?|-)[0-9]{{3}}(?:,?[ ](?:{HESITATION},?[ ])?|-)[0-9]{{4}}|[0-9]{{10}})(?![\w-])"
        ),
        needs=("nhs",),
        opens_with=("nhs",),
        has_digit=True,
    ),
    Rule(
        # Beside one that is right, another in threes is one too: "mine was ... and theirs was ...".
        "nhs_number_beside_another",
        Kind.NHS_NUMBER,
        re.compile(
            rf"[0-9](?<![\w+-].)[0-9]{{2}}[ -][0-9]{{3}}[ -][0-9]{{4}}(?![\w-]){GAP}(?P<hit>[0-9]{{3}}[ -][0-9]{{3}}[ -][0-9]{{4}})(?![\w-])"
        ),
        has_digit=True,
    ),
    Rule(
        "nhs_number_spoken",
        Kind.NHS_NUMBER,
        re.compile(rf"[Nn](?<!\w.)(?i:HS)(?!\w){GAP}(?P<hit>{DIGITS})"),
        lambda match: digits_in(re.findall(r"\w+", match["hit"].lower())) >= 8,
        needs=("nhs",),
        opens_with=("nhs",),
    ),
    Rule(
        "ni_number",
        Kind.NI_NUMBER,
        re.compile(
            r"[A-Za-z](?=.[ -]?[0-9])(?<!\w.)[A-Za-z][ -]?[0-9]{2}(?:[ -]?[0-9]{2}){2}[ -]?[A-Da-d](?!\w)"
        ),
        has_digit=True,
    ),
    Rule(
        "ni_number_without_last_letter",
        Kind.NI_NUMBER,
        re.compile(r"[A-Z](?<!\w.)[A-Z](?:[ -][0-9]{2}){3}(?![\w-])"),
        has_digit=True,
    ),
    Rule(
        "ni_number_in_words",
        Kind.NI_NUMBER,
        re.compile(
            rf"{any_of(_INSURANCE)}{_NUMBER}?{_IS}"
            r"(?P<hit>[A-Za-z]{2}(?:[ -]?[0-9]){6}(?:[ -]?[A-Za-z])?)(?!\w)"
        ),
        opens_with=_INSURANCE,
        has_digit=True,
    ),
    Rule(
        "ni_number_spoken",
        Kind.NI_NUMBER,
        re.compile(
            rf"[A-Za-z](?<![\w'].)[ ,]{{0,2}}[A-Za-z][ ,]{{1,2}}(?:{_SAID_DIGIT}(?!\w)[ ,]{{1,2}}){{3,6}}[A-Da-d](?:[ ]for[ ][a-z]{{2,12}})?(?!['\w])"
        ),
        lambda match: (
            digits_in(re.findall(r"\w+", match[0].lower().partition(" for ")[0])[1:-1]) >= 6
        ),
        needs=tuple(f" {word}" for word in UNITS.split("|")),
    ),
    Rule(
        "ni_number_spoken_after_words",
        Kind.NI_NUMBER,
        re.compile(
            rf"{any_of(_INSURANCE)}{_NUMBER}?(?!\w)[ ,:?.]{{1,3}}(?:[\w']{{1,12}}[ ,:]{{1,2}}){{0,6}}?(?P<hit>[A-Z](?!\w)(?:[ ,]{{1,2}}(?:[A-Z]|{_SAID_DIGIT}|[0-9]{{1,2}})(?!['\w])){{5,9}})"
        ),
        lambda match: digits_in(re.findall(r"\w+", match["hit"].lower())) >= 6,
        opens_with=_INSURANCE,
    ),
    Rule(
        "passport_in_words",
        Kind.PASSPORT,
        re.compile(
            rf"[Pp](?<!\w.)(?i:assport){_NUMBER}?{_IS}(?P<hit>[A-Za-z]{{0,2}}[0-9]{{6,9}})(?!\w)"
        ),
        opens_with=("passport",),
        has_digit=True,
    ),
    Rule(
        "card_number",
        Kind.BANK_NUMBER,
        re.compile(r"[0-9](?<![\w+-].)(?:[ -]?[0-9]){12,18}(?![\w-])"),
        _is_card_number,
        has_digit=True,
    ),
    Rule(
        "account_in_words",
        Kind.BANK_NUMBER,
        re.compile(
            rf"(?:{any_of(_ACCOUNT)}){_NUMBER}?{_IS}"
            r"(?P<hit>[0-9](?:[ -]?[0-9]){5,9})(?![\w-])"
        ),
        opens_with=_ACCOUNT,
        has_digit=True,
    ),
    Rule(
        "sort_code",
        Kind.BANK_NUMBER,
        re.compile(
            r"[0-9](?<![\w./£-].)[0-9]-[0-9]{2}-[0-9]{2}(?:,?[ ](?:(?i:and|account|acc)[ ]){0,2}[0-9]{8})?(?![\w/-])"
        ),
        lambda match: _DATE_WITH_DASHES.match(match[0]) is None,
        has_digit=True,
    ),
    Rule(
        "bank_after_words",
        Kind.BANK_NUMBER,
        re.compile(
            rf"{any_of(_BANK_WORDS)}(?!\w){GAP}"
            rf"(?P<hit>{_SORT_OR_CARD}(?:,?[ ](?:(?:and|then|account|acc|number|it's|is|no)[ ]){{0,4}}(?:{_ACCOUNT_NUMBER}))?|{_ACCOUNT_NUMBER})(?![\w/-]|[.,][0-9])"
        ),
        _is_long_enough,
        opens_with=_BANK_WORDS,
    ),
    Rule(
        "card_in_part",
        Kind.BANK_NUMBER,
        re.compile(
            rf"{any_of(_LAST_OF_CARD)}(?!\w){GAP}"
            rf"(?P<hit>[0-9]{{4}}|{DIGITS}|(?i:{TO_99}),?[ ](?i:{TO_99})(?!\w))(?![\w/-]|[.,][0-9]|[ ](?:of|in|or)(?!\w))"
        ),
        lambda match: digits_in(re.findall(r"\w+", match["hit"].lower())) == 4,
        opens_with=_LAST_OF_CARD,
    ),
    Rule(
        # Ten or eleven digits from a 0 or +44: every UK number but 0800 1111 and 0845 46 4x,
        # which are helplines (Ofcom, National Telephone Numbering Plan).
        "uk_phone",
        Kind.PHONE,
        re.compile(
            r"[(+0](?<![\w+].)(?<![0-9]\.0)(?:"
            r"(?:(?<=\()(?:\+|00)|(?<=\+)|(?<=0)0)44\)?[\s./-]{0,2}(?:\(0\)[\s./-]{0,2})?"
            r"|(?<=\()0|(?<=0))[1-35789](?:(?:[ ()./-]{0,2}|\n)[0-9]){8,9}(?!\w)"
        ),
        _is_not_a_date,
        has_digit=True,
    ),
    Rule(
        "phone_abroad",
        Kind.PHONE,
        re.compile(r"[+](?<![\w+].)(?!44)[1-9][0-9]{0,2}(?:(?:[ ()./-]{0,2}|\n)[0-9]){6,12}(?!\w)"),
        has_digit=True,
    ),
    Rule(
        "phone_in_words",
        Kind.PHONE,
        re.compile(
            rf"{any_of(_TELEPHONE)}(?!\w)\.?"
            r"(?:\s+(?i:number|no|me|us|him|her|them|on|is|was)(?!\w)){0,3}[\s:,]+"
            r"(?P<hit>[0-9](?:[ ./-]?[0-9]){5,11})(?![\w/-])"
        ),
        _is_not_a_date,
        opens_with=_TELEPHONE,
        has_digit=True,
    ),
    Rule(
        "phone_spoken",
        Kind.PHONE,
        re.compile(
            rf"(?:{any_of(_SAID.split('|'))}|0(?<![\w.,£-].)[0-9]{{0,6}})(?!\w)(?:[\s,.-]{{1,4}}(?:{HESITATION}[\s,.-]{{1,4}})?(?:(?i:{_SAID}|hundred|thousand)|[0-9]{{1,5}})(?!\w)){{3,14}}"
        ),
        _is_spoken_phone,
    ),
)
