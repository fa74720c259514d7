"""Above the strip: which lines one goes through, why the present one is useful, and a comment on it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from seqclr_desktop.collection import LineFilter
from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.theme import SPACE, give_icon
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel


def kind_words() -> dict[LineFilter, str]:
    """The kinds of lines one may go through, in the order in which they are offered."""
    return {
        LineFilter.TO_TRANSCRIBE: tr("Not transcribed"),
        LineFilter.WITHOUT_TEXT: tr("Empty"),
        LineFilter.MACHINE_ONLY: tr("Read by a model only"),
        LineFilter.DOUBTFUL: tr("Doubtful"),
        LineFilter.HUMAN: tr("Transcribed"),
        LineFilter.CHECKED: tr("Checked"),
        LineFilter.FLAGGED: tr("Flagged"),
        LineFilter.COMMENTED: tr("With a comment"),
        LineFilter.UNUSABLE: tr("Unusable"),
        LineFilter.ALL: tr("All lines"),
    }


class LineGuide(QWidget):
    """Signals: `kind_chosen()`, `move_wanted(+1 or -1)`, `counts_wanted()` before reading; `comment_left()`."""

    kind_chosen = Signal()
    move_wanted = Signal(int)
    counts_wanted = Signal()
    comment_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = _CountingBox()
        self.box.setAccessibleName(tr("Which lines to go through"))
        self.box.setToolTip(tr("Which lines to go through"))
        self.box.addItem(tr("Useful lines first"), None)
        for kind, words in kind_words().items():
            self.box.addItem(words, kind)
        self.box.setCurrentIndex(self.box.findData(LineFilter.TO_TRANSCRIBE))
        self._back = _arrow("previous", tr("The line of this kind before"))
        self._on = _arrow("next", tr("The next line of this kind"))
        self._reason = ElidedLabel()
        self._reason.setProperty("role", "muted")
        self._reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.comment = QLineEdit()
        self.comment.setPlaceholderText(tr("Comment on this line"))
        self.comment.setAccessibleName(tr("Comment on this line"))
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 2 * SPACE, 4 * SPACE, 0)
        row.setSpacing(SPACE)
        for widget in (self.box, self._back, self._on):
            row.addWidget(widget)
        row.addWidget(self._reason, 1)
        row.addWidget(self.comment, 1)
        self._line_id: int | None = None  # whose comment is shown
        self._is_done = False  # "Not transcribed" was left for "All lines" because none is left
        self.box.activated.connect(lambda _index: self._tell_chosen())
        self.box.about_to_open.connect(self.counts_wanted)
        self._back.clicked.connect(lambda: self.move_wanted.emit(-1))
        self._on.clicked.connect(lambda: self.move_wanted.emit(+1))
        self.comment.editingFinished.connect(self.comment_left)

    @property
    def kind(self) -> LineFilter | None:
        """The chosen kind; None for useful lines."""
        data = self.box.currentData()
        return LineFilter(data) if data is not None else None

    def show_all_done(self, is_done: bool) -> None:
        """Offer all lines once none is left to transcribe, and those to transcribe when there are some again."""
        if is_done and self.kind is LineFilter.TO_TRANSCRIBE:
            self.box.setCurrentIndex(self.box.findData(LineFilter.ALL))
            self._is_done = True
        elif self._is_done and not is_done:
            self.box.setCurrentIndex(self.box.findData(LineFilter.TO_TRANSCRIBE))
            self._is_done = False

    def show_counts(self, counts: Mapping[LineFilter, int]) -> None:
        """Say how many lines of each kind there are."""
        words = kind_words()
        for place in range(1, self.box.count()):
            kind = LineFilter(self.box.itemData(place))
            self.box.setItemText(place, f"{words[kind]} · {number(counts[kind])}")

    def _tell_chosen(self) -> None:
        self._is_done = False
        self.kind_chosen.emit()

    def show_reason(self, words: str) -> None:
        """Why the line is useful, or what is happening."""
        self._reason.setText(words)

    def reason(self) -> str:
        return self._reason.text()

    def show_comment(self, line_id: int | None, comment: str) -> None:
        """Show the comment of a line, without touching one that is being typed on it; None for no line."""
        if line_id is None or line_id != self._line_id or not self.comment.hasFocus():
            self.comment.setText(comment)
        self._line_id = line_id


class _CountingBox(QComboBox):
    """Tells before it opens, so that counts are asked for when somebody will read them."""

    about_to_open = Signal()

    def showPopup(self) -> None:
        self.about_to_open.emit()
        super().showPopup()


def _arrow(icon: str, words: str) -> QToolButton:
    button = QToolButton()
    give_icon(button, icon)
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
