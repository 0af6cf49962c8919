"""The permissions, one plain sentence each, and the limits of the privacy settings."""

from saidanddone.base.errors import Refused

PERMISSIONS = {
    "programme.see": "See the programme as its team sees it.",
    "programme.manage": "Change the pledge, the communities and the stages.",
    "programme.create": "Start a new programme.",
    "programme.see_people": "See who works on the programme, for which agency, in which role, until when.",
    "programme.keep_partners": "Say which agencies are partners, and what each answers for in law.",
}

# Days: nothing is coded for 7 days after an interview, and raw words are the ones that identify.
RAW_WORDS_KEPT_DAYS = range(7, 91)
# Fewer than five, and someone who knows a person well may know who said it.
FEWEST_PEOPLE = range(5, 31)


def check_privacy(raw_words_kept_days: int, fewest_people: int) -> None:
    """Refuse privacy settings outside the limits, which hold in every programme."""
    if raw_words_kept_days not in RAW_WORDS_KEPT_DAYS:
        raise Refused("Raw words are kept for 7 to 90 days.", "raw_words_kept_days")
    if fewest_people not in FEWEST_PEOPLE:
        raise Refused(
            "A theme needs 5 to 30 people before it goes public as it is.",
            "fewest_people_for_public_theme",
        )
