"""What someone has decided of raw words before confirming them: how it is kept. Pure functions."""

import json
from dataclasses import asdict

from saidanddone.evidence.transcripts.inputs import ChoicesInput

KEPT_SINCE = (
    "Other choices were saved for these words since you opened this page. Nothing is saved or confirmed "
    "yet. What you chose here is still marked below. To go on with it, press the button again."
)


def to_json(choices: ChoicesInput) -> str:
    """As sealed. It holds the words to hide, so it is kept as the raw words are, and goes with them."""
    return json.dumps(asdict(choices))


def from_json(sealed: str) -> ChoicesInput | None:
    """None where nothing was kept."""
    return ChoicesInput(**json.loads(sealed)) if sealed else None
