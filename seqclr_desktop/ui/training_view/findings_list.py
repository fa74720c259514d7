"""What may be amiss with the transcriptions, each with a button where it can be put right safely."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.training.text_check import Finding
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.card import muted_label


class FindingsList(QWidget):
    """Signals: `mend_wanted(finding)`; `line_wanted(line_id)` to look at the first line of a finding."""

    mend_wanted = Signal(object)
    line_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2 * SPACE)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these instead of those before; nothing at all when there are none."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in findings:
            self._rows.addWidget(self._row(finding))
        self.setVisible(bool(findings))

    def _row(self, finding: Finding) -> QWidget:
        row = QWidget()
        columns = QHBoxLayout(row)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(2 * SPACE)
        columns.addWidget(muted_label(f"• {tr(finding.sentence)}"), 1)
        if finding.line_ids:
            show = _link(tr("Show"), tr(finding.sentence))
            show.clicked.connect(lambda: self.line_wanted.emit(finding.line_ids[0]))
            columns.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        if finding.can_be_mended:
            mend = _link(tr("Put right"), tr(finding.sentence))
            mend.clicked.connect(lambda: self.mend_wanted.emit(finding))
            columns.addWidget(mend, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _link(words: str, sentence: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("link", "true")
    button.setProperty("inline", "true")
    button.setAccessibleDescription(sentence)
    return button
