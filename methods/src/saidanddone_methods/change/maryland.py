"""The Maryland scale of evaluation designs, in our words."""

from types import MappingProxyType

# Sherman and others (1997), Preventing Crime: what works, what doesn't, what's promising,
# chapter 2. The methods here reach 2 or 3. One figure alone is level 1; several treated areas (4)
# and random allocation (5) are not compared here.
MARYLAND_LEVELS = MappingProxyType(
    {
        1: "two things seen together at one time; which came first is not known",
        2: "before and after in one place, with nothing to compare it with",
        3: "before and after, beside a place where the same was not done",
        4: "before and after in many places with and without, other causes allowed for",
        5: "places or people chosen by chance",
    }
)
ALONE = 2
BESIDE_ANOTHER = 3
