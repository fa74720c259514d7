"""What a person typed into the search field, as words: no SQL here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seqclr_desktop.collection.folding import Folded, fold

_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
WORD = re.compile(r"\w+")
_SURE_LENGTH = 4  # shorter words are too much like each other for typos to be looked for
_LONG_LENGTH = 8


@dataclass(frozen=True)
class SearchTerm:
    """`words` (folded) that follow one another; with `is_whole` the last must end there, else it may go on."""

    words: tuple[str, ...]
    is_whole: bool

    @property
    def fts(self) -> str:
        """As FTS5 asks for it."""
        phrase = '"' + " ".join(self.words) + '"'
        return phrase if self.is_whole else phrase + " *"

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the term in a folded text."""
        ending = r"(?!\w)" if self.is_whole else r"\w*"
        return re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, self.words)) + ending)


@dataclass(frozen=True)
class SearchQuery:
    """All `terms` must occur in a line; none when nothing was asked for."""

    terms: tuple[SearchTerm, ...]

    @property
    def fts(self) -> str:
        return " AND ".join(term.fts for term in self.terms)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for term in self.terms for word in term.words)

    def spans(self, folded: Folded) -> tuple[tuple[int, int], ...]:
        """Where the terms stand in the original of `folded`, from left to right, without overlap."""
        found = sorted(match.span() for term in self.terms for match in term.pattern.finditer(folded.text))
        apart: list[tuple[int, int]] = []
        for start, end in found:
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return tuple(folded.span_in_original(start, end) for start, end in apart)


def parse_query(typed: str) -> SearchQuery:
    """Words are found with whatever follows them (“reg” finds “registre”); those in quotation marks exactly."""
    terms = []
    for quoted, bare in _PARTS.findall(typed):
        words = tuple(WORD.findall(fold(quoted or bare).replace("_", " ")))
        if words:
            terms.append(SearchTerm(words, is_whole=bool(quoted)))
    return SearchQuery(tuple(terms))


def typo_count(word: str) -> int:
    """How many letters of a word a person may have got wrong."""
    return 0 if len(word) < _SURE_LENGTH else 1 if len(word) < _LONG_LENGTH else 2


def trigrams(word: str) -> list[str]:
    """Every three letters in a row."""
    return [word[place : place + 3] for place in range(len(word) - 2)]
