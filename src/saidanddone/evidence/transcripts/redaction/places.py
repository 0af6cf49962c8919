"""Where someone lives or what they drive: postcodes and number plates."""

import re

from saidanddone.evidence.transcripts.redaction.hits import Kind, Rule, any_of

# The 124 postcode areas (Royal Mail, Postcode Address File).
_AREA_LIST = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_AREAS = frozenset(_AREA_LIST.split())
# Which letters and digits may stand where (Royal Mail, Programmer's Guide to PAF, postcodes).
_OUTWARD_AFTER_FIRST = (
    r"(?<=[A-PR-UWYZa-pr-uwyz])(?i:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]"
    r"|[A-HK-Y][0-9][ABEHMNPRV-Y])"
)
_OUTWARD = rf"[A-Z](?<!\w.){_OUTWARD_AFTER_FIRST}"
_INWARD = r"[0-9](?i:[ABD-HJLNP-UW-Z]{2})"
_ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)")
_AREA_WORDS = r"(?:area|postcode|post\s+code|postal|end|side)"


def _is_not_an_ordinal(match: re.Match[str]) -> bool:
    """Tells the postcode "E15 4TH" from "on the E15 4th from the left"."""
    return not (match["gap"] and _ORDINAL.fullmatch(match["inward"]))


def _is_in_a_known_area(match: re.Match[str]) -> bool:
    return re.split("[0-9]", match["hit"].upper())[0] in _AREAS


_WORDS = "AND ARE BUS BUT CAN CAR FOR GET HAD HAS NOT THE WAS WHY YOU"
_COMMON_ENDINGS = frozenset(_WORDS.split())


def _does_not_end_in_a_word(match: re.Match[str]) -> bool:
    return not match["gap"] or match["letters"].upper() not in _COMMON_ENDINGS


def _is_one_piece_or_capitals(match: re.Match[str]) -> bool:
    """Tells "reg 12 ABC" and "reg ab12cde" from "reg 12 of"."""
    return " " not in match["hit"] or match["hit"].isupper()


RULES = (
    Rule(
        "postcode",
        Kind.POSTCODE,
        re.compile(
            rf"[A-Za-z](?=[A-Za-z]?[0-9])(?<!\w.){_OUTWARD_AFTER_FIRST}"
            rf"(?P<gap>[ \t-]{{0,2}}|\n)(?P<inward>{_INWARD})(?!\w)"
        ),
        _is_not_an_ordinal,
    ),
    Rule(
        # A district alone could be a road or a vitamin, so something must say it is a place.
        "district_after_words",
        Kind.POSTCODE,
        re.compile(
            rf"{any_of(['in', 'from', 'around', 'near', 'round'])}\s+(?P<hit>{_OUTWARD})(?!\w)"
        ),
        _is_in_a_known_area,
    ),
    Rule(
        "district_before_words",
        Kind.POSTCODE,
        re.compile(rf"(?P<hit>{_OUTWARD})(?=\s+(?i:{_AREA_WORDS})(?!\w))"),
        _is_in_a_known_area,
    ),
    Rule(
        "district_after_postcode",
        Kind.POSTCODE,
        re.compile(
            r"[Pp](?<!\w.)(?i:ost\s?code(?:\s+(?:is|was|starts|starting|begins|beginning|with)){0,2})"
            rf"[\s:]+(?P<hit>[A-Za-z](?<!\w.){_OUTWARD_AFTER_FIRST})(?!\w)"
        ),
        _is_in_a_known_area,
        needs=("postcode", "post code"),
    ),
    Rule(
        # Since September 2001, as AB12 CDE (DVLA, INF104).
        "plate",
        Kind.VEHICLE,
        re.compile(
            r"[A-HJ-PR-Y](?<!\w.)[A-HJ-PR-Y](?:0[1-9]|[1-7][0-9])(?P<gap>[ \t-]{0,2})"
            r"(?P<letters>[A-HJ-PR-Z]{3})(?!\w)"
        ),
        _does_not_end_in_a_word,
    ),
    Rule(
        "plate_in_small_letters",
        Kind.VEHICLE,
        re.compile(
            r"[a-hj-pr-y](?=.[0-9])(?<!\w.)[a-hj-pr-y](?:0[1-9]|[1-7][0-9])[a-hj-pr-z]{3}(?!\w)"
        ),
    ),
    Rule(
        # 1983 to 2001, as A123 BCD.
        "plate_before_2001",
        Kind.VEHICLE,
        re.compile(
            r"[A-HJ-NPR-TV-Y](?<!\w.)[0-9]{1,3}(?P<gap>[ \t-]?)(?P<letters>[A-HJ-PR-Y]{3})(?!\w)"
        ),
        _does_not_end_in_a_word,
    ),
    Rule(
        # 1963 to 1983, as ABC 123D.
        "plate_before_1983",
        Kind.VEHICLE,
        re.compile(
            r"(?P<letters>[A-HJ-PR-Y](?<!\w.)[A-HJ-PR-Y]{2})(?P<gap>[ \t-]?)[0-9]{1,3}"
            r"[A-HJ-NPR-TV-Y](?!\w)"
        ),
        _does_not_end_in_a_word,
    ),
    Rule(
        "plate_in_words",
        Kind.VEHICLE,
        re.compile(
            r"(?i)\b(?:reg|registration|(?:number|licence|license)\s+plate)"
            r"(?:\s+(?:number|no|plate))?(?:\s+(?:is|was))?[\s:]+"
            r"(?P<hit>[A-Z]{1,3}[ -]?[0-9]{1,4}|[0-9]{1,4}[ -]?[A-Z]{1,3}"
            r"|[A-Z]{2}[0-9]{2}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?[0-9]{1,3}[A-Z]"
            r"|[A-Z][0-9]{1,3}[ -]?[A-Z]{3})(?!\w)"
        ),
        _is_one_piece_or_capitals,
        needs=("reg ", "reg:", "registration", "plate"),
    ),
)
