"""Where someone lives or what they drive: postcodes and number plates."""

import re

from saidanddone.evidence.transcripts.redaction.hits import GAP, MASK, Kind, Rule, any_of
from saidanddone.evidence.transcripts.redaction.spoken import RADIO, TO_99, UNITS, ZERO
from saidanddone.evidence.transcripts.redaction.words import words_of

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


# "E K eight three V T U", "EK eighty three VTU".
_SPELLED = rf"[A-Z](?:[ ,]{{1,2}}(?:[A-Z]{{1,3}}|[0-9]{{1,2}}|(?i:{TO_99}|{ZERO}))(?!\w)){{2,7}}|[A-Z]{{2,3}}(?:[ ,]{{1,2}}(?i:{TO_99}|{ZERO})(?!\w)){{1,2}}(?:[ ,]{{1,2}}[A-Z]{{1,3}}(?!\w)){{0,3}}"
# As a part of a postcode is written; a few of these are other things.
_NO_DISTRICTS = words_of(
    "MP3 MP4 PS2 PS3 PS4 PS5 PS1 CO2 KS1 KS2 KS3 KS4 HS2 WD40 PC1 CV19 GP2 IP4 IP6"
)


def _is_a_district(match: re.Match[str]) -> bool:
    return match[0] not in _NO_DISTRICTS and not match[0].startswith(
        ("PC", "MP", "PS", "KS", "FY", "TV", "CD")
    )


def _is_one_piece_or_capitals(match: re.Match[str]) -> bool:
    """Tells "reg 12 ABC" and "reg ab12cde" from "reg 12 of"."""
    return " " not in match["hit"] or match["hit"].isupper()


_BEFORE_DISTRICT = (
    *("in", "from", "around", "near", "round", "district", "here"),
    "district is",
)
_BEFORE_SPOKEN_DISTRICT = ("postcode", "post code", "in", "from", "round", "around", "near")
_PLATE = ("reg", "registration", "plate", "plates", "numberplate")

