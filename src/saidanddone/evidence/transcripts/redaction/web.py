"""Addresses on the internet: e-mail, pages and the names people go by there."""

import re

from saidanddone.evidence.transcripts.redaction.hits import MASK, Kind, Rule, any_of

_ENDS = "com|org|net|uk|info|biz|co|app|xyz|link"
_DOMAIN = rf"(?:[a-z0-9-]{{1,63}}\.)+(?:{_ENDS})"
_PATH = rf"(?:[/?#](?:[^\s<>\"{MASK}]*[^\s<>\"{MASK}.,;:!?)'\]])?)?"
_SITES = (
    *("insta", "instagram", "snap", "snapchat", "onlyfans", "tiktok", "twitter", "facebook"),
    *("telegram", "adultwork"),
)

RULES = (
    Rule(
        "email",
        Kind.EMAIL,
        re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        needs=("@",),
    ),
    Rule(
        "email_spoken",
        Kind.EMAIL,
        re.compile(
            r"(?i)(?<![\w.-])[\w.-]+\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+)?"
            r"\s+dot\s+(?:com|org|net|uk)(?!\w)"
        ),
        needs=(" dot com", " dot co", " dot org", " dot net", " dot uk"),
    ),
    Rule(
        "web_address",
        Kind.WEB,
        re.compile(rf"(?i)(?<!\w)(?:https?://|www\.)[\w-]+(?:\.[\w-]+)*(?::[0-9]+)?{_PATH}"),
        needs=("http", "www."),
    ),
    Rule(
        "web_domain",
        Kind.WEB,
        re.compile(rf"(?i)(?<![\w@.-]){_DOMAIN}(?![\w-]){_PATH}"),
        needs=tuple(f".{end}" for end in _ENDS.split("|")),
    ),
    Rule(
        "handle",
        Kind.WEB,
        re.compile(r"@(?<![\w@.].)[A-Za-z_](?:[\w.]*\w)?"),
    ),
    Rule(
        "handle_in_words",
        Kind.WEB,
        re.compile(
            rf"{any_of(_SITES)}(?:\s+(?i:name|handle|username|account))?(?:\s+(?i:is|was|as)|:)\s+"
            r"(?P<hit>\w+(?:[._]\w+)+|[A-Za-z]+[0-9]+\w*)(?!\w)"
        ),
    ),
)
