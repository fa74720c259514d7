"""The likeliest texts under CTC, not only the likeliest path of frames.

Prefix beam search: beginnings of the text are kept with the summed probability of all paths that spell
them, apart for paths that end in a blank and in a letter (Graves 2012, section 7.5; Hannun et al. 2014).
Probabilities are counted in shares of the likeliest beginning, so that they can be added as they are: with
logarithms most of the time would go into adding.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numpy as np

from seqclr_desktop.model.alphabet import BLANK
from seqclr_desktop.model.decoder import Beam, Spelling

_LEAST = 1e-3  # letters less likely than this at a frame begin nothing
_TINY = 1e-30  # far from the smallest number there is, which one more frame must not reach


@dataclass(slots=True)
class _Beginning:
    """Probabilities of the paths ending in a blank and in a letter, the language's factor, where letters began.

    `best_part` is the likeliest of what was summed, whose letters began at `frames`.
    """

    blank: float
    letter: float
    language: float
    frames: tuple[int, ...]
    best_part: float

    @property
    def total(self) -> float:
        return self.blank + self.letter

    @property
    def score(self) -> float:
        return (self.blank + self.letter) * self.language


_Beginnings = dict[tuple[int, ...], _Beginning]


def search_ctc(log_probs: np.ndarray, beam: Beam, count: int = 1) -> list[Spelling]:
    """Log probabilities of one line (T, classes) -> up to `count` spellings, the likeliest first."""
    beginnings: _Beginnings = {(): _Beginning(1.0, 0.0, 1.0, (), 1.0)}
    log_scale = 0.0
    for frame, row in enumerate(np.exp(log_probs, dtype=np.float64).tolist()):
        beginnings = _next(beginnings, row, _likely(row, beam.width), frame, beam)
        log_scale += _rescale(beginnings)
    ended = [
        (beginning.score * math.exp(beam.language_score(numbers, BLANK)), numbers, beginning)
        for numbers, beginning in beginnings.items()
        if beginning.total > 0
    ]
    ended.sort(key=lambda entry: -entry[0])
    return [_spelling(numbers, beginning, log_scale, log_probs) for _, numbers, beginning in ended[:count]]


def _likely(row: list[float], most: int) -> list[int]:
    """Letters that may begin at a frame; more of them than beginnings are kept would only take time."""
    likely = [number for number, value in enumerate(row) if value > _LEAST and number != BLANK]
    return likely if len(likely) <= most else heapq.nlargest(most, likely, key=row.__getitem__)


def _next(beginnings: _Beginnings, row: list[float], likely: list[int], frame: int, beam: Beam) -> _Beginnings:
    """The `beam.width` likeliest beginnings one frame further."""
    new = {numbers: _as_long(old, row, numbers) for numbers, old in beginnings.items()}
    # A longer one that is not among these comes about in one way alone: if it is worse than all of them, it is lost.
    least = 0.0 if len(new) < beam.width else min(same.score for same in new.values())
    is_mute = beam.language is None
    shorter = {numbers[:-1] for numbers in beginnings if numbers}
    for numbers, old in beginnings.items():
        total, last = old.total, numbers[-1] if numbers else BLANK
        may_be_there = numbers in shorter
        for number in likely:
            # After the same letter a new one begins only where a blank has parted them.
            part = (old.blank if number == last else total) * row[number]
            language = old.language if is_mute else old.language * math.exp(beam.language_score(numbers, number))
            if part * language <= least and not may_be_there:
                continue
            longer = new.get((*numbers, number))
            if longer is None:
                new[*numbers, number] = _Beginning(0.0, part, language, (*old.frames, frame), part)
            else:
                longer.letter += part
                if part > longer.best_part:
                    longer.best_part, longer.frames = part, (*old.frames, frame)
    if len(new) <= beam.width:
        return new
    return dict(heapq.nlargest(beam.width, new.items(), key=lambda entry: entry[1].score))


def _as_long(old: _Beginning, row: list[float], numbers: tuple[int, ...]) -> _Beginning:
    """The same beginning a frame later: by a blank, or by more of its last letter."""
    blank = old.total * row[BLANK]
    letter = old.letter * row[numbers[-1]] if numbers else 0.0
    return _Beginning(blank, letter, old.language, old.frames, max(blank, letter))


def _rescale(beginnings: _Beginnings) -> float:
    """Make what has become tiny large again, lest all fade; the logarithm of what probabilities were divided by."""
    if max(beginning.score for beginning in beginnings.values()) > _TINY:
        return 0.0
    total = max(beginning.total for beginning in beginnings.values())
    language = max(beginning.language for beginning in beginnings.values())
    for beginning in beginnings.values():
        beginning.blank /= total
        beginning.letter /= total
        beginning.best_part /= total
        beginning.language /= language
    return math.log(total)


def _spelling(numbers: tuple[int, ...], beginning: _Beginning, log_scale: float, log_probs: np.ndarray) -> Spelling:
    """A character's confidence is its highest probability until the next one begins."""
    ends = (*beginning.frames[1:], len(log_probs))[: len(numbers)]
    sure = tuple(
        float(np.exp(log_probs[start : max(end, start + 1), number].max()))
        for number, start, end in zip(numbers, beginning.frames, ends, strict=True)
    )
    return Spelling(numbers, sure, log_scale + math.log(beginning.total), beginning.frames)
