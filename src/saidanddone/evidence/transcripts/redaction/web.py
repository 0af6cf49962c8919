"""Addresses on the internet: e-mail, pages and the names people go by there."""

import re
from collections.abc import Iterator

from saidanddone.evidence.transcripts.redaction.hits import MASK, Hit, Kind, Rule, any_of
from saidanddone.evidence.transcripts.redaction.spoken import TO_99

_ENDS = (
    "com|org|net|uk|info|biz|co|app|xyz|link|example|test|online|site|shop|club|live|tv|io|eu|ie|gg"
)
_DOMAIN = rf"(?:[a-z0-9-]{{1,63}}\.)+(?:{_ENDS})"
_PATH = rf"(?:[/?#](?:[^\s<>\"{MASK}]*[^\s<>\"{MASK}.,;:!?)'\]])?)?"
_SITES = (
    *("insta", "instagram", "snap", "snapchat", "onlyfans", "tiktok", "twitter", "facebook"),
    *(
        "telegram",
        "adultwork",
        "wechat",
        "whatsapp",
        "discord",
        "signal",
        "linkedin",
        "youtube",
        "vinted",
    ),
    *("handle", "username", "user name", "screen name", "profile"),
)

_JOINT = r"(?:dot|ponto|punto|kropka|underscore|under\s?score|dash|hyphen)"
_NO_SITE = "the|a|this|that|of|dot|one|it|and|in"

RULES = (
    Rule(
        "email",
        Kind.EMAIL,
        re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        needs=("@",),
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
        "web_spoken",
        Kind.WEB,
        re.compile(
            rf"(?i)(?<![\w.@-])(?:(?:w\s?w\s?w\s+dot\s+[\w-]{{2,30}}+(?:\s+(?!dot)[\w-]{{2,30}}+){{1,3}})|(?!(?:{_NO_SITE})\s)[\w-]{{2,30}}+"
            rf"(?:\s+(?:dash|hyphen)\s+[\w-]{{2,30}}+){{0,5}})(?:\s+dot\s+(?!dot)[\w-]{{2,30}}+){{0,2}}\s+dot\s+(?:{_ENDS})(?!\w)(?:\s+(?:slash|stroke)\s+[\w-]+(?:[ ][a-z]{{2,15}}(?=[,.;]))?){{0,3}}"
        ),
        needs=(" dot ",),
    ),
    Rule(
        # A low line joins the words of a name on a site, and hardly ever anything else.
        "handle_joined",
        Kind.WEB,
        re.compile(
            r"(?<![\w@./-])(?=[A-Za-z0-9.]{1,40}+_)[A-Za-z0-9][\w.]{1,60}(?<=[A-Za-z0-9_])(?![\w@])"
        ),
        needs=("_",),
    ),
    Rule(
        # "gazza.h.81": two dots within it, and no end of a site.
        "handle_dotted",
        Kind.WEB,
        re.compile(r"(?<![\w@./-])[a-z]{2,20}+(?:\.[a-z0-9]{1,12}+){2}(?![\w@/-]|\.\w)"),
        lambda match: min(map(len, match[0].split("."))) < 3,
        needs=(".",),
    ),
    Rule(
        "handle_spoken_after_its_site",
        Kind.WEB,
        re.compile(
            rf"{any_of(_SITES)}(?:\s+(?i:name|handle|username|account))?(?:'s|\s+(?i:is|was|as|it's|its)|[:,])\s+"
            r"(?P<hit>[a-z0-9]{2,20}+(?:\s+(?:dot|dash|hyphen)\s+[a-z0-9]{1,20}+){1,3})(?!\w)"
        ),
        needs=(" dot ", " dash ", " hyphen "),
        opens_with=_SITES,
    ),
    Rule(
        "handle_spoken",
        Kind.WEB,
        re.compile(
            r"(?i)(?<![\w@.-])(?:at\s+)?[a-z0-9]{1,30}+(?:\s+(?:dot|dash|hyphen)\s+[a-z0-9]{1,30}+){0,2}"
            r"(?:\s+under\s?score\s+[a-z0-9]{1,30}+(?:\s+(?:dot|dash|hyphen)\s+[a-z0-9]{1,30}+){0,2}){1,3}(?:[ ][a-z]{2,15}(?=[,.;]))?(?!\w)"
        ),
        needs=("underscore", "under score"),
    ),
    Rule(
        "handle",
        Kind.WEB,
        re.compile(r"@(?<![\w@.].)[A-Za-z_](?:[\w.]*\w)?(?:@[A-Za-z_](?:[\w.]*\w)?)*+"),
    ),
    Rule(
        "handle_beside_its_site",
        Kind.WEB,
        re.compile(
            rf"{any_of(_SITES)}[ ]\(?(?P<hit>\w{{2,30}}+(?:[._]\w{{1,30}}+)+|[A-Za-z]+[0-9]+\w*)(?!\w)"
        ),
        opens_with=_SITES,
    ),
    Rule(
        "handle_before_its_site",
        Kind.WEB,
        re.compile(
            rf"[A-Za-z](?<![\w.@/-].)(?:[A-Za-z]{{1,29}}+(?:[0-9]\w{{0,20}}|(?:[._]\w{{1,30}}){{1,3}})|[a-z]{{2,20}}+(?:[ ](?:dot|dash)[ ][a-z]{{2,20}}+){{1,3}})"
            rf"(?=[ ](?:on|off)[ ](?i:{'|'.join(_SITES)})(?!\w))"
        ),
        needs=tuple(_SITES),
    ),
    Rule(
        "handle_in_words",
        Kind.WEB,
        re.compile(
            rf"{any_of(_SITES)}(?:\s+(?i:name|handle|username|account))?(?:'s|\s+(?i:is|was|as|it's|its)|[:,])\s+"
            r"(?P<hit>\w+(?:[._]\w+)+|[A-Za-z]+[0-9]+\w*)(?!\w)"
        ),
        opens_with=_SITES,
    ),
)

_AT_DOMAIN = re.compile(
    r"\s(?i:at|arroba|malpa)\s{1,2}[\w-]{1,63}+(?:\s{1,2}(?:(?i:dot|dash|hyphen|ponto|punto|kropka)\s{1,2})?[\w-]{1,63}+){0,3}?"
    r"\s{1,2}(?i:dot|ponto|punto|kropka)\s{1,2}(?i:com|org|net|uk|example)(?!\w)"
)
_BEFORE_AT = re.compile(
    rf"(?<![\w.'-])(?:[b-hj-zB-HJ-Z][ ])?(?:[\w.-]{{1,40}}\s{{1,2}}(?i:{_JOINT})\s{{1,2}}){{0,3}}[\w.-]{{1,40}}(?:\s(?i:{TO_99})(?!\w)){{0,2}}$"
)


def spoken_emails(text: str) -> Iterator[Hit]:
    """ "ada dot b at example dot com", from its first word."""
    if not any(f" {dot} " in text.lower() for dot in ("dot", "ponto", "punto", "kropka")):
        return
    for match in _AT_DOMAIN.finditer(text):
        name = _BEFORE_AT.search(text[max(0, match.start() - 90) : match.start()])
        if name:
            yield Hit(match.start() - len(name[0]), match.end(), Kind.EMAIL, "email_spoken")
