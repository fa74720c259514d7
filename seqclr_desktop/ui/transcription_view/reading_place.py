"""How far along its line a person is, guessed from the caret, so that pictures can move along. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.document import Direction, Line, direction_of

_LETTERS_PER_LINE = 50  # of ordinary writing; used only while there is no text near by to count


def reading_share(caret: int, typed_count: int, expected_count: float) -> float:
    """The share (0–1) of the line before the caret; `expected_count`: letters the whole line is thought to have."""
    whole = max(typed_count, expected_count, 1)
    return min(max(caret / whole, 0.0), 1.0)


def shown_direction(line: Line) -> Direction:
    """The direction of the line's text, or of the line while it has none."""
    return direction_of(line.best_text) if line.best_text else line.direction


def expected_letters(line: Line, others: Sequence[Line | None]) -> float:
    """How many letters `line` may have: as many as were read, else as densely written as the `others`."""
    if line.best_text:
        return len(line.best_text)
    known = [other for other in others if other is not None and other.best_text and other.box.width]
    if known:
        return line.box.width * sum(len(other.best_text) for other in known) / sum(other.box.width for other in known)
    return _LETTERS_PER_LINE
