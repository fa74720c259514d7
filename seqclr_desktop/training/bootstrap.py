"""How far a measured error rate may lie from the true one: the bootstrap.

The test lines are drawn anew, with repetition, many times over; the middle 95 % of the rates that come of
it are the interval (the percentile bootstrap of Efron and Tibshirani, An Introduction to the Bootstrap,
1993, chapter 13). Lines of a page resemble each other, so whole pages are drawn where there are enough of
them.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

LEAST_PAGES = 8
"""With fewer, drawing pages would say next to nothing; then lines are drawn."""
DRAWS = 2000
_LEVEL = 0.95


@dataclass(frozen=True)
class RateInterval:
    """From `low` to `high`, as shares."""

    low: float
    high: float


@dataclass(frozen=True)
class LineErrors:
    """Of one line: edits, characters (or words) of its truth, and the page it is on."""

    edits: int
    length: int
    page: Hashable = None


def rate_interval(lines: Sequence[LineErrors], seed: int = 0) -> RateInterval | None:
    """Where the error rate of other pages of this kind may lie; None for fewer than two lines."""
    edits, lengths = _sums_per_unit(lines)
    if len(edits) < 2:
        return None
    random, count = np.random.default_rng(seed), len(edits)
    drawn = (random.integers(0, count, size=count) for _ in range(DRAWS))
    rates = [edits[units].sum() / max(lengths[units].sum(), 1) for units in drawn]
    return RateInterval(*middle_of(rates))


def drawn_units(pages: Sequence[Hashable]) -> list[int]:
    """Which lines are drawn together, from the page of each: those of a page, or each by itself where pages are few."""
    numbers = {page: number for number, page in enumerate(dict.fromkeys(pages))}
    return [numbers[page] for page in pages] if len(numbers) >= LEAST_PAGES else list(range(len(pages)))


def middle_of(drawn: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """The bounds between which the middle 95 % of the drawn values lie."""
    low, high = np.quantile(drawn, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high)


def _sums_per_unit(lines: Sequence[LineErrors]) -> tuple[np.ndarray, np.ndarray]:
    """Edits and lengths of each page, or of each line where the pages are few."""
    units = drawn_units([line.page for line in lines])
    sums = np.zeros((2, max(units, default=-1) + 1))
    np.add.at(sums[0], units, [line.edits for line in lines])
    np.add.at(sums[1], units, [line.length for line in lines])
    return sums[0], sums[1]
