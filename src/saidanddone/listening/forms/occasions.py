"""The form of one occasion: what it was, who came, what they said of it."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms

from saidanddone.base import clock
from saidanddone.base.inputs import to_input
from saidanddone.listening.inputs import EngagementInput, EqualityCount
from saidanddone.listening.models import Engagement
from saidanddone.listening.queries import NEEDS
from saidanddone.programme.models import Community
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import InputForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Checkboxes, Textarea

HEARD = {
    "asked_if_heard": "How many were asked if they felt heard",
    "felt_heard": "How many said yes, they felt heard",
    "asked_if_again": "How many were asked if they would do this again",
    "would_do_again": "How many said yes, they would do this again",
}
KINDS = Engagement.KINDS
MOST = 5000
NOTHING_CHOSEN = ("", "Choose one")
FILLED = "Nobody has counted yet. This is how many were registered here. Change it if others came."
CAME = "Everyone who was there, those who came before included. Occasions are added up."


class OccasionForm(InputForm[EngagementInput], SentOnce, KnowsVersion):
    """An occasion. `communities` are the programme's, by slug.

    `registered` are how many people of each community were registered at it: where nobody has counted
    yet who came, the boxes are filled with them, to be looked at and saved.
    `offered` are the kinds, and the slugs of communities, that this person may record; an occasion
    that is edited keeps its own. `kind` is what was chosen before: of an occasion with one person
    nothing is asked that only a group can tell.
    """

    input_class = EngagementInput
    html_names = {"community_slug": "community"}
    kind = forms.ChoiceField(
        label="What kind of occasion was it?",
        error_messages={"required": "Choose what kind of occasion it was"},
    )
    title = forms.CharField(
        label="Title",
        max_length=250,
        help_text="What the team will know it by. Name no one.",
        error_messages={"required": "Enter a title"},
    )
    community_slug = forms.ChoiceField(
        label="Whom did you listen to?",
        error_messages={"required": "Choose whom you listened to"},
    )
    held_on = DateField(
        label="Date",
        initial=clock.today,
        help_text="A date to come is a plan; one that has passed is an occasion held.",
    )
    coarse_place = forms.CharField(
        label="Where, roughly (optional)",
        max_length=250,
        required=False,
        help_text="For example “a library” or “by phone”. Never an address.",
    )
    needs_met = forms.MultipleChoiceField(
        label="What was there for people who needed it?",
        choices=[(field, words.capitalize()) for field, words in NEEDS.items()],
        required=False,
        widget=Checkboxes,
    )
    guide = forms.CharField(
        label="What you asked about (optional)",
        widget=Textarea(attrs={"rows": 3}),
        required=False,
    )
    equality = forms.CharField(
        label="Anonymous tally (optional)",
        help_text="One count a line, attached to no one: question: answer: number. "
        "For example “Age: 25 to 34: 6”. Never nationality or immigration.",
        widget=Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        communities: Mapping[str, Community],
        offered: tuple[Collection[str], Collection[str]],
        record: Engagement | None = None,
        registered: Mapping[int, int] | None = None,
        kind: str = "",
        **kwargs: Any,
    ) -> None:
        self.communities = communities
        self.registered = {}
        if record is not None and not record.attendance.exists():
            self.registered = dict(registered or {})
        super().__init__(*args, record=record, **kwargs)
        self._offer(communities, offered, record)
        if record is None:
            del self.fields["version"]
        for slug, community in communities.items():
            filled = FILLED if community.pk in self.registered else CAME
            self.fields[f"came_{slug}"] = _count(f"How many came: {community.name}", filled)
        for name, label in HEARD.items():
            self.fields[name] = _count(label)
        if kind:
            self.initial["kind"] = kind
            self.fields["kind"].widget = forms.HiddenInput()
        if (kind or (record and record.kind)) in Engagement.ONE_PERSON:
            self._ask_of_one_person(record)
        self.order_fields(
            ["kind", "title", "community_slug", "held_on", "coarse_place", "came"]
            + [f"came_{slug}" for slug in communities]
            + ["needs_met", *HEARD, "equality", "guide"]
        )

    def _ask_of_one_person(self, record: Engagement | None) -> None:
        """Leave out what only a group can tell: who came of each community, and tallies. What is held stays."""
        own = f"came_{record.community.slug}" if record else "came"
        if record is None:
            self.fields["came"] = _count("How many came (optional)", CAME)
        came = [f"came_{slug}" for slug in self.communities]
        for name in (*came, *HEARD, "equality"):
            is_held = bool(self.data.get(name) or self.initial.get(name))
            if name != own and not is_held:
                del self.fields[name]

    def _offer(
        self,
        communities: Mapping[str, Community],
        offered: tuple[Collection[str], Collection[str]],
        record: Engagement | None,
    ) -> None:
        """Nothing is chosen beforehand."""
        kinds, slugs = set(offered[0]), set(offered[1])
        if record is not None:
            kinds.add(record.kind)
            slugs.add(record.community.slug)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            NOTHING_CHOSEN,
            *(
                (kind, name.capitalize())
                for kind, name in Engagement.KINDS.items()
                if kind in kinds
            ),
        ]
        self.fields["community_slug"].choices = [  # type: ignore[attr-defined]
            NOTHING_CHOSEN,
            *((slug, communities[slug].name) for slug in communities if slug in slugs),
        ]

    def as_saved(self, record: Engagement) -> dict[str, Any]:
        counts = {name: getattr(record, name) or None for name in HEARD}
        came = {
            attendance.community_id: attendance.people for attendance in record.attendance.all()
        } or self.registered
        tallies = record.equality_tallies.order_by("pk")
        return {
            **super().as_saved(record),
            **counts,
            **{
                f"came_{slug}": came.get(community.pk)
                for slug, community in self.communities.items()
            },
            "needs_met": [need for need in NEEDS if getattr(record, need)],
            "equality": "\n".join(
                f"{tally.question}: {tally.answer}: {tally.people}" for tally in tallies
            ),
        }

    def clean_equality(self) -> list[EqualityCount]:
        """Each line as question, answer, number."""
        counts = []
        lines = [line.strip() for line in self.cleaned_data["equality"].splitlines()]
        for number, line in enumerate(filter(None, lines), start=1):
            parts = [part.strip() for part in line.rsplit(":", 2)]
            if len(parts) != 3 or not all(parts) or not parts[2].isdecimal():
                raise forms.ValidationError(
                    f"Write line {number} as question: answer: number, "
                    "for example “Age: 25 to 34: 6”"
                )
            if max(len(parts[0]), len(parts[1])) > 250 or int(parts[2]) > MOST:
                raise forms.ValidationError(f"Line {number} is too long, or its number too large")
            counts.append(EqualityCount(question=parts[0], answer=parts[1], people=int(parts[2])))
        return counts

    def to_input(self) -> EngagementInput:
        typed = self.cleaned_data
        # An empty box is not a nought: nobody has counted.
        came = {slug: typed.get(f"came_{slug}") for slug in self.communities}
        if "came" in typed:
            came[typed["community_slug"]] = typed["came"]
        return to_input(
            EngagementInput,
            typed | {name: typed.get(name) or 0 for name in HEARD},
            **{need: need in typed["needs_met"] for need in NEEDS},
            attendance={slug: count for slug, count in came.items() if count is not None},
        )


def _count(label: str, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=MOST,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
