"""One line that was found: where it is, its picture, its text, and perhaps a box to tick."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from seqclr_desktop.document import Line
from seqclr_desktop.ui.text import in_a_row, tr
from seqclr_desktop.ui.theme import SPACE, sized_font
from seqclr_desktop.ui.widgets.card import muted_label
from seqclr_desktop.ui.widgets.line_picture import LinePicture

_PICTURE_PX = 44
_TEXT_SCALE = 1.2


@dataclass(frozen=True)
class ShownHit:
    """What a row shows. `place` and `remark` are words; `rich_text` is the text with its marks, `text` without."""

    line_id: int
    place: str
    remark: str
    text: str
    rich_text: str
    can_be_ticked: bool = False


class HitRow(QFrame):
    """Signals: `wanted(line_id)` to go to the line; `ticked()` when the box was changed."""

    wanted = Signal(int)
    ticked = Signal()
    focused = Signal(object)

    def __init__(self, hit: ShownHit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hit = hit
        self.line: Line | None = None
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{hit.place}: {hit.text}")
        self.setAccessibleDescription(hit.remark)
        self.box = QCheckBox()
        self.box.setAccessibleName(tr("Replace in this line"))
        self.box.setChecked(True)
        self.box.setVisible(hit.can_be_ticked)
        self.box.toggled.connect(lambda _on: self.ticked.emit())
        self.picture = LinePicture(_PICTURE_PX)
        self._text = QLabel(hit.rich_text)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setFont(sized_font(self._text, _TEXT_SCALE))
        place = muted_label(in_a_row((hit.place, hit.remark)))
        for child in (self.picture, self._text, place):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        for widget in (place, self.picture, self._text):
            column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The text as it is shown, with its marks."""
        return self._text.text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self.hit.line_id)
        elif event.key() == Qt.Key.Key_Space and self.hit.can_be_ticked:
            self.box.toggle()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.wanted.emit(self.hit.line_id)
        super().mouseReleaseEvent(event)
