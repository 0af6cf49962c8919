"""What a meta-test prints when it refuses: what is missing from a list, what is stale, and what to do."""

from collections.abc import Collection, Iterable


def assert_equal_lists(found: Iterable[str], listed: Collection[str], what_to_do: str) -> None:
    """Every name that the code holds stands in the list, and no other."""
    found = set(found)
    missing, stale = sorted(found - set(listed)), sorted(set(listed) - found)
    lines = [*_under("Not listed", missing), *_under("Listed and no longer there", stale)]
    assert not lines, "\n".join([*lines, what_to_do])


def assert_none(found: Iterable[str], what_to_do: str) -> None:
    lines = _under("Refused", sorted(found))
    assert not lines, "\n".join([*lines, what_to_do])


def _under(head: str, names: list[str]) -> list[str]:
    return [f"{head}:", *(f"  {name}" for name in names)] if names else []
