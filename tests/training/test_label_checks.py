import numpy as np
import pytest

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.training.label_checks import is_blank, lines_to_leave_out, refuse_hopeless, refuse_unusable
from seqclr_desktop.training.lines import LabelledLines
from tests.training.drawn_lines import DrawnImages, draw_line


def left_out(pictures: tuple[str, ...], texts: tuple[str, ...]) -> dict[str, list[int]]:
    lines = LabelledLines(DrawnImages(pictures), texts, [Direction.LEFT_TO_RIGHT] * len(texts))
    targets = [[ord(character) for character in text] for text in texts]
    return dict(lines_to_leave_out(lines, targets, lambda target, width_px: len(target) <= width_px // 4))


def test_one_line_is_too_few_to_learn_from() -> None:
    with pytest.raises(TrainingError, match="at least 2 lines to learn from, there are 1"):
        refuse_hopeless(["le soir"])


def test_one_character_cannot_be_told_from_others() -> None:
    with pytest.raises(TrainingError, match="the one character “x”"):
        refuse_hopeless(["x", "xx x", "x", "xxx", "x"])
    refuse_hopeless(["ab"] * 5)


def test_one_picture_with_two_texts_teaches_neither() -> None:
    found = left_out(("le soir", "la mer", "le soir", "la mer"), ("le soir", "la mer", "il part", "la mer"))
    assert found == {"The same line image has different texts.": [0, 2]}


def test_texts_without_ink_and_ink_without_texts_are_named() -> None:
    found = left_out(("   ", "la mer", "il part"), ("le soir", "", "il part" * 30))
    assert {reason.split(",")[0]: places for reason, places in found.items()} == {
        "The text is longer than its line image has room for.": [2],
        "The line has no text.": [1],
        "The line image is blank": [0],
    }


def test_a_full_stop_is_ink_and_dust_is_none() -> None:
    assert not is_blank(draw_line("."))
    dust = np.zeros((40, 200), np.uint8)
    dust[3, 7] = dust[20, 100] = 255
    assert is_blank(dust)


def test_lines_that_are_all_left_out_are_told_of_with_the_reason() -> None:
    blank, empty = ("The line image is blank, though it has a text.", [0, 1, 2]), ("The line has no text.", [3])
    with pytest.raises(TrainingError, match="Of 5 transcribed lines only 1 can be learned from") as refusal:
        refuse_unusable(5, [empty, blank])
    assert refusal.value.advice.startswith("The line image is blank")
    refuse_unusable(6, [empty, blank])
