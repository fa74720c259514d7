"""How sure a difference between two ways of learning is: paired bootstrap over test lines and seeds.

Both ways have read the same lines with the same seeds, so the same lines and seeds are drawn for both,
with replacement, many times; the middle 95 % of the differences are the interval. Lines of one page are
alike, so whole pages are drawn where there are enough of them (`by_page`). Seeds are few, so it is rather too
narrow than too wide.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seqclr_desktop.training.bootstrap import DRAWS, drawn_units, middle_of

# of `ReadingCounts`: what is counted over what, by column
MEASURES: Mapping[str, tuple[int, int]] = {
    "word_accuracy": (4, 3),
    "word_accuracy_near": (5, 3),
    "cer": (0, 1),
    "wer": (2, 3),
}


@dataclass(frozen=True)
class Interval:
    """A difference (this way minus the control) with the bounds of its interval."""

    difference: float
    low: float
    high: float

    @property
    def covers_zero(self) -> bool:
        return self.low <= 0 <= self.high


def rates(counts: np.ndarray, measure: str) -> np.ndarray:
    """(S,) the measure of each seed over all lines, from counts (S, L, 6)."""
    over, under = MEASURES[measure]
    sums = counts.sum(axis=1)
    return np.asarray(sums[:, over] / np.maximum(sums[:, under], 1))


def by_page(counts: np.ndarray, pages: Sequence[Hashable]) -> np.ndarray:
    """(S, L, 6) with the `pages` of the L lines -> (S, U, 6), the sums of what is drawn together."""
    units = drawn_units(pages)
    sums = np.zeros((counts.shape[0], max(units, default=-1) + 1, counts.shape[2]), dtype=counts.dtype)
    for line, unit in enumerate(units):
        sums[:, unit] += counts[:, line]
    return sums


def paired_interval(
    counts: np.ndarray, control: np.ndarray, measure: str, *, draws: int = DRAWS, seed: int = 0
) -> Interval:
    """Mean over seeds of `counts` minus that of `control`, both (S, L, 6) with the same seeds and lines in order.

    Raises ValueError when they are not of one shape or empty.
    """
    own, theirs = _both_drawn(counts, control, measure, draws, seed)
    observed = float(rates(counts, measure).mean() - rates(control, measure).mean())
    return Interval(observed, *middle_of(own - theirs))


def relative_reduction(
    counts: np.ndarray, control: np.ndarray, measure: str = "cer", *, draws: int = DRAWS, seed: int = 0
) -> Interval | None:
    """By which share of itself the control's measure got smaller (0.2: a fifth fewer), with its interval.

    The same lines and seeds are drawn as in `paired_interval`, and each draw is divided by its own control.
    None where the control has none of it. Raises ValueError like `paired_interval`.
    """
    own, theirs = _both_drawn(counts, control, measure, draws, seed)
    base = float(rates(control, measure).mean())
    if base <= 0:
        return None
    observed = 1 - float(rates(counts, measure).mean()) / base
    return Interval(observed, *middle_of(1 - own / np.maximum(theirs, 1e-9)))


def _both_drawn(
    counts: np.ndarray, control: np.ndarray, measure: str, draws: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """(B,) each: the measure of `counts` and of `control` over lines and seeds drawn for both alike."""
    if counts.shape != control.shape or not counts.shape[0] or not counts.shape[1]:
        raise ValueError(f"not the same lines and seeds: {counts.shape} and {control.shape}")
    seed_count, line_count, _ = counts.shape
    random = np.random.default_rng(seed)
    lines = random.multinomial(line_count, np.full(line_count, 1 / line_count), size=draws)  # (B, L) how often
    seeds = random.integers(seed_count, size=(draws, seed_count))
    return _drawn(counts, lines, seeds, measure), _drawn(control, lines, seeds, measure)


def _drawn(counts: np.ndarray, lines: np.ndarray, seeds: np.ndarray, measure: str) -> np.ndarray:
    """(B,) for each draw the mean over its seeds, each line as often as it was drawn."""
    over, under = (
        np.matmul(lines.astype(np.float64), counts[:, :, column].T.astype(np.float64)) for column in MEASURES[measure]
    )  # (B, S)
    shares = over / np.maximum(under, 1)
    return np.asarray(np.take_along_axis(shares, seeds, axis=1).mean(axis=1))
