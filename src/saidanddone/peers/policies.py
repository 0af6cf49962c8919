"""What may be done here, one plain sentence each."""

PERMISSIONS = {
    "peers.see_panel_space": "See the advisory panel: its members by alias, and what it decided.",
    "peers.record_decision": "Record what the panel approved, paused or refused, with dissent.",
    "peers.keep_panel": "Add a member of the panel and say where they are on the way.",
}
