"""Estimators from the contacts of one service, without covariates, by their textbook formulas.

`people` says how many were seen so many times. Each gives the population and its standard error.
"""

import math
from collections.abc import Callable, Mapping

People = Mapping[int, int]


def poisson_reference(people: People) -> tuple[float, float]:
    """The mean by bisection; asymptotic variance N / (exp(mean) - mean - 1)."""
    seen = sum(people.values())
    average = sum(times * count for times, count in people.items()) / seen
    mean = _halved(lambda rate: rate / -math.expm1(-rate), average)
    whole = seen / -math.expm1(-mean)
    return whole, math.sqrt(whole / (math.exp(mean) - mean - 1))


def overdispersion_reference(people: People) -> float:
    """The score of overdispersion in a truncated Poisson distribution over its standard error.

    Expectations are sums over times seen, and the score is a difference quotient of the log of the
    truncated negative binomial distribution, whose variance is mean + a x mean ** 2.
    """
    seen = sum(people.values())
    average = sum(times * count for times, count in people.items()) / seen
    mean = _halved(lambda rate: rate / -math.expm1(-rate), average)

    def log_chance(times: int, a: float) -> float:
        size = 1 / a
        logs = math.lgamma(times + size) - math.lgamma(size) - math.lgamma(times + 1)
        logs += size * math.log(size / (size + mean)) + times * math.log(mean / (size + mean))
        return logs - math.log1p(-((size / (size + mean)) ** size))

    scores = {k: (log_chance(k, 2e-4) - log_chance(k, 1e-4)) / 1e-4 for k in range(1, 80)}
    whole = -math.expm1(-mean)
    chances = {k: math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) / whole for k in scores}

    def expected(value: Callable[[int], float]) -> float:
        return sum(chance * value(k) for k, chance in chances.items())

    middle = expected(lambda k: scores[k])
    variance = expected(lambda k: (scores[k] - middle) ** 2)
    across = expected(lambda k: (scores[k] - middle) * (k - average))
    spread = expected(lambda k: (k - average) ** 2)
    total = sum(count * scores[k] for k, count in people.items())
    return total / math.sqrt(seen * (variance - across**2 / spread))


def geometric_reference(people: People) -> float:
    """n divided by the probability of being seen again."""
    seen = sum(people.values())
    return seen / (1 - seen / sum(times * count for times, count in people.items()))


def chao_reference(people: People) -> tuple[float, float]:
    """n + f1 ** 2 / (2 f2), with the variance of Chao (1987), Biometrics 43, equation 5."""
    once, twice = people[1], people[2]
    ratio = once / twice
    variance = twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)
    return sum(people.values()) + once**2 / (2 * twice), math.sqrt(variance)


def zelterman_reference(people: People) -> tuple[float, float]:
    """n / (1 - exp(-2 f2 / f1)), with the variance of Boehning (2008), Statistical Methodology 5."""
    seen, once, twice = sum(people.values()), people[1], people[2]
    mean = 2 * twice / once
    weight = math.exp(-mean) / (1 - math.exp(-mean)) ** 2
    variance = seen * weight * (1 + seen * weight * mean**2 * (1 / once + 1 / twice))
    return seen / (1 - math.exp(-mean)), math.sqrt(variance)


def one_inflated_chao_reference(people: People) -> tuple[float, float]:
    """n + 2 f2 ** 3 / (9 f3 ** 2); variance by the delta method on Poisson counts."""
    seen, twice, thrice = sum(people.values()), people[2], people[3]
    hidden = 2 * twice**3 / (9 * thrice**2)
    slopes = dict.fromkeys(people, 1.0)
    slopes[2] += 3 * hidden / twice
    slopes[3] -= 2 * hidden / thrice
    whole = seen + hidden
    squares = sum(count * slopes[times] ** 2 for times, count in people.items())
    return whole, math.sqrt(squares - whole)


def one_inflated_poisson_reference(people: People) -> tuple[float, float]:
    """(put off, passing): from the Poisson distribution of those seen twice or more.

    Leaving out those seen once gives the same mean as letting their share run free (Boehning &
    van der Heijden, 2019, Annals of Applied Statistics 13, 1198-1211).
    """
    again = {times: count for times, count in people.items() if times > 1}
    several = sum(again.values())
    average = sum(times * count for times, count in again.items()) / several
    mean = _halved(lambda rate: rate * math.expm1(rate) / (math.expm1(rate) - rate), average)
    never, once = math.exp(-mean), mean * math.exp(-mean)
    seen = sum(people.values())
    return seen / (1 - never), people[1] + several * (1 - once) / (1 - never - once)


def _halved(rises: Callable[[float], float], wanted: float) -> float:
    low, high = 1e-6, 1e3
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(min(middle, 300.0)) < wanted else (low, middle)
    return low
