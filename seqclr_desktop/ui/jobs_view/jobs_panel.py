"""The panel with a row for every job, newest first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from seqclr_desktop.ui.job_runner import JobRunner, JobState, WantedJob
from seqclr_desktop.ui.jobs_view.job_row import JobRow
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon, sized_font

_ROWS_IN_SIGHT = 3


class JobsPanel(QFrame):
    """All jobs of this session; `close_wanted` when it should go out of sight."""

    close_wanted = Signal()

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.setAccessibleName(tr("Jobs"))
        self._runner = runner
        self._rows: dict[WantedJob, JobRow] = {}
        self._none = QLabel(tr("Nothing is running."))
        self._none.setProperty("role", "muted")
        self._none.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addWidget(self._none)
        self._list.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._list)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(tr("Jobs"))
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, SPACE)
        rows.setSpacing(0)
        rows.addLayout(self._make_head())
        rows.addWidget(self._scroll, 1)
        runner.list_changed.connect(self._show)
        self._show()

    def rows(self) -> list[JobRow]:
        """In the order of their coming."""
        return list(self._rows.values())

    def sizeHint(self) -> QSize:
        row_height = self.fontMetrics().height() * 4
        shown = min(max(len(self._rows), 1), _ROWS_IN_SIGHT)
        return QSize(400, self.fontMetrics().height() * 3 + shown * row_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() * 6)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _make_head(self) -> QHBoxLayout:
        title = QLabel(tr("Jobs"))
        title.setFont(sized_font(self, 1.15, bold=True))
        self._tidy = QPushButton(tr("Clear ended &jobs"))
        self._tidy.setProperty("link", "true")
        self._tidy.clicked.connect(self._runner.forget_ended)
        close = QToolButton()
        give_icon(close, "close", "muted")
        close.setToolTip(tr("Hide the jobs"))
        close.setAccessibleName(tr("Hide the jobs"))
        close.clicked.connect(self.close_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(4 * SPACE, 2 * SPACE, 2 * SPACE, 0)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._tidy)
        head.addWidget(close)
        return head

    def _show(self) -> None:
        jobs = self._runner.jobs
        for gone in [wanted for wanted in self._rows if wanted not in jobs]:
            row = self._rows.pop(gone)
            self._list.removeWidget(row)
            row.deleteLater()
        for wanted in jobs:
            if wanted not in self._rows:
                row = JobRow(wanted)
                row.stop_wanted.connect(self._runner.stop)
                self._rows[wanted] = row
                self._list.insertWidget(0, row)
        self._none.setVisible(not self._rows)
        self._tidy.setVisible(any(wanted.state is JobState.ENDED for wanted in jobs))
        self.updateGeometry()
