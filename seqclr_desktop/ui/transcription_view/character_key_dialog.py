"""Gives a special character a key of its own, or takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QKeySequenceEdit, QLabel, QVBoxLayout, QWidget

from seqclr_desktop.ui.text import error_words, tr
from seqclr_desktop.ui.theme import SPACE, sized_font
from seqclr_desktop.ui.transcription_view.keys import KeyTable, KeyTakenError
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


class CharacterKeyDialog(QDialog):
    """Press a key and accept; an empty field leaves the character without one."""

    def __init__(self, character: str, keys: KeyTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Key for a character"))
        self._character, self._keys = character, keys
        shown = QLabel(character)
        shown.setFont(sized_font(shown, 2.0))
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = WrappingLabel(tr("Press the key that shall write it, with Ctrl or Alt."))
        self.field = QKeySequenceEdit(keys.key_of_character(character) or QKeySequence())
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(words.text())
        self._problem = WrappingLabel()
        self._problem.setProperty("role", "error")
        buttons = QDialogButtonBox()
        buttons.addButton(tr("&Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("&Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        rows.setSpacing(2 * SPACE)
        for widget in (shown, words, self.field, self._problem, buttons):
            rows.addWidget(widget)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        self.field.setFocus()

    def problem(self) -> str:
        """Why the key was refused; empty when it was not."""
        return self._problem.text()

    def accept(self) -> None:
        try:
            self._keys.give_character(self._character, self.field.keySequence())
        except KeyTakenError as error:
            self._problem.setText(error_words(error))
            self._problem.setMinimumHeight(self._problem.heightForWidth(self._problem.width()))
            self.adjustSize()
            return
        super().accept()
