"""The interval of an error rate."""

from __future__ import annotations

import numpy as np
import pytest

from seqclr_desktop.training.bootstrap import LEAST_PAGES, LineErrors, rate_interval


def _lines(edits: list[int], length: int = 40, lines_per_page: int = 10) -> list[LineErrors]:
    return [LineErrors(count, length, number // lines_per_page) for number, count in enumerate(edits)]


def test_the_interval_agrees_with_the_normal_one_where_that_holds() -> None:
    edits = np.random.default_rng(1).binomial(40, 0.1, size=300).tolist()
    rate = sum(edits) / (40 * 300)
    interval = rate_interval(_lines(edits, lines_per_page=1))
    assert interval is not None
    half = 1.96 * float(np.std(edits)) / 40 / 300**0.5
    assert interval.low == pytest.approx(rate - half, rel=0.03)
    assert interval.high == pytest.approx(rate + half, rel=0.03)


def test_pages_that_differ_widen_the_interval_because_whole_pages_are_drawn() -> None:
    good_and_bad = [2 if page % 2 else 10 for page in range(LEAST_PAGES) for _ in range(10)]
    by_page = rate_interval(_lines(good_and_bad))
    by_line = rate_interval(_lines(good_and_bad, lines_per_page=1))
    assert by_page is not None
    assert by_line is not None
    assert by_page.high - by_page.low > 2 * (by_line.high - by_line.low)


def test_with_few_pages_lines_are_drawn() -> None:
    edits = [2, 10] * 10
    assert rate_interval(_lines(edits)) == rate_interval(_lines(edits, lines_per_page=1))


def test_one_line_has_no_interval() -> None:
    assert rate_interval(_lines([3])) is None
    assert rate_interval([]) is None


def test_the_same_seed_gives_the_same_interval() -> None:
    lines = _lines([1, 7, 3, 9, 0, 4])
    assert rate_interval(lines, seed=5) == rate_interval(lines, seed=5)
