"""What files and maps call a person or a spot: case and officer numbers, coordinates, three-word addresses."""

import re

from saidanddone.evidence.transcripts.redaction.hits import GAP, Kind, Rule, any_of
from saidanddone.evidence.transcripts.redaction.spoken import (
    COUNTED,
    DIGITS,
    TEENS,
    TENS,
    TO_99,
    UNITS,
    ZERO,
)
from saidanddone.evidence.transcripts.redaction.words import FUNCTION, words_of

# "1127 of 19/09/26", "412 of 4 June": how a log is told.
_OF_DAY = r"[0-9]{1,2}[/.][0-9]{1,2}(?:[/.][0-9]{2,4})?|[0-9]{1,2}(?:st|nd|rd|th)?(?:[ ](?:of[ ])?(?:January|February|March|April|May|June|July|August|September|October|November|December))?"
_CODE = r"(?:[A-Z]{1,5}[ /-]?)?[0-9]\w{0,20}+(?:[ ]?[/-][ ]?\w{1,12}+){0,4}"


def _is_no_year(match: re.Match[str]) -> bool:
    """Whether three digits or more are told that are not a year."""
    hit: str = match["hit"]
    return not re.fullmatch(r"(?:19|20)[0-9]{2}s?", hit) and sum(map(str.isdecimal, hit)) >= 3


def _is_no_year_of(digits: str) -> bool:
    return re.fullmatch("(?:19|20)[0-9]{2}", digits) is None


_NO_FILES = ("NHS", "BBC", "ITV", "COVID", "UK")
_CASES = (
    *(
        "crime",
        "incident",
        "reference",
        "ref",
        "case",
        "custody",
        "court",
        "log",
        "cad",
        "claim",
        "urn",
        "docket",
    ),
    *(
        "file",
        "application",
        "policy number",
        "ticket",
        "booking",
        "complaint",
        "job",
        "pcn",
        "warrant",
    ),
)
_RANKS = "Sergeant|Inspector|Sarge|PC|WPC|PS|DC|DS|DI|DCI|SC|CSO|PCSO|TPC|SGT|Sgt|CO|CEO|EO|PO|CI|Constable|Officer|officer|constable|warden|Warden"
_BADGES = (
    *(
        "shoulder",
        "collar",
        "warrant",
        "badge",
        "officer's number",
        "officer number",
        "pcso",
        "warden",
        "guard",
    ),
    *("her number", "his number", "numerals", "epaulette"),
)
_LETTERED = r"(?:[A-Z]{1,4}[ -]?)?[0-9]{3,6}(?:[ ][0-9]{3,4}){0,3}(?![\w/-]|[.,][0-9])"

_DECIMAL = r"-?[0-9]{1,3}\.[0-9]{3,10}(?:[ ]?°)?(?:[ ]?[NSEW](?!\w))?"
_SAID_DIGIT = rf"(?i:{ZERO}|{UNITS}|o)"
_FIRST_WORDS = ("minus", "negative", *f"{TENS}|{TEENS}|{UNITS}|{ZERO}".split("|"))
_POINT = rf"[ ](?i:point|dot|decimal)(?:,?[ ](?:{_SAID_DIGIT}|{TENS}|{TEENS})(?!\w)){{2,10}}(?:[ ](?i:degrees))?(?:[ ](?i:north|south|east|west))?"
_REST_OF_DECIMAL = rf"(?:[ -](?i:{TO_99}|{ZERO}))?{_POINT}"
_SAID_DECIMAL = rf"(?:(?i:minus|negative)[ ])?(?i:{TO_99}|{ZERO}){_POINT}"
_THREE_LONG = r"[a-z]{3,20}"
_ENDS_OF_DOMAINS = words_of("com org net uk example info biz app gov")


def _is_three_words(match: re.Match[str]) -> bool:
    words: list[str] = re.findall("[a-z]+", match[0])
    is_spaced = " " in match[0]
    return (
        words[0] != "www"
        and words[-1] not in _ENDS_OF_DOMAINS
        and (match[0][0] == "/" or not is_spaced)
    )


