"""What is written: words as often as the language has them, sentences, and made-up dates, sums and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from seqclr_desktop.document import normalise_text
from seqclr_desktop.errors import UsageError

T = TypeVar("T")


@dataclass(frozen=True)
class TextPlan:
    """Where a line's text comes from. Files lie in the folder of texts.

    `words`: a table of word and frequency (tab separated); the frequency is taken to the power `evenness`, so that
    rare letters are met. `sentences`: one a line. `phrases` hold `{day}`, `{year}`, `{number}`, `{sum}`, `{month}`,
    `{name}` and `{word}`. `figures` are sets of ten figures, of which a line takes one. `phrase_share` and
    `sentence_share` of the pieces of a line are not words; signs of `ends` follow a word now and then. `left_out` are
    signs that are not written, such as vowel points. A line has `shortest` to `longest` characters.
    """

    words: str
    sentences: str = ""
    evenness: float = 0.6
    phrases: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ("0123456789",)
    ends: tuple[str, ...] = (".", ",")
    phrase_share: float = 0.12
    sentence_share: float = 0.2
    shortest: int = 6
    longest: int = 55
    left_out: tuple[str, ...] = ()


class LineTexts:
    """Makes texts of lines, all of a random generator's making."""

    def __init__(self, plan: TextPlan, folder: Path) -> None:
        """Raises UsageError for missing or empty files."""
        self._plan = plan
        rows = [row.split("\t") for row in _rows_of(folder / plan.words)]
        self._words = [row[0] for row in rows]
        weights = np.array([float(row[1]) for row in rows]) ** plan.evenness
        self._edges = np.cumsum(weights / weights.sum())
        self._sentences = [row.split() for row in _rows_of(folder / plan.sentences)] if plan.sentences else []

    def line(self, random: np.random.Generator) -> str:
        """The text of one line, NFC, in logical order."""
        wanted = int(random.integers(self._plan.shortest, self._plan.longest))
        pieces: list[str] = []
        while sum(map(len, pieces)) + len(pieces) < wanted:
            pieces += self._piece(random, wanted)
        text = normalise_text(" ".join(pieces))
        for sign in self._plan.left_out:
            text = text.replace(sign, "")
        return self._in_figures(_cut(normalise_text(text), wanted), random)

    def _piece(self, random: np.random.Generator, wanted: int) -> list[str]:
        chance = random.random()
        if self._plan.phrases and chance < self._plan.phrase_share:
            return [self._phrase(random)]
        if self._sentences and chance < self._plan.phrase_share + self._plan.sentence_share:
            sentence = _one_of(self._sentences, random)
            start = int(random.integers(len(sentence)))
            return sentence[start : start + 1 + wanted // 8]
        end = _one_of(self._plan.ends, random) if self._plan.ends and random.random() < 0.1 else ""
        return [self._word(random) + end]

    def _word(self, random: np.random.Generator) -> str:
        return self._words[min(int(np.searchsorted(self._edges, random.random())), len(self._words) - 1)]

    def _phrase(self, random: np.random.Generator) -> str:
        plan = self._plan
        return _one_of(plan.phrases, random).format(
            day=random.integers(1, 32),
            year=random.integers(1780, 1965),
            number=random.integers(1, int(10 ** random.uniform(1, 5))),
            sum=f"{random.integers(1, int(10 ** random.uniform(1, 5)))}.{random.integers(100):02d}",
            month=_one_of(plan.months or (str(random.integers(1, 13)),), random),
            name=_one_of(plan.names or (self._word(random),), random),
            word=self._word(random),
        )

    def _in_figures(self, text: str, random: np.random.Generator) -> str:
        return text.translate(str.maketrans("0123456789", _one_of(self._plan.figures, random)))


def _cut(text: str, longest: int) -> str:
    """Whole words from the beginning while they fit; a first word that is too long is cut."""
    if len(text) <= longest:
        return text
    end = text.rfind(" ", 0, longest + 1)
    return text[: end if end > 0 else longest]


def _one_of(choices: Sequence[T], random: np.random.Generator) -> T:
    return choices[int(random.integers(len(choices)))]


def _rows_of(path: Path) -> list[str]:
    try:
        rows = [row for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The texts in {path} cannot be read: {error}.") from error
    if not rows:
        raise UsageError(f"There are no texts in {path}.")
    return rows
