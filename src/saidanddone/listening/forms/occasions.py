"""The form of one occasion: what it was, who came, what they said of it."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms

from saidanddone.base import clock
from saidanddone.listening.models import Engagement
from saidanddone.listening.queries import NEEDS
from saidanddone.listening.tallies import EqualityCount, HeardTally
from saidanddone.programme.models import Community
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Checkboxes, Textarea

HEARD = {
    "asked_if_heard": "How many were asked if they felt heard",
    "felt_heard": "How many said yes, they felt heard",
    "asked_if_again": "How many were asked if they would do this again",
    "would_do_again": "How many said yes, they would do this again",
}
MOST = 5000
CAME = "Everyone who was there, those who came before included. Occasions are added up."


class OccasionForm(GovukForm, SentOnce, KnowsVersion):
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
    community = forms.ChoiceField(
        label="Whom did you listen to?",
        error_messages={"required": "Choose whom you listened to"},
    )
    held_on = DateField(
        label="Date", help_text="A date to come is a plan; one that has passed is an occasion held."
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
        engagement: Engagement | None = None,
        **kwargs: Any,
    ) -> None:
        """`offered`: the kinds, and the communities by slug, that this person may record. An
        occasion that stands already keeps its own."""
        self.communities = communities
        super().__init__(*args, initial=self._initial(engagement), **kwargs)
        kinds, whom = set(offered[0]), set(offered[1])
        if engagement is not None:
            kinds.add(engagement.kind)
            whom.add(engagement.community.slug)
        self._offer(
            "kind", {kind: words.capitalize() for kind, words in Engagement.KINDS.items()}, kinds
        )
        self._offer("community", {slug: each.name for slug, each in communities.items()}, whom)
        if engagement is None:
            del self.fields["version"]
        for slug, community in communities.items():
            self.fields[f"came_{slug}"] = _count(f"How many came: {community.name}", CAME)
        for name, label in HEARD.items():
            self.fields[name] = _count(label)
        self.order_fields(
            ["kind", "title", "community", "held_on", "coarse_place"]
            + [f"came_{slug}" for slug in communities]
            + ["needs_met", *HEARD, "equality", "guide"]
        )

    def _offer(self, field: str, known: Mapping[str, str], offered: Collection[str]) -> None:
        """Nothing is chosen beforehand."""
        self.fields[field].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *((value, words) for value, words in known.items() if value in offered),
        ]

    def _initial(self, engagement: Engagement | None) -> dict[str, Any]:
        if engagement is None:
            return {"held_on": clock.today()}
        return self.as_saved(engagement) | {"version": engagement.version}

    def as_saved(self, engagement: Engagement) -> dict[str, Any]:
        """What is saved now, under the form's own field names."""
        said: dict[str, Any] = {
            "kind": engagement.kind,
            "title": engagement.title,
            "community": engagement.community.slug,
            "held_on": engagement.held_on,
            "coarse_place": engagement.coarse_place,
            "guide": engagement.guide,
            "needs_met": [field for field in NEEDS if getattr(engagement, field)],
            "equality": "\n".join(
                f"{each.question}: {each.answer}: {each.people}"
                for each in engagement.equality_tallies.order_by("pk")
            ),
        }
        said |= {name: getattr(engagement, name) or None for name in HEARD}
        came = {each.community_id: each.people for each in engagement.attendance.all()}
        for slug, community in self.communities.items():
            said[f"came_{slug}"] = came.get(community.pk)
        return said

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
            counts.append(EqualityCount(parts[0], parts[1], int(parts[2])))
        return counts

    def typed(self) -> dict[str, Any]:
        """The arguments of record_engagement and edit_engagement."""
        typed = self.cleaned_data
        return {
            "kind": typed["kind"],
            "title": typed["title"],
            "community": self.communities[typed["community"]],
            "held_on": typed["held_on"],
            "coarse_place": typed["coarse_place"],
            "guide": typed["guide"],
            "needs_met": typed["needs_met"],
            "attendance": {
                community: typed[f"came_{slug}"] or 0
                for slug, community in self.communities.items()
            },
            "heard": HeardTally(**{name: typed[name] or 0 for name in HEARD}),
            "equality": typed["equality"],
        }


def _count(label: str, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=MOST,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