RULES = (
    Rule(
        "officer",
        Kind.OFFICER,
        re.compile(
            rf"(?=[A-Zcow])(?<!\w)(?:{_RANKS})[ -]?[0-9]{{2,6}}[A-Z]{{0,2}}(?:[ ][0-9]{{3,4}}){{0,3}}(?![\w/-]|[.,][0-9])"
        ),
    ),
    Rule(
        "officer_spoken",
        Kind.OFFICER,
        re.compile(rf"(?=[A-Zcow])(?<!\w)(?:{_RANKS})[ ](?:(?i:number)[ ])?{DIGITS}"),
    ),
    Rule(
        "officer_after_name",
        Kind.OFFICER,
        re.compile(
            rf"(?=[A-Zcow])(?<!\w)(?:{_RANKS}|[Ss]ergeant|[Ii]nspector)[ ][A-Z][a-z'-]{{1,20}},?[ ](?:(?i:number|collar|badge)[ ]){{0,2}}(?P<hit>[0-9]{{3,6}})(?![\w/-])"
        ),
    ),
    Rule(
        "officer_before_words",
        Kind.OFFICER,
        re.compile(
            r"(?P<hit>[0-9](?<![\w.,£/-].)[0-9]{2,5})[ ](?:on|off)[ ](?:the|his|her|their)[ ](?:shoulder|collar|badge|lapel|vest|epaulette|jacket)(?!\w)"
        ),
        needs=("shoulder", "collar", "badge", "lapel", "vest", "epaulette", "jacket"),
    ),
    Rule(
        "officer_after_words",
        Kind.OFFICER,
        re.compile(rf"{any_of(_BADGES)}(?!\w){GAP}(?P<hit>{_LETTERED}|{DIGITS})"),
    ),
    Rule(
        "case_after_words",
        Kind.CASE,
        re.compile(
            rf"{any_of(_CASES)}(?!\w){GAP}(?P<hit>{_CODE}(?:[ ]of[ ](?:the[ ])?(?:{_OF_DAY}))?)(?![\w/£%]|[.,][0-9]|[ ](?i:{COUNTED})(?!\w))"
        ),
        _is_no_year,
    ),
    Rule(
        "case_by_its_letters",
        Kind.CASE,
        re.compile(
            rf"[A-Z](?<![\w/.-].)[A-Z]{{1,4}}[ -](?P<digits>[0-9]{{2,8}})(?:[/-][A-Z0-9]{{1,8}}){{0,3}}(?:[ ]of[ ](?:the[ ])?(?:{_OF_DAY}))?(?![\w/-]|[.,][0-9])"
        ),
        lambda match: (
            _is_no_year_of(match["digits"])
            and sum(map(str.isdecimal, match[0])) >= 3
            and not match[0].startswith(_NO_FILES)
        ),
    ),
    Rule(
        "case_by_strokes",
        Kind.CASE,
        re.compile(r"[A-Z](?<![\w/.-].)[A-Z]{1,4}(?:[/-][A-Z0-9]{1,8}){2,4}(?![\w/-])"),
        lambda match: sum(map(str.isdecimal, match[0])) >= 3,
    ),
    Rule(
        # Nothing that is counted has so many digits in a row.
        "long_number",
        Kind.CASE,
        re.compile(
            r"(?P<hit>[0-9](?<![\w+.,£-].)[0-9]{7,9})(?![\w-]|[.,][0-9]|[ ](?:people|pounds|times|quid))"
        ),
        lambda match: not match["hit"].endswith("000"),
    ),
    Rule(
        # Letters, figures and strokes in the shapes that forces, courts and councils use.
        "case",
        Kind.CASE,
        re.compile(
            r"[A-Z0-9](?<![\w/.,£-].)(?:(?<=[A-Z])[A-Z]{0,4}(?:[/-][A-Z]{0,3}[0-9]{2,8}[A-Z]?){2,4}"
            r"|(?<=[A-Z])[A-Z]{0,4}[ ]?[0-9]{4,8}[/-][0-9]{2,4}"
            r"|(?<=[0-9])[0-9]{3,8}[/-][0-9]{2}[/-][0-9]{2,4}|(?<=[0-9])[0-9]{4,8}/[0-9]{2}"
            r"|(?<=[0-9])[0-9][A-Z]{2}[0-9]{6,8}(?:[/-][0-9]{2})?|(?<=[A-Z])[0-9]{8})(?![\w/-]|\.[0-9])"
        ),
    ),
    Rule(
        "coordinates",
        Kind.COORDINATES,
        re.compile(
            rf"(?=[0-9-])(?<![\w.-]){_DECIMAL}(?:[ ]?[,;/][ ]?|[ ])(?:(?:and|by|then|lon|long|lng|longitude|is)[ :]{{1,2}}){{0,3}}{_DECIMAL}(?!\w)"
        ),
        needs=(".",),
    ),
    Rule(
        "coordinates_in_degrees",
        Kind.COORDINATES,
        re.compile(
            r"[0-9](?<![\w.].)[0-9]{0,2}[ ]?(?:°|degrees|deg)[ ]?(?:[0-9]{1,2}[ ]?(?:'|minutes)[ ]?)?"
            r"(?:[0-9]{1,2}(?:\.[0-9]{1,4})?[ ]?(?:\"|''|seconds)?[ ]?)?[NSns](?:orth|outh)?[, ]{1,3}"
            r"[0-9]{1,3}[ ]?(?:°|degrees|deg)[ ]?(?:[0-9]{1,2}[ ]?(?:'|minutes)[ ]?)?"
            r"(?:[0-9]{1,2}(?:\.[0-9]{1,4})?[ ]?(?:\"|''|seconds)?[ ]?)?[EWew](?:ast|est)?(?!\w)"
        ),
        needs=("°", "deg"),
    ),
    Rule(
        "coordinates_spoken",
        Kind.COORDINATES,
        re.compile(
            rf"{any_of(_FIRST_WORDS)}(?!\w){_REST_OF_DECIMAL}[ ,]{{1,2}}(?:(?i:and|then|by|comma|longitude|long)[ ,]{{1,2}}){{0,2}}{_SAID_DECIMAL}(?!\w)"
        ),
        needs=(" point ",),
    ),
    Rule(
        # Two letters of the national grid and two equal halves (Ordnance Survey).
        "grid_reference",
        Kind.COORDINATES,
        re.compile(
            r"[HNOST](?<![\w-].)[A-HJ-Z][ ]?(?:[0-9]{3}[ ]?[0-9]{3}|[0-9]{4}[ ]?[0-9]{4}|[0-9]{5}[ ]?[0-9]{5})"
            r"(?!\w|[ ]?[A-D](?!\w)|[ -][0-9])"
        ),
    ),
    Rule(
        "grid_reference_after_words",
        Kind.COORDINATES,
        re.compile(
            r"[Gg](?<!\w.)(?i:rid[ ]ref(?:erence)?)s?(?!\w)(?:[ ,:]{1,2}(?:is|was|of|it's|its|number)(?!\w)){0,2}[ ,:]{1,2}"
            rf"(?P<hit>(?:[A-Za-z](?:[ ]?[A-Za-z])?(?!\w)[ ,]{{0,2}})?(?:[0-9]{{2,5}}[ ,]{{0,2}}[0-9]{{2,5}}|{DIGITS}))(?!\w)"
        ),
        needs=("grid ref",),
    ),
    Rule(
        "three_words",
        Kind.THREE_WORDS,
        re.compile(
            rf"(?<![\w.@/-])(?:/{{2,3}}[ ]?)?{_THREE_LONG}[ ]?\.[ ]?{_THREE_LONG}[ ]?\.[ ]?{_THREE_LONG}(?![\w@/-]|\.\w)"
        ),
        _is_three_words,
        needs=(".",),
    ),
    Rule(
        "three_words_spoken",
        Kind.THREE_WORDS,
        re.compile(
            rf"[A-Za-z](?<![\w@.-].)[a-z]{{2,20}}+[ ](?:dot|full[ ]stop)[ ]{_THREE_LONG}[ ](?:dot|full[ ]stop)[ ](?P<last>{_THREE_LONG})(?![\w@.]\w)"
        ),
        lambda match: match["last"] not in _ENDS_OF_DOMAINS,
        needs=(" dot ", " full stop "),
    ),
    Rule(
        "three_words_after_words",
        Kind.THREE_WORDS,
        re.compile(
            rf"(?:{any_of(['what3words', 'what three words', 'three words', 'three word', 'three-word', 'w3w'])})(?!\w)"
            rf"(?:[ ](?:address|location|thing|it|it's|is|was|are|were|says|said|gave|me)(?!\w)){{0,4}}[ ,:]{{1,2}}"
            rf"(?P<hit>{_THREE_LONG}[ ,./-]{{1,2}}{_THREE_LONG}[ ,./-]{{1,2}}{_THREE_LONG})(?!\w)"
        ),
        lambda match: not FUNCTION & set(re.findall("[a-z]+", match["hit"])),
        needs=("words", "three word", "three-word", "w3w"),
    ),
    Rule(
        "three_words_with_commas",
        Kind.THREE_WORDS,
        re.compile(
            rf"(?:{any_of(['what3words', 'what three words', 'three words'])})(?!\w){GAP}"
            rf"(?P<hit>{_THREE_LONG},[ ]{_THREE_LONG},[ ]{_THREE_LONG})(?!\w)"
        ),
        lambda match: not FUNCTION & set(re.findall("[a-z]+", match["hit"])),
        needs=("words",),
    ),
)
