"""What a report says of answers: what was answered, and what answers that did not hold teach."""

from saidanddone.answers.release.report.answered import answered, noes
from saidanddone.answers.release.report.lessons import lessons

__all__ = ["answered", "lessons", "noes"]
