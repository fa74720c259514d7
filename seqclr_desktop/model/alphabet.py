"""Characters <-> numbers. Number 0 is CTC's blank, the characters follow in code point order."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seqclr_desktop.marks import UNREADABLE

BLANK = 0
ANYTHING = -1  # in a target: whatever stands there is neither right nor wrong


@dataclass(frozen=True)
class Alphabet:
    """The characters a model can write, each one code point after NFC."""

    characters: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.characters)) != len(self.characters):
            raise ValueError("an alphabet names each character once")
        if any(len(character) != 1 for character in self.characters):
            raise ValueError("an alphabet is made of single code points")

    @classmethod
    def of(cls, texts: Iterable[str]) -> Alphabet:
        """All characters of `texts` after NFC, the blank between words included, `UNREADABLE` left out."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(unicodedata.normalize("NFC", text))
        del counts[UNREADABLE]
        return cls(tuple(sorted(counts)))

    @property
    def class_count(self) -> int:
        """Characters and the CTC blank."""
        return len(self.characters) + 1

    def grown_by(self, texts: Iterable[str]) -> Alphabet:
        """This alphabet, its numbers unchanged, with new characters of `texts` appended."""
        new = [c for c in Alphabet.of(texts).characters if c not in self._numbers]
        return Alphabet(self.characters + tuple(new)) if new else self

    def encode(self, text: str) -> list[int]:
        """Numbers from 1, `UNREADABLE` as `ANYTHING`; characters that the alphabet lacks are left out."""
        known = {**self._numbers, UNREADABLE: ANYTHING}
        return [known[c] for c in unicodedata.normalize("NFC", text) if c in known]

    def decode(self, numbers: Sequence[int]) -> str:
        return "".join(self.characters[number - 1] for number in numbers)

    @property
    def _numbers(self) -> dict[str, int]:
        return {character: number for number, character in enumerate(self.characters, start=1)}
