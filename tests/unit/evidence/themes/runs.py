"""Runs of the common ground as earlier versions stored them."""

from saidanddone.evidence.themes.models import CommonGroundRun


def as_0_1_stored_it(run: CommonGroundRun) -> CommonGroundRun:
    """0.1 placed each theme by its own interval, and kept no other label."""
    del run.result["differing_unadjusted"]
    for theme in run.result["themes"]:
        del theme["more_in_unadjusted"]
    run.save()
    return run
