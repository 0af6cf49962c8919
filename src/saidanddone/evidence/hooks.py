"""Three hooks by which a later room answers an earlier one, inside the earlier one's transaction.

They are to the rooms what `base.hooks` are to the stages. Rooms register in `EvidenceConfig.ready`.
"""

from saidanddone.base.hooks import Hook

after_confirmed = Hook("after_confirmed")
"""(programme): raw words of the programme became transcripts."""

after_revised = Hook("after_revised")
"""(old, new, words, ring) -> bool: a transcript has a new revision, whose text is `words`; carry over
what stood on the old one. True keeps the old revision, because something still stands on it."""

after_passages_coded = Hook("after_passages_coded")
"""(programme, code_ids, excerpt_ids): these passages were put under these codes, or taken off."""
