"""Before and after: whether a count changed, by how much, whether by chance, and other causes.

| module | answers |
|---|---|
| `before_after` | the same calendar months of two years, alone or with a comparison area |
| `scatter` | overdispersion: whether months scatter more than Poisson counts |
| `autocorrelation` | autocorrelation of residuals, and the wider interval it needs |
| `segmented` | a step in a series, with its trend and seasons allowed for |
| `trend` | whether it was changing already, or differently from the comparison area |
| `comparison` | difference in differences |
| `displacement` | whether events moved next door, or fell there too |
| `synthetic` | synthetic control: one area against a weighted mean of others, with placebos |
"""

from saidanddone_methods.change.before_after import BeforeAfter, before_after
from saidanddone_methods.change.maryland import MARYLAND_LEVELS

__all__ = [
    "MARYLAND_LEVELS",
    "BeforeAfter",
    "before_after",
]
