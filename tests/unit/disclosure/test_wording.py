"""Small words between records."""

import pytest

from saidanddone.disclosure.wording import short_together


@pytest.mark.parametrize(
    ("agencies", "called"),
    [
        (["Homes, the landlord", "Police"], ["Homes", "Police"]),
        (
            ["Council, housing", "Council, wardens", "Police"],
            ["Council, housing", "Council, wardens", "Police"],
        ),
        (["Council, housing", "Council, housing"], ["Council"]),
    ],
)
def test_agencies_of_one_sentence_are_short_where_that_tells_them_apart(
    agencies: list[str], called: list[str]
) -> None:
    """R1: housing and wardens of one council are two agencies; a document once named one of them."""
    assert short_together(agencies) == called
