"""Shares in words, from protected counts only."""

from typing import Literal

from saidanddone_methods.disclosure.rules.counts import ProtectedCount
from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import pass_instead, reads_frames

Band = Literal["none", "a few", "some", "about half", "most", "nearly all"]


@reads_frames(share=pass_instead("one share"))
def bands(share: float) -> Band:
    """A share from 0 to 1 in words.

    0: none · below .2: a few · below .4: some · .4 to .6: about half · below .9: most · from .9:
    nearly all. There is no "all": a rounded count cannot show it. The share must come from protected
    counts, as in `band_of`; a share of true counts discloses more than the counts may.
    Raises BadInput outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise BadInput("a share must lie between 0 and 1")
    if share == 0:
        return "none"
    if share < 0.2:
        return "a few"
    if share < 0.4:
        return "some"
    if share <= 0.6:
        return "about half"
    return "most" if share < 0.9 else "nearly all"


@reads_frames(count=pass_instead("a ProtectedCount"), of=pass_instead("a ProtectedCount"))
def band_of(count: ProtectedCount, of: ProtectedCount) -> Band | None:
    """How many of a group, in words; None where the group itself is hidden or empty.

    A hidden count is `a few` whatever the size of the group: it can be any of 1 to 7. Both arguments
    are protected, so the words disclose no more than the figures. Raises BadInput if the count is
    shown as more than its group.
    """
    if not of.shown:
        return None
    if count.shown is None:
        return "a few"
    return bands(_share(count.shown, of.shown))


@reads_frames(count=pass_instead("a ProtectedCount"), of=pass_instead("a ProtectedCount"))
def protected_share(count: ProtectedCount, of: ProtectedCount) -> float | None:
    """The share to show, from 0 to 1; None where either count is hidden or the group is empty.

    Raises BadInput if the count is shown as more than its group.
    """
    if count.shown is None or not of.shown:
        return None
    return _share(count.shown, of.shown)


def _share(shown: int, of: int) -> float:
    # Rounding keeps order, so a true part never shows as more than its whole.
    if shown > of:
        raise BadInput("a count cannot be more than the group that it is part of")
    return shown / of
