"""What files and maps call a person or a spot: case and officer numbers, coordinates, three-word addresses."""

import re

from saidanddone.evidence.transcripts.redaction.hits import GAP, Kind, Rule, any_of
from saidanddone.evidence.transcripts.redaction.spoken import (
    CODE,
    COUNTED,
    DIGITS,
    STROKE,
    TEENS,
    TENS,
    TIMES,
    TO_99,
    UNITS,
    ZERO,
    digits_in,
)
from saidanddone.evidence.transcripts.redaction.words import FUNCTION, words_of

# "1127 of 19/09/26", "412 of 4 June": how a log is told.
_OF_DAY = r"[0-9]{1,2}[/.][0-9]{1,2}(?:[/.][0-9]{2,4})?|[0-9]{1,2}(?:st|nd|rd|th)?(?:[ ](?:of[ ])?(?:January|February|March|April|May|June|July|August|September|October|November|December))?"
_CODE = r"(?:[A-Z]{1,5}[ /-]?)?[0-9]\w{0,20}+(?:[ ]?[/-][ ]?\w{1,12}+){0,4}"


def _is_no_year(match: re.Match[str]) -> bool:
    """Whether three digits or more are told that are not a year."""
    hit: str = match["hit"]
    return not re.fullmatch(r"(?:19|20)[0-9]{2}s?", hit) and sum(map(str.isdecimal, hit)) >= 3


def _is_a_code(match: re.Match[str]) -> bool:
    """Whether a code is said, not written: six digits, or three with letters or strokes between them."""
    words: list[str] = re.findall(r"\w+", match["hit"].lower())
    is_said = any(word in _SAID_WORDS for word in words)
    is_said = is_said or sum(len(word) == 1 for word in words) >= 4
    digits = digits_in([word for word in words if word.isdecimal() or word in _DIGIT_WORDS])
    has_letters = any(word.isalpha() and word not in _DIGIT_WORDS for word in words)
    is_number = match[0][:6].lower() == "number"
    return is_said and digits >= (3 if has_letters or not is_number else 6)


def _is_no_year_of(digits: str) -> bool:
    return re.fullmatch("(?:19|20)[0-9]{2}", digits) is None


