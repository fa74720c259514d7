"""The one class that knows threads for long work: runs a `Job` and brings its news to the window.

Reports come as fast as the job likes. They wait in a mailbox that is emptied at most twenty times a
second in the window's thread: of the events that only say how far things are, the newest of each kind
is delivered; events that matter by themselves (`Validation`, `StageBegan`, `LinesLeftOut`, and any
kind unknown here) are all delivered, in order. What is in the box when the job ends comes before `ended`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from seqclr_desktop.jobs.job import Control, Failed, Job, Outcome, Progress, run
from seqclr_desktop.training.progress_record import FinetuneStep, PretrainStep

_DELIVERY_MS = 50
_REPLACED_BY_NEWER = (Progress, PretrainStep, FinetuneStep)


class Mailbox:
    """Events on their way from the job's thread to the window's. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: list[object] = []

    def put(self, event: object) -> bool:
        """Keep `event`; true when the box was empty, that is when somebody should be told."""
        with self._lock:
            was_empty = not self._events
            if isinstance(event, _REPLACED_BY_NEWER):
                self._events = [old for old in self._events if type(old) is not type(event)]
            self._events.append(event)
            return was_empty

    def take_all(self) -> list[object]:
        """The events in the order of their coming; the box is empty afterwards."""
        with self._lock:
            events, self._events = self._events, []
            return events


class _ThreadControl(Control):
    """Passes a job's reports on to the window."""

    def __init__(self, show: Callable[[object], None]) -> None:
        super().__init__()
        self._show = show

    def show(self, event: object) -> None:
        self._show(event)


class JobThread(QThread):
    """One run of one job. `progressed` and `ended` arrive in the thread that made this object.

    Keep a reference until `ended`; `stop_and_wait` before letting go of a running one.
    """

    progressed = Signal(object)
    ended = Signal(object)
    _mail_came = Signal()

    def __init__(self, job: Job[Any], parent: QObject | None = None, before: Callable[[], None] | None = None) -> None:
        """`before` is called in the new thread before the job runs."""
        super().__init__(parent)
        self.job = job
        self._before = before
        self.control: Control = _ThreadControl(self._post)
        self.outcome: Outcome[Any] | None = None
        self._mailbox = Mailbox()
        self._delivery = QTimer(self)
        self._delivery.setSingleShot(True)
        self._delivery.setInterval(_DELIVERY_MS)
        self._delivery.timeout.connect(self._deliver)
        self._mail_came.connect(self._mail_waits, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._end)

    def run(self) -> None:
        """Called by Qt in the new thread."""
        if self._before is not None:
            self._before()
        self.outcome = run(self.job, self.control)

    def stop_and_wait(self, timeout_ms: int = -1) -> bool:
        """Ask the job to stop for the program's end and block until it has; false when `timeout_ms` passed before."""
        self.control.interrupt()
        return self.wait(timeout_ms) if timeout_ms >= 0 else self.wait()

    def _post(self, event: object) -> None:
        if self._mailbox.put(event):
            self._mail_came.emit()

    @Slot()
    def _mail_waits(self) -> None:
        """In the window's thread: a timer must be started where it lives."""
        self._delivery.start()

    @Slot()
    def _deliver(self) -> None:
        for event in self._mailbox.take_all():
            self.progressed.emit(event)

    @Slot()
    def _end(self) -> None:
        self._delivery.stop()
        self._deliver()
        self.ended.emit(self.outcome or Failed(RuntimeError("the job's thread died"), is_defect=True))
