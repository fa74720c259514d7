"""Facing pages in one scan (a spread): one is read to its end before the other, and no line runs over the fold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from seqclr_desktop.document import Direction, Line
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.layout import default_segmenter
from tests.layout.drawn_pages import drawn_page, rows

_LTR, _RTL = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT


def sides(lines: Sequence[Line], fold_px: float) -> str:
    """L or R for each line in reading order; X for one that runs over the fold."""
    return "".join(_side([x for x, _ in line.baseline], fold_px) for line in lines)


def _side(xs: Sequence[float], fold_px: float) -> str:
    if max(xs) <= fold_px:
        return "L"
    return "R" if min(xs) >= fold_px else "X"


def in_one_scan(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Two pages (H, W) side by side; the lower one is filled up with its paper."""
    height = max(len(left), len(right))
    pages = [
        np.pad(page, ((0, height - len(page)), (0, 0)), constant_values=int(np.median(page))) for page in (left, right)
    ]
    return np.ascontiguousarray(np.hstack(pages))


def with_shadow(spread: np.ndarray, fold_px: int, reach_px: int = 40) -> np.ndarray:
    """The shadow that the binding throws on both pages."""
    away = np.abs(np.arange(spread.shape[1]) - fold_px) / reach_px
    return (spread * np.clip(0.45 + 0.55 * away, 0, 1)).astype(np.uint8)


@pytest.mark.parametrize("direction", [_LTR, _RTL])
@pytest.mark.parametrize("right_top", [120, 150], ids=["lines at one level", "lines between those of the other page"])
def test_one_drawn_page_is_read_after_the_other(direction: Direction, right_top: float) -> None:
    left, right = drawn_page(rows(16, length=840)), drawn_page(rows(14, left=60, top=right_top, length=840), seed=4)
    spread = with_shadow(in_one_scan(left, right), 1000)
    lines = default_segmenter(direction).find_lines(spread).lines
    first, second = ("L" * 16, "R" * 14) if direction is _LTR else ("R" * 14, "L" * 16)
    assert sides(lines, 1000) == first + second


@pytest.mark.parametrize(
    ("collection", "left", "right", "direction"),
    [
        ("peraire", "B-17-chine3_0003", "B-13-japon3b_0048", _LTR),
        ("hebrew-letters-synthetic", "C_10", "A_11", _RTL),
    ],
)
def test_one_real_page_is_read_after_the_other(
    shared_data: Path, collection: str, left: str, right: str, direction: Direction
) -> None:
    pictures = [shared_data / collection / "pages" / f"{name}.jpg" for name in (left, right)]
    if not all(picture.is_file() for picture in pictures):
        pytest.skip(f"the pages of {collection} are not on this machine")
    pages = [np.asarray(read_page(picture).convert("L")) for picture in pictures]
    fold_px = pages[0].shape[1]
    lines = default_segmenter(direction).find_lines(in_one_scan(*pages)).lines
    found = sides(lines, fold_px)
    assert found == "".join(sorted(found, reverse=direction is _RTL))
    assert "X" not in found
    for side, picture, page in zip("LR", pictures, pages, strict=True):
        known = read_transcription(picture.with_suffix(".xml"), image_size=(page.shape[1], page.shape[0])).lines
        assert abs(found.count(side) - len(known)) <= 0.1 * len(known), f"{picture.name} has {len(known)} lines"
