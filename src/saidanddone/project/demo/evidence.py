"""Adds transcripts, the codebook, codings, themes, the tension and the common ground."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial

from saidanddone.evidence.coding.commands import PassageToCode, add_code, code_passages
from saidanddone.evidence.coding.inputs import CodeInput
from saidanddone.evidence.themes.commands import (
    edit_theme,
    make_theme,
    name_tension,
    run_common_ground,
)
from saidanddone.evidence.themes.inputs import TensionInput, ThemeInput
from saidanddone.evidence.transcripts.commands import confirm
from saidanddone.evidence.transcripts.inputs import ConfirmInput
from saidanddone.evidence.transcripts.spans import join_with_spans
from saidanddone.project.demo.story import ANALYST, Story
from saidanddone.project.demo.words import Row, read, read_contributions, without_marks

SEED = 20  # of the shuffles, so that the figures are the same each time


def add_to_diary(story: Story) -> None:
    tables = read("themes", story.year)
    contributions = read_contributions(story.year)
    coded = [row for row in contributions if row["state"] == "coded"]
    story.diary.on(min(row["coded_on"] for row in coded), 8, partial(_write_codebook, story))
    for row in contributions:
        if row["state"] != "raw":
            story.diary.on(row["confirmed_on"], 12, partial(_confirm, story, row))
    for (day, coder), rows in _sittings(coded).items():
        story.diary.on(day, 13, partial(_code, story, coder, rows))
    # Themes are gathered when the reading ends; some are agreed with residents after that.
    gathered_on = min(row["validated_on"] for row in tables["themes"])
    for row in tables["themes"]:
        is_agreed = row["validated_on"] == gathered_on
        story.diary.on(gathered_on, 15, partial(_gather, story, row, is_agreed=is_agreed))
        if not is_agreed:
            story.diary.on(row["validated_on"], 15, partial(_agree, story, row))
        if "public_statement" in row:
            story.diary.on(row["public_agreed_on"], 15, partial(_agree, story, row))
    for row in tables["tensions"]:
        story.diary.on(row["named_on"], 15, partial(_name_tension, story, row))
    story.diary.on(gathered_on, 17, partial(_compare, story))


def _write_codebook(story: Story) -> None:
    for row in read("codebook", story.year)["codes"]:
        story.codes[row["slug"]] = add_code(
            actor=story.actor(ANALYST),
            programme=story.programme,
            details=CodeInput(
                name=row["name"],
                parent_ref=story.codes[row["parent"]].ref if "parent" in row else "",
                definition=row["definition"],
                include=row["include"],
                exclude=row["exclude"],
            ),
        )


def _confirm(story: Story, row: Row) -> None:
    """These words hold no identifiers, so nothing is hidden."""
    story.transcripts[row["key"]] = confirm(
        actor=story.actor(row["captured_by"]),
        programme=story.programme,
        contribution=story.contributions[row["key"]],
        accepted=(),
        details=ConfirmInput(
            sensitive=tuple(
                number for number, turn in enumerate(row["turns"], 1) if turn.get("sensitive")
            )
        ),
    )


def _sittings(coded: list[Row]) -> dict[tuple[date, str], list[Row]]:
    """The contributions that one person coded in one day."""
    sittings: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for row in coded:
        sittings[row["coded_on"], row["coded_by"]].append(row)
    return sittings


def _code(story: Story, coder: str, rows: list[Row]) -> None:
    code_passages(
        actor=story.actor(coder),
        programme=story.programme,
        passages=[passage for row in rows for passage in _passages(story, row)],
    )


def _passages(story: Story, row: Row) -> Iterator[PassageToCode]:
    turns = [without_marks(turn["text"]) for turn in row["turns"]]
    _, spans = join_with_spans(text for text, _ in turns)
    for (_, marks), (zero, _) in zip(turns, spans, strict=True):
        for start, end, codes in marks:
            yield PassageToCode(
                story.transcripts[row["key"]],
                zero + start,
                zero + end,
                tuple(story.codes[code] for code in codes),
            )


def _gather(story: Story, row: Row, *, is_agreed: bool) -> None:
    story.themes[row["slug"]] = make_theme(
        actor=story.actor(ANALYST),
        programme=story.programme,
        details=ThemeInput(
            statement=row["statement"],
            kind=row["kind"],
            code_refs=tuple(story.codes[code].ref for code in row["codes"]),
            validated_by=row["validated_by"] if is_agreed else "",
        ),
        slug=row["slug"],
    )


def _agree(story: Story, row: Row) -> None:
    """Who agreed the words; and, once the panel has decided on them, the words for the public."""
    theme = story.themes[row["slug"]]
    panel = story.panel_decisions.get("public_words") if "public_statement" in row else None
    story.themes[row["slug"]] = edit_theme(
        actor=story.actor(ANALYST),
        programme=story.programme,
        theme=theme,
        version=theme.version,
        details=ThemeInput(
            statement=row["statement"],
            kind=row["kind"],
            code_refs=tuple(story.codes[code].ref for code in row["codes"]),
            validated_by=row["validated_by"],
            public_statement=row["public_statement"] if panel else "",
            agreed_by_panel_ref=panel.ref if panel else "",
        ),
    )


def _name_tension(story: Story, row: Row) -> None:
    first, second = row["themes"]
    story.tensions[row["slug"]] = name_tension(
        actor=story.actor(row["named_by"]),
        programme=story.programme,
        details=TensionInput(
            one_slug=story.themes[first].slug,
            other_slug=story.themes[second].slug,
            statement=row["sentence"],
        ),
    )


def _compare(story: Story) -> None:
    run_common_ground(actor=story.actor(ANALYST), programme=story.programme, seed=SEED)
