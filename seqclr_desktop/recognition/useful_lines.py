"""Which lines a person should transcribe next, so that a model learns most for the time it takes.

A choice covers: each line added should be like many that nothing chosen or transcribed so far is like
(facility location; Wei, Iyer, Bilmes, ICML 2015, use it for the same purpose). Lines a model is unsure of, or
that hold rare letters, count more; lines count by what they teach for the time they take. A share is drawn by
chance, so that what is measured on them is true of the collection.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

SECONDS_A_LINE = 4.0  # to look, to go on; whatever its length
SECONDS_A_LETTER = 0.45
CHANCE_SHARE = 0.1
_RARE_BELOW = 3  # letters met with in fewer transcribed lines are rare
_LOW_CONFIDENCE = 0.75
_DOUBTFUL_SHARE = 0.4  # of the lines may be called doubtful at most
_FAR_SHARE = 0.15  # of the lines, those least like any transcribed one, are of a new hand
_FEW = 5
_RATHER_RIGHT = 0.5
_HASTE = 0.5  # 1: letters a second decide; 0: letters a line do, however long they take
_PAGE_SPREAD = 0.5  # 0: pages do not matter; 1: with one line taken the others of its page count half


class Reason(StrEnum):
    """Why a line is useful."""

    CHANCE = "by chance"
    NEW_HAND = "new hand"
    RARE_LETTER = "rare letter"
    LOW_CONFIDENCE = "low confidence"
    TYPICAL = "like many others"


@dataclass(frozen=True)
class Candidate:
    """A line that may be chosen. `letter_count` is a guess; `confidence` is None when no model has read it.

    `page` is any number that lines of one page share.
    """

    features: np.ndarray
    letter_count: float
    confidence: float | None = None
    rare_letters: tuple[str, ...] = ()
    page: int | None = None

    @property
    def seconds(self) -> float:
        """How long it will take a person."""
        return SECONDS_A_LINE + SECONDS_A_LETTER * self.letter_count


@dataclass(frozen=True)
class Known:
    """The lines transcribed already: their (K, F) features, and the page of each."""

    features: np.ndarray
    pages: tuple[int | None, ...] = ()

    def __len__(self) -> int:
        return len(self.features)


@dataclass(frozen=True)
class Chosen:
    """A candidate by its index, with the most telling reason that holds for it; `detail` is the rare letter."""

    index: int
    reason: Reason
    detail: str = ""


def choose_lines(
    candidates: Sequence[Candidate], known: Known, count: int, seed: int = 0, *, by_model: bool = False
) -> list[Chosen]:
    """Up to `count` of `candidates`, the most useful first, those drawn by chance in between.

    `by_model`: the features come from a trained encoder, so that their distances may be trusted to tell a new hand.
    """
    if not candidates:
        return []
    chance = random.Random(seed)
    count = min(count, len(candidates))
    by_chance = set(chance.sample(range(len(candidates)), max(round(CHANCE_SHARE * count), count >= 5)))
    likeness, covered = _likeness(np.stack([c.features for c in candidates]), known.features)
    worth = np.array([_worth(candidate) for candidate in candidates], dtype=np.float32)
    pages = _Pages([candidate.page for candidate in candidates], known.pages)
    far_away = covered < np.quantile(covered, _FAR_SHARE) if len(known) and by_model else np.zeros(len(covered), bool)
    doubtful_below = _doubtful_below(candidates)
    covered = covered.copy()
    chosen: list[Chosen] = []
    waiting = sorted(by_chance)
    is_free = np.ones(len(candidates), bool)
    is_free[waiting] = False
    every = max(round(count / len(waiting)), 1) if waiting else 0
    while len(chosen) < count:
        if waiting and ((every and len(chosen) % every == every - 1) or not is_free.any()):
            index = waiting.pop(0)
            chosen.append(Chosen(index, Reason.CHANCE))
        elif not is_free.any():
            break
        else:
            gains = np.maximum(likeness - covered[:, None], 0).sum(axis=0) * worth * pages.factors
            gains[~is_free] = -1
            index = int(gains.argmax())
            chosen.append(_because(index, candidates[index], doubtful_below, is_far=bool(far_away[index])))
        is_free[index] = False
        pages.take(index)
        covered = np.maximum(covered, likeness[:, index])
    return chosen


def sure_letters(text: str, confidences: Sequence[float]) -> str:
    """The letters of a reading that are rather right than wrong; all where nothing is known of them."""
    if len(confidences) != len(text):
        return text
    return "".join(letter for letter, sure in zip(text, confidences, strict=True) if sure >= _RATHER_RIGHT)


def rare_letters(text: str, lines_with: dict[str, int]) -> tuple[str, ...]:
    """The letters of `text` that few transcribed lines have, rarest first; `lines_with` counts those."""
    letters = {letter for letter in text if letter.isalpha() and lines_with.get(letter, 0) < _RARE_BELOW}
    return tuple(sorted(letters, key=lambda letter: (lines_with.get(letter, 0), letter)))


def _likeness(features: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(N, N) how alike two candidates are, 0 to 1, and (N,) how like each is to the known line most like it."""
    together = np.concatenate([features, known]) if len(known) else features
    scaled = (together - together.mean(axis=0)) / (together.std(axis=0) + 1e-6)
    own, others = scaled[: len(features)], scaled[len(features) :]
    squares = _distances(own, own)
    width = float(np.median(squares[squares > 1e-9])) if (squares > 1e-9).any() else 1.0
    likeness = np.exp(-squares / width)
    covered = np.exp(-_distances(own, others) / width).max(axis=1) if len(others) else np.zeros(len(own), np.float32)
    return likeness, covered


