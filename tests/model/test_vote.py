"""What several readings of a line come to."""

import pytest

from seqclr_desktop.model.recognizer import Reading, line_confidence
from seqclr_desktop.model.vote import vote

SHIN, SHIN_DOT, QAMATS, PATAH = "\u05e9", "\u05c1", "\u05b8", "\u05b7"


def said(text: str, *sure: float) -> Reading:
    """A reading with one confidence for all characters, or one for each."""
    confidences = sure if len(sure) > 1 else sure * len(text)
    assert len(confidences) == len(text)
    return Reading(text, line_confidence(confidences), confidences)


def test_readers_who_agree_are_as_sure_as_on_the_average() -> None:
    found = vote([said("mer", 0.9, 0.8, 0.7), said("mer", 0.7, 0.8, 0.9)])
    assert found.text == "mer"
    assert found.char_confidences == pytest.approx((0.8, 0.8, 0.8))
    assert found.confidence == line_confidence(found.char_confidences)


def test_two_less_sure_readers_outvote_a_surer_one_and_the_confidence_tells_of_the_quarrel() -> None:
    found = vote([said("mar", 0.9), said("mer", 0.6), said("mer", 0.6)])
    assert found.text == "mer"
    assert found.char_confidences == pytest.approx((0.7, 0.4, 0.7))


def test_one_very_sure_reader_outvotes_two_who_guess() -> None:
    assert vote([said("mar", 0.9, 0.3, 0.9), said("mer", 0.9), said("mar", 0.9, 0.4, 0.9)]).text == "mer"


def test_a_letter_that_only_one_has_falls_and_one_that_only_one_lacks_stays() -> None:
    assert vote([said("mmer", 0.8), said("mer", 0.8), said("mer", 0.8)]).text == "mer"
    assert vote([said("mr", 0.8), said("mer", 0.8), said("mer", 0.8)]).text == "mer"


def test_of_nothing_a_reader_is_as_sure_as_of_the_letters_beside_it() -> None:
    assert vote([said("mr", 0.9), said("mer", 0.9, 0.8, 0.9)]).text == "mr"
    assert vote([said("mr", 0.7), said("mer", 0.9, 0.8, 0.9)]).text == "mer"


def test_of_equal_votes_the_first_reader_counts() -> None:
    assert vote([said("mer", 0.5), said("mar", 0.5)]).text == "mer"
    assert vote([said("mar", 0.5), said("mer", 0.5)]).text == "mar"


def test_an_empty_reading_is_a_vote_for_nothing() -> None:
    assert vote([said("", 0.0), said("", 0.0), said("x", 0.9)]).text == ""
    assert vote([said("", 0.0), said("mer", 0.9), said("mer", 0.9)]).text == "mer"
    assert vote([said("", 0.0), said("mer", 0.9)]).text == "mer"
    nothing = vote([said("", 0.0), said("", 0.0)])
    assert (nothing.text, nothing.confidence, nothing.char_confidences) == ("", 0.0, ())


def test_a_single_reading_is_the_result() -> None:
    alone = vote([said("la mer", 0.5)])
    assert (alone.text, alone.char_confidences) == ("la mer", (0.5,) * 6)


def test_the_alignment_goes_on_after_letters_that_only_some_have() -> None:
    texts = ("les deux rives", "es deux rivs", "les deu rives")
    assert vote([said(text, 0.8) for text in texts]).text == "les deux rives"


def test_lines_from_right_to_left_are_voted_on_in_the_order_of_the_text() -> None:
    right, wrong, short = "שלום 1923 עולם", "שלוס 1923 עולם", "שלום 1923 עול"
    found = vote([said(wrong, 0.9), said(right, 0.8), said(short, 0.8)])
    assert found.text == right
    assert len(found.char_confidences) == len(right)
    assert found.char_confidences[3] == pytest.approx(1.6 / 3, abs=1e-4)


def test_marks_are_voted_on_by_those_who_are_for_their_letter() -> None:
    found = vote([said("ב", 0.95), said(SHIN + QAMATS, 0.6), said(SHIN + PATAH, 0.6, 0.4)])
    assert found.text == SHIN + QAMATS
    assert found.char_confidences == pytest.approx((0.4, 0.2))


def test_a_mark_never_moves_to_another_letter() -> None:
    pointed = said(SHIN + SHIN_DOT + QAMATS, 0.5)
    assert vote([said("ל", 0.9), pointed, said("ל", 0.9)]).text == "ל"
    assert vote([said("", 0.0), said("q\u0303a", 0.9), said("", 0.0), said("", 0.0)]).text == ""


def test_blanks_that_come_together_are_one_and_none_stands_at_the_ends() -> None:
    first, second = said("a bc", 0.9, 0.9, 0.4, 0.9), said("a  c", 0.9)
    assert vote([first, second]).text == "a c"
    assert vote([said(" a", 0.9), said(" a", 0.9)]).text == "a"
