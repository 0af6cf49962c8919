"""R5 to R7: what may never be recorded cannot be added as a field."""

import re

from django.apps import apps

from tests.meta.refusals import assert_none

FORBIDDEN = re.compile(
    r"latitude|longitude|(^|_)(lat|lng|lon|gps|geo|coordinates?|postcode|street|address|easting|northing)(_|$)"
    r"|nationality|immigration|visa|asylum|passport|public_funds|national_insurance|(^|_)nino(_|$)"
    r"|legal_name|surname|last_name|first_name|maiden|date_of_birth|(^|_)dob(_|$)|birth|photo|image|face|biometric|fingerprint"
    r"|ethnicity|religion|sexuality|sexual_orientation|gender|disability|health_condition"
    r"|risk_score|suspect|(^|_)hash(_|$)|(^|_)ip(_address)?(_|$)"
)
# Names that look like it and are not, each with why.
ALLOWED = {
    "access.User.email": "how staff sign in",
}


def test_no_field_records_what_may_never_be_recorded() -> None:
    found = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("saidanddone.")
        for field in model._meta.get_fields()
        if FORBIDDEN.search(field.name) and f"{model._meta.label}.{field.name}" not in ALLOWED
    ]
    assert_none(
        found,
        "R5 to R7 (docs/safety/rules.md): this may never be recorded. Take the field out. A name that only"
        " looks like it goes into ALLOWED here, with why.",
    )


def test_the_pattern_would_catch_them() -> None:
    for name in (
        "postcode",
        "home_address",
        "gps",
        "nationality",
        "legal_name",
        "photo",
        "risk_score",
    ):
        assert FORBIDDEN.search(name)
    for name in ("coarse_place", "said_on", "state", "latest", "relation"):
        assert not FORBIDDEN.search(name)
