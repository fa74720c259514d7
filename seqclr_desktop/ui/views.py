"""The views of the five steps: made when first wanted or a little ahead, told of changes only when seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.background import Background
from seqclr_desktop.ui.collection_view.scans_view import ScansView
from seqclr_desktop.ui.job_runner import WantedJob
from seqclr_desktop.ui.loading_ahead import load_classes_of_qt, load_foundations
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.workspace import Workspace

_HOME_OF_JOB = {
    "PretrainModel": Step.TRAIN,
    "FinetuneModel": Step.TRAIN,
    "LearnFromCollection": Step.TRAIN,
    "EvaluateModel": Step.TRAIN,
    "Experiment": Step.TRAIN,
    "MeasureCurve": Step.TRAIN,
    "TranscribePages": Step.COLLECTION,
}

_PAUSE_MS = 40  # between two pieces of what is made ahead, so that keys and clicks come through
_TURN_S = 0.01


class Views(QObject):
    """The step views in a stack. `made(view)` when one has been made for the first time."""

    made = Signal(object)

    def __init__(self, workspace: Workspace, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._workspace = workspace
        self._stack = stack
        self._views: dict[Step, QWidget] = {}
        self._unshown: set[Step] = set()  # those that do not show the collection yet
        self._finding: dict[str, QWidget] = {}
        self._stale: set[Step] = set()
        self._collection: Collection | None = None
        self._background = Background(self, is_patient=True)
        self._is_making_ahead = False
        self._makers: dict[Step, Callable[[QWidget], QWidget]] = {
            Step.SCANS: lambda stack: ScansView(workspace.thumbnails, stack),
            Step.LINES: self._make_lines,
            Step.TRANSCRIBE: self._make_transcription,
            Step.TRAIN: _make_training,
            Step.COLLECTION: _make_batch,
        }
        workspace.jobs.began.connect(self._job_began)
        workspace.jobs.progressed.connect(self._job_progressed)
        workspace.jobs.ended.connect(self._job_ended)
        workspace.jobs.withdrawn.connect(self._job_withdrawn)

    def view(self, step: Step) -> QWidget:
        """The view of `step`, made now if need be, up to date."""
        view = self._made(step)
        if step in self._unshown:
            _call(view, "show_collection", self._collection)
        elif step in self._stale:
            _call(view, "refresh")
        self._unshown.discard(step)
        self._stale.discard(step)
        return view

    def finding(self, name: str) -> QWidget:
        """The view “find” or “replace”, made now if need be; what it shows is asked for anew by whoever goes there."""
        if name not in self._finding:
            view = _make_finding(name)
            view.setObjectName(f"view_{name}")
            self._finding[name] = view
            self._stack.addWidget(view)
            self.made.emit(view)
            _call(view, "show_collection", self._collection)
        return self._finding[name]

    def warm_up(self) -> None:
        """Load and make the views not yet wanted, a piece at a time, so that going to them is quick."""
        self._is_making_ahead = True
        self._background.ask(load_foundations, lambda _loaded: self._load_ahead(load_classes_of_qt()))

    @property
    def is_warm(self) -> bool:
        """Whether nothing is being loaded or made any more."""
        return not self._is_making_ahead

    def show_collection(self, collection: Collection | None) -> None:
        """No view shows the collection before any more; each step shows this one when it is next wanted."""
        self._collection = collection
        self._stale.clear()
        for step, view in self._views.items():
            if step not in self._unshown:
                _call(view, "show_collection", None)
        self._unshown = set(self._views)
        for view in self._finding.values():
            _call(view, "show_collection", collection)

    def content_changed(self, seen: QWidget | None, author: object | None = None) -> None:
        """Refresh the view that is `seen` unless it is the `author` of the change; the others later."""
        for step, view in self._views.items():
            if view is author or step in self._unshown:
                continue
            if view is seen:
                _call(view, "refresh")
            else:
                self._stale.add(step)
        if seen in self._finding.values() and seen is not author:
            _call(seen, "refresh")

    def leave(self) -> bool:
        """Before a collection is closed: what is being typed is written. False when some of it could not be."""
        kept = [_call(view, "leave") is not False for view in self._views.values()]
        return all(kept)

    def _made(self, step: Step) -> QWidget:
        if step not in self._views:
            view = self._makers[step](self._stack)  # a parent given later would have everything dressed twice
            view.setObjectName(f"view_{step.value}")
            self._views[step] = view
            self._unshown.add(step)
            self._stack.addWidget(view)
            self.made.emit(view)
        return self._views[step]

    def _load_ahead(self, pieces: Iterator[str]) -> None:
        """As many pieces as nobody notices, and the others after what a person does meanwhile."""
        until = time.perf_counter() + _TURN_S
        for _piece in pieces:
            if time.perf_counter() > until:
                QTimer.singleShot(_PAUSE_MS, self, lambda: self._load_ahead(pieces))
                return
        self._make_ahead()

    def _make_ahead(self) -> None:
        missing = [step for step in Step if step not in self._views]
        if missing:
            self._made(missing[0])
        elif not any(_call(view, "make_ahead") for view in self._views.values()):
            self._is_making_ahead = False
            return
        QTimer.singleShot(_PAUSE_MS, self, self._make_ahead)

    def _make_lines(self, stack: QWidget) -> QWidget:
        from seqclr_desktop.ui.page_view.lines_view import LinesView

        return LinesView(self._workspace.thumbnails, self._workspace, stack)

    def _make_transcription(self, stack: QWidget) -> QWidget:
        from seqclr_desktop.ui.transcription_view.view import TranscriptionView

        return TranscriptionView(parent=stack, preferences=self._workspace.preferences)

    def _home(self, wanted: WantedJob) -> object | None:
        step = _HOME_OF_JOB.get(type(wanted.job).__name__)
        home = self._views.get(step) if step is not None and step not in self._unshown else None
        return wanted.view or home

    def _job_began(self, wanted: WantedJob) -> None:
        _call(self._home(wanted), "job_began", wanted.job, wanted.thread_of_job.control)

    def _job_progressed(self, wanted: WantedJob, event: object) -> None:
        _call(self._home(wanted), "job_progressed", wanted.job, event)

    def _job_ended(self, wanted: WantedJob) -> None:
        _call(self._home(wanted), "job_ended", wanted.job, wanted.outcome)

    def _job_withdrawn(self, wanted: WantedJob) -> None:
        _call(self._home(wanted), "job_withdrawn", wanted.job)


def _call(view: object | None, name: str, *arguments: Any) -> object | None:
    """Views take part in as much of the agreed interface as they need."""
    method = getattr(view, name, None)
    return method(*arguments) if method is not None else None


def _make_finding(name: str) -> QWidget:
    from seqclr_desktop.ui.finding_view.find_view import FindView
    from seqclr_desktop.ui.finding_view.replace_view import ReplaceView

    return FindView() if name == "find" else ReplaceView()


def _make_training(stack: QWidget) -> QWidget:
    from seqclr_desktop.ui.training_view.view import TrainingView

    return TrainingView(parent=stack)


def _make_batch(stack: QWidget) -> QWidget:
    from seqclr_desktop.ui.batch_view.view import BatchView

    return BatchView(parent=stack)
