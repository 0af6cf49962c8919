"""What differs between two captures, once the sentences listed as changed are taken as changed."""

import difflib
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from tests.homes.page import Page

CHOICE = re.compile(r'"[a-z0-9-]+(\+?)"(?=[,\]])(?!, "select")(?!, \[)')
QUOTE = re.compile("“.*”")
HEADING = re.compile("^h[1-6]: ")
EXACT = ("status", "kind", "location")


@dataclass
class ChangedSentence:
    """A row of changed_sentences.toml. A line break in `old` or `new` is the end of a block of the page."""

    page: str  # the address, `*` for anything
    old: str
    new: str
    figures_change: str = ""  # why, where the sentence gained or lost a number
    is_used: bool = field(default=False, init=False)

    def applied(self, address: str, text: str) -> str:
        if not fnmatchcase(address, self.page) or self.old not in text:
            return text
        self.is_used = True
        lines = text.replace(self.old, self.new).splitlines()
        return "\n".join(line for line in lines if line.strip())


@dataclass
class RenamedField:
    """A row of changed_sentences.toml: a field of a form that has another name, or one choice more, since."""

    page: str
    old: str
    new: str
    values_change: str = ""  # why, where a choice is named by another value since
    last_choice: str = ""  # the value of a choice that was added at the end
    is_used: bool = field(default=False, init=False)

    def applied(self, address: str, page: Page) -> Page:
        """The page with the field's name, and the links of its errors to it, as they are now."""
        named = re.compile(rf'^(  \["){re.escape(self.old)}(")')
        linked = re.compile(rf"(#id_){re.escape(self.old)}((?:_\d+)?)$")
        if not fnmatchcase(address, self.page):
            return page
        forms = tuple(
            self._with_last_choice(named.sub(rf"\g<1>{self.new}\2", line)) for line in page.forms
        )
        links = tuple(sorted(linked.sub(rf"\g<1>{self.new}\2", link) for link in page.links))
        self.is_used = self.is_used or forms != page.forms or links != page.links
        return replace(page, forms=forms, links=links)

    def _with_last_choice(self, line: str) -> str:
        if not self.last_choice or not line.startswith(f'  ["{self.new}", "select", '):
            return line
        return line.removesuffix("]]") + f', "{self.last_choice}"]]'

    def without_values(self, address: str, page: Page) -> Page:
        """The page with each choice of the field as `*`, and `*+` for the one that is chosen."""
        if not self.values_change or not fnmatchcase(address, self.page):
            return page
        forms = tuple(
            CHOICE.sub(r'"*\1"', line) if line.startswith(f'  ["{self.new}", "select", ') else line
            for line in page.forms
        )
        return replace(page, forms=forms)


@dataclass
class AddedLink:
    """A row of changed_sentences.toml: a link that a page has since. `link` may hold `*` for anything."""

    page: str
    link: str
    why: str
    is_used: bool = field(default=False, init=False)

    def without(self, address: str, page: Page) -> Page:
        """The page as it would be without this link."""
        if not fnmatchcase(address, self.page):
            return page
        links = tuple(link for link in page.links if not fnmatchcase(link, self.link))
        self.is_used = self.is_used or links != page.links
        return replace(page, links=links)


@dataclass
class AddedField:
    """A row of changed_sentences.toml: a field that a form has since, by its name in the form."""

    page: str
    field: str
    why: str
    is_used: bool = field(default=False, init=False)

    def without(self, address: str, page: Page) -> Page:
        """The page as it would be without this field."""
        if not fnmatchcase(address, self.page):
            return page
        forms = tuple(line for line in page.forms if f'["{self.field}", ' not in line)
        self.is_used = self.is_used or forms != page.forms
        return replace(page, forms=forms)


@dataclass
class AddedLine:
    """A row of changed_sentences.toml: a line of text that a page has since. `line` may hold `*` for anything."""

    page: str
    line: str
    why: str
    is_used: bool = field(default=False, init=False)

    def without(self, address: str, page: Page) -> Page:
        """The page as it would be without these lines."""
        if not fnmatchcase(address, self.page):
            return page
        lines = page.text.splitlines()
        kept = [line for line in lines if not fnmatchcase(line, self.line)]
        self.is_used = self.is_used or kept != lines
        return replace(page, text="\n".join(kept))


