"""Texts over several lines: joined, and words moved from one line to the next, marks included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seqclr_desktop.document import AuthorKind, Line, TextVersion
from seqclr_desktop.marks import MarkedText, joined, parted


def joined_human_text(lines: Sequence[Line]) -> TextVersion | None:
    """What people wrote on the lines as one text, by the person who wrote the first; checked when all lines are."""
    versions = [line.human for line in lines if line.human is not None]
    if not versions:
        return None
    together = joined(MarkedText(version.text, version.marks) for version in versions)
    is_persons = any(version.author_kind is AuthorKind.PERSON for version in versions)
    return TextVersion(
        together.text,
        AuthorKind.PERSON if is_persons else versions[0].author_kind,
        versions[0].author,
        is_checked=all(line.human is not None and line.human.is_checked for line in lines),
        marks=together.marks,
    )


def word_moved_on(first: Line, second: Line) -> tuple[Line, Line] | None:
    """The last word that people wrote on `first` begins `second`; None when there is no word to move."""
    text = _text(first)
    if not text.text:
        return None
    rest, word = parted(text, text.text.rfind(" ") + 1)
    return _with_text(first, rest), _with_text(second, joined([word, _text(second)]))


def word_moved_back(first: Line, second: Line) -> tuple[Line, Line] | None:
    """The first word of `second` ends `first`; None when there is no word to move."""
    text = _text(second)
    if not text.text:
        return None
    end = text.text.find(" ")
    word, rest = parted(text, end if end >= 0 else len(text.text))
    return _with_text(first, joined([_text(first), word])), _with_text(second, rest)


def _text(line: Line) -> MarkedText:
    return MarkedText(line.human.text, line.human.marks) if line.human is not None else MarkedText()


def _with_text(line: Line, wanted: MarkedText) -> Line:
    author = line.human.author if line.human is not None else ""
    version = TextVersion(wanted.text, AuthorKind.PERSON, author, marks=wanted.marks)
    return replace(line, human=version if wanted.text else None)
