"""Which lines each of several readers does not learn from, so that they become different readers, fit to vote.

Cross-fold training: Reul, Springmann, Wick and Puppe, "Improving OCR accuracy on early printed books by utilizing
cross fold training and voting" (DAS 2018). There are five folds whatever the number of readers, so that each of them
learns from four fifths of the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

FOLD_COUNT = 5
_MOST_UNEVEN = 1.5  # a fold of whole pages may have so many times its share of the lines
_LEAST_LINES = 10  # of fewer none can be spared


def lines_of_reader(number: int, pages: Sequence[Hashable]) -> list[int]:
    """The places of the lines from which reader `number` (1 to FOLD_COUNT) learns: all but those of its fold.

    `pages` holds the page of each line.
    """
    fold_of = _folds(pages)
    if len(pages) < _LEAST_LINES:
        return list(range(len(pages)))
    return [place for place, fold in enumerate(fold_of) if fold != number - 1]


def _folds(pages: Sequence[Hashable]) -> list[int]:
    """The fold of each line: of whole pages, or of single lines where too few or too uneven pages would be torn out."""
    counts = [0] * FOLD_COUNT
    fold_of: dict[Hashable, int] = {}
    for page, line_count in Counter(pages).most_common():
        fold_of[page] = counts.index(min(counts))
        counts[fold_of[page]] += line_count
    if max(counts) > _MOST_UNEVEN * len(pages) / FOLD_COUNT:
        return [place % FOLD_COUNT for place in range(len(pages))]
    return [fold_of[page] for page in pages]