@dataclass
class GoneQuotes:
    """A row of changed_sentences.toml: a page whose quotes came off. None may stand there now."""

    page: str
    why: str
    is_used: bool = field(default=False, init=False)

    def without(self, address: str, page: Page) -> Page:
        """The page as it would be without its quotes, and where each was said."""
        if not fnmatchcase(address, self.page):
            return page
        lines: list[str] = []
        is_beneath = False
        for line in page.text.splitlines():
            is_beneath = bool(QUOTE.fullmatch(line)) or (is_beneath and line.startswith("Said in "))
            if not is_beneath:
                lines.append(line)
        text = "\n".join(lines)
        self.is_used = self.is_used or text != page.text
        return replace(page, text=text)


@dataclass
class OtherChoices:
    """A row of changed_sentences.toml: fields whose name begins so, that offer other choices since.

    The text between the lines `after` and `before` is not compared.
    """

    page: str
    field: str
    after: str
    before: str
    why: str
    is_used: bool = field(default=False, init=False)

    def without(self, address: str, page: Page) -> Page:
        """The page as it would be without these fields."""
        if not fnmatchcase(address, self.page):
            return page
        forms = tuple(line for line in page.forms if f'["{self.field}' not in line)
        self.is_used = self.is_used or forms != page.forms
        lines = page.text.splitlines()
        if self.after in lines and self.before in lines:
            del lines[lines.index(self.after) + 1 : lines.index(self.before)]
        return replace(page, forms=forms, text="\n".join(lines))


@dataclass
class AddedForm:
    """A row of changed_sentences.toml: a form that a page has since, by its first line; it may hold `*`."""

    page: str
    form: str
    why: str
    is_used: bool = field(default=False, init=False)

    def without(self, address: str, page: Page) -> Page:
        """The page as it would be without this form."""
        if not fnmatchcase(address, self.page):
            return page
        lines: list[str] = []
        is_within = False
        for line in page.forms:
            is_within = fnmatchcase(line, self.form) or (is_within and line.startswith("  "))
            if not is_within:
                lines.append(line)
        self.is_used = self.is_used or tuple(lines) != page.forms
        return replace(page, forms=tuple(lines))


@dataclass
class AnyNumber:
    """A row of changed_sentences.toml: text that holds a number nobody can foresee. It is not compared.

    `text` may hold `#` for a number.
    """

    page: str
    text: str
    why: str
    is_used: bool = field(default=False, init=False)

    def without(self, address: str, page: Page) -> Page:
        """The page as it would be without this text."""
        if not fnmatchcase(address, self.page):
            return page
        pattern = r"\d+".join(map(re.escape, self.text.split("#")))
        text = re.sub(pattern, "", page.text)
        self.is_used = self.is_used or text != page.text
        return replace(page, text=text)


class GoneLink(AddedLink):
    """A row of changed_sentences.toml: a link that a page has no more. It is taken off the earlier page."""


@dataclass
class NowRefused:
    """A row of changed_sentences.toml: a form that led on, and is refused since with this sentence.

    Nothing else of what is answered is compared.
    """

    page: str
    sentence: str
    why: str
    is_used: bool = field(default=False, init=False)

    def explains(self, address: str, old: Page, new: Page) -> bool:
        if not fnmatchcase(address, self.page) or old.status != 302:
            return False
        is_refused = new.status == 200 and self.sentence in new.text
        self.is_used = self.is_used or is_refused
        return is_refused


@dataclass
class AskedFirst:
    """A row of changed_sentences.toml: a page that asks for a kind before it shows its form. Neither is compared."""

    page: str
    why: str
    is_used: bool = field(default=False, init=False)

    def explains(self, address: str, old: Page, new: Page) -> bool:
        asks = fnmatchcase(address, self.page) and new.status == 200 and "Continue" in new.text
        self.is_used = self.is_used or asks
        return asks


@dataclass
class LeadsOn:
    """A row of changed_sentences.toml: a page that leads straight to another. Neither is compared.

    `to` may hold `*` for anything.
    """

    page: str
    to: str
    why: str
    is_used: bool = field(default=False, init=False)

    def explains(self, address: str, old: Page, new: Page) -> bool:
        leads = (
            fnmatchcase(address, self.page)
            and (old.status, new.status) == (200, 302)
            and fnmatchcase(new.location, self.to)
        )
        self.is_used = self.is_used or leads
        return leads


@dataclass
class MadeAnew:
    """A row of changed_sentences.toml: a page that was laid out anew. Its long lines must all still stand."""

    LONG = 60  # characters

    page: str
    why: str
    is_used: bool = field(default=False, init=False)

    def gone(self, old: Page, new: Page) -> str:
        """The long lines of the earlier page that stand nowhere on the new one."""
        self.is_used = self.is_used or old.text != new.text
        now = " ".join(new.text.split())
        lines = (HEADING.sub("", line) for line in old.text.splitlines())
        long = [line for line in lines if len(line) > self.LONG]
        return "\n".join(line for line in long if " ".join(line.split()) not in now)


