"""Statistical methods for what people said and what changed, without a database or the web.

Each name below is imported when it is first used (PEP 562). So reading tables, or the help of the
command line, loads neither numpy nor the methods.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_NAMES_OF = {
    "change": ("MARYLAND_LEVELS", "BeforeAfter", "before_after"),
    "errors": ("BadInput", "MethodError", "TooThin"),
    "groups": (
        "CommonGroundResult",
        "GroupShare",
        "PairAgreement",
        "PairDifference",
        "ThemeComparison",
        "common_ground",
    ),
    "intervals": ("Interval", "newcombe", "wilson"),
    "rankings": ("rbo_ext",),
    "ratios": ("rate_ratio", "ratio_of_ratios"),
    "waiting": ("WaitingCurve", "median_days_waiting", "waiting_curve"),
}

# If mypy saw this function, it would accept any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        for module, names in _NAMES_OF.items():
            if name in names:
                value = getattr(import_module(f"{__name__}.{module}"), name)
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
