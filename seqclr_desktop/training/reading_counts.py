"""What was right and wrong in one line, counted so that lines can be summed and drawn again (`paired_bootstrap`).

A word counts as read when it can be found again in the order of the line, whole or within one edit:
the longest common sequence of words decides, so that a word left out spoils itself alone. For pictures
of single words that is the word accuracy of the papers. Texts are compared as in `error_rates`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from seqclr_desktop.document import normalise_text


@dataclass(frozen=True)
class ReadingCounts:
    """Of one line: edits and lengths, and how many words of the truth were read wholly or but for one edit."""

    character_edits: int
    character_count: int
    word_edits: int
    word_count: int
    exact_words: int
    near_words: int


def count_reading(truth: str, reading: str) -> ReadingCounts:
    """Compare one line with what was read."""
    truth, reading = normalise_text(truth), normalise_text(reading)
    words, read = truth.split(), reading.split()
    return ReadingCounts(
        character_edits=Levenshtein.distance(truth, reading),
        character_count=len(truth),
        word_edits=Levenshtein.distance(words, read),
        word_count=len(words),
        exact_words=words_found(words, read, edits=0),
        near_words=words_found(words, read, edits=1),
    )


def words_found(truth: Sequence[str], read: Sequence[str], *, edits: int) -> int:
    """The most words of `truth` that can be paired with words of `read` in order, each within that many edits."""
    best = [0] * (len(read) + 1)  # best[j]: of the words of the truth so far against the first j read
    for word in truth:
        before = best.copy()
        for place, other in enumerate(read, start=1):
            is_pair = Levenshtein.distance(word, other, score_cutoff=edits) <= edits
            best[place] = max(before[place], best[place - 1], before[place - 1] + is_pair)
    return best[-1]
