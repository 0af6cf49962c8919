"""Which published answers are reopened. Public pages show it at once, not at the next release."""

from saidanddone.answers.models import PublishedAnswer


def marks_of(programme_id: int) -> dict[str, str]:
    """By answer reference, why it is reopened. One query."""
    rows = PublishedAnswer.objects.filter(programme=programme_id)
    by_ref = rows.values_list("answer__ref", "parts")
    return {ref: parts["mark"] for ref, parts in by_ref if parts.get("mark")}
