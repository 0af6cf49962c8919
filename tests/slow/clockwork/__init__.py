"""An app whose jobs write down when they ran, for the proofs of the scheduler."""
