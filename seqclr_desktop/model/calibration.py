"""How sure a model really is: its probabilities brought to how often it is right.

CTC is too sure of itself. One number, the temperature, divides the log odds of every character
(Guo et al., "On calibration of modern neural networks", ICML 2017, section 4.2, here on the odds of the
character that was read against all others); it is fitted on lines whose texts are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from seqclr_desktop.model.recognizer import Reading, line_confidence

LEAST_CHARACTERS = 200
_LEAST_WRONG = 5
_TEMPERATURES = np.geomspace(0.25, 8, 141)
_EDGE = 1e-4


def fit_temperature(read: Iterable[tuple[str, Reading]]) -> float | None:
    """The temperature under which (truth, reading) pairs are likeliest; None when they are too few to tell."""
    sure: list[float] = []
    right: list[bool] = []
    for truth, reading in read:
        sure += reading.char_confidences
        right += characters_right(truth, reading.text)
    wrong_count = len(right) - sum(right)
    if len(right) < LEAST_CHARACTERS or wrong_count < _LEAST_WRONG:
        return None
    odds = _log_odds(sure)
    signs = np.where(right, 1.0, -1.0)
    losses = [float(np.logaddexp(0, -signs * odds / temperature).mean()) for temperature in _TEMPERATURES]
    return round(float(_TEMPERATURES[int(np.argmin(losses))]), 3)


def calibrated(reading: Reading, temperature: float) -> Reading:
    """The reading with its confidences at `temperature`; 1 leaves them as they are."""
    if temperature == 1 or not reading.char_confidences:
        return reading
    sure = 1 / (1 + np.exp(-_log_odds(reading.char_confidences) / temperature))
    confidences = tuple(round(float(value), 4) for value in sure)
    return replace(reading, confidence=line_confidence(confidences), char_confidences=confidences)


def characters_right(truth: str, reading: str) -> list[bool]:
    """For each character of `reading`, whether the fewest edits from `truth` leave it as it is."""
    right = [False] * len(reading)
    for step in Levenshtein.opcodes(truth, reading):
        if step.tag == "equal":
            right[step.dest_start : step.dest_end] = [True] * (step.dest_end - step.dest_start)
    return right


def _log_odds(sure: Sequence[float]) -> np.ndarray:
    clipped = np.clip(np.asarray(sure, dtype=float), _EDGE, 1 - _EDGE)
    odds: np.ndarray = np.log(clipped / (1 - clipped))
    return odds
