"""One format to choose: its name, what it is good for, what it cannot say."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from seqclr_desktop.exchange.formats import DESCRIPTIONS, ExportFormat
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, sized_font
from seqclr_desktop.ui.widgets.card import muted_label

_INDENT_PX = 6 * SPACE


class FormatChoice(QWidget):
    """A radio button with its explanation below."""

    def __init__(self, kind: ExportFormat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        description = DESCRIPTIONS[kind]
        self.kind = kind
        self.button = QRadioButton(tr(description.name))
        self.button.setFont(sized_font(self.button, 1.0, bold=True))
        loses = tr("Left out: {what}", what=tr(description.loses))
        self.button.setAccessibleDescription(f"{tr(description.use)} {loses}")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE)
        rows.addWidget(self.button)
        for words in (tr(description.use), loses):
            label = muted_label(words)
            label.setIndent(_INDENT_PX)
            rows.addWidget(label)
