"""What may be done here, one plain sentence each."""

PERMISSIONS = {
    "peers.see_panel_space": "See the advisory panel: its members by alias, and what it decided.",
    "peers.record_decision": "Record what the panel approved, paused or refused, with dissent.",
    "peers.set_privacy": "Enter what the panel decided on how long raw words are kept and how many must raise a theme.",
    "peers.keep_panel": "Add a member of the panel and say where they are on the way.",
}

# What a decision of the panel is about when it may change what protects the people who speak.
PRIVACY_IS_ABOUT = frozenset({"retention", "wording", "fields"})