@dataclass
class Redone:
    """A row of changed_sentences.toml: a page whose records have pages of their own, or a drawing, since.

    Its answer, where it leads and its forms are compared, and none of its text and links. With
    `forms_too` its forms are not compared either.
    """

    page: str
    why: str
    forms_too: bool = False
    is_used: bool = field(default=False, init=False)

    def applied(self, address: str, old: Page, new: Page) -> Page:
        """The earlier page with the text and links that it has now."""
        if not fnmatchcase(address, self.page):
            return old
        self.is_used = self.is_used or (old.text, old.links) != (new.text, new.links)
        if not self.forms_too:
            return replace(old, text=new.text, links=new.links)
        self.is_used = self.is_used or old.forms != new.forms
        return replace(old, text=new.text, links=new.links, forms=new.forms)


NOT_HERE = 404

Row = (
    ChangedSentence
    | RenamedField
    | AddedLink
    | AddedField
    | AddedLine
    | GoneQuotes
    | OtherChoices
    | GoneLink
    | NowRefused
    | AskedFirst
    | LeadsOn
    | MadeAnew
    | Redone
    | AnyNumber
    | AddedForm
)


@dataclass(frozen=True)
class Changes:
    """Everything that is listed as changed."""

    sentences: tuple[ChangedSentence, ...] = ()
    fields: tuple[RenamedField, ...] = ()
    added: tuple[AddedLink | AddedField | AddedLine | AddedForm, ...] = ()
    gone: tuple[GoneQuotes | GoneLink, ...] = ()
    choices: tuple[OtherChoices, ...] = ()
    refused: tuple[NowRefused | AskedFirst | LeadsOn, ...] = ()
    anew: tuple[MadeAnew, ...] = ()
    redone: tuple[Redone, ...] = ()
    numbers: tuple[AnyNumber, ...] = ()

    def unused(self) -> list[str]:
        """What to say of each row that changes nothing."""
        return [
            f"This row changes nothing. Take it out:\n{as_row(row)}"
            for row in (
                *self.sentences,
                *self.fields,
                *self.added,
                *self.gone,
                *self.choices,
                *self.refused,
                *self.anew,
                *self.redone,
                *self.numbers,
            )
            if not row.is_used
        ]


def as_row(row: Row) -> str:
    if isinstance(row, AddedLink):
        kind = "gone_link" if isinstance(row, GoneLink) else "added_link"
        return f'[[{kind}]]\npage = "{row.page}"\nlink = "{row.link}"\nwhy = "{row.why}"'
    if isinstance(row, AddedField):
        return f'[[added_field]]\npage = "{row.page}"\nfield = "{row.field}"\nwhy = "{row.why}"'
    if isinstance(row, AddedLine):
        return f'[[added_line]]\npage = "{row.page}"\nline = "{row.line}"\nwhy = "{row.why}"'
    if isinstance(row, LeadsOn):
        return f'[[leads_on]]\npage = "{row.page}"\nto = "{row.to}"\nwhy = "{row.why}"'
    if isinstance(row, AskedFirst):
        return f'[[asked_first]]\npage = "{row.page}"\nwhy = "{row.why}"'
    if isinstance(row, GoneQuotes):
        return f'[[gone_quotes]]\npage = "{row.page}"\nwhy = "{row.why}"'
    if isinstance(row, OtherChoices):
        return f'[[other_choices]]\npage = "{row.page}"\nfield = "{row.field}"\nwhy = "{row.why}"'
    if isinstance(row, Redone):
        return f'[[redone]]\npage = "{row.page}"\nwhy = "{row.why}"'
    if isinstance(row, AddedForm):
        return f'[[added_form]]\npage = "{row.page}"\nform = "{row.form}"\nwhy = "{row.why}"'
    if isinstance(row, AnyNumber):
        return f'[[any_number]]\npage = "{row.page}"\ntext = "{row.text}"\nwhy = "{row.why}"'
    if isinstance(row, NowRefused):
        return f'[[now_refused]]\npage = "{row.page}"\nsentence = "{row.sentence}"'
    if isinstance(row, MadeAnew):
        return f'[[made_anew]]\npage = "{row.page}"\nwhy = "{row.why}"'
    kind = "changed" if isinstance(row, ChangedSentence) else "renamed_field"
    quoted = [json.dumps(value, ensure_ascii=False) for value in (row.page, row.old, row.new)]
    return "[[{}]]\npage = {}\nold = {}\nnew = {}".format(kind, *quoted)


