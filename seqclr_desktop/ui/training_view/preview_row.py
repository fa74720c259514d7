"""One validation line as the model reads it now: image, what stands there, what was read."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from seqclr_desktop.document import Direction, direction_of
from seqclr_desktop.training.progress_record import Preview
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, colours, sized_font
from seqclr_desktop.ui.widgets.diff_text import as_html, differences, wrong_letter_count
from seqclr_desktop.ui.widgets.line_picture import LinePicture
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

_PICTURE_PX = 36


class PreviewRow(QWidget):
    """Letters that differ are underlined on a tint; letters left out are shown as ␣."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._picture = LinePicture(_PICTURE_PX)
        self._truth = _line_label("muted")
        self._reading = _line_label("")
        self._reading.setTextFormat(Qt.TextFormat.RichText)
        self._reading.setFont(sized_font(self, 1.15))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 2 * SPACE)
        rows.setSpacing(SPACE // 2)
        for widget in (self._picture, self._reading, self._truth):
            rows.addWidget(widget)

    @property
    def line_id(self) -> int | None:
        return self._preview.line_id if self._preview else None

    def show_image(self, image: QImage | None) -> None:
        truth = self._preview.truth if self._preview else ""
        self._picture.show_image(image, direction_of(truth))

    def show_preview(self, preview: Preview) -> None:
        """Show how the line is read now."""
        if preview == self._preview:
            return
        self._preview = preview
        self._show()

    def take_colours(self) -> None:
        if self._preview is not None:
            self._show()

    def _show(self) -> None:
        preview = self._preview
        if preview is None:
            return
        stretches = differences(preview.truth, preview.reading)
        wrong = wrong_letter_count(stretches)
        c = colours()
        marked = as_html(stretches, colour=c.warning, background=c.warning_soft)
        direction = direction_of(preview.truth)
        if preview.truth and not preview.reading:  # as at the beginning: a row of marks would tell nothing
            marked = f'<span style="color:{c.muted}">{html.escape(tr("nothing read yet"))}</span>'
        self._reading.setText(f'<div dir="{direction.value}">{marked}</div>')
        self._truth.setText(preview.truth)
        for label in (self._reading, self._truth):
            label.setAlignment(_side(direction))
        self._truth.setVisible(wrong > 0)
        self.setAccessibleName(
            tr(
                "Read: {reading}. It says: {truth}. {n} wrong letter(s).",
                wrong,
                reading=preview.reading,
                truth=preview.truth,
            )
        )


def _line_label(role: str) -> QLabel:
    label = WrappingLabel()
    label.setMinimumWidth(1)  # a long word may be broken rather than push the column wider
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", role)
    return label


def _side(direction: Direction) -> Qt.AlignmentFlag:
    is_rtl = direction is Direction.RIGHT_TO_LEFT
    return (Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
