"""Which jobs run, wait and have ended; what the jobs panel and the rail show.

Jobs that train or use a model run one after another, since each takes the whole machine; so do two
jobs of the same kind. Everything else may run at once: scans can be added while a training runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from seqclr_desktop.jobs.job import Job, Outcome, Progress, Stopped
from seqclr_desktop.training.progress_record import FinetuneStep, PretrainStep
from seqclr_desktop.ui.job_thread import JobThread
from seqclr_desktop.ui.torch_loading import load_torch_libraries

_MODEL_JOBS = {
    "PretrainModel",
    "FinetuneModel",
    "LearnFromCollection",
    "EvaluateModel",
    "TranscribePages",
    "Experiment",
    "MeasureCurve",
}
_FINDING_JOBS = {"FindLines", "FindLinesAgain"}
_LINE_JOBS = {*_FINDING_JOBS, "UndoFinding", "RedoFinding", "FollowDirection"}
_REPLACING_JOBS = {"ReplaceTexts", "UndoAct", "RedoAct"}
_MODEL_LANE = "model"
_ENDED_KEPT = 20


def lane_of(job: Job[Any]) -> str:
    """Jobs of the same lane run one after another."""
    kind = type(job).__name__
    if kind in _MODEL_JOBS:
        return _MODEL_LANE
    if kind in _REPLACING_JOBS:
        return "replacing"
    return "finding" if kind in _LINE_JOBS else kind


def needs_torch(job: Job[Any]) -> bool:
    """Whether the job will import PyTorch."""
    return type(job).__name__ in {*_MODEL_JOBS, *_FINDING_JOBS, "FindNextLines"}


class JobState(StrEnum):
    """Where a job is between being wanted and being over."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    ENDED = "ended"


@dataclass(frozen=True)
class Reach:
    """How far a job is: `share` 0–1 or None when unknown, and a guess of the seconds left."""

    share: float | None = None
    seconds_left: float | None = None
    words: str = ""


def reach_of(event: object) -> Reach | None:
    """What `event` says of how far the job is, or None when it says nothing of that."""
    if isinstance(event, Progress):
        share = min(event.done / event.total, 1.0) if event.total else None
        return Reach(share, event.seconds_left, event.note)
    if isinstance(event, PretrainStep | FinetuneStep):
        return Reach(min(event.fraction, 1.0), event.seconds_left)
    return None


class WantedJob(QObject):
    """One job from being wanted until it has been forgotten. `view` is who asked for it, if anyone did."""

    changed = Signal()

    def __init__(self, job: Job[Any], view: object | None, parent: QObject) -> None:
        super().__init__(parent)
        self.job = job
        self.view = view
        self.state = JobState.WAITING
        self.reach = Reach()
        self.outcome: Outcome[Any] | None = None
        self.thread_of_job = JobThread(job, self, before=load_torch_libraries if needs_torch(job) else None)

    @property
    def title(self) -> str:
        return self.job.title

    def pause(self) -> None:
        if self.state is JobState.RUNNING:
            self.thread_of_job.control.pause()
            self.become(JobState.PAUSED)

    def resume(self) -> None:
        if self.state is JobState.PAUSED:
            self.thread_of_job.control.resume()
            self.become(JobState.RUNNING)

    def note(self, event: object) -> None:
        reach = reach_of(event)
        if reach is not None:
            self.reach = reach
            self.changed.emit()

    def become(self, state: JobState) -> None:
        self.state = state
        self.changed.emit()


class JobRunner(QObject):
    """Starts jobs in threads, one per lane, and passes on what they tell.

    `ended(WantedJob)` comes for those that had begun, `withdrawn(WantedJob)` for the others.
    """

    began = Signal(object)
    progressed = Signal(object, object)
    ended = Signal(object)
    withdrawn = Signal(object)
    list_changed = Signal()
    became_idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[WantedJob] = []

    @property
    def jobs(self) -> list[WantedJob]:
        """All that are not forgotten, in the order in which they were wanted."""
        return list(self._jobs)

    @property
    def active(self) -> list[WantedJob]:
        """Those that have begun and not ended."""
        return [wanted for wanted in self._jobs if wanted.state not in (JobState.WAITING, JobState.ENDED)]

    @property
    def is_idle(self) -> bool:
        return all(wanted.state is JobState.ENDED for wanted in self._jobs)

    @property
    def uses_models(self) -> bool:
        """Whether some job that has not ended trains or uses a model, or waits to do so."""
        return any(wanted.state is not JobState.ENDED and lane_of(wanted.job) == _MODEL_LANE for wanted in self._jobs)

    def want(self, job: Job[Any], view: object | None = None) -> WantedJob:
        """Run `job` as soon as its lane is free."""
        wanted = WantedJob(job, view, self)
        wanted.thread_of_job.progressed.connect(lambda event: self._pass_on(wanted, event))
        wanted.thread_of_job.ended.connect(lambda outcome: self._end(wanted, outcome))
        self._jobs.append(wanted)
        self._start_next()
        self.list_changed.emit()
        return wanted

    def stop(self, wanted: WantedJob) -> None:
        """Ask a job to stop, or take it from those that wait."""
        self._ask(wanted, wanted.thread_of_job.control.stop)

    def stop_all(self) -> None:
        """Ask every job to stop because the collection closes; `became_idle` comes when the last one has.

        A training is left to be resumed, rather than ended with the best there is.
        """
        for wanted in self.jobs:
            self._ask(wanted, wanted.thread_of_job.control.interrupt)

    def _ask(self, wanted: WantedJob, request: Callable[[], None]) -> None:
        if wanted.state is JobState.WAITING:
            self._end(wanted, Stopped())
        elif wanted.state is not JobState.ENDED:
            request()
            wanted.become(JobState.STOPPING)
            self.list_changed.emit()

    def stop_all_and_wait(self) -> None:
        """Block until no thread runs any more. For the end of the program only."""
        self.stop_all()
        for wanted in self._jobs:
            wanted.thread_of_job.stop_and_wait()

    def forget_ended(self) -> None:
        """Take the jobs that are over off the list."""
        self._drop([wanted for wanted in self._jobs if wanted.state is JobState.ENDED])
        self.list_changed.emit()

    def _start_next(self) -> None:
        busy = {lane_of(wanted.job) for wanted in self.active}
        for wanted in self._jobs:
            lane = lane_of(wanted.job)
            if wanted.state is JobState.WAITING and lane not in busy:
                busy.add(lane)
                wanted.become(JobState.RUNNING)
                self.began.emit(wanted)
                wanted.thread_of_job.start()

    def _pass_on(self, wanted: WantedJob, event: object) -> None:
        wanted.note(event)
        self.progressed.emit(wanted, event)

    def _end(self, wanted: WantedJob, outcome: Outcome[Any]) -> None:
        wanted.thread_of_job.wait()  # its last breath: `finished` is sent a moment before the thread is gone
        was_running = wanted.state is not JobState.WAITING
        wanted.outcome = outcome
        wanted.become(JobState.ENDED)
        (self.ended if was_running else self.withdrawn).emit(wanted)
        self._drop([old for old in self._jobs if old.state is JobState.ENDED][:-_ENDED_KEPT])
        self._start_next()
        self.list_changed.emit()
        if self.is_idle:
            self.became_idle.emit()

    def _drop(self, old: list[WantedJob]) -> None:
        for wanted in old:
            self._jobs.remove(wanted)
            wanted.deleteLater()