@dataclass(frozen=True)
class Difference:
    aspect: str
    old: str
    new: str


def read_changes(path: Path) -> Changes:
    rows = tomllib.loads(path.read_text())
    return Changes(
        tuple(ChangedSentence(**row) for row in rows.get("changed", [])),
        tuple(RenamedField(**row) for row in rows.get("renamed_field", [])),
        (
            *(AddedLink(**row) for row in rows.get("added_link", [])),
            *(AddedField(**row) for row in rows.get("added_field", [])),
            *(AddedLine(**row) for row in rows.get("added_line", [])),
            *(AddedForm(**row) for row in rows.get("added_form", [])),
        ),
        (
            *(GoneQuotes(**row) for row in rows.get("gone_quotes", [])),
            *(GoneLink(**row) for row in rows.get("gone_link", [])),
        ),
        tuple(OtherChoices(**row) for row in rows.get("other_choices", [])),
        (
            *(NowRefused(**row) for row in rows.get("now_refused", [])),
            *(AskedFirst(**row) for row in rows.get("asked_first", [])),
            *(LeadsOn(**row) for row in rows.get("leads_on", [])),
        ),
        tuple(MadeAnew(**row) for row in rows.get("made_anew", [])),
        tuple(Redone(**row) for row in rows.get("redone", [])),
        tuple(AnyNumber(**row) for row in rows.get("any_number", [])),
    )


def compare(
    before: Mapping[str, Page], after: Mapping[str, Page], changes: Changes
) -> dict[Difference, list[str]]:
    """Each difference with the pages where it stands."""
    found: defaultdict[Difference, list[str]] = defaultdict(list)
    for key, old in before.items():
        new = after.get(key)
        for difference in [Difference("page", key, "none")] if new is None else _pair(
            key.rsplit(" ", 1)[1], old, new, changes
        ):  # fmt: skip
            found[difference].append(key)
    return dict(found)


def _pair(address: str, old: Page, new: Page, changes: Changes) -> Iterator[Difference]:
    if any(row.explains(address, old, new) for row in changes.refused):
        return
    if (
        old.status == new.status == NOT_HERE
    ):  # one page, whose words tests/unit/access/test_today.py holds
        return
    for renamed in changes.fields:
        old = renamed.without_values(address, renamed.applied(address, old))
        new = renamed.without_values(address, new)
    for added in changes.added:
        new = added.without(address, new)
    for gone in changes.gone:
        old = gone.without(address, old)
    for number in changes.numbers:
        old, new = number.without(address, old), number.without(address, new)
    for choices in changes.choices:
        old, new = choices.without(address, old), choices.without(address, new)
    is_redone = False
    for redone in changes.redone:
        if fnmatchcase(address, redone.page):
            old, is_redone = redone.applied(address, old, new), True
    for aspect in EXACT:
        was, now = (str(getattr(page, aspect)) for page in (old, new))
        # Which page a form leads to is held to; which part of it is seen first may change.
        if was.partition("#")[0] != now.partition("#")[0]:
            yield Difference(aspect, was, now)
    for anew in changes.anew:
        if fnmatchcase(address, anew.page):
            text = old.text
            for sentence in changes.sentences:
                text = sentence.applied(address, text)
            if gone := anew.gone(replace(old, text=text), new):
                yield Difference("lines gone from a page laid out anew", gone, "")
            return
    yield from _hunks("links", old.links, new.links)
    yield from _hunks("forms", old.forms, new.forms)
    yield from _figures(old, new, address, () if is_redone else changes.sentences)
    text = old.text
    for row in () if is_redone else changes.sentences:
        text = row.applied(address, text)
    yield from _hunks("text", text.splitlines(), new.text.splitlines())


def _figures(
    old: Page, new: Page, address: str, rows: Iterable[ChangedSentence]
) -> Iterator[Difference]:
    """Numbers, which no changed sentence may change unless its row says why."""
    for row in rows:
        if row.figures_change:
            old = replace(old, text=row.applied(address, old.text))
    before, after = old.figures(), new.figures()
    for figure in sorted((before - after) | (after - before)):
        yield Difference(
            f"figure {figure}", f"{before[figure]} times: {' | '.join(old.around(figure))}",
            f"{after[figure]} times: {' | '.join(new.around(figure))}",
        )  # fmt: skip


def _hunks(aspect: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    if list(old) == list(new):
        return
    for what, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield Difference(aspect, "\n".join(old[i:j]), "\n".join(new[k:m]))
