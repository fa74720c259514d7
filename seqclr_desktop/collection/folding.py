"""Letters as one searches for them: without accents, points and case, the long ſ as s.

Folding may change the number of characters, so `Folded` remembers where each of them came from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Folded:
    """A folded text; character `n` of it comes from character `places[n]` of the original."""

    text: str
    places: tuple[int, ...]

    def span_in_original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind the characters `start` to `end` (not included).

        Marks that folding dropped behind the last character belong to the stretch.
        """
        if start >= end:
            place = self.places[start] if start < len(self.places) - 1 else self.places[-1]
            return place, place
        return self.places[start], self.places[end]


def fold(text: str) -> str:
    """`text` without accents, points and case. SQL knows it as `folded`."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, unicodedata.normalize("NFC", text)))


def fold_with_places(text: str) -> Folded:
    """As `fold`, for a text in NFC, with the way back; `places` has one entry more, the length of `text`."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in _fold_character(character):
            folded.append(part)
            places.append(place)
    return Folded("".join(folded), (*places, len(text)))


def _fold_character(character: str) -> str:
    if character < "\x80":
        return character.lower()
    parts = unicodedata.normalize("NFD", character.casefold())
    return "".join(part for part in parts if unicodedata.category(part) not in ("Mn", "Me"))
