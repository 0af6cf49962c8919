"""Common ground on made-up conversations: labels are false as seldom as stated, and their cost is told."""

from pathlib import Path

import pytest
from scipy.stats import binom
from simulated_themes import SCENES, labels, table

RUNS = 500
PAGE = Path(__file__).parents[2] / "docs" / "methods" / "common-ground.md"
# At an error of exactly 5 % so many runs have a false label with a chance of 1 in 1,000.
MOST_WITH_FALSE = int(binom.ppf(0.999, RUNS, 0.05))

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scene", SCENES[:4], ids=str)
def test_one_comparison_in_twenty_at_most_labels_a_theme_though_groups_do_not_differ(scene):
    unadjusted, adjusted = labels(scene, RUNS)
    assert adjusted.runs_with_false <= MOST_WITH_FALSE
    assert unadjusted.runs_with_false > RUNS / 2


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene.differing], ids=str)
def test_themes_that_differ_make_no_other_theme_look_as_if_it_did(scene):
    unadjusted, adjusted = labels(scene, RUNS)
    assert adjusted.runs_with_false <= MOST_WITH_FALSE
    assert 0 < adjusted.right < unadjusted.right


def test_the_page_prints_the_table_of_the_simulation():
    assert "\n".join(table(RUNS)) in PAGE.read_text(encoding="utf-8")