RULES = (
    Rule(
        "postcode",
        Kind.POSTCODE,
        re.compile(
            rf"[A-Za-z](?=[A-Za-z]?[0-9])(?<!\w.){_OUTWARD_AFTER_FIRST}"
            rf"(?P<gap>[ \t-]{{0,2}}|\n)(?P<inward>{_INWARD})(?!\w)"
        ),
        _is_not_an_ordinal,
        has_digit=True,
    ),
    Rule(
        # A district alone could be a road or a vitamin, so something must say it is a place.
        "district_after_words",
        Kind.POSTCODE,
        re.compile(rf"{any_of(_BEFORE_DISTRICT)}\s+(?P<hit>{_OUTWARD})(?!\w)"),
        _is_in_a_known_area,
        opens_with=_BEFORE_DISTRICT,
        has_digit=True,
    ),
    Rule(
        "district_before_words",
        Kind.POSTCODE,
        re.compile(rf"(?P<hit>{_OUTWARD})(?=\s+(?i:{_AREA_WORDS})(?!\w))"),
        _is_in_a_known_area,
        has_digit=True,
    ),
    Rule(
        # Two letters and a figure or two; "E15" could be a road, "EM11" hardly anything else.
        "district",
        Kind.POSTCODE,
        re.compile(
            r"[A-PR-UWYZ](?<![\w/-].)[A-HK-Y][0-9]{1,2}(?:[ ][0-9](?!\w))?+(?![\w/-]|[ ][0-9]|\.[0-9])"
        ),
        _is_a_district,
        has_digit=True,
    ),
    Rule(
        "postcode_spoken",
        Kind.POSTCODE,
        re.compile(
            rf"[A-Z](?<!\w.)[ ]?[A-Z]?[ ,]{{1,2}}(?i:{TO_99})(?:[ ](?i:{UNITS}))?,?[ ](?i:{UNITS}|{ZERO}|[0-9])[ ,]{{1,2}}[A-Z][ ,]{{0,2}}[A-Z](?!\w)"
        ),
    ),
    Rule(
        "district_spoken",
        Kind.POSTCODE,
        re.compile(
            rf"{any_of(_BEFORE_SPOKEN_DISTRICT)}(?!\w)(?:[ ,:]{{1,2}}(?i:is|was|it's|its|starts|begins|with|area)(?!\w)){{0,3}}[ ,:]{{1,2}}"
            rf"(?P<hit>[A-Z](?:[ ]?[A-Z])?[ ](?i:{TO_99}))(?!\w)(?![ ](?i:of|people|times|and|years|or))"
        ),
        opens_with=_BEFORE_SPOKEN_DISTRICT,
    ),
    Rule(
        "district_beside_a_home",
        Kind.POSTCODE,
        re.compile(
            rf"(?<!\w)(?:flat|bedsit|room|house|place|live|lived|living|moved|staying)(?!\w)[^.\n{MASK}0-9]{{0,24}}[ ](?P<hit>{_OUTWARD})(?=[,.;])"
        ),
        _is_in_a_known_area,
        has_digit=True,
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
        opens_with=("postcode", "post code"),
        has_digit=True,
    ),
    Rule(
        # In capitals no other thing has this shape, whatever area it names.
        "postcode_by_shape",
        Kind.POSTCODE,
        re.compile(r"[A-Z](?<!\w.)[A-Z]?[0-9][0-9A-Z]?[ ][0-9][A-Z]{2}(?!\w)"),
        lambda match: not _ORDINAL.fullmatch(match[0].split()[1].lower()),
        has_digit=True,
    ),
    Rule(
        # Since September 2001, as AB12 CDE (DVLA, INF104).
        "plate",
        Kind.VEHICLE,
        re.compile(
            r"[A-HJ-PR-Y](?<!\w.)[A-HJ-PR-Y][0-9]{2}(?P<gap>[ \t-]{0,2})"
            r"(?P<letters>[A-HJ-PR-Z]{3})(?!\w)"
        ),
        _does_not_end_in_a_word,
        has_digit=True,
    ),
    Rule(
        "plate_in_small_letters",
        Kind.VEHICLE,
        re.compile(
            r"[a-hj-pr-y](?=.[0-9])(?<!\w.)[a-hj-pr-y](?:0[1-9]|[1-9][0-9])(?P<gap>[ ]?)(?P<letters>[a-hj-pr-z]{3})(?!\w)"
        ),
        _does_not_end_in_a_word,
        has_digit=True,
    ),
    Rule(
        # Where only the first half was seen.
        "plate_in_part",
        Kind.VEHICLE,
        re.compile(
            r"[A-HJ-PR-Y](?<!\w.)[A-HJ-PR-Y][ ]?[0-9]{2}[ ](?i:and[ ]the[ ]rest|something|summat|dunno|blah|whatever|and[ ]something)(?!\w)"
        ),
        has_digit=True,
    ),
    Rule(
        # "M four one seven Q D R", "E K four seven L T B": letter by letter.
        "plate_spelled",
        Kind.VEHICLE,
        re.compile(
            rf"[A-Z](?<![\w'].)(?:,?[ ]?[A-Z])?(?:,?[ ](?i:{TO_99}|{ZERO}|[0-9]{{1,3}})(?!\w)){{1,3}}(?:,?[ ][A-Z](?!['\w])){{3}}"
        ),
    ),
    Rule(
        # "whisky papa eight six, hotel lima zulu".
        "plate_by_radio",
        Kind.VEHICLE,
        re.compile(
            rf"{any_of(RADIO.split('|'))},?[ ](?i:(?:{RADIO})(?:,?[ ](?:{UNITS}|{ZERO}|{TO_99}|[0-9]{{1,3}})){{1,3}}(?:(?:,?[ ](?:something|summat|blah)){{0,2}},?[ ](?:{RADIO})){{0,3}})(?!['\w])"
        ),
        needs=tuple(f"{word} " for word in RADIO.split("|")),
        opens_with=RADIO.split("|"),
    ),
    Rule(
        "plate_in_part_after_words",
        Kind.VEHICLE,
        re.compile(
            rf"{any_of((*_PLATE, 'number plate'))}(?!\w)"
            rf"{GAP}(?P<hit>(?:[A-Z]{{1,3}}[0-9]{{1,3}}|[0-9]{{1,3}}[A-Z]{{1,3}})(?:[ ]?[A-Z]{{1,3}})?|{_SPELLED})(?!\w)"
        ),
        needs=("reg", "plate"),
        opens_with=_PLATE,
    ),
    Rule(
        "plate_ending",
        Kind.VEHICLE,
        re.compile(
            rf"{any_of(_PLATE)}(?!\w){GAP}(?:end|ends|ending|ended|start|starts|starting|started|began|begins|beginning)"
            r"[ ](?:(?:in|with)[ ])?(?P<hit>[A-Z0-9]{2,4})(?!\w)"
        ),
        needs=("reg", "plate"),
        opens_with=_PLATE,
    ),
    Rule(
        "plate_spelled_small",
        Kind.VEHICLE,
        re.compile(
            rf"{any_of(_PLATE)}(?!\w){GAP}"
            rf"(?P<hit>[a-z][ ][a-z][ ](?:{TO_99}|{ZERO})(?!\w)(?:[ ](?:{UNITS}|{ZERO}|[a-z]|something|summat)(?!['\w])){{0,4}})"
        ),
        needs=("reg", "plate"),
        opens_with=_PLATE,
    ),
    Rule(
        # 1983 to 2001, as A123 BCD.
        "plate_before_2001",
        Kind.VEHICLE,
        re.compile(
            r"[A-HJ-NPR-TV-Y](?<!\w.)[0-9]{1,3}(?P<gap>[ \t-]?)(?P<letters>[A-HJ-PR-Y]{3})(?!\w)"
        ),
        _does_not_end_in_a_word,
        has_digit=True,
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
        has_digit=True,
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
        has_digit=True,
    ),
)
