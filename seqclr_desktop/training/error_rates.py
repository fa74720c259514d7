"""Character and word error rates, and what they count.

Both texts are compared after NFC with runs of white space made one blank; case and punctuation count.
CER is edits (insertions, deletions, substitutions) over the characters of the truth, WER the same over
its blank-separated words; both summed over all lines before dividing, so that long lines weigh more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from seqclr_desktop.document import normalise_text
from seqclr_desktop.training.bootstrap import LineErrors, RateInterval, rate_interval


@dataclass(frozen=True)
class ErrorRates:
    """Sums over lines. The rates can exceed 1 when much is read that is not there."""

    character_edits: int
    character_count: int
    word_edits: int
    word_count: int
    line_count: int

    @property
    def cer(self) -> float:
        return self.character_edits / max(self.character_count, 1)

    @property
    def wer(self) -> float:
        return self.word_edits / max(self.word_count, 1)


def error_rates(pairs: Iterable[tuple[str, str]]) -> ErrorRates:
    """Over (truth, reading) pairs."""
    character_edits = character_count = word_edits = word_count = line_count = 0
    for truth, reading in pairs:
        truth, reading = normalise_text(truth), normalise_text(reading)
        character_edits += Levenshtein.distance(truth, reading)
        character_count += len(truth)
        word_edits += Levenshtein.distance(truth.split(), reading.split())
        word_count += len(truth.split())
        line_count += 1
    return ErrorRates(character_edits, character_count, word_edits, word_count, line_count)


def cer_interval(pairs: Iterable[tuple[str, str]], pages: Sequence[int | None]) -> RateInterval | None:
    """Where the CER on other pages may lie, from (truth, reading) pairs and the page of each."""
    rates = [error_rates([pair]) for pair in pairs]
    counts = [(rate.character_edits, rate.character_count) for rate in rates]
    return rate_interval([LineErrors(*count, page) for count, page in zip(counts, pages, strict=True)])
