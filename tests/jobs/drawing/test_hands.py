"""A hand writes a text as ink, in the order in which it is seen."""

from __future__ import annotations

import numpy as np
import pytest

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UsageError
from seqclr_desktop.jobs.drawing.hands import FontHand, Hand
from seqclr_desktop.jobs.drawing.pen_hand import PenHand, smooth_curve
from seqclr_desktop.jobs.drawing.pen_letters import ALPHABETS
from seqclr_desktop.places import resources_folder

RTL = Direction.RIGHT_TO_LEFT


@pytest.fixture(params=["font", "pen"])
def hand(request: pytest.FixtureRequest) -> Hand:
    if request.param == "font":
        return FontHand(resources_folder() / "fonts" / "SILEOT.ttf")
    return PenHand("hebrew-cursive", 3)


def random() -> np.random.Generator:
    return np.random.default_rng(5)


def test_ink_lies_between_nothing_and_full(hand: Hand) -> None:
    ink = hand.write("שלום", RTL, random())
    assert ink.dtype == np.float32
    assert ink.min() == 0
    assert ink.max() == 1
    assert 0.02 < ink.mean() < 0.6


def test_hebrew_is_written_from_the_right(hand: Hand) -> None:
    tall_first = hand.write("ל" + "ו" * 8, RTL, random())
    rows = tall_first[: tall_first.shape[0] // 5]  # only the lamed rises so far
    places = np.flatnonzero(rows.sum(axis=0))
    assert places.min() > 0.7 * tall_first.shape[1]


def test_numbers_keep_their_order_within_hebrew(hand: Hand) -> None:
    """The narrow figure of 10000 stands to the left of the wide ones."""
    ink = hand.write("10000", RTL, random())
    columns = ink.sum(axis=0) > 0.5
    first = int(np.argmax(columns))
    gap = first + int(np.argmin(columns[first:]))
    widths = [gap - first, (ink.shape[1] - gap) / 4]
    assert widths[0] < widths[1]


def test_characters_without_a_form_are_known(hand: Hand) -> None:
    assert hand.can_write("שלום 12")
    assert not hand.can_write("水")
    assert not hand.can_write("Ж" if isinstance(hand, PenHand) else "ม")


def test_a_pen_never_writes_a_letter_twice_alike_but_keeps_its_hand() -> None:
    chance = random()
    first, second = (PenHand("hebrew-cursive", 3).write("ש", RTL, chance) for _ in range(2))
    assert first.shape != second.shape or not np.array_equal(first, second)
    again, other = (PenHand("hebrew-cursive", seed).write("ש", RTL, random()) for seed in (3, 4))
    assert np.array_equal(PenHand("hebrew-cursive", 3).write("ש", RTL, random()), again)
    assert again.shape != other.shape or not np.array_equal(again, other)


def test_brackets_embrace_their_word() -> None:
    """Seen from left to right the first one opens, whatever the direction of the line."""
    ink = PenHand("hebrew-cursive", 3).write("(ו)", RTL, random())
    columns = np.flatnonzero(ink.sum(axis=0))
    first_gap = columns[np.argmax(np.diff(columns) > 1)] + 1
    left = ink[:, :first_gap]
    middle, ends = left[left.shape[0] // 2], left[[3, -4]]
    assert np.flatnonzero(middle > 0.5).mean() < np.flatnonzero(ends.max(axis=0) > 0.5).mean()


def test_every_letter_has_a_form_that_can_be_drawn() -> None:
    hand = PenHand("hebrew-cursive", 0)
    for letter in ALPHABETS["hebrew-cursive"]:
        assert hand.write(letter, RTL, random()).sum() > 3, letter


def test_a_curve_goes_through_its_points() -> None:
    points = np.array([(0.0, 0.0), (1.0, 2.0), (3.0, 1.0)])
    curve = smooth_curve(points, 4)
    assert len(curve) == 9
    assert np.allclose(curve[[0, 4, 8]], points)


def test_unknown_letters_and_fonts_are_told_of(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(UsageError, match="hebrew-cursive"):
        PenHand("klingon", 0)
    with pytest.raises(UsageError, match="cannot be read"):
        FontHand(tmp_path_factory.mktemp("fonts") / "none.ttf")
