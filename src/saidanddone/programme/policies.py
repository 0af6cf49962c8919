"""What may be done here, and which roles one person may not hold together."""

PERMISSIONS = {
    "programme.see": "See the programme as its team sees it.",
    "programme.manage": "Change the pledge, communities, stages, partners and who works on it.",
    "programme.create": "Start a new programme.",
}

POLICE = frozenset({"police_panel_member", "police_intake"})
SUPPORT = frozenset({"hub_worker", "outreach_worker", "service_manager", "advocate"})
PEERS = frozenset({"peer_researcher"})
SAFETY = frozenset({"safety_officer"})


def held_apart(roles: frozenset[str]) -> str:
    """The sentence that refuses this set of roles for one person, or nothing."""
    if roles & POLICE and roles & (SUPPORT | PEERS):
        return "Nobody holds a police role with a support or peer role. Choose one."
    if roles & SAFETY and roles & SUPPORT:
        return "Nobody holds a safety role with a support role. Choose one."
    return ""
