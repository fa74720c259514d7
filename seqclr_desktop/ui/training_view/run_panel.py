"""A training as it goes: curves, lines read as it learns, and what is happening in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.training.progress_record import Stage
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import in_a_row, time_left, tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.training_view.curves_with_readings import CurvesWithReadings
from seqclr_desktop.ui.training_view.preview_list import LineFinder
from seqclr_desktop.ui.training_view.saying import happening, is_worrying, stage_title, watched
from seqclr_desktop.ui.widgets.card import heading_label, muted_label
from seqclr_desktop.ui.widgets.job_controls import JobControls
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

_WHOLE = 1000  # steps of the progress bar
_DRAW_MS = 250


class RunPanel(QWidget):
    """Shows one running training. It is told events and looks lines up through `find_lines`."""

    def __init__(self, images: LineImages, find_lines: LineFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves = Curves()
        self._note = ""
        self._before: Curves | None = None
        self._title = heading_label()
        self._sentence = WrappingLabel()
        self._watched = muted_label()
        self._facts = muted_label()
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of this part"))
        self.controls = JobControls(tr("Stop and keep the best"))
        self.controls.changed.connect(self._tell)
        self.pair = CurvesWithReadings(images, find_lines)
        self._drawing = QTimer(self, interval=_DRAW_MS, singleShot=True)
        self._drawing.timeout.connect(self._show_all)
        self._place()

    def begin(self, control: Control, curves: Curves, before: Curves | None) -> None:
        """A training begins (`curves` is empty) or goes on; `before` is the run it is compared with."""
        self._curves, self._before = curves, before
        self.controls.hold(control)
        self._note = ""
        self._show_all()

    def add(self, event: object) -> None:
        """Take in an event of the training, or a `Progress` of its preparation."""
        if isinstance(event, Progress):
            self._show_progress(event)
            return
        self._note = ""
        self._curves.add(event)
        self._draw_soon()

    def end(self) -> Curves:
        """The training is over; its curves."""
        self._drawing.stop()
        self.controls.hold(None)
        return self._curves

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_all()

    def words(self) -> str:
        """What a person reads at the top."""
        return f"{self._title.text()} {self._sentence.text()} {self._watched.text()} {self._facts.text()}"

    def _place(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4 * SPACE)
        head.addWidget(self._title, 1)
        head.addWidget(self.controls, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6 * SPACE, 4 * SPACE, 0, 0)
        rows.setSpacing(3 * SPACE)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, 4 * SPACE, 0)
        above.setSpacing(2 * SPACE)
        above.addLayout(head)
        for widget in (self._sentence, self._watched, self._facts, self._bar):
            above.addWidget(widget)
        rows.addLayout(above)
        rows.addWidget(self.pair, 1)

    def _draw_soon(self) -> None:
        """A few times a second, and only while somebody looks: drawing takes time from the training."""
        if self.isVisible() and not self._drawing.isActive():
            self._drawing.start()

    def _show_all(self) -> None:
        self.pair.show_curves(self._curves, self._before)
        self._bar.setRange(0, _WHOLE)
        self._bar.setValue(round(_WHOLE * min(self._curves.fraction, 1.0)))
        self._tell()

    def _show_progress(self, progress: Progress) -> None:
        self._bar.setRange(0, max(progress.total, 1))
        self._bar.setValue(progress.done)
        self._note = progress.note or tr("{done} of {total}", done=progress.done, total=progress.total)
        self._tell()

    def _tell(self) -> None:
        title = stage_title(self._curves)
        if self.controls.is_stopping:
            title = tr("{stage}: finishing, what was learnt is kept", stage=title)
        elif self.controls.is_paused:
            title = tr("Paused: {stage}", stage=title)
        self.controls.set_stop_words(_stop_words(self._curves.stage))
        self._title.setText(title)
        self._sentence.setText(happening(self._curves))
        watched_words = watched(self._curves)
        role = "warning" if is_worrying(self._curves) else "muted"
        if self._watched.property("role") != role:
            self._watched.setProperty("role", role)
            self._watched.style().polish(self._watched)
        self._watched.setText(watched_words)
        self._watched.setVisible(bool(watched_words))
        self._facts.setText(in_a_row(self._fact_words()))

    def _fact_words(self) -> list[str]:
        curves = self._curves
        facts = [self._note, tr(curves.device_name)]
        if curves.lines_per_second is not None:
            facts.append(tr("{rate} lines a second", rate=f"{curves.lines_per_second:.1f}"))
        facts.append(time_left(curves.seconds_left))
        left_out = sum(len(event.line_ids) for event in curves.left_out)
        if left_out:
            facts.append(tr("{n} line(s) left out", left_out))
        return facts


def _stop_words(stage: Stage | None) -> str:
    """What stopping means in this part of the work."""
    if stage in (None, Stage.PREPARE):
        return tr("Stop")
    return tr("Enough: go on to reading") if stage is Stage.PRETRAIN else tr("Stop and keep the best")
