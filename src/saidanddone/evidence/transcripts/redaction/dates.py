"""Dates that could be looked up: a day in a month, or a month in a year.

A year, a month, a weekday or an age by itself is kept: none tells much alone.
"""

import re

from saidanddone.evidence.transcripts.redaction.hits import Kind, Rule, any_of
from saidanddone.evidence.transcripts.redaction.spoken import TEENS, TENS, TO_99, UNITS

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_ANY_MONTH = rf"(?P<month>{any_of(_MONTHS.split('|'))})(?!\w)\.?"
_MONTH = rf"(?P<month>(?i:{_MONTHS}))(?!\w)\.?"
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?P<ordinal>(?i:st|nd|rd|th))?(?!\w)"
_TO_DAY = r"(?:\s?(?:-|to|and|or|&)\s?[0-9]{1,2}(?i:st|nd|rd|th)?)?"
_YEAR = r"(?:(?:19|20)[0-9]{2}|'[0-9]{2})(?!\w)"
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth")
_DAYS = (
    *_UNITS,
    *_TEENS,
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth", r"thirty[\s-]+first"),
    *(rf"twenty[\s-]+{unit}" for unit in _UNITS),
)
_MONTHS_AS_NUMBERS = (*_UNITS, "tenth", "eleventh", "twelfth")
_YEAR_IN_WORDS = rf"(?:(?i:nineteen|twenty|two\s+thousand(?:\s+and)?)[\s-]+)?(?i:{TO_99})(?!\w)(?!\s+(?:of|people|times|years|pounds?|quid))"
# Words that may follow "May 12" where it is a date; after any other it counts something.
_GOES_ON = re.compile(
    r"(?!\s+(?!(?:and|at|when|we|i|it|he|she|they|to|in|on|was|is|or|because|which|as|so|but|for"
    r"|until|till|about|around|just|that|my|the|last|this|there)\b)[a-z])(?![:.,%/-][0-9])"
)
_COUNTS = f"{TENS}|{TEENS}|{UNITS}".split("|")
_SINCE = ("on", "since", "until")
_ALSO_VERBS = {"may", "march", "mar"}


def _day_then_month(match: re.Match[str]) -> bool:
    """Tells "5 May", "5th may" and "5 may 2019" from "5 may come"."""
    sure = match["ordinal"] or match["of"] or match["year"] or match["month"][0].isupper()
    return bool(sure) or match["month"] not in _ALSO_VERBS


def _month_then_day(match: re.Match[str]) -> bool:
    """Tells "May 12 we went" and "may 12th" from "in May 12 people went"."""
    if match["ordinal"] or match["year"]:
        return True
    is_name = match["month"][0].isupper() or match["month"] not in _ALSO_VERBS
    return is_name and _GOES_ON.match(match.string, match.end()) is not None


def _is_day_and_month(match: re.Match[str]) -> bool:
    """Either order, since some people write the month first."""
    one, other = int(match["one"]), int(match["other"])
    # "1.2.10" is as likely a version or a list number.
    looks_like_a_date = match["mark"] != "." or len(match["one"] + match["year"]) >= 4
    return looks_like_a_date and 1 <= min(one, other) <= 12 and max(one, other) <= 31


def _is_day_of_month(match: re.Match[str]) -> bool:
    return 1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12


def _is_no_fraction(match: re.Match[str]) -> bool:
    """Tells "22/10" and "3/04" from "1/2 an hour", "9/10" and "24/7"."""
    month = match["month"]
    is_written_out = len(month) == 2 and (month[0] == "0" or int(match["day"]) > int(month))
    return is_written_out and _is_day_of_month(match)


# The day first, as it is written here, and no year: "22/10".
_DAY_AND_MONTH = r"(?P<day>[0-9](?<![\w/.£$-].)[0-9]?)/(?P<month>[0-9]{1,2})(?![\w/]|[.-]\w)"
_COUNTED = "of|times|people|occasions|nights|days|weeks|visits|an?|hours?"

