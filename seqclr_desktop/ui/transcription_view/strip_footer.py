"""Below the strip: the few acts that are not typing, and how far one is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
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
        self._check = _ActButton(tr("Mark as checked"), Act.CHECK)
        self._unusable = _ActButton(tr("Unusable"), Act.UNUSABLE)
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
        self._count.setAccessibleDescription(place_sentence(place))
        self._count.setToolTip(place_sentence(place))

    def count_text(self) -> str:
        return self._count.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the keys on the buttons only where there is room for the count beside them."""
        super().resizeEvent(event)
        needed = sum(button.full_width() for button in (self._check, self._unusable))
        needed += self._count.fontMetrics().horizontalAdvance(self._count.text()) + 10 * SPACE
        for button in (self._check, self._unusable):
            button.set_shows_key(needed <= self.width())


class _ActButton(QPushButton):
    """A quiet button that shows its key; it leaves the focus in the text field when clicked."""

    def __init__(self, words: str, act: Act) -> None:
        super().__init__(words)
        keys = QKeySequence(next(key.keys for key in KEYS if key.act is act))
        key_name = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self._words, self._full = words, f"{words}   {key_name}"
        self.setProperty("quiet", "true")
        self.setToolTip(f"{words_for(act)} ({key_name})")
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def full_width(self) -> int:
        metrics = self.fontMetrics()
        return self.sizeHint().width() + metrics.horizontalAdvance(self._full) - metrics.horizontalAdvance(self.text())

    def set_shows_key(self, shows_key: bool) -> None:
        self.setText(self._full if shows_key else self._words)


def place_words(place: Place) -> str:
    """line 14 of 25 · 312 of 2 535."""
    here = tr("line {number} of {count}", number=number(place.number), count=number(place.lines_on_page))
    done = tr("{done} of {count}", done=number(place.human_count), count=number(place.line_count))
    return f"{here} · {done}"


def place_sentence(place: Place) -> str:
    """The same for those who meet it the first time."""
    return tr(
        "Line {number} of the {count} on this page. {done} of all {all} lines are transcribed.",
        number=number(place.number),
        count=number(place.lines_on_page),
        done=number(place.human_count),
        all=number(place.line_count),
    )
