import pytest

from seqclr_desktop.training.error_rates import error_rates


def test_edits_are_summed_before_dividing() -> None:
    rates = error_rates([("abcd", "abcd"), ("a", "b")])
    assert rates.cer == pytest.approx(1 / 5)
    assert rates.wer == pytest.approx(1 / 2)
    assert (rates.line_count, rates.character_count) == (2, 5)


def test_composed_and_decomposed_letters_are_equal_and_case_is_not() -> None:
    assert error_rates([("e\u0301te\u0301", "été")]).cer == 0
    assert error_rates([("A", "a")]).cer == 1


def test_white_space_counts_once_and_reading_too_much_exceeds_one() -> None:
    assert error_rates([("a  b", "a b")]).cer == 0
    assert error_rates([("a", "abc")]).cer == 2


def test_nothing_to_compare_is_no_error() -> None:
    assert error_rates([]).cer == 0
