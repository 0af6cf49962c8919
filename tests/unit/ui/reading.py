"""A page as a person meets it: headings, links, fields by their labels, errors."""

from dataclasses import dataclass
from typing import Any

from lxml import html


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


@dataclass(frozen=True)
class PageRead:
    tree: Any

    @property
    def title(self) -> str:
        return _words(self.tree.find(".//title"))

    @property
    def words(self) -> str:
        return _words(self.tree)

    def headings(self, level: int = 1) -> list[str]:
        return [_words(heading) for heading in self.tree.iter(f"h{level}")]

    def links(self) -> dict[str, str]:
        return {_words(link): link.get("href") for link in self.tree.iter("a")}

    def buttons(self) -> list[str]:
        return [_words(button) for button in self.tree.iter("button")]

    def errors(self) -> dict[str, str]:
        """The error summary: each sentence and where its link leads."""
        items = self.tree.xpath("//*[contains(@class, 'govuk-error-summary__list')]/li")
        return {_words(item): next((a.get("href") for a in item.iter("a")), "") for item in items}

    def control(self, label: str) -> Any:
        """The control with this label; raises LookupError where there is none."""
        for label_element in self.tree.iter("label"):
            if _words(label_element) == label:
                return self.by_id(label_element.get("for"))
        raise LookupError(f"no control is labelled {label}")

    def by_id(self, element_id: str) -> Any:
        found = self.tree.xpath("//*[@id=$id]", id=element_id)
        if len(found) != 1:
            raise LookupError(f"{len(found)} elements have the id {element_id}")
        return found[0]

    def described(self, control: Any) -> list[str]:
        """What is read out after a control's label, in order."""
        ids = (control.get("aria-describedby") or "").split()
        return [_words(self.by_id(element_id)) for element_id in ids]


def read(markup: str | bytes) -> PageRead:
    text = markup.decode() if isinstance(markup, bytes) else markup
    return PageRead(html.document_fromstring(text))
