"""What a person says about stretches of a line's text: unclear, a gap, struck out, a name, …

Marks stand beside the text, never in it: the text stays what is written on the page. Offsets count
characters (code points) of the text they belong to. Nothing here knows files or windows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum


class MarkKind(StrEnum):
    """What a mark says. Note and language carry a word of the person's in `Mark.value`.

    A tag is what another program says of the letters; `Mark.value` is its name and what it says besides.
    """

    UNCLEAR = "unclear"
    GAP = "gap"
    DELETED = "deleted"
    INSERTED = "inserted"
    SUPERSCRIPT = "superscript"
    NOTE = "note"
    LANGUAGE = "language"
    PERSON = "person"
    PLACE = "place"
    TAG = "tag"


UNREADABLE = "\ufffd"  # in a text to learn from: anything may stand here
WITH_VALUE = frozenset({MarkKind.NOTE, MarkKind.LANGUAGE})
BY_HAND = tuple(kind for kind in MarkKind if kind is not MarkKind.TAG)
"""What a person can put on letters here."""


@dataclass(frozen=True, order=True)
class Mark:
    """A mark on the characters from `start` up to `end`. Only a gap may be empty: nothing could be read there.

    `value` is what a person wrote, or what another program says besides, which is only given back to it.
    """

    start: int
    end: int
    kind: MarkKind
    value: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError("a mark ends after its beginning")
        if self.start == self.end and self.kind is not MarkKind.GAP:
            raise ValueError("only a gap may stand between two letters")


Marks = tuple[Mark, ...]
_Step = tuple[str, int, int, int, int]  # of difflib: what became of a stretch


@dataclass(frozen=True)
class MarkedText:
    """A text with its marks, as it stands in the field while it is written."""

    text: str = ""
    marks: Marks = ()


def tidied(marked: MarkedText) -> MarkedText:
    """NFC, runs of white space made one blank, none at the ends; the marks move with their letters."""
    places = [0]  # where each boundary between two characters of the given text lies in the tidied one
    text = ""
    for end in range(1, len(marked.text) + 1):
        text = " ".join(unicodedata.normalize("NFC", marked.text[:end]).split())
        is_inner_blank = marked.text[end - 1].isspace() and text != ""
        places.append(len(text) + is_inner_blank)
    places = [min(place, len(text)) for place in places]
    return MarkedText(text, _moved(marked.marks, places.__getitem__, len(marked.text)))


def follow_edit(marks: Marks, before: str, after: str) -> Marks:
    """Where the marks of `before` lie once it has become `after`; those whose letters are gone are dropped.

    A corrected letter stays marked, one typed at either end of a mark is not drawn into it.
    """
    if not marks:
        return ()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    kept = []
    for mark in marks:
        end = _end_after(steps, mark.end)
        start = end if mark.start == mark.end else _start_after(steps, mark.start, len(after))
        if start < end or mark.start == mark.end:
            kept.append(replace(mark, start=start, end=end))
    return tuple(sorted(kept))


def joined(parts: Iterable[MarkedText]) -> MarkedText:
    """The texts one after the other with blanks between them; empty ones are left out. The marks move along."""
    text, marks = "", list[Mark]()
    for part in parts:
        if not part.text:
            continue
        begin = len(text) + 1 if text else 0
        text = f"{text} {part.text}" if text else part.text
        marks += [replace(mark, start=mark.start + begin, end=mark.end + begin) for mark in part.marks]
    return MarkedText(text, tuple(sorted(marks)))


def parted(marked: MarkedText, place: int) -> tuple[MarkedText, MarkedText]:
    """The text before and after `place`, without blanks where it was cut; a mark over the cut goes to both."""
    head, tail = marked.text[:place].rstrip(), marked.text[place:].lstrip()
    begin = len(marked.text) - len(tail)
    before = _moved(marked.marks, lambda at: min(at, len(head)), len(marked.text))
    after = _moved(marked.marks, lambda at: max(at - begin, 0), len(marked.text))
    return (
        MarkedText(head, tuple(mark for mark in before if mark.start < mark.end or mark.end < len(head))),
        MarkedText(tail, tuple(mark for mark in after if mark.start < mark.end or mark.start > 0)),
    )


def toggled(marks: Marks, mark: Mark) -> Marks:
    """With `mark`, which has no value, put on, or with every mark of its kind that touches it taken off when it was
    there already.
    """
    touching = [other for other in marks if other.kind is mark.kind and _touch(other, mark)]
    if any(other.start <= mark.start and mark.end <= other.end for other in touching):
        return tuple(other for other in marks if other not in touching)
    start = min([mark.start, *(other.start for other in touching)])
    end = max([mark.end, *(other.end for other in touching)])
    others = [other for other in marks if other not in touching]
    value = next((other.value for other in touching if other.value), "")
    return tuple(sorted([*others, Mark(start, end, mark.kind, value)]))


def has_gap(marks: Iterable[Mark]) -> bool:
    """Whether a part of the line could not be read at all."""
    return any(mark.kind is MarkKind.GAP for mark in marks)


def label_text(text: str, marks: Sequence[Mark]) -> str:
    """What a model is to learn of a line: each unclear stretch is one `UNREADABLE`; nothing for a line with a gap."""
    return "" if has_gap(marks) else replaced_spans(text, marks, MarkKind.UNCLEAR, UNREADABLE)


def replaced_spans(text: str, marks: Sequence[Mark], kind: MarkKind, sign: str) -> str:
    """`text` with each stretch marked as `kind` replaced by one `sign`."""
    spans = sorted((mark.start, mark.end) for mark in marks if mark.kind is kind)
    result, place = "", 0
    for start, end in spans:
        if end <= place:
            continue
        result += text[place:start] + (sign if start >= place else "")
        place = end
    return result + text[place:]


def _start_after(steps: Iterable[_Step], place: int, length: int) -> int:
    for tag, old_start, old_end, new_start, new_end in steps:
        if old_start <= place < old_end:
            if tag == "equal":
                return new_start + place - old_start
            return new_start if place == old_start else new_end
    return length


def _end_after(steps: Iterable[_Step], place: int) -> int:
    for tag, old_start, old_end, new_start, new_end in steps:
        if old_start < place <= old_end:
            if tag == "equal":
                return new_start + place - old_start
            return new_end if place == old_end else new_start
    return 0


def _touch(one: Mark, other: Mark) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.start <= one.end or other.start <= one.start <= other.end
    return one.start < other.end and other.start < one.end


def _moved(marks: Marks, place_of: Callable[[int], int], length: int) -> Marks:
    kept = []
    for mark in marks:
        start, end = place_of(min(mark.start, length)), place_of(min(mark.end, length))
        if start < end or mark.kind is MarkKind.GAP:
            kept.append(replace(mark, start=min(start, end), end=end))
    return tuple(sorted(kept))
