"""Sliders for the look of the line pictures; what they do is seen at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QSlider, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.transcription_view.picture_look import PLAIN, PictureLook


class LookDialog(QDialog):
    """`changed(PictureLook)` while a slider moves."""

    changed = Signal(object)

    def __init__(self, look: PictureLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("How the line is shown"))
        self._brightness = _slider(-100, 100)
        self._contrast = _slider(-100, 100)
        self._gamma = _slider(20, 500)
        self._inverted = QCheckBox(tr("&Light writing on dark ground"))
        rows = QFormLayout(self)
        rows.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        rows.addRow(tr("&Brightness"), self._brightness)
        rows.addRow(tr("&Contrast"), self._contrast)
        rows.addRow(tr("&Midtones"), self._gamma)
        rows.addRow(self._inverted)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("C&lose"), QDialogButtonBox.ButtonRole.AcceptRole)
        plain = buttons.addButton(tr("As &scanned"), QDialogButtonBox.ButtonRole.ResetRole)
        rows.addRow(buttons)
        buttons.accepted.connect(self.accept)
        plain.clicked.connect(lambda: self.show_look(PLAIN))
        self.show_look(look)
        for slider in (self._brightness, self._contrast, self._gamma):
            slider.valueChanged.connect(self._tell)
        self._inverted.toggled.connect(self._tell)

    def show_look(self, look: PictureLook) -> None:
        self._brightness.setValue(look.brightness)
        self._contrast.setValue(look.contrast)
        self._gamma.setValue(look.gamma)
        self._inverted.setChecked(look.is_inverted)

    def _tell(self) -> None:
        look = PictureLook(
            self._brightness.value(), self._contrast.value(), self._gamma.value(), self._inverted.isChecked()
        )
        self.changed.emit(look)


def _slider(least: int, most: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(least, most)
    slider.setMinimumWidth(180)
    return slider
