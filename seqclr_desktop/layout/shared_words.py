"""Moving words from the end of one line's text to the beginning of the next one's, as after splitting a line."""

from __future__ import annotations

from dataclasses import replace

from seqclr_desktop.document import AuthorKind, Line, TextVersion


def word_moved_on(first: Line, second: Line) -> tuple[Line, Line] | None:
    """The last word that people wrote on `first` begins `second`; None when there is no word to move."""
    words, others = _words(first), _words(second)
    return (_with_words(first, words[:-1]), _with_words(second, [words[-1], *others])) if words else None


def word_moved_back(first: Line, second: Line) -> tuple[Line, Line] | None:
    """The first word of `second` ends `first`; None when there is no word to move."""
    words, others = _words(first), _words(second)
    return (_with_words(first, [*words, others[0]]), _with_words(second, others[1:])) if others else None


def _words(line: Line) -> list[str]:
    return line.human.text.split() if line.human is not None else []


def _with_words(line: Line, words: list[str]) -> Line:
    author = line.human.author if line.human is not None else ""
    return replace(line, human=TextVersion(" ".join(words), AuthorKind.PERSON, author) if words else None)
