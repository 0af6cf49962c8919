"""Pieces of patterns for numbers and letters that are said aloud: "oh", "double seven", "twenty two"."""

UNITS = "one|two|three|four|five|six|seven|eight|nine"
ZERO = "oh|zero|nought|naught|nil"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
TIMES = "double|triple|treble"
# "twenty two", "nine": what a house, a flat or an hour may be.
TO_99 = rf"(?:(?:{TENS})(?:[ -](?:{UNITS}))?|{TEENS}|{UNITS})"
# A piece of a long number, said or written: "double seven", "9", "nine hundred", "forty two".
PIECE = rf"(?:(?:(?:{TIMES})[ ])?(?:{ZERO}|{UNITS}|[0-9])|{TEENS}|(?:{TENS})(?:-(?:{UNITS}))?|hundred|thousand)"
# What people say while they look a number up.
HESITATION = r"(?:er|erm|um|uh|hang[ ]on|wait|sorry)"
BETWEEN = rf"(?:(?:,|\.\.\.)?[ ](?:{HESITATION}(?:,|\.\.\.)?[ ])?)"
# "two two eight one", "5 4 1 oh": digits told one by one or in groups, with commas between.
DIGITS = rf"(?:(?i:{PIECE})(?!\w)(?:{BETWEEN}(?:and[ ])?(?i:{PIECE})(?!\w)){{2,12}})"
# A letter by the name that radio gives it.
RADIO = (
    "alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november|oscar|papa|quebec|romeo"
    "|sierra|tango|uniform|victor|whisky|whiskey|x-ray|xray|yankee|zulu"
)
STROKE = "stroke|slash|oblique|dash|hyphen|star"
_SIGN = rf"(?:(?i:{PIECE}|{RADIO})|[A-Z]{{1,3}}|[0-9]{{1,6}})(?!['\w])"
# "EC stroke 7 7 1 0 stroke 93": a code of letters and figures, with its strokes said.
CODE = rf"{_SIGN}(?:{BETWEEN}(?:(?i:{STROKE}){BETWEEN})?{_SIGN}){{2,14}}"
# After a number they say that it counts something.
COUNTED = (
    "people|persons|times|pounds?|quid|p|pence|euros?|women|men|girls|lads|kids|children|beds|flats|houses|days?|weeks?"
    "|months?|years?|hours?|hrs|minutes?|mins|miles?|metres?|percent|per|cases|or|of us|of them|a|an|grand|thousand|million"
)

_REPEATS = {"double": 1, "triple": 2, "treble": 2}
_TWO_DIGITS = frozenset(f"{TEENS}|{TENS}".split("|"))
_ZEROS = {
    "hundred": 2,
    "thousand": 3,
    **dict.fromkeys(("er", "erm", "um", "uh", "hang", "on", "wait", "sorry"), 0),
}


def digits_in(words: list[str]) -> int:
    """How many digits these words stand for, in small letters: 4 in "double seven, forty two"."""
    digits = 0
    last_was_tens = False
    for word in words:
        if word.isdecimal():
            digits += len(word)
        elif word in _TWO_DIGITS:
            digits += 2
        elif not (last_was_tens and word in UNITS.split("|")):
            digits += _REPEATS.get(word, _ZEROS.get(word, 1))
        last_was_tens = word in TENS.split("|")
    return digits
