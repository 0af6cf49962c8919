"""Before and after: did it change, by how much, could it be nothing, and what else could it be?

| module | answers |
|---|---|
| `before_after` | the same calendar months of two years, alone or beside a comparison area |
| `scatter` | whether months scatter more than chance would have them |
| `neighbours` | how much wider a range is where months take after the month before |
| `segmented` | a step in a series, its own trend and seasons allowed for |
| `trend` | whether it was changing already, or differently from the comparison area |
| `comparison` | difference in differences |
| `displacement` | whether it moved next door, or got better there too |
| `synthetic` | one area against a blend of others, and against each of them as a placebo |
"""

from saidanddone_methods.change.before_after import BeforeAfter, before_after
from saidanddone_methods.change.maryland import MARYLAND_LEVELS
from saidanddone_methods.months import MonthlyCounts
from saidanddone_methods.ratios import RatioMethod, rate_ratio, ratio_of_ratios

__all__ = [
    "MARYLAND_LEVELS",
    "BeforeAfter",
    "MonthlyCounts",
    "RatioMethod",
    "before_after",
    "rate_ratio",
    "ratio_of_ratios",
]