_DIGIT_WORDS = frozenset(f"{ZERO}|{UNITS}|{TEENS}|{TENS}|{TIMES}|hundred|thousand".split("|"))
_SAID_WORDS = _DIGIT_WORDS | frozenset(STROKE.split("|"))
_DAY_WORDS = "first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie)th|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
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
_RANKS = "(?:[Cc]ivil [Ee]nforcement )?(?:Sergeant|Inspector|Sarge|PC|WPC|PS|DC|DS|DI|DCI|SC|CSO|PCSO|TPC|SGT|Sgt|CO|CEO|EO|PO|CI|Constable|Officer|officer|constable|warden|Warden|[Gg]uard|[Ss]teward|[Mm]arshal)"
_OFFICERS = (
    *("civil enforcement", "sergeant", "sgt", "sarge", "inspector", "constable", "officer"),
    *("pc", "wpc", "ps", "dc", "ds", "di", "dci", "sc", "cso", "pcso", "tpc"),
    *("co", "ceo", "eo", "po", "ci", "warden", "guard", "steward", "marshal"),
)
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
_POINT = rf"[ ](?i:point|dot|decimal)(?:,?[ ](?:(?:{TIMES})[ ])?(?:{_SAID_DIGIT}|{TENS}|{TEENS})(?!\w)){{2,10}}(?:[ ](?i:degrees))?(?:[ ](?i:north|south|east|west))?"
_REST_OF_DECIMAL = rf"(?:[ -](?i:{TO_99}|{ZERO}))?{_POINT}"
_SAID_DECIMAL = rf"(?:(?i:minus|negative)[ ])?(?i:{TO_99}|{ZERO}){_POINT}"
_THREE_WORDS = (
    *("what3words", "what three words", "three words"),
    *("three word", "three-word", "w3w"),
)
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
            rf"(?=[A-Zcgmosw])(?<!\w)(?:{_RANKS})[ -]?[0-9]{{2,6}}[A-Z]{{0,2}}(?:[ ][0-9]{{3,4}}){{0,3}}(?![\w/-]|[.,][0-9])"
        ),
        opens_with=_OFFICERS,
        has_digit=True,
    ),
    Rule(
        "officer_spoken",
        Kind.OFFICER,
        re.compile(rf"(?=[A-Zcgmosw])(?<!\w)(?:{_RANKS})[ ](?:(?i:number)[ ])?{DIGITS}"),
        opens_with=_OFFICERS,
    ),
    Rule(
        "officer_after_name",
        Kind.OFFICER,
        re.compile(
            rf"(?=[A-Zcgmosw])(?<!\w)(?:{_RANKS}|[Ss]ergeant|[Ii]nspector)[ ][A-Z][a-z'-]{{1,20}},?[ ](?:(?i:number|collar|badge)[ ]){{0,2}}(?P<hit>[0-9]{{3,6}})(?![\w/-])"
        ),
        opens_with=_OFFICERS,
        has_digit=True,
    ),
    Rule(
        "officer_before_words",
        Kind.OFFICER,
        re.compile(
            r"(?P<hit>[0-9](?<![\w.,£/-].)[0-9]{2,5}),?[ ](?:(?:that's|that|is|it's|was)[ ]){0,2}(?:(?:on|off)[ ])?(?:the|his|her|their)[ ](?:number[ ](?:on|off)[ ](?:the|his|her|their)[ ])?(?:shoulder|collar|badge|lapel|vest|epaulette|jacket)(?!\w)"
        ),
        needs=("shoulder", "collar", "badge", "lapel", "vest", "epaulette", "jacket"),
        has_digit=True,
    ),
    Rule(
        "officer_after_words",
        Kind.OFFICER,
        re.compile(rf"{any_of(_BADGES)}(?!\w){GAP}(?P<hit>{_LETTERED}|{DIGITS})"),
        opens_with=_BADGES,
    ),
    Rule(
        "officer_said",
        Kind.OFFICER,
        re.compile(rf"[Oo](?<!\w.)fficer[ ](?:was|is|were|called)[ ](?:like[ ])?(?P<hit>{DIGITS})"),
        needs=("officer",),
        opens_with=("officer",),
    ),
    Rule(
        "case_spoken",
        Kind.CASE,
        re.compile(
            rf"{any_of((*_CASES, 'number'))}(?!\w){GAP}(?P<hit>{CODE}(?:[ ]of[ ]the[ ](?:{_DAY_WORDS}))?)(?![\w/£%]|[.,][0-9]|[ ](?i:{COUNTED})(?!\w))"
        ),
        _is_a_code,
        opens_with=(*_CASES, "number"),
    ),
    Rule(
        "case_after_words",
        Kind.CASE,
        re.compile(
            rf"{any_of(_CASES)}(?!\w){GAP}(?P<hit>{_CODE}(?:[ ]of[ ](?:the[ ])?(?:{_OF_DAY}))?)(?![\w/£%]|[.,][0-9]|[ ](?i:{COUNTED})(?!\w))"
        ),
        _is_no_year,
        opens_with=_CASES,
        has_digit=True,
    ),
    Rule(
        # "44 stroke 20871 stroke 26", "CP 20 slash 7715".
        "case_by_spoken_strokes",
        Kind.CASE,
        re.compile(
            r"(?:[A-Z](?<!\w.)[A-Z]{0,4}[ ]?|(?<![\w.,£/-]))[0-9]{1,8}(?:[ ](?:stroke|slash|oblique)[ ][A-Z0-9]{1,10}){1,4}(?![\w/-])"
        ),
        lambda match: sum(map(str.isdecimal, match[0])) >= 5,
        needs=(" stroke ", " slash ", " oblique "),
        has_digit=True,
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
        has_digit=True,
    ),
    Rule(
        "case_by_strokes",
        Kind.CASE,
        re.compile(
            r"[A-Z](?<![\w/.-].)[A-Z]{1,4}(?:[/-][A-Z0-9]{1,8}){2,4}(?:[ ][A-HJ-Z](?!['\w]))?(?![\w/-])"
        ),
        lambda match: sum(map(str.isdecimal, match[0])) >= 3,
        has_digit=True,
    ),
    Rule(
        # Nothing that is counted has so many digits in a row.
        "long_number",
        Kind.CASE,
        re.compile(
            r"(?P<hit>[0-9](?<![\w+.,£-].)[0-9]{7,9})(?![\w-]|[.,][0-9]|[ ](?:people|pounds|times|quid))"
        ),
        lambda match: not match["hit"].endswith("000"),
        has_digit=True,
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
        has_digit=True,
    ),
    Rule(
        "coordinates",
        Kind.COORDINATES,
        re.compile(
            rf"(?=[0-9-])(?<![\w.-]){_DECIMAL}(?:[ ]?[,;/][ ]?|[ ])(?:(?:and|by|then|lon|long|lng|longitude|is)[ :]{{1,2}}){{0,3}}{_DECIMAL}(?!\w)"
        ),
        needs=(".",),
        has_digit=True,
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
        has_digit=True,
    ),
    Rule(
        "coordinates_spoken",
        Kind.COORDINATES,
        re.compile(
            rf"{any_of(_FIRST_WORDS)}(?!\w){_REST_OF_DECIMAL}[ ,]{{1,2}}(?:(?i:and|then|by|comma|longitude|long)[ ,]{{1,2}}){{0,2}}{_SAID_DECIMAL}(?!\w)"
        ),
        needs=(" point ",),
        opens_with=_FIRST_WORDS,
    ),
    Rule(
        # Two letters of the national grid and two equal halves (Ordnance Survey).
        "grid_reference",
        Kind.COORDINATES,
        re.compile(
            r"[HNOST](?<![\w-].)[A-HJ-Z][ ]?(?:[0-9]{3}[ ]?[0-9]{3}|[0-9]{4}[ ]?[0-9]{4}|[0-9]{5}[ ]?[0-9]{5})"
            r"(?!\w|[ ]?[A-D](?!\w)|[ -][0-9])"
        ),
        has_digit=True,
    ),
    Rule(
        "grid_reference_spoken",
        Kind.COORDINATES,
        re.compile(rf"[HNOST](?<!['\w].)[ ]?[A-HJ-Z][ ,]{{1,2}}{DIGITS}"),
        lambda match: digits_in(re.findall(r"\w+", match[0].lower())[1:]) in {6, 7, 8, 9, 10, 11},
        needs=tuple(f" {word}" for word in UNITS.split("|")),
    ),
    Rule(
        "coordinates_by_north_and_east",
        Kind.COORDINATES,
        re.compile(
            rf"(?i)(?<!\w)(?:{TO_99}|{ZERO})(?:,?[ ](?:{TO_99}|{ZERO})){{1,3}}[ ](?:north|south),?[ ](?:and[ ])?(?:{TO_99}|{ZERO})(?:,?[ ](?:{TO_99}|{ZERO})){{1,3}}[ ](?:east|west)(?!\w)"
        ),
        needs=(" north", " south"),
    ),
    Rule(
        "grid_reference_after_words",
        Kind.COORDINATES,
        re.compile(
            r"[Gg](?<!\w.)(?i:rid[ ]ref(?:erence)?)s?(?!\w)(?:[ ,:]{1,2}(?:is|was|of|it's|its|number)(?!\w)){0,2}[ ,:]{1,2}"
            rf"(?P<hit>(?:[A-Za-z](?:[ ]?[A-Za-z])?(?!\w)[ ,]{{0,2}})?(?:[0-9]{{2,5}}[ ,]{{0,2}}[0-9]{{2,5}}|{DIGITS}))(?!\w)"
        ),
        needs=("grid ref",),
        opens_with=("grid",),
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
            rf"(?:{any_of(_THREE_WORDS)})(?!\w)"
            rf"(?:[ ](?:address|location|thing|it|it's|is|was|are|were|says|said|gave|me|too|here|again)(?!\w)){{0,4}}[ ,:]{{1,2}}"
            rf"(?P<hit>{_THREE_LONG}[ ,./-]{{1,2}}{_THREE_LONG}[ ,./-]{{1,2}}{_THREE_LONG})(?!\w)"
        ),
        lambda match: not FUNCTION & set(re.findall("[a-z]+", match["hit"])),
        needs=("words", "three word", "three-word", "w3w"),
        opens_with=_THREE_WORDS,
    ),
    Rule(
        "three_words_with_commas",
        Kind.THREE_WORDS,
        re.compile(
            rf"(?:{any_of(_THREE_WORDS[:3])})(?!\w){GAP}"
            rf"(?P<hit>{_THREE_LONG},[ ]{_THREE_LONG},[ ]{_THREE_LONG})(?!\w)"
        ),
        lambda match: not FUNCTION & set(re.findall("[a-z]+", match["hit"])),
        needs=("words",),
        opens_with=_THREE_WORDS[:3],
    ),
)
