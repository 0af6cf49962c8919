"""The sections of the report, in order. Each turns material into blocks and says what is not known."""

from saidanddone.case_study.sections.approach import approach
from saidanddone.case_study.sections.context import context
from saidanddone.case_study.sections.how_we_know import how_we_know
from saidanddone.case_study.sections.lead import lead
from saidanddone.case_study.sections.lessons import lessons
from saidanddone.case_study.sections.outcomes import outcomes
from saidanddone.case_study.sections.taking_part import taking_part

IN_ORDER = (context, approach, taking_part, outcomes, lessons)

__all__ = ["IN_ORDER", "how_we_know", "lead"]
