"""The product's one door to the table reader: its refusals are ours, and hold nothing of the file."""

from collections.abc import Iterator

import pytest

from saidanddone.base.errors import Refused
from saidanddone.base.tables import TableRefused, even_rows, read_table

SPOKEN = "Marigold"  # stands for a person's words


def rows_of(content: bytes) -> Iterator[object]:
    return even_rows(read_table(content))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty: it holds no row. "),
        (b"a,b\nMarigold\n", "Row 2 has 1 column, but the row of names has 2. "),
        (b'a,b\n1,2\n"Marigold', "Row 3 cannot be read: a quotation mark is missing "),
    ],
)
def test_what_the_reader_refuses_is_refused_at_the_box_for_the_file(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(Refused) as caught:
        list(rows_of(content))
    refused = caught.value
    assert isinstance(refused, TableRefused)
    assert refused.about == ("table", "file")
    assert refused.sentence.startswith(sentence)
    assert refused.sentence.endswith("choose it again.")
    assert SPOKEN not in refused.sentence
    assert refused.__cause__ is None
    assert refused.__suppress_context__


def test_rows_are_read_as_they_are_asked_for() -> None:
    table = read_table(b'a,b\n1,2\n"open\n')
    assert next(table.rows) == (2, ["1", "2"])
    with pytest.raises(TableRefused):
        next(table.rows)
