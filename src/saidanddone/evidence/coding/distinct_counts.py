"""Count related rows in a subquery: two counts over two joins would multiply each other."""

from typing import Any

from django.db.models import Count, IntegerField, Model, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def count_distinct(rows: QuerySet[Model], field: str) -> Coalesce:
    """How many distinct values of `field` these rows hold; `rows` refer to the outer row."""
    counted: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(_all=Value(1))
        .values("_all")
        .annotate(_count=Count(field, distinct=True))
        .values("_count")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
