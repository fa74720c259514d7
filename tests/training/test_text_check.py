"""What may be amiss with transcriptions is named, and mended where that is safe."""

import pytest

from seqclr_desktop.training.text_check import (
    CheckedLine,
    Doubt,
    Finding,
    check_texts,
    without_look_alikes,
    without_odd_forms,
)


def lines(*texts: str, page: str = "page") -> list[CheckedLine]:
    return [CheckedLine(number, page, text, 10.0) for number, text in enumerate(texts, start=1)]


def found(some: list[CheckedLine], doubt: Doubt, alphabet: str | None = None) -> Finding | None:
    return next((f for f in check_texts(some, None if alphabet is None else tuple(alphabet)) if f.doubt is doubt), None)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Pаris", "Paris"),
        ("Москва и Paris", "Москва и Paris"),
        ("λόγος", "λόγος"),
        ("Waſſer œuvre ꝑ", "Waſſer œuvre ꝑ"),
    ],
)
def test_letters_of_another_script_are_mended_in_latin_words_only(text: str, mended: str) -> None:
    assert without_look_alikes(text) == mended


@pytest.mark.parametrize(
    ("text", "mended"),
    [("o\ufb03ce", "office"), ("zu\u00adsammen", "zusammen"), ("Waſſer ½ ²", "Waſſer ½ ²"), ("שלום", "שלום")],
)
def test_ligatures_and_invisible_signs_become_plain_letters(text: str, mended: str) -> None:
    assert without_odd_forms(text) == mended


def test_look_alikes_are_named_with_their_lines() -> None:
    finding = found(lines("Paris", "Pаris"), Doubt.LOOK_ALIKES)
    assert finding is not None
    assert "cyrillic small letter a" in finding.sentence
    assert finding.line_ids == (2,)
    assert finding.can_be_mended


def test_rare_and_new_letters_are_counted() -> None:
    some = lines("aaa", "aab", "aba", "abñ")
    rare, new = found(some, Doubt.RARE_LETTERS), found(some, Doubt.NEW_LETTERS, "ab")
    assert rare is not None
    assert new is not None
    assert "ñ (1)" in rare.sentence
    assert "b" not in rare.sentence.split(":")[1]
    assert new.line_ids == (4,)
    assert found(some, Doubt.NEW_LETTERS) is None


def test_text_too_long_for_its_picture_is_named() -> None:
    some = [CheckedLine(n, "p", "a line of usual length", 10.0) for n in range(20)]
    some.append(CheckedLine(99, "p", "a line of usual length", 3.0))
    finding = found(some, Doubt.TOO_LONG)
    assert finding is not None
    assert finding.line_ids == (99,)


def test_pages_that_say_the_same_are_named() -> None:
    same = [f"a sentence that is long enough {n}" for n in range(5)]
    some = lines(*same, page="a") + lines(*same[:4], "another one altogether", page="b") + lines("c", page="c")
    finding = found(some, Doubt.SAME_PAGES)
    assert finding is not None
    assert "a and b" in finding.sentence


def test_good_texts_raise_no_doubt() -> None:
    assert check_texts(lines(*["the same good text, with letters enough"] * 200), None) == []
    assert [f.doubt for f in check_texts([], None)] == [Doubt.FEW_LINES]
