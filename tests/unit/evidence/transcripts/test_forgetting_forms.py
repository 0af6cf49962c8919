"""A form that led to a page of someone's words names it no longer once they withdrew."""

from saidanddone.base.idempotent import submit_once
from saidanddone.base.models import Submission
from saidanddone.listening.commands import withdraw_now
from tests.people import Cast
from tests.unit.evidence.voices import confirmed, words_of_kit


def test_no_form_sent_lately_leads_to_whoever_withdrew(people: Cast) -> None:
    kit, lou = words_of_kit(people), words_of_kit(people)
    theirs, hers = confirmed(people, kit), confirmed(people, lou)
    assert kit.contributor is not None
    addresses = (
        f"people/{kit.contributor.ref}/",
        f"transcripts/{theirs.ref}",
        f"transcripts/{hers.ref}",
    )
    for address in addresses:
        submit_once(f"token for {address}", lambda: address)  # noqa: B023 -- called at once
    withdraw_now(actor=people.amina, programme=people.programme, contributor=kit.contributor)
    assert list(Submission.objects.values_list("led_to", flat=True)) == [addresses[2]]
