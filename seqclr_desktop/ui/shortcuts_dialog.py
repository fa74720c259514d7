"""What can be done by which keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QKeySequenceEdit,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from seqclr_desktop.ui.text import error_words, tr
from seqclr_desktop.ui.theme import SPACE, sized_font
from seqclr_desktop.ui.transcription_view.keys import KEYS, Act, KeyTable, KeyTakenError, words_for
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


def page_keys() -> list[tuple[str, str]]:
    """The keys of the page in the step Lines, which stand in no menu."""
    return [
        (tr("Next or previous line"), "↓ ↑"),
        (tr("Next or previous page"), tr("Page down, Page up")),
        (tr("Transcribe the chosen line"), tr("Enter")),
        (tr("Add the next or previous line"), tr("Shift with ↓ ↑")),
        (tr("Choose all lines, or none"), tr("Ctrl+A, Esc")),
        (tr("Next or previous line to look at"), tr("F8, Shift+F8")),
        (tr("This line is right"), "R"),
        (tr("Draw a line"), "D"),
        (tr("Split the line"), "C"),
        (tr("Move a word to the next line, or back"), tr("T, Shift+T")),
        (tr("Join lines"), "J"),
        (tr("Reverse the direction of writing"), "I"),
        (tr("Delete the chosen lines"), tr("Del")),
        (tr("Go from point to point of the line"), tr("P, Shift+P")),
        (tr("Move the upper edge of the chosen lines"), tr("Alt with ↑ ↓")),
        (tr("Move the lower edge of the chosen lines"), tr("Alt+Shift with ↑ ↓")),
        (tr("Find lines again in a rectangle"), "F"),
        (tr("Click lines in their reading order"), "O"),
        (tr("While drawing: set a point, end"), tr("Space, Enter")),
        (tr("While drawing: take back, leave"), tr("Backspace, Esc")),
        (tr("Larger, smaller, whole page"), "+  -  0"),
    ]


class ShortcutsDialog(QDialog):
    """Two columns: the deed and its keys; those of the step Transcribe can be changed where `keys` is given."""

    def __init__(
        self, menu_keys: Sequence[tuple[str, str]], keys: KeyTable | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._fields: dict[Act, QKeySequenceEdit] = {}
        self._problem = WrappingLabel()
        self._problem.setProperty("role", "error")
        self.setWindowTitle(tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 1)
        if keys is not None:
            self._add_changeable(grid, keys)
            self._add_group(grid, tr("Special characters"), list(keys.character_names().items()))
        self._add_group(grid, tr("Everywhere"), menu_keys)
        self._add_group(grid, tr("On a page in the step Lines"), page_keys())
        inner = QWidget()
        inner.setLayout(grid)
        scroll = QScrollArea()
        scroll.setAccessibleName(tr("Keyboard shortcuts"))
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("&Close"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        if keys is not None:
            reset = buttons.addButton(tr("&Keys as they came"), QDialogButtonBox.ButtonRole.ResetRole)
            reset.clicked.connect(self._reset)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        rows.addWidget(scroll, 1)
        rows.addWidget(self._problem)
        rows.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 70, min(metrics.height() * 34, 640))

    def problem(self) -> str:
        """Why the last key was refused; empty when it was not."""
        return self._problem.text()

    def _add_changeable(self, grid: QGridLayout, keys: KeyTable) -> None:
        """The keys of the step Transcribe, each in a field that takes another."""
        self._add_heading(grid, tr("In the step Transcribe: click on a key, then press another to change it"))
        for key in KEYS:
            field = _KeyField(keys.keys_of(key.act))
            field.setMaximumSequenceLength(1)
            field.setAccessibleName(words_for(key.act))
            field.editingFinished.connect(partial(self._change, key.act))
            self._fields[key.act] = field
            row = grid.rowCount()
            words = WrappingLabel(words_for(key.act))
            grid.addWidget(words, row, 0)
            grid.addWidget(field, row, 1)

    def _change(self, act: Act) -> None:
        assert self._keys is not None
        field = self._fields[act]
        if field.keySequence() == self._keys.keys_of(act):
            return
        try:
            self._keys.change(act, field.keySequence())
            self._problem.clear()
        except KeyTakenError as error:
            self._problem.setText(error_words(error))
            field.setKeySequence(self._keys.keys_of(act))

    def _reset(self) -> None:
        assert self._keys is not None
        self._keys.reset()
        self._problem.clear()
        for act, field in self._fields.items():
            field.setKeySequence(self._keys.keys_of(act))

    def _add_heading(self, grid: QGridLayout, title: str) -> None:
        heading = WrappingLabel(title)
        heading.setFont(sized_font(self, 1.15, bold=True))
        heading.setContentsMargins(0, 3 * SPACE, 0, SPACE)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)

    def _add_group(self, grid: QGridLayout, title: str, keys: Sequence[tuple[str, str]]) -> None:
        if keys:
            self._add_heading(grid, title)
        for deed, shortcut in keys:
            row = grid.rowCount()
            words = WrappingLabel(deed)
            grid.addWidget(words, row, 0)
            label = QLabel(shortcut)
            label.setProperty("role", "muted")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 1)


class _KeyField(QKeySequenceEdit):
    """Takes any key but Esc, which closes the dialog here as everywhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)
