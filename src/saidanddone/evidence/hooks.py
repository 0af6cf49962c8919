"""Three hooks: an earlier room calls what a later room registered, inside its transaction.

They are to the rooms what `base.hooks` are to the stages. Rooms register in `EvidenceConfig.ready`.
"""

from saidanddone.base.hooks import Hook

after_confirmed = Hook("after_confirmed")
"""(programme): raw words of the programme became transcripts."""

after_revised = Hook("after_revised")
"""(old, new, words, key_ring) -> bool: a transcript has a new revision, whose text is `words`; move
the passages of the old one to it. True keeps the old revision, because a passage is left on it."""

after_passages_coded = Hook("after_passages_coded")
"""(programme, code_ids, excerpt_ids): these passages were put under these codes, or taken off."""
