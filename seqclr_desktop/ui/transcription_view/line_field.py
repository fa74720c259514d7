"""The text field of a line: a real text field that shows what the machine read in grey, and marks on its letters."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QEvent, QKeyCombination, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from seqclr_desktop.document import Direction, direction_of
from seqclr_desktop.marks import Mark, MarkedText, MarkKind, Marks, follow_edit, toggled
from seqclr_desktop.ui.theme import colours, sized_font
from seqclr_desktop.ui.transcription_view.mark_painting import LetterPlaces, paint_marks, wave
from seqclr_desktop.ui.transcription_view.suggestion import next_word, remainder

_EDGE_PX = 8
_TEXT_SCALE = 1.55  # 20 px where the program's text is 13 px
_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class LineField(QLineEdit):
    """Edits one line of text. What is typed is never replaced by the suggestion unless Tab accepts it.

    Signals: `typed()` after every change, `edited(before, after)` (MarkedText) after those that can be
    taken back, `undo_wanted()` and `redo_wanted()`, `left()` when the focus goes elsewhere, `menu_opened(menu)`
    before the context menu is shown. Keys in `passed_on` are left to the view around it.
    """

    typed = Signal()
    edited = Signal(object, object)
    undo_wanted = Signal()
    redo_wanted = Signal()
    left = Signal()
    menu_opened = Signal(object)

    def __init__(self, passed_on: Container[QKeyCombination] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passed_on = passed_on
        self._suggestion = ""
        self._state = MarkedText()
        self._line_direction = Direction.LEFT_TO_RIGHT
        self._forced_direction: Direction | None = None
        self._machine_text = ""
        self._doubts: Marks = ()
        self.setFont(sized_font(self, _TEXT_SCALE))
        self.textEdited.connect(self._follow_edit)
        self.textChanged.connect(self._follow_direction)

    def show_text(self, text: str, suggestion: str, direction: Direction, marks: Marks = ()) -> None:
        """Begin a new line: `text` is what people wrote, `suggestion` what the machine read."""
        self._suggestion = suggestion
        self._line_direction = direction
        self._state = MarkedText(text, marks)
        self.setText(text)
        self._follow_direction()
        self.end(False)
        self.update()

    def show_doubts(self, machine_text: str, doubts: Marks) -> None:
        """Underline the letters of `machine_text` that the machine is not sure of, wherever they still stand."""
        self._machine_text, self._doubts = machine_text, doubts
        self.update()

    def force_direction(self, direction: Direction | None) -> None:
        """Write in `direction` whatever the letters say; with None they decide."""
        self._forced_direction = direction
        self._follow_direction()

    @property
    def direction(self) -> Direction:
        """The direction in which the line is written now."""
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return Direction.RIGHT_TO_LEFT if is_rtl else Direction.LEFT_TO_RIGHT

    @property
    def marked(self) -> MarkedText:
        """The text with its marks as they stand."""
        return self._state

    def put(self, marked: MarkedText) -> None:
        """Replace text and marks, as undoing does."""
        self._state = marked
        if self.text() != marked.text:
            self.setText(marked.text)
        self.typed.emit()
        self.update()

    def change(self, marked: MarkedText) -> None:
        """Replace text and marks as an edit that can be taken back."""
        before = self._state
        if marked != before:
            self.put(marked)
            self.edited.emit(before, marked)

    def insert_text(self, text: str) -> None:
        """Write `text` in the place of what is selected, or at the caret."""
        self.insert(text)
        self._follow_edit()

    @property
    def offered(self) -> str:
        """The part of the suggestion that Tab would add; empty when there is nothing to accept."""
        return remainder(self._suggestion, self.text())

    def accept_suggestion(self) -> bool:
        """Take over what is offered, as an edit that Ctrl+Z takes back."""
        return self._accept(self.offered)

    def accept_next_word(self) -> bool:
        """Take over the next word of what is offered, with the blank before it."""
        return self.cursorPosition() == len(self.text()) and self._accept(next_word(self.offered))

    def toggle_mark(self, kind: MarkKind) -> bool:
        """Put a mark on what is selected, else on the word at the caret (a gap: between two letters), or take it off.

        False when there is nothing to mark.
        """
        start, end = self.marked_span(kind)
        if start == end and kind is not MarkKind.GAP:
            return False
        self.change(MarkedText(self.text(), toggled(self._state.marks, Mark(start, end, kind))))
        return True

    def set_mark(self, kind: MarkKind, span: tuple[int, int], value: str) -> None:
        """Say `value` about the letters of `span`; an empty one takes the marks of `kind` away from there."""
        start, end = span
        others = [mark for mark in self._state.marks if mark.kind is not kind or mark.end <= start or end <= mark.start]
        marks = (*others, Mark(start, end, kind, value)) if value else others
        self.change(MarkedText(self.text(), tuple(sorted(marks))))

    def take_off(self, mark: Mark) -> None:
        """Take this one mark off."""
        self.change(MarkedText(self.text(), tuple(other for other in self._state.marks if other != mark)))

    def marked_span(self, kind: MarkKind) -> tuple[int, int]:
        """What a mark of `kind` would be put on now."""
        if self.hasSelectedText():
            return self.selectionStart(), self.selectionEnd()
        place = self.cursorPosition()
        return (place, place) if kind is MarkKind.GAP else _word_at(self.text(), place)

    def marks_here(self) -> Marks:
        """The marks at the caret or within what is selected."""
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        end = self.selectionEnd() if self.hasSelectedText() else start
        return tuple(mark for mark in self._state.marks if mark.start <= end and start <= mark.end)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride and self._is_undo(event) is not None:
                return False  # the whole view takes steps back, not this field
            if event.type() is QEvent.Type.ShortcutOverride and without_keypad(event) in self._passed_on:
                event.accept()  # before the menus see it
                return True
            if event.type() is QEvent.Type.KeyPress and self._accepts_by(event):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        undo = self._is_undo(event)
        if undo is not None:
            (self.undo_wanted if undo is QKeySequence.StandardKey.Undo else self.redo_wanted).emit()
        elif without_keypad(event) in self._passed_on:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.make_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """The usual menu of a text field, with what the view adds; undoing is the view's."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            for name, signal in (("edit-undo", self.undo_wanted), ("edit-redo", self.redo_wanted)):
                if action.objectName() == name:
                    action.triggered.disconnect()
                    action.setEnabled(True)
                    action.triggered.connect(signal)
        self.menu_opened.emit(menu)
        return menu

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._state.marks:
                painter.setClipRect(self.rect().adjusted(2, 2, -2, -2))
                paint_marks(painter, self._state.marks, LetterPlaces(self))
            offered = self.offered
            if self._doubts and (offered or self.text()):
                self._paint_doubts(painter, self.text() + offered)
            if offered and self.cursorPosition() == len(self.text()):
                self._paint_offered(painter, offered)

    def _paint_doubts(self, painter: QPainter, shown: str) -> None:
        places = LetterPlaces(self, shown)
        for doubt in follow_edit(self._doubts, self._machine_text, shown):
            for box in places.boxes(doubt.start, doubt.end):
                wave(painter, box, colours().colour("line_doubtful"))

    def _paint_offered(self, painter: QPainter, offered: str) -> None:
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

    def _accept(self, text: str) -> bool:
        if not text:
            return False
        self.end(False)
        self.insert_text(text)
        return True

    def _accepts_by(self, event: QKeyEvent) -> bool:
        is_plain_tab = event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.NoModifier
        return is_plain_tab and self.accept_suggestion()

    def _is_undo(self, event: QKeyEvent) -> QKeySequence.StandardKey | None:
        return next((key for key in _UNDO_KEYS if event.matches(key)), None)

    def _follow_edit(self) -> None:
        before, text = self._state, self.text()
        if text == before.text:
            return
        self._state = MarkedText(text, follow_edit(before.marks, before.text, text))
        self.typed.emit()
        self.edited.emit(before, self._state)
        self.update()

    def _follow_direction(self) -> None:
        text = self.text() or self._suggestion
        has_letters = any(character.isalpha() for character in text)
        direction = self._forced_direction or (direction_of(text) if has_letters else self._line_direction)
        is_rtl = direction is Direction.RIGHT_TO_LEFT
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)


def without_keypad(event: QKeyEvent) -> QKeyCombination:
    """The keys of `event`; Enter of the number pad counts as Return, and + as + with Shift, without, or as =."""
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal) and modifiers & Qt.KeyboardModifier.AltModifier:
        return QKeyCombination(modifiers & ~Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Plus)
    return QKeyCombination(modifiers, key)


def _word_at(text: str, place: int) -> tuple[int, int]:
    """The stretch without blanks around `place`; the word before it when a blank follows."""
    start = place
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    end = place
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
