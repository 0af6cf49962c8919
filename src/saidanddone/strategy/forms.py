"""The forms for decisions, the plan and an owner's own actions."""

from collections.abc import Mapping
from typing import Any

from django import forms

from saidanddone.base.inputs import to_input
from saidanddone.base.lifecycle import Move
from saidanddone.strategy.inputs import (
    ActionInput,
    ActionMoveInput,
    DecisionInput,
    FundingInput,
    PriorityInput,
    UpdateInput,
)
from saidanddone.strategy.models import RELATIONS, Action, Decision
from saidanddone.strategy.queries import Choices
from saidanddone.strategy.queries.choices import Pairs
from saidanddone.strategy.states import ACTION_LIFECYCLE, DONE, STARTED, UNDER_WAY
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, InputForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Checkboxes, Radios, Textarea, TextInput

SPARE_THEMES = 3  # empty places for themes beside those an action serves already


def line(label: str, *, required: bool = True, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        required=required,
        max_length=250,
        help_text=hint,
        widget=TextInput(),
    )


def text(label: str, *, required: bool = True, hint: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        required=required,
        help_text=hint,
        widget=Textarea(attrs={"rows": rows}),
    )


def number(label: str, *, hint: str = "", **limits: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "govuk-input--width-4"})
    return forms.IntegerField(label=label, help_text=hint, widget=widget, **limits)


def several(label: str, choices: Pairs, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, help_text=hint, widget=Checkboxes()
    )


def one_of(
    label: str, choices: Pairs, *, required: bool = False, hint: str = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label if required else f"{label} (optional)",
        required=required,
        choices=(("", "Choose one" if required else "None"), *choices),
        help_text=hint,
    )


