"""Below the strip: the few acts that are not typing, and how far one is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.transcription_view.desk import Place
from seqclr_desktop.ui.transcription_view.keys import Act, KeyTable, words_for
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel


class StripFooter(QWidget):
    """A few buttons and a count. `act_wanted(act)` when a button is pressed."""

    act_wanted = Signal(object)

    def __init__(self, keys: KeyTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = _ActButton(tr("Mark as checked"), Act.CHECK, keys)
        self._unusable = _ActButton(tr("Unusable"), Act.UNUSABLE, keys)
        self._unusable.setCheckable(True)
        self._history = _ActButton(tr("Versions"), Act.HISTORY, keys)
        self._buttons = (self._check, self._unusable, self._history)
        self._count = ElidedLabel()
        self._count.setProperty("role", "muted")
        self._count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 0, 4 * SPACE, 2 * SPACE)
        for button in self._buttons:
            row.addWidget(button)
            button.clicked.connect(partial(self.act_wanted.emit, button.act))
        self._tools = QPushButton(tr("Tools"))
        self._tools.setProperty("quiet", "true")
        self._tools.setToolTip(tr("Special characters, other readings, direction, font, and how the picture is shown"))
        self._tools.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self._tools)
        row.addWidget(self._count, 1)

    def set_tools(self, menu: QMenu) -> None:
        """What the button Tools opens."""
        self._tools.setMenu(menu)

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
        needed = sum(button.full_width() for button in self._buttons)
        needed += self._tools.sizeHint().width()
        needed += self._count.fontMetrics().horizontalAdvance(self._count.text()) + 10 * SPACE
        for button in self._buttons:
            button.set_shows_key(needed <= self.width())


class _ActButton(QPushButton):
    """A quiet button that shows its key; it leaves the focus in the text field when clicked."""

    def __init__(self, words: str, act: Act, keys: KeyTable) -> None:
        super().__init__(words)
        self.act = act
        self._keys = keys
        self._words = words
        self._shows_key = False
        self.setProperty("quiet", "true")
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys.changed.connect(self._name_key)
        self._name_key()

    def full_width(self) -> int:
        metrics = self.fontMetrics()
        return self.sizeHint().width() + metrics.horizontalAdvance(self._full) - metrics.horizontalAdvance(self.text())

    def set_shows_key(self, shows_key: bool) -> None:
        self._shows_key = shows_key
        self.setText(self._full if shows_key else self._words)

    def _name_key(self) -> None:
        key_name = self._keys.name_of(self.act)
        self._full = f"{self._words}   {key_name}"
        self.setToolTip(f"{words_for(self.act)} ({key_name})")
        self.set_shows_key(self._shows_key)


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
