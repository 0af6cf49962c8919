"""Statistical methods for what people said and what changed, without a database or the web.

Every method, the types it takes and the types of its answers are imported from here. A name is
loaded when it is first used (PEP 562), so the help of the command line and the reader of tables load
neither numpy nor the methods. `__init__.pyi` tells the same names to type checkers.
"""

from importlib import import_module

__version__ = "0.1.0"

_NAMES_OF = {
    "agreement": "Agreement Ratings cohen_kappa fleiss_kappa krippendorff_alpha",
    "change.areas": "AreaCounts Periods",
    "change.before_after": "BeforeAfter before_after",
    "change.comparison": "Difference difference_in_differences",
    "change.displacement": "Displacement displacement_quotient weighted_displacement_difference",
    "change.maryland": "MARYLAND_LEVELS",
    "change.segmented": "Segmented segmented",
    "change.synthetic": "Synthetic synthetic_control",
    "change.trend": "PreTrend pre_trend",
    "code_cooccurrence": "Cooccurrence cooccurrence",
    "code_saturation": "Saturation SaturationPoint saturation",
    "disclosure": (
        "ExactTotal ProtectedCount ProtectedFigure ProtectedTable Verdict band_of bands "
        "may_publish_exact may_publish_protected protect_count protect_table protected_share"
    ),
    "disclosure.attack": (
        "Attack Dimension Finding Judgement Protection Release Table append_release attack "
        "dimension may_publish protect read_ledger table_from_rows table_of"
    ),
    "disclosure.attack.simple_attacks": "between_boundaries counts_behind_rate",
    "disclosure.rules.counts": "GROUP MAX3Z MAX4 NHS ONS10 PROFILES Profile",
    "errors": "BadInput MethodError TooThin",
    "funnel_limits": "Funnel FunnelPlace control_limits funnel",
    "groups": (
        "CommonGroundResult GroupShare PairAgreement PairDifference ThemeComparison common_ground"
    ),
    "intervals": "Interval newcombe wilson",
    "means": "mean",
    "passages": "Passage UnitisedAgreement unitised_alpha",
    "population": (
        "Bootstrap ClosedModel Contacts ContactsEstimate Heterogeneity OverlapCounts "
        "PopulationEstimate Publishable Variant bootstrap_overlap closed_models "
        "closed_models_of_times contacts_estimates estimate_overlap fit_overlap heterogeneity "
        "publishable sensitivity_set too_thin"
    ),
    "rankings": "rbo_ext",
    "rates": "Rate rate",
    "ratios": "rate_ratio ratio_of_ratios",
    "standardised": (
        "StandardisedRate StandardisedRatio directly_standardised indirectly_standardised"
    ),
    "waiting": "WaitingCurve median_days_waiting waiting_curve",
    "xmr_charts": "Signal XmrChart xmr",
}
_MODULE_OF = dict(
    sorted((name, module) for module, names in _NAMES_OF.items() for name in names.split())
)
__all__ = list(_MODULE_OF)


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
