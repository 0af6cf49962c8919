"""Quotes: exact where they are kept, and read as they were spoken where they leave."""

from saidanddone.disclosure.document import Quote


def test_a_quote_has_no_mark_that_turns_its_letters_round() -> None:
    assert Quote("It is \u202edab\u202c here.", "").words == "It is dab here."
    assert Quote("\u0644\u0627 \u0623\u062d\u062f.", "").words == "\u0644\u0627 \u0623\u062d\u062f."
