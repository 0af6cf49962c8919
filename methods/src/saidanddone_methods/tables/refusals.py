"""Why a table is not read, and what to do about it."""

from saidanddone_methods.errors import BadInput


class TableRefused(BadInput):
    """A file or a row that is not read. It contains nothing from inside the file.

    `problem` says what is wrong and begins with a capital letter. `remedy` says what to do, without
    a full stop. `row` and `column` say where, as a spreadsheet counts; None for the whole file.
    `sentence` is for a page, `sentence_naming(name)` for a terminal.
    """

    def __init__(
        self, problem: str, remedy: str, *, row: int | None = None, column: str | None = None
    ) -> None:
        self.problem, self.remedy, self.row, self.column = problem, remedy, row, column
        super().__init__(self.sentence)

    def __reduce__(self) -> tuple[object, ...]:
        state = {"row": self.row, "column": self.column}
        return type(self), (self.problem, self.remedy), state

    @property
    def sentence(self) -> str:
        """For a page: "Row 3 has 6 columns, but the first row has 5. Put it right, then choose it again." """
        return f"{self.problem}. {self.remedy}, then choose it again."

    def sentence_naming(self, name: str) -> str:
        """For a terminal: "counts.csv: row 3 has 6 columns, but the first row has 5; put it right" """
        problem = self.problem[0].lower() + self.problem[1:]
        return f"{name}: {problem}; {self.remedy[0].lower()}{self.remedy[1:]}"


# Each is a problem and its remedy: `raise TableRefused(*DAMAGED)`. They are not exceptions, because an
# exception raised twice would keep the frames of the first, and so words of its file.
SAVE_AS_UTF_8 = "Open it, save it as CSV UTF-8"
SAVE_AS_SPREADSHEET = "Open it in a spreadsheet, save it as .xlsx or as CSV UTF-8"
DAMAGED = (
    "This spreadsheet is damaged or incomplete, so it cannot be read",
    "Open it in the program that made it, save it again",
)
BOMB = (
    "This file unpacks to far more than its size suggests, so it was not opened",
    "Save the table again, or as several smaller tables",
)
UNSAFE = (
    "This spreadsheet could harm the computer that reads it, so it was not opened",
    "If you know where it comes from, open it, save it again",
)
LOCKED = (
    "This spreadsheet is protected with a password",
    "Open it, take the password off, save it",
)
MACROS = (
    "This spreadsheet holds macros, which are small programs",
    "Save a copy without macros (.xlsx or .ods)",
)
NOT_A_TABLE = ("This is not a table", SAVE_AS_SPREADSHEET)
OLD_OR_BINARY = (
    "This is an old or binary kind of spreadsheet",
    "Open it, save it as .xlsx or as CSV UTF-8",
)
EMPTY = ("The file is empty: it holds no row", "Check that it is the right one, or save it again")
