"""The table that is printed: rates of both games, and which statements tell most."""

from collections.abc import Iterable, Iterator

from tests.adversary.figures import MOST, Line, Told, lines, told_by_statements
from tests.adversary.games import Game, Played, play

MOST_STATEMENTS = 15
HEAD = f"{'':<46}{'trials':>7}{'guess':>8}{'rule':>8}{'logit':>8}{'gain':>8}{'95 % limits':>17}"
UNDER = "points: in how many of 100 trials it is right; gain: the better of rule and logit, less the guess"
HEAD_OF_STATEMENTS = f"{'what is said otherwise':<64}{'trials':>7}{'named':>7}{'hers':>7}{'all':>7}"


def game(name: str, played: list[Played], of: Game) -> tuple[list[Line], str]:
    """The lines of one game, and its table."""
    rows = list(lines(play(played, of)))
    text = [f"\n{name}", HEAD, *(_row(row) for row in rows), verdict(rows[0])]
    return rows, "\n".join(text)


def verdict(row: Line) -> str:
    is_passed = row.upper <= MOST
    return (
        f"{'PASS' if is_passed else 'LEAK'}: over {row.trials} trials in {row.worlds} worlds the upper limit "
        f"is {100 * row.upper:.1f} points; at most {100 * MOST:.0f} may be."
    )


def statements(name: str, played: Iterable[Played]) -> str:
    """Which statements that changed point at what was hers, for each kind of act."""
    return "\n".join([f"\n{name}", HEAD_OF_STATEMENTS, *_statement_rows(list(played))])


def _statement_rows(played: list[Played]) -> Iterator[str]:
    for act in dict.fromkeys(one.trial.act for one in played):
        yield f"{act}:"
        of_act = [one for one in played if one.trial.act == act and one.is_open]
        for told in told_by_statements(of_act)[:MOST_STATEMENTS]:
            if told.hers > told.otherwise:
                yield _told_row(told)


def _told_row(told: Told) -> str:
    return (
        f"  {told.statement[:60]:<62}{told.trials:>7}{told.pointed_at:>7}"
        f"{told.hers:>7.0%}{told.otherwise:>7.0%}"
    )


def _row(row: Line) -> str:
    rates = "".join(f"{100 * rate:8.1f}" for rate in (row.guess, row.rule, row.logit))
    limits = f"{100 * row.lower:+.1f} to {100 * row.upper:+.1f}"
    return f"{row.kind:<46}{row.trials:>7}{rates}{100 * row.gain:+8.1f}{limits:>17}"
