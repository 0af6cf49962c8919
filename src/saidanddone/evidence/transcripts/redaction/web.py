"""Addresses on the internet: e-mail, pages and the names people go by there."""

import re

from saidanddone.evidence.transcripts.redaction.hits import MASK, Kind, Rule, any_of

_ENDS = "com|org|net|uk|info|biz|co|app|xyz|link"
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

_JOINT = r"(?:dot|underscore|under\s?score|dash|hyphen)"
_NO_SITE = "the|a|this|that|of|dot|one|it|and|in"

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
            rf"(?i)(?<![\w.-])(?:[\w.-]+\s+{_JOINT}\s+){{0,3}}[\w.-]+\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+)?"
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
        "web_spoken",
        Kind.WEB,
        re.compile(
            rf"(?i)(?<![\w.@-])(?:www\s+dot\s+)?(?!(?:{_NO_SITE})\s)[\w-]{{2,30}}+(?:\s+dot\s+(?!dot)[\w-]{{2,30}}+)"
            rf"{{0,2}}\s+dot\s+(?:{_ENDS})(?!\w)(?:\s+(?:slash|stroke)\s+[\w-]+){{0,3}}"
        ),
        needs=(" dot ",),
    ),
    Rule(
        # A low line joins the words of a name on a site, and hardly ever anything else.
        "handle_joined",
        Kind.WEB,
        re.compile(
            r"(?<![\w@./-])(?=[A-Za-z0-9.]{1,40}+_)[A-Za-z0-9][\w.]{1,60}(?<=[A-Za-z0-9])(?![\w@])"
        ),
        needs=("_",),
    ),
    Rule(
        "handle_spoken",
        Kind.WEB,
        re.compile(
            r"(?i)(?<![\w@.-])(?:at\s+)?[a-z0-9]{1,30}+(?:\s+(?:dot|dash|hyphen)\s+[a-z0-9]{1,30}+){0,2}"
            r"(?:\s+under\s?score\s+[a-z0-9]{1,30}+(?:\s+(?:dot|dash|hyphen)\s+[a-z0-9]{1,30}+){0,2}){1,3}(?!\w)"
        ),
        needs=("underscore", "under score"),
    ),
    Rule(
        "handle",
        Kind.WEB,
        re.compile(r"@(?<![\w@.].)[A-Za-z_](?:[\w.]*\w)?(?:@[A-Za-z_](?:[\w.]*\w)?)*+"),
    ),
    Rule(
        "handle_in_words",
        Kind.WEB,
        re.compile(
            rf"{any_of(_SITES)}(?:\s+(?i:name|handle|username|account))?(?:'s|\s+(?i:is|was|as|it's|its)|[:,])\s+"
            r"(?P<hit>\w+(?:[._]\w+)+|[A-Za-z]+[0-9]+\w*)(?!\w)"
        ),
    ),
)
