"""Differing letters are found and marked by more than colour."""

import pytest

from seqclr_desktop.model.letters import letters
from seqclr_desktop.ui.widgets.diff_text import (
    MISSING_MARK,
    Difference,
    as_html,
    differences,
    wrong_letter_count,
)


def kinds(truth: str, reading: str) -> list[tuple[Difference, str, str]]:
    return [(part.kind, part.text, part.truth) for part in differences(truth, reading)]


def test_equal_texts_have_no_difference() -> None:
    assert kinds("bonté", "bonté") == [(Difference.SAME, "bonté", "bonté")]
    assert wrong_letter_count(differences("bonté", "bonté")) == 0


def test_wrong_added_and_missing_letters_are_told_apart() -> None:
    assert kinds("abc", "axc")[1] == (Difference.WRONG, "x", "b")
    assert kinds("abc", "abcd")[-1] == (Difference.ADDED, "d", "")
    assert kinds("abc", "ac")[1] == (Difference.MISSING, "", "b")


def test_a_letter_is_never_parted_from_its_mark() -> None:
    assert letters("q\u0303a") == ["q\u0303", "a"]
    assert kinds("q\u0303a", "qa")[0] == (Difference.WRONG, "q", "q\u0303")


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert wrong_letter_count(differences("e\u0301t\u00e9", "\u00e9te\u0301")) == 0


@pytest.mark.parametrize(("truth", "reading", "count"), [("", "", 0), ("", "ab", 2), ("ab", "", 2), ("ab", "ba", 2)])
def test_wrong_letters_are_counted(truth: str, reading: str, count: int) -> None:
    assert wrong_letter_count(differences(truth, reading)) == count


def test_marks_carry_the_meaning_without_colour() -> None:
    html = as_html(differences("abc", "xc"), colour="#805200", background="#f6e7c8")
    assert "underline" in html
    assert MISSING_MARK in as_html(differences("abc", "ac"), colour="#000000", background="#ffffff")


def test_letters_that_mean_something_in_html_stay_letters() -> None:
    assert "&lt;b&gt;" in as_html(differences("<b>", "<b>"), colour="#000000", background="#ffffff")