class DecisionForm(InputForm[DecisionInput], SentOnce):
    input_class = DecisionInput
    title = line("What was decided about")
    body = line(
        "Who decided it", hint="The board, cabinet or panel, for example “Safer Streets Board”."
    )
    decided_on = DateField(label="Date it was decided")
    options = text("Options that were considered", required=False)
    decided = text("What was decided")
    people_with_a_vote = number(
        "How many people had a vote",
        hint="Leave empty if it is not recorded.",
        required=False,
        min_value=0,
        max_value=1000,
    )
    peers_with_a_vote = number(
        "How many of them have lived experience", required=False, min_value=0, max_value=1000
    )
    took_part = text("Who took part", required=False, rows=2)
    shaped_by_lived_experience = forms.ChoiceField(
        label="Did lived experience change the decision?",
        choices=(
            ("none", "No, it did not change it"),
            ("changed", "Yes, it changed it"),
            ("decided", "Yes, people with lived experience decided it"),
        ),
        widget=Radios(),
    )
    how_shaped = text("How it changed or decided it", required=False, rows=3)
    left_out_because = text(
        "What was left out, and why", required=False, hint="People who asked for it will read this."
    )
    minute_reference = line("Where the minutes are", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices.themes:
            self.fields["theme_refs"] = several("Themes this decides", choices.themes)
        if choices.tensions:
            self.fields["tension_refs"] = several(
                "Tensions this settles", choices.tensions, "Then say below who bears the cost."
            )
            self.fields["who_bears_the_cost"] = text(
                "Who bears the cost of it", required=False, rows=2
            )
            self.fields["offered_to_them"] = text("What is offered to them", required=False, rows=2)

    def as_saved(self, record: Decision) -> dict[str, Any]:
        """Nobody with a vote means that it is not recorded: the boxes are empty."""
        saved = dict(super().as_saved(record))
        if not record.people_with_a_vote:
            saved |= {"people_with_a_vote": None, "peers_with_a_vote": None}
        return saved

    def to_input(self) -> DecisionInput:
        votes = ("people_with_a_vote", "peers_with_a_vote")
        typed = self.cleaned_data | {name: self.cleaned_data[name] or 0 for name in votes}
        return to_input(DecisionInput, typed)


class EditDecisionForm(DecisionForm, KnowsVersion):
    pass


class PriorityForm(InputForm[PriorityInput], SentOnce):
    input_class = PriorityInput
    title = line("The priority")
    statement = text("What it means", required=False)
    number = number(
        "Its number (optional)",
        hint="Leave empty to put it last.",
        required=False,
        min_value=1,
        max_value=99,
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision_ref"] = one_of("The decision that adopted it", choices.decisions)
        if choices.themes:
            self.fields["theme_refs"] = several("Themes it answers", choices.themes)


class EditPriorityForm(PriorityForm, KnowsVersion):
    pass


class ActionForm(InputForm[ActionInput], SentOnce):
    """An action's words, who answers for it, and what it comes from: a few themes, an occasion, or both."""

    input_class = ActionInput

    title = line("What will be done")
    detail = text("More about it", required=False, rows=3)
    evidence = text("How anyone could tell that it was done", required=False, rows=2)
    due_on = DateField(label="Due (optional)", required=False)

    def __init__(
        self, *args: Any, choices: Choices, serves: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        """`serves` maps the references of themes to relations, for an action that is new."""
        kwargs["initial"] = {**(kwargs.get("initial") or {}), **_places(serves or {})}
        super().__init__(*args, **kwargs)
        self.fields["owner_agency_ref"] = one_of(
            "The agency that does it", choices.agencies, required=True
        )
        self.fields["owner_post"] = line(
            "The post that answers for it",
            required=False,
            hint="For example “head of street lighting”.",
        )
        if choices.owners:
            self.fields["owner_ref"] = one_of(
                "The person who will say where it stands", choices.owners
            )
        self.fields["partner_refs"] = several("Who else helps", choices.agencies)
        self.fields["priority_ref"] = one_of("The priority it belongs to", choices.priorities)
        self.fields["decision_ref"] = one_of("The decision that led to it", choices.decisions)
        served = sum(name.startswith("theme_") for name in self.initial)
        self._ask_for_themes(choices.themes, served + (1 if serves else SPARE_THEMES))
        self._ask_for_occasion(choices.occasions)

    def _ask_for_themes(self, themes: Pairs, places: int) -> None:
        for place in range(min(places, len(themes))):
            self.fields[f"theme_{place}"] = one_of(f"Theme {place + 1} that it serves", themes)
            self.fields[f"relation_{place}"] = forms.ChoiceField(
                label=f"How it serves theme {place + 1}",
                choices=_relations("what was asked"),
                initial="meets",
                required=False,
            )

    def _ask_for_occasion(self, occasions: Pairs) -> None:
        if not occasions:
            return
        self.fields["asked_at_ref"] = one_of(
            "The occasion where it was asked for",
            occasions,
            hint="Work done before the strategy was agreed counts too. Choose where people asked for it.",
        )
        self.fields["asked_at_relation"] = forms.ChoiceField(
            label="How it serves what was asked there",
            choices=_relations("it"),
            initial="meets",
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        chosen = [typed[f"theme_{n}"] for n in self._theme_places() if typed.get(f"theme_{n}")]
        twice = next((ref for ref in chosen if chosen.count(ref) > 1), None)
        if twice:
            last = max(n for n in self._theme_places() if typed.get(f"theme_{n}") == twice)
            self.add_error(f"theme_{last}", "This theme is chosen twice. Choose it once.")
        return typed

    def to_input(self) -> ActionInput:
        typed = self.cleaned_data
        serves = {
            typed[f"theme_{n}"]: typed[f"relation_{n}"] or "meets"
            for n in self._theme_places()
            if typed.get(f"theme_{n}")
        }
        relation = typed.get("asked_at_relation") or "meets"
        return to_input(ActionInput, typed, serves=serves, asked_at_relation=relation)

    def _theme_places(self) -> list[int]:
        return [
            int(name.removeprefix("theme_")) for name in self.fields if name.startswith("theme_")
        ]

    def as_saved(self, record: Action) -> dict[str, Any]:
        return {**super().as_saved(record), **_places(_themes_served(record))}


class EditActionForm(ActionForm, KnowsVersion):
    pass


class AgreeForm(GovukForm, SentOnce):
    """Asks for the decision only where the action has none."""

    def __init__(
        self, *args: Any, choices: Choices, knows_decision: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not knows_decision:
            self.fields["decision_ref"] = one_of(
                "The decision that agreed it",
                choices.decisions,
                hint="This is how we know whether lived experience shaped it before it was agreed.",
            )
        self.fields["on"] = DateField(label="Date it was agreed")


class MoveForm(InputForm[ActionMoveInput], SentOnce):
    """Another state, chosen by whoever manages the plan."""

    input_class = ActionMoveInput

    def __init__(self, *args: Any, moves: tuple[Move, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ChoiceField(
            label="Where it stands now",
            choices=[(move.end, ACTION_LIFECYCLE.names[move.end].capitalize()) for move in moves],
            widget=Radios(),
        )
        self.fields["what_changed"] = text("What changed, or why", required=False)
        self.fields["on"] = DateField(label="Date it changed")
        self.moves = moves

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        _ask_for_words(self, self.moves, typed.get("to", ""))
        return typed


class UpdateForm(InputForm[UpdateInput], SentOnce):
    """An owner's update in under a minute: a state, one box, a date."""

    input_class = UpdateInput

    def __init__(self, *args: Any, state: str, moves: tuple[Move, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        still = ((state, f"The same as before: {ACTION_LIFECYCLE.names[state]}"),)
        self.fields["state"] = forms.ChoiceField(
            label="Where does it stand?",
            choices=(*still, *((move.end, _state_label(move)) for move in moves)),
            widget=Radios(hints={move.end: move.asks for move in moves}),
        )
        self.fields["what_changed"] = text(
            "What has changed, and what is next?",
            required=False,
            hint="Anyone may read this, so write it plainly and name nobody.",
        )
        self.fields["next_on"] = DateField(
            label="When will you say more? (if it goes on)", required=False
        )
        self.moves = moves

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        _ask_for_words(self, self.moves, typed.get("state", ""))
        goes_on = typed.get("state") in UNDER_WAY
        if goes_on and not typed.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Say when you will next tell people how it is going.")
        return typed

    def to_input(self) -> UpdateInput:
        made = [move for move in self.moves if move.end == self.cleaned_data["state"]]
        is_still_true = not any(_makes_last_update_untrue(move) for move in made)
        return to_input(UpdateInput, self.cleaned_data, is_still_true=is_still_true)


class FundingForm(InputForm[FundingInput], SentOnce):
    input_class = FundingInput
    source = line("Who gave it")
    pounds = forms.IntegerField(
        label="How much, in whole pounds",
        min_value=1,
        max_value=2_000_000_000,
        widget=TextInput(attrs={"class": "govuk-input--width-10"}, prefix="£"),
    )
    bought = text("What it bought", rows=2)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices.actions:
            self.fields["action_refs"] = several("Actions it pays for", choices.actions)


def _ask_for_words(form: forms.Form, moves: tuple[Move, ...], end: str) -> None:
    """Report beside its field the words that a move needs. The command checks again."""
    move = next((move for move in moves if move.end == end), None)
    need = move.missing(form.cleaned_data) if move else None
    if need:
        form.add_error(need.field, need.sentence)


def _relations(served: str) -> tuple[tuple[str, str], ...]:
    words = {
        "meets": f"Meets {served}",
        "goes_part_way": "Goes part way",
        "makes_possible": f"Makes {served} possible",
    }
    return tuple((relation, words[relation]) for relation in RELATIONS)


def _themes_served(action: Action) -> dict[str, str]:
    return dict(action.serves.order_by("pk").values_list("theme__ref", "relation"))


def _places(serves: Mapping[str, str]) -> dict[str, str]:
    """Initial values of the form's theme fields, by field name."""
    initial: dict[str, str] = {}
    for place, (ref, relation) in enumerate(serves.items()):
        initial |= {f"theme_{place}": ref, f"relation_{place}": relation}
    return initial


def _state_label(move: Move) -> str:
    if (move.start, move.end) == (DONE, STARTED):
        return "It is no longer done: started again"
    return ACTION_LIFECYCLE.names[move.end].capitalize()


def _makes_last_update_untrue(move: Move) -> bool:
    """Whether this move makes the last update untrue."""
    return move.end in ACTION_LIFECYCLE.keeping_reason or move.start == DONE
