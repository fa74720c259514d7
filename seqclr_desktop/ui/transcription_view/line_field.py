"""The text field of a line: a real text field that shows what the machine read in grey."""

from __future__ import annotations

from collections.abc import Collection as Container

from PySide6.QtCore import QEvent, QKeyCombination, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from seqclr_desktop.document import Direction, direction_of
from seqclr_desktop.ui.theme import sized_font
from seqclr_desktop.ui.transcription_view.suggestion import remainder

_EDGE_PX = 8
_TEXT_SCALE = 1.55  # 20 px where the program's text is 13 px


class LineField(QLineEdit):
    """Edits one line of text. What is typed is never replaced by the suggestion unless Tab accepts it.

    Signals: `typed()` after every change by the person, `left()` when the focus goes elsewhere.
    Keys in `passed_on` are left to the view around it.
    """

    typed = Signal()
    left = Signal()

    def __init__(self, passed_on: Container[QKeyCombination] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passed_on = passed_on
        self._suggestion = ""
        self._line_direction = Direction.LEFT_TO_RIGHT
        self.setFont(sized_font(self, _TEXT_SCALE))
        self.textEdited.connect(self._follow_edit)
        self.textChanged.connect(self._follow_direction)

    def show_text(self, text: str, suggestion: str, direction: Direction) -> None:
        """Begin a new line: `text` is what people wrote, `suggestion` what the machine read."""
        self._suggestion = suggestion
        self._line_direction = direction
        self.setText(text)  # forgets the undo steps of the line before
        self._follow_direction()
        self.end(False)
        self.update()

    @property
    def offered(self) -> str:
        """The part of the suggestion that Tab would add; empty when there is nothing to accept."""
        return remainder(self._suggestion, self.text())

    def accept_suggestion(self) -> bool:
        """Take over what is offered, as an edit that Ctrl+Z takes back."""
        offered = self.offered
        if not offered:
            return False
        self.end(False)
        self.insert(offered)
        self._follow_edit()
        return True

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._accepts_by(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if without_keypad(event) in self._passed_on:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        offered = self.offered
        if not offered or self.cursorPosition() != len(self.text()):
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.setFont(self.font())
        painter.setLayoutDirection(self.layoutDirection())
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        room = self._room_after_text(is_rtl)
        shown = self.fontMetrics().elidedText(offered, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), shown)

    def _room_after_text(self, is_rtl: bool) -> QRect:
        caret = self.cursorRect()
        if is_rtl:
            return QRect(_EDGE_PX, 0, caret.center().x() - _EDGE_PX, self.height())
        return QRect(caret.center().x(), 0, self.width() - caret.center().x() - _EDGE_PX, self.height())

    def _accepts_by(self, event: QKeyEvent) -> bool:
        is_plain_tab = event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.NoModifier
        return is_plain_tab and self.accept_suggestion()

    def _follow_edit(self) -> None:
        self.typed.emit()
        self.update()

    def _follow_direction(self) -> None:
        text = self.text() or self._suggestion
        has_letters = any(character.isalpha() for character in text)
        direction = direction_of(text) if has_letters else self._line_direction
        is_rtl = direction is Direction.RIGHT_TO_LEFT
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)


def without_keypad(event: QKeyEvent) -> QKeyCombination:
    """The keys of `event`; Enter of the number pad counts as Return."""
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    return QKeyCombination(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, key)
