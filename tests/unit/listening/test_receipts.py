import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.listening import receipts

codes = st.text(alphabet=receipts.ALPHABET, min_size=16, max_size=16).map(
    lambda body: body + receipts.check_character(body)
)
letters = st.sampled_from(receipts.ALPHABET)
# The one pair of neighbours whose swap the Luhn algorithm cannot see: first and last letter.
BLIND_PAIR = {"0", "Z"}


def test_a_new_code_is_shown_in_fours_and_reads_back() -> None:
    code = receipts.new_code()
    assert [len(part) for part in code.split("-")] == [4, 4, 4, 4, 1]
    assert receipts.normalise(code) == code.replace("-", "")


def test_codes_do_not_repeat() -> None:
    assert len({receipts.new_code() for _ in range(500)}) == 500


@given(codes, st.integers(0, 16), letters)
def test_one_wrong_character_is_caught(code: str, place: int, letter: str) -> None:
    wrong = code[:place] + letter + code[place + 1 :]
    assert (receipts.normalise(wrong) is None) == (wrong != code)


@given(codes, st.integers(0, 15))
def test_two_neighbours_swapped_are_caught(code: str, place: int) -> None:
    one, other = code[place], code[place + 1]
    swapped = code[:place] + other + one + code[place + 2 :]
    is_seen = one != other and {one, other} != BLIND_PAIR
    assert (receipts.normalise(swapped) is None) == is_seen


@given(codes, st.randoms(use_true_random=False))
def test_case_spaces_dashes_and_look_alikes_are_forgiven(code: str, random: object) -> None:
    looks_like = {"1": "1iIlL", "0": "0oO"}
    typed = "".join(
        random.choice(looks_like.get(letter, letter + letter.lower()))  # type: ignore[attr-defined]
        + random.choice(["", " ", "-", "–", "\u00a0"])  # type: ignore[attr-defined]  # noqa: RUF001
        for letter in code
    )
    assert receipts.normalise(f"  {typed}\n") == code


@given(codes)
def test_any_keyboards_digits_letters_and_dashes_are_read(code: str) -> None:
    wide = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    assert receipts.normalise(receipts.with_dashes(code).translate(wide)) == code
    assert receipts.normalise(f"\u200e{code.translate(arabic)}\u200f") == code
    assert receipts.normalise(receipts.with_dashes(code).replace("-", "\u2011")) == code


@given(st.text(max_size=40))
def test_anything_may_be_typed(typed: str) -> None:
    code = receipts.normalise(typed)
    assert code is None or (len(code) == 17 and receipts.normalise(code) == code)


@pytest.mark.parametrize("typed", ["", "-", "U" * 17, "0" * 16, "0" * 18])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert receipts.normalise(typed) is None


def test_a_mac_says_nothing_of_dashes_and_is_not_the_code() -> None:
    code = receipts.new_code()
    mac = receipts.mac_of(code)
    assert mac == receipts.mac_of(code.replace("-", ""))
    assert len(mac) == 64
    assert code not in mac
