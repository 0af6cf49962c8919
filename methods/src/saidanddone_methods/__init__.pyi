from saidanddone_methods.agreement import (
    Agreement as Agreement,
    Ratings as Ratings,
    cohen_kappa as cohen_kappa,
    fleiss_kappa as fleiss_kappa,
    krippendorff_alpha as krippendorff_alpha,
)
from saidanddone_methods.change.areas import (
    AreaCounts as AreaCounts,
    Periods as Periods,
)
from saidanddone_methods.change.before_after import (
    BeforeAfter as BeforeAfter,
    before_after as before_after,
)
from saidanddone_methods.change.comparison import (
    Difference as Difference,
    difference_in_differences as difference_in_differences,
)
from saidanddone_methods.change.displacement import (
    Displacement as Displacement,
    displacement_quotient as displacement_quotient,
    weighted_displacement_difference as weighted_displacement_difference,
)
from saidanddone_methods.change.maryland import (
    MARYLAND_LEVELS as MARYLAND_LEVELS,
)
from saidanddone_methods.change.segmented import (
    Segmented as Segmented,
    segmented as segmented,
)
from saidanddone_methods.change.synthetic import (
    Synthetic as Synthetic,
    synthetic_control as synthetic_control,
)
from saidanddone_methods.change.trend import (
    PreTrend as PreTrend,
    pre_trend as pre_trend,
)
from saidanddone_methods.code_cooccurrence import (
    Cooccurrence as Cooccurrence,
    cooccurrence as cooccurrence,
)
from saidanddone_methods.code_saturation import (
    Saturation as Saturation,
    SaturationPoint as SaturationPoint,
    saturation as saturation,
)
from saidanddone_methods.disclosure import (
    ExactTotal as ExactTotal,
    ProtectedCount as ProtectedCount,
    ProtectedFigure as ProtectedFigure,
    ProtectedTable as ProtectedTable,
    Verdict as Verdict,
    band_of as band_of,
    bands as bands,
    may_publish_exact as may_publish_exact,
    may_publish_protected as may_publish_protected,
    protect_count as protect_count,
    protect_table as protect_table,
    protected_share as protected_share,
)
from saidanddone_methods.disclosure.attack import (
    Attack as Attack,
    Dimension as Dimension,
    Finding as Finding,
    Judgement as Judgement,
    Protection as Protection,
    Release as Release,
    Table as Table,
    append_release as append_release,
    attack as attack,
    dimension as dimension,
    may_publish as may_publish,
    protect as protect,
    read_ledger as read_ledger,
    table_from_rows as table_from_rows,
    table_of as table_of,
)
from saidanddone_methods.disclosure.attack.simple_attacks import (
    between_boundaries as between_boundaries,
    counts_behind_rate as counts_behind_rate,
)
from saidanddone_methods.disclosure.rules.counts import (
    GROUP as GROUP,
    MAX3Z as MAX3Z,
    MAX4 as MAX4,
    NHS as NHS,
    ONS10 as ONS10,
    PROFILES as PROFILES,
    Profile as Profile,
)
from saidanddone_methods.errors import (
    BadInput as BadInput,
    MethodError as MethodError,
    TooThin as TooThin,
)
from saidanddone_methods.funnel_limits import (
    Funnel as Funnel,
    FunnelPlace as FunnelPlace,
    control_limits as control_limits,
    funnel as funnel,
)
from saidanddone_methods.groups import (
    CommonGroundResult as CommonGroundResult,
    GroupShare as GroupShare,
    PairAgreement as PairAgreement,
    PairDifference as PairDifference,
    ThemeComparison as ThemeComparison,
    common_ground as common_ground,
)
from saidanddone_methods.intervals import (
    Interval as Interval,
    newcombe as newcombe,
    wilson as wilson,
)
from saidanddone_methods.means import (
    mean as mean,
)
from saidanddone_methods.passages import (
    Passage as Passage,
    UnitisedAgreement as UnitisedAgreement,
    unitised_alpha as unitised_alpha,
)
from saidanddone_methods.population import (
    Bootstrap as Bootstrap,
    ClosedModel as ClosedModel,
    Contacts as Contacts,
    ContactsEstimate as ContactsEstimate,
    Heterogeneity as Heterogeneity,
    OverlapCounts as OverlapCounts,
    PopulationEstimate as PopulationEstimate,
    Publishable as Publishable,
    Variant as Variant,
    bootstrap_overlap as bootstrap_overlap,
    closed_models as closed_models,
    closed_models_of_times as closed_models_of_times,
    contacts_estimates as contacts_estimates,
    estimate_overlap as estimate_overlap,
    fit_overlap as fit_overlap,
    heterogeneity as heterogeneity,
    publishable as publishable,
    sensitivity_set as sensitivity_set,
    too_thin as too_thin,
)
from saidanddone_methods.rankings import (
    rbo_ext as rbo_ext,
)
from saidanddone_methods.rates import (
    Rate as Rate,
    rate as rate,
)
from saidanddone_methods.ratios import (
    rate_ratio as rate_ratio,
    ratio_of_ratios as ratio_of_ratios,
)
from saidanddone_methods.standardised import (
    StandardisedRate as StandardisedRate,
    StandardisedRatio as StandardisedRatio,
    directly_standardised as directly_standardised,
    indirectly_standardised as indirectly_standardised,
)
from saidanddone_methods.waiting import (
    WaitingCurve as WaitingCurve,
    median_days_waiting as median_days_waiting,
    waiting_curve as waiting_curve,
)
from saidanddone_methods.xmr_charts import (
    Signal as Signal,
    XmrChart as XmrChart,
    xmr as xmr,
)

__version__: str