RULES = (
    Rule(
        "date_in_figures",
        Kind.DATE,
        re.compile(
            r"(?P<one>[0-9](?<![\w/.-].)[0-9]?)(?P<mark>[/.-])(?P<other>[0-9]{1,2})(?P=mark)"
            r"(?P<year>(?:19|20)?[0-9]{2})(?![\w/-]|\.[0-9])"
        ),
        _is_day_and_month,
        has_digit=True,
    ),
    Rule("day_and_month", Kind.DATE, re.compile(_DAY_AND_MONTH), _is_no_fraction, has_digit=True),
    Rule(
        "day_and_month_after_words",
        Kind.DATE,
        re.compile(
            rf"{any_of(_SINCE)}\s+(?i:the\s+)?(?P<hit>{_DAY_AND_MONTH})"
            rf"(?!\s+(?i:{_COUNTED})(?!\w))"
        ),
        _is_day_of_month,
        opens_with=_SINCE,
        has_digit=True,
    ),
    Rule(
        "date_year_first",
        Kind.DATE,
        re.compile(
            r"[12](?<![\w/.-].)(?:(?<=1)9|(?<=2)0)[0-9]{2}(?P<mark>[/.-])(?:1[0-2]|0?[1-9])(?P=mark)"
            r"(?:3[01]|[12][0-9]|0?[1-9])(?![\w/-]|\.[0-9])"
        ),
        has_digit=True,
    ),
    Rule(
        "day_then_month",
        Kind.DATE,
        re.compile(
            r"[0-9](?<![\w/.£$].)(?:(?<=[0-2])[0-9]|(?<=3)[01]|(?<=[1-9]))"
            rf"(?P<ordinal>(?i:st|nd|rd|th))?{_TO_DAY}(?P<of>\s+(?i:(?:day\s+)?of))?"
            rf"[\s-]+{_MONTH}(?P<year>,?[\s-]+{_YEAR})?"
        ),
        _day_then_month,
        has_digit=True,
    ),
    Rule(
        "month_then_day_or_year",
        Kind.DATE,
        re.compile(
            rf"{_ANY_MONTH}(?:,?\s+(?i:of\s+)?{_YEAR}|\s+(?i:the)\s+(?i:{'|'.join(_DAYS)})(?!\w)"
            rf"(?:,?\s+{_YEAR})?|\s+(?i:the\s+)?{_DAY}(?P<year>,?\s+{_YEAR})?)"
        ),
        lambda match: match["day"] is None or _month_then_day(match),
        opens_with=_MONTHS.split("|"),
    ),
    Rule(
        "day_in_words",
        Kind.DATE,
        re.compile(
            rf"{any_of(_DAYS)}(?:\s+(?i:(?:day\s+)?of))?(?:\s+(?i:the))?\s+{_MONTH}(?:,?\s+(?:{_YEAR}|{_YEAR_IN_WORDS}))?"
        ),
        lambda match: match["month"][0].isupper() or match["month"] not in _ALSO_VERBS,
        opens_with=_DAYS,
    ),
    Rule(
        "number_in_words_of_month",
        Kind.DATE,
        re.compile(rf"{any_of(_COUNTS)}(?:[ -](?:{UNITS}))?[ ]of[ ]{_MONTH}(?:,?\s+{_YEAR})?"),
        lambda match: match["month"][0].isupper() or match["month"] not in _ALSO_VERBS,
        needs=(" of ",),
        opens_with=_COUNTS,
    ),
    Rule(
        "month_then_day_in_words",
        Kind.DATE,
        re.compile(
            rf"{_ANY_MONTH}\s+(?:(?i:the)\s+)?(?i:{'|'.join(_DAYS)})(?!\w)(?:,?\s+(?:{_YEAR}|{_YEAR_IN_WORDS}))?"
        ),
        lambda match: match["month"][0].isupper() or match["month"] not in _ALSO_VERBS,
        opens_with=_MONTHS.split("|"),
    ),
    Rule(
        # "twenty sixth of the seventh ninety four", "26th of the 7th 94".
        "day_and_month_said_as_numbers",
        Kind.DATE,
        re.compile(
            rf"(?:{any_of(_DAYS)}|[0-9](?<![\w-].)[0-9]?(?i:st|nd|rd|th))\s+(?i:of)\s+(?i:the)\s+(?:(?i:{'|'.join(_MONTHS_AS_NUMBERS)})|(?:1[0-2]|0?[1-9])(?i:st|nd|rd|th))(?!\w)"
            rf"(?:,?\s+(?:{_YEAR}|{_YEAR_IN_WORDS}|[0-9]{{2}}(?!\w)))?"
        ),
        needs=(" of the ",),
    ),
)