def _distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(N, M) squares."""
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)[None, :] - 2 * one @ other.T
    return np.asarray(np.maximum(squares, 0), dtype=np.float32)


class _Pages:
    """Spreads the choice over the pages, which differ in hand, ink and paper.

    Each line taken makes the others of its page count less.
    """

    def __init__(self, pages: Sequence[int | None], known: Sequence[int | None]) -> None:
        self._pages = np.array([-1 if page is None else page for page in pages])
        self.factors = np.ones(len(pages), np.float32)  # of each candidate
        self._taken = Counter(page for page in known if page is not None)
        for page in self._taken:
            self._weigh(page)

    def take(self, index: int) -> None:
        """Note that the candidate at `index` was chosen."""
        page = int(self._pages[index])
        if page >= 0:
            self._taken[page] += 1
            self._weigh(page)

    def _weigh(self, page: int) -> None:
        self.factors[self._pages == page] = (1 + self._taken[page]) ** -_PAGE_SPREAD


def _worth(candidate: Candidate) -> float:
    """Letters for the time they take, more when they are doubtful or rare."""
    doubt = 0.3 if candidate.confidence is None else 1 - candidate.confidence
    rare = 0.5 * bool(candidate.rare_letters)
    return float(candidate.letter_count / candidate.seconds**_HASTE * (0.5 + doubt + rare))


def _doubtful_below(candidates: Sequence[Candidate]) -> float:
    """A confidence below it is low, in itself and beside the other lines: some models doubt everything."""
    known = [candidate.confidence for candidate in candidates if candidate.confidence is not None]
    if len(known) < _FEW:
        return _LOW_CONFIDENCE
    return min(_LOW_CONFIDENCE, float(np.quantile(known, _DOUBTFUL_SHARE)))


def _because(index: int, candidate: Candidate, doubtful_below: float, *, is_far: bool) -> Chosen:
    if candidate.rare_letters:
        return Chosen(index, Reason.RARE_LETTER, candidate.rare_letters[0])
    if is_far:
        return Chosen(index, Reason.NEW_HAND)
    if candidate.confidence is not None and candidate.confidence < doubtful_below:
        return Chosen(index, Reason.LOW_CONFIDENCE)
    return Chosen(index, Reason.TYPICAL)
