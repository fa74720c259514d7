"""Below the strip: the few acts that are not typing, and how far one is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.transcription_view.desk import Place
from seqclr_desktop.ui.transcription_view.keys import KEYS, Act, words_for
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel


class StripFooter(QWidget):
    """Two buttons and a count. Signals: `check_wanted()`, `unusable_wanted()`."""

    check_wanted = Signal()
    unusable_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = _button(tr("Mark as checked"), Act.CHECK)
        self._unusable = _button(tr("Unusable"), Act.UNUSABLE)
        self._unusable.setCheckable(True)
        self._count = ElidedLabel()
        self._count.setProperty("role", "muted")
        self._count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 0, 4 * SPACE, 2 * SPACE)
        for widget in (self._check, self._unusable):
            row.addWidget(widget)
        row.addWidget(self._count, 1)
        self._check.clicked.connect(self.check_wanted)
        self._unusable.clicked.connect(self.unusable_wanted)

    def show_place(self, place: Place, *, is_unusable: bool) -> None:
        self._unusable.setChecked(is_unusable)
        self._count.setText(place_words(place))

    def count_text(self) -> str:
        return self._count.text()


def _button(text: str, act: Act) -> QPushButton:
    """A quiet button that shows its key; it leaves the focus in the text field."""
    keys = QKeySequence(next(key.keys for key in KEYS if key.act is act))
    button = QPushButton(f"{text}   {keys.toString(QKeySequence.SequenceFormat.NativeText)}")
    button.setProperty("quiet", "true")
    button.setToolTip(words_for(act))
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def place_words(place: Place) -> str:
    """line 14 of 25 · 312 of 2 535 transcribed."""
    here = tr("line {number} of {count}", number=number(place.number), count=number(place.lines_on_page))
    done = tr("{done} of {count} transcribed", done=number(place.human_count), count=number(place.line_count))
    return f"{here} · {done}"
