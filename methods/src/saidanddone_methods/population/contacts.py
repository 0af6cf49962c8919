"""How many people one service never saw, from how often it saw the others."""

from collections.abc import Mapping
from types import MappingProxyType

from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.population import families, inflated, truncated
from saidanddone_methods.population.contact_counts import Contacts, ContactsEstimate


@reads_frames(contacts=pass_instead("Contacts.of(times, counts)"))
def contacts_estimates(
    contacts: Contacts, *, confidence: float = 0.95
) -> Mapping[str, ContactsEstimate]:
    """Every estimator, by name, those with the strongest assumptions first.

    All assume that nobody joins or leaves, that people are recognised when they come again, and
    that contacts are independent. They differ in how people may differ:

    - `poisson`: not at all, given covariates (van der Heijden and others, 2003, Statistical
      Modelling 3, 305-322);
    - `geometric`: as widely as exponentially distributed rates;
    - `chao`: in any way; it is a lower bound (Chao, 1987, Biometrics 43, 783-791);
    - `zelterman`: in any way, except among those rarely seen (Zelterman, 1988; Boehning & van der
      Heijden, 2009, Annals of Applied Statistics 3, 595-610);
    - `one_inflated_poisson` and `_geometric`: some were put off after being seen once (Godwin &
      Boehning, 2017, Journal of the Royal Statistical Society C 66, 425-448);
    - `..._passing`: some passed through and could be seen once only (Boehning & Friedl, 2024,
      International Statistical Review 92, 148-165, who compare both);
    - `one_inflated_chao`: a lower bound without those seen once (Boehning, Kaskasamkul & van der
      Heijden, 2019, Metrika 82, 361-384).

    An estimator whose divisor counts fewer than FEWEST_AGAIN people gives no estimate.
    """
    family_by_name = {"poisson": families.POISSON, "geometric": families.GEOMETRIC}
    estimates = {
        name: truncated.estimate_truncated(contacts, name, family, confidence)
        for name, family in family_by_name.items()
    }
    estimates["chao"] = truncated.estimate_lower_bound(contacts, 1, confidence)
    estimates["zelterman"] = truncated.estimate_zelterman(contacts, confidence)
    for name, family in family_by_name.items():
        estimates |= inflated.estimate_inflated(name, contacts, family, confidence)
    estimates["one_inflated_chao"] = truncated.estimate_lower_bound(contacts, 2, confidence)
    return MappingProxyType(estimates)
