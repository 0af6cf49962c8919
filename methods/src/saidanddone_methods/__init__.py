"""Statistical methods for what people said and what changed. Knows no database and no web."""

from saidanddone_methods.change import MARYLAND_LEVELS, BeforeAfter, before_after
from saidanddone_methods.errors import BadInput, MethodError, TooThin
from saidanddone_methods.groups import (
    CommonGroundResult,
    GroupShare,
    PairAgreement,
    PairDifference,
    ThemeComparison,
    common_ground,
)
from saidanddone_methods.intervals import Interval, newcombe, wilson
from saidanddone_methods.rankings import rbo_ext
from saidanddone_methods.ratios import rate_ratio, ratio_of_ratios
from saidanddone_methods.waiting import WaitingCurve, median_days_waiting, waiting_curve

__all__ = [
    "MARYLAND_LEVELS",
    "BadInput",
    "BeforeAfter",
    "CommonGroundResult",
    "GroupShare",
    "Interval",
    "MethodError",
    "PairAgreement",
    "PairDifference",
    "ThemeComparison",
    "TooThin",
    "WaitingCurve",
    "before_after",
    "common_ground",
    "median_days_waiting",
    "newcombe",
    "rate_ratio",
    "ratio_of_ratios",
    "rbo_ext",
    "waiting_curve",
    "wilson",
]
__version__ = "0.1.0"
