"""View models of the component templates: frozen values without markup or queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page

# Printed where a figure is not known or not shown.
NOTHING = "\N{EN DASH}"


@dataclass(frozen=True)
class Link:
    """A link, a breadcrumb (without href: the current page), or an action of a summary list."""

    text: str
    href: str = ""
    hidden_text: str = ""


@dataclass(frozen=True)
class NextStep:
    """What may come next, opened with what is known filled in. `hint` says what that is, or who does it."""

    text: str
    href: str
    hint: str = ""


@dataclass(frozen=True)
class NavItem:
    text: str
    href: str
    is_current: bool = False
    is_active: bool = False


@dataclass(frozen=True)
class Cell:
    text: str
    href: str = ""
    is_numeric: bool = False
    classes: str = ""
    label: str = ""  # the name of its column, where rows stand as blocks on a phone


@dataclass(frozen=True)
class Table:
    """For `ui/table_of.html`; `rows` have as many cells as `head`."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_cell_is_header: bool = True
    caption_classes: str = "govuk-table__caption--s"
    scroll_label: str = ""
    classes: str = ""


@dataclass(frozen=True)
class SummaryRow:
    key: str
    value: str
    actions: tuple[Link, ...] = ()
    classes: str = ""


@dataclass(frozen=True)
class PageLink:
    number: int = 0
    href: str = ""
    is_current: bool = False
    is_ellipsis: bool = False


@dataclass(frozen=True)
class Pagination:
    previous: Link | None
    next: Link | None
    items: tuple[PageLink, ...]


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str | Cell]],
    *,
    numeric: Sequence[int] = (),
    is_wide: bool = False,
    is_dense: bool = False,
) -> Table:
    """A table from plain strings; `numeric` names the columns, from 0, that hold figures.

    `is_wide` makes each row a block on a phone, each cell named by its column; `is_dense` sets it smaller. Raises ValueError if a row has another number of cells.
    """

    def cell(column: int, value: str | Cell) -> Cell:
        if not isinstance(value, Cell):
            value = Cell(str(value), is_numeric=column in numeric)
        return replace(value, label=head[column]) if is_wide else value

    return Table(
        caption=caption,
        head=tuple(Cell(text, is_numeric=column in numeric) for column, text in enumerate(head)),
        rows=tuple(
            tuple(
                cell(column, value) for (column, _), value in zip(enumerate(head), row, strict=True)
            )
            for row in rows
        ),
        scroll_label=caption if is_wide else "",
        classes=" ".join(
            name for name, is_so in (("sd-table-dense", is_dense), ("sd-stack", is_wide)) if is_so
        ),
    )


def pagination(page: Page[object], address: str = "?page=") -> Pagination | None:
    """Links between the pages of a list; None where there is only one."""
    paginator = page.paginator
    if paginator.num_pages < 2:
        return None
    items = tuple(
        PageLink(number, f"{address}{number}", is_current=number == page.number)
        if isinstance(number, int)
        else PageLink(is_ellipsis=True)
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    )
    before, after = page.number - 1, page.number + 1
    return Pagination(
        previous=Link("", f"{address}{before}") if page.has_previous() else None,
        next=Link("", f"{address}{after}") if page.has_next() else None,
        items=items,
    )
