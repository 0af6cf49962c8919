"""Working out the common ground, and keeping the run."""

import secrets

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.evidence.themes import analyses
from saidanddone.evidence.themes.models import CommonGroundRun
from saidanddone.programme.models import Programme

REPLICATES = 2000


def run_common_ground(
    *,
    actor: Actor,
    programme: Programme,
    replicates: int = REPLICATES,
    seed: int | None = None,
) -> CommonGroundRun:
    """Compare who raised what, and store the figures with the seed that gives them again.

    Raises Refused, saying what is lacking, when there is too little to compare.
    """
    require(actor, "evidence.run_common_ground", programme)
    seed = secrets.randbits(31) if seed is None else seed
    # Shuffling takes a moment, so it is done before the transaction that keeps the result.
    result = analyses.common_ground_of(programme, replicates=replicates, seed=seed)
    with transaction.atomic():
        run = CommonGroundRun.objects.create(
            programme=programme,
            run_by_id=actor.user_id,
            replicates=replicates,
            seed=seed,
            result=result,
        )
        audit.record(
            actor=actor, act="evidence.run_common_ground", about=run, scope_ref=programme.ref
        )
    return run
