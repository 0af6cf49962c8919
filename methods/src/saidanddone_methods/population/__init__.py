"""The size of a hidden population: from overlapping lists, or from one service's contacts.

scipy is imported only when an estimate needs it.
"""

from saidanddone_methods.population.adequacy import Publishable, publishable, too_thin
from saidanddone_methods.population.bootstrap import Bootstrap, bootstrap_overlap
from saidanddone_methods.population.closed import (
    ClosedModel,
    closed_models,
    closed_models_of_times,
)
from saidanddone_methods.population.contact_counts import Contacts, ContactsEstimate
from saidanddone_methods.population.contacts import contacts_estimates
from saidanddone_methods.population.heterogeneity import Heterogeneity, heterogeneity
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.population.overlap import (
    PopulationEstimate,
    estimate_overlap,
    fit_overlap,
)
from saidanddone_methods.population.sensitivity import Variant, sensitivity_set

__all__ = [
    "Bootstrap",
    "ClosedModel",
    "Contacts",
    "ContactsEstimate",
    "Heterogeneity",
    "OverlapCounts",
    "PopulationEstimate",
    "Publishable",
    "Variant",
    "bootstrap_overlap",
    "closed_models",
    "closed_models_of_times",
    "contacts_estimates",
    "estimate_overlap",
    "fit_overlap",
    "heterogeneity",
    "publishable",
    "sensitivity_set",
    "too_thin",
]
