"""The task that judges a draft. Its only argument is the release's reference."""

from django_tasks import task

from saidanddone.releases.commands.judging import judge_release
from saidanddone.releases.models import Release


@task
def judge_draft(ref: str) -> list[str]:
    """Judge the draft of this reference; nothing where it is gone or stands judged."""
    release = Release.objects.select_related("programme").filter(ref=ref).first()
    if release is None:
        return []
    judge_release(release)
    return [f"Release {release.number} is judged"]
