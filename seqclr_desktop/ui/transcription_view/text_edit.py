"""What was done on the lines, as steps that can be taken back in any order of lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from seqclr_desktop.marks import MarkedText

_TYPING_ID = 1


class TextEdit(QUndoCommand):
    """A change of one line's text or marks; what is typed within a word is one step."""

    def __init__(
        self, line_id: int, before: MarkedText, after: MarkedText, show: Callable[[int, MarkedText], None]
    ) -> None:
        super().__init__()
        self.line_id, self.before, self.after, self._show = line_id, before, after, show
        self._is_done = True  # the field has changed already

    def undo(self) -> None:
        self._show(self.line_id, self.before)

    def redo(self) -> None:
        if not self._is_done:
            self._show(self.line_id, self.after)
        self._is_done = False

    def id(self) -> int:
        return _TYPING_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, TextEdit) or other.line_id != self.line_id or other.before != self.after:
            return False
        if not (_adds_letters(self.before, self.after) and _adds_letters(self.after, other.after)):
            return False
        if self.after.text.endswith(" ") and not other.after.text.endswith(" "):
            return False  # a new word
        self.after = other.after
        return True


class Deed(QUndoCommand):
    """Any other act on a line that was just done, with what takes it back and what does it again."""

    def __init__(self, take_back: Callable[[], None], do_again: Callable[[], None]) -> None:
        super().__init__()
        self._take_back, self._do_again = take_back, do_again
        self._is_done = True

    def undo(self) -> None:
        self._take_back()

    def redo(self) -> None:
        if not self._is_done:
            self._do_again()
        self._is_done = False


def _adds_letters(before: MarkedText, after: MarkedText) -> bool:
    return len(after.text) > len(before.text) and after.marks == before.marks
