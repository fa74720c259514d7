"""The likeliest texts under CTC, not only the likeliest path of frames.

Prefix beam search: beginnings of the text are kept with the summed probability of all paths that spell
them, apart for paths that end in a blank and in a letter (Graves 2012, section 7.5; Hannun et al. 2014).
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numpy as np

from seqclr_desktop.model.alphabet import BLANK
from seqclr_desktop.model.decoder import Beam, Spelling

_LEAST = math.log(1e-4)  # letters less likely than this at a frame begin nothing
_NEVER = -math.inf


@dataclass(slots=True)
class _Beginning:
    """Log probabilities of the paths ending in a blank and in a letter, the language's score, where letters began."""

    blank: float = _NEVER
    letter: float = _NEVER
    language: float = 0.0
    frames: tuple[int, ...] = ()
    best_part: float = _NEVER

    @property
    def total(self) -> float:
        return _added(self.blank, self.letter)

    @property
    def score(self) -> float:
        return self.total + self.language

    def take_letter(self, part: float, language: float, frames: tuple[int, ...]) -> None:
        self.letter = _added(self.letter, part)
        self._take(part, language, frames)

    def take_blank(self, part: float, language: float, frames: tuple[int, ...]) -> None:
        self.blank = _added(self.blank, part)
        self._take(part, language, frames)

    def _take(self, part: float, language: float, frames: tuple[int, ...]) -> None:
        self.language = language
        if part > self.best_part:
            self.best_part, self.frames = part, frames


def search_ctc(log_probs: np.ndarray, beam: Beam, count: int = 1) -> list[Spelling]:
    """Log probabilities of one line (T, classes) -> up to `count` spellings, the likeliest first."""
    beginnings: dict[tuple[int, ...], _Beginning] = {(): _Beginning(blank=0.0)}
    for frame, row in enumerate(log_probs.tolist()):
        beginnings = _pruned(_next(beginnings, row, _likely(row, beam.width), frame, beam), beam.width)
    ended = [
        (beginning.score + beam.language_score(numbers, BLANK), numbers, beginning)
        for numbers, beginning in beginnings.items()
    ]
    ended.sort(key=lambda entry: -entry[0])
    return [_spelling(numbers, beginning, log_probs) for _, numbers, beginning in ended[:count]]


def _likely(row: list[float], most: int) -> list[int]:
    """Letters that may begin at a frame; more of them than beginnings are kept would only take time."""
    likely = [number for number, value in enumerate(row) if value > _LEAST and number != BLANK]
    return likely if len(likely) <= most else heapq.nlargest(most, likely, key=row.__getitem__)


def _next(
    beginnings: dict[tuple[int, ...], _Beginning], row: list[float], likely: list[int], frame: int, beam: Beam
) -> dict[tuple[int, ...], _Beginning]:
    """All beginnings one frame further."""
    new: dict[tuple[int, ...], _Beginning] = {}
    for numbers, old in beginnings.items():
        total = old.total
        same = new.setdefault(numbers, _Beginning())
        same.take_blank(total + row[BLANK], old.language, old.frames)
        if numbers and old.letter > _NEVER:
            same.take_letter(old.letter + row[numbers[-1]], old.language, old.frames)
        for number in likely:
            # After the same letter a new one begins only where a blank has parted them.
            before = old.blank if numbers and number == numbers[-1] else total
            if before == _NEVER:
                continue
            language = old.language + beam.language_score(numbers, number)
            longer = new.setdefault((*numbers, number), _Beginning())
            longer.take_letter(before + row[number], language, (*old.frames, frame))
    return new


def _pruned(beginnings: dict[tuple[int, ...], _Beginning], width: int) -> dict[tuple[int, ...], _Beginning]:
    if len(beginnings) <= width:
        return beginnings
    return dict(heapq.nlargest(width, beginnings.items(), key=lambda entry: entry[1].score))


def _spelling(numbers: tuple[int, ...], beginning: _Beginning, log_probs: np.ndarray) -> Spelling:
    """A character's confidence is its highest probability until the next one begins."""
    ends = (*beginning.frames[1:], len(log_probs))[: len(numbers)]
    sure = tuple(
        float(np.exp(log_probs[start : max(end, start + 1), number].max()))
        for number, start, end in zip(numbers, beginning.frames, ends, strict=True)
    )
    return Spelling(numbers, sure, beginning.total, beginning.frames)


def _added(first: float, second: float) -> float:
    """ln(e^first + e^second)"""
    if first < second:
        first, second = second, first
    return first if second == _NEVER else first + math.log1p(math.exp(second - first))
