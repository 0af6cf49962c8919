"""The capture histories of a set of lists, and the design columns of log-linear models."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.errors import BadInput

FloatArray = NDArray[np.float64]
FlagArray = NDArray[np.bool_]

MOST_LISTS = 10  # 1,023 histories; with more lists nearly every combination is empty


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Every history but the unseen one, for `lists` lists; history h is bit pattern h + 1.

    `present` is histories x lists, `both` histories x pairs, `columns` histories x parameters:
    a constant, one for each list, one for each pair. The product of two columns flags the histories
    that contain up to four given lists. `products` has each such product once, histories x
    products; `product_of` is the index of the product of two parameters, parameters x parameters.
    Weights times products, indexed by `product_of`, are information matrices.
    """

    lists: int
    pairs: tuple[tuple[int, int], ...]
    present: FloatArray
    both: FloatArray
    columns: FloatArray
    products: FloatArray
    product_of: NDArray[np.intp]

    @property
    def histories(self) -> int:
        return len(self.present)

    @property
    def parameters(self) -> int:
        return int(self.columns.shape[1])

    @property
    def first_pair(self) -> int:
        """The index of the column of the first pair."""
        return 1 + self.lists


@lru_cache(maxsize=8)
def design_for(lists: int) -> Design:
    """The design of `lists` lists. Raises BadInput for fewer than 2 or more than MOST_LISTS."""
    if lists < 2:
        raise BadInput("overlap needs two lists or more")
    if lists > MOST_LISTS:
        raise BadInput(
            f"overlap of {lists} lists is more than can be told apart; join some, to {MOST_LISTS}"
            " or fewer"
        )
    codes = np.arange(1, 2**lists)
    pairs = tuple(combinations(range(lists), 2))
    # Each column as the bit pattern of the lists that a history must contain.
    of_lists = [1 << i for i in range(lists)]
    of_columns = np.array([0, *of_lists, *(1 << i | 1 << j for i, j in pairs)])
    of_products, product_of = np.unique(of_columns[:, None] | of_columns, return_inverse=True)
    columns, products = (
        ((codes[:, None] & bits) == bits).astype(np.float64) for bits in (of_columns, of_products)
    )
    present, both = columns[:, 1 : 1 + lists], columns[:, 1 + lists :]
    shape = len(of_columns), len(of_columns)
    return Design(lists, pairs, present, both, columns, products, product_of.reshape(shape))
