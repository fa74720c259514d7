"""The views of the five steps: made when first wanted, told of changes only when seen."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.background import Background
from seqclr_desktop.ui.collection_view.scans_view import ScansView
from seqclr_desktop.ui.job_runner import WantedJob
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.workspace import Workspace

_HOME_OF_JOB = {
    "PretrainModel": Step.TRAIN,
    "FinetuneModel": Step.TRAIN,
    "LearnFromCollection": Step.TRAIN,
    "EvaluateModel": Step.TRAIN,
    "TranscribePages": Step.COLLECTION,
}


class Views(QObject):
    """The step views in a stack. `made(view)` when one has been made for the first time."""

    made = Signal(object)

    def __init__(self, workspace: Workspace, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._workspace = workspace
        self._stack = stack
        self._views: dict[Step, QWidget] = {}
        self._stale: set[Step] = set()
        self._collection: Collection | None = None
        self._background = Background(self)
        self._makers: dict[Step, Callable[[], QWidget]] = {
            Step.SCANS: lambda: ScansView(workspace.thumbnails),
            Step.LINES: self._make_lines,
            Step.TRANSCRIBE: _make_transcription,
            Step.TRAIN: _make_training,
            Step.COLLECTION: _make_batch,
        }
        workspace.jobs.began.connect(self._job_began)
        workspace.jobs.progressed.connect(self._job_progressed)
        workspace.jobs.ended.connect(self._job_ended)

    def view(self, step: Step) -> QWidget:
        """The view of `step`, made now if need be, up to date."""
        if step not in self._views:
            view = self._makers[step]()
            view.setObjectName(f"view_{step.value}")
            self._views[step] = view
            self._stack.addWidget(view)
            self.made.emit(view)
            _call(view, "show_collection", self._collection)
        elif step in self._stale:
            _call(self._views[step], "refresh")
        self._stale.discard(step)
        return self._views[step]

    def warm_up(self) -> None:
        """Load what the views not yet made will need, in the background, so that going to them is quick."""
        self._background.ask(_load_views, lambda _loaded: None)

    @property
    def is_warm(self) -> bool:
        """Whether nothing is being loaded any more."""
        return self._background.open_count == 0

    def existing(self, step: Step) -> QWidget | None:
        return self._views.get(step)

    def show_collection(self, collection: Collection | None) -> None:
        """All views show another collection, or none."""
        self._collection = collection
        self._stale.clear()
        for view in self._views.values():
            _call(view, "show_collection", collection)

    def content_changed(self, seen: QWidget | None, author: object | None = None) -> None:
        """Refresh the view that is `seen` unless it is the `author` of the change; the others later."""
        for step, view in self._views.items():
            if view is author:
                continue
            if view is seen:
                _call(view, "refresh")
            else:
                self._stale.add(step)

    def leave(self) -> None:
        """Before a collection is closed: what is being typed is written."""
        for view in self._views.values():
            _call(view, "leave")

    def _make_lines(self) -> QWidget:
        from seqclr_desktop.ui.page_view.lines_view import LinesView

        return LinesView(self._workspace.thumbnails, self._workspace)

    def _home(self, wanted: WantedJob) -> object | None:
        step = _HOME_OF_JOB.get(type(wanted.job).__name__)
        return wanted.view or (self._views.get(step) if step is not None else None)

    def _job_began(self, wanted: WantedJob) -> None:
        _call(self._home(wanted), "job_began", wanted.job, wanted.thread_of_job.control)

    def _job_progressed(self, wanted: WantedJob, event: object) -> None:
        _call(self._home(wanted), "job_progressed", wanted.job, event)

    def _job_ended(self, wanted: WantedJob) -> None:
        _call(self._home(wanted), "job_ended", wanted.job, wanted.outcome)


def _call(view: object | None, name: str, *arguments: Any) -> None:
    """Views take part in as much of the agreed interface as they need."""
    method = getattr(view, name, None)
    if method is not None:
        method(*arguments)


def _load_views() -> None:
    for name in ("page_view.lines_view", "transcription_view", "training_view", "batch_view"):
        import_module(f"seqclr_desktop.ui.{name}")


def _make_transcription() -> QWidget:
    from seqclr_desktop.ui.transcription_view import TranscriptionView

    return TranscriptionView()


def _make_training() -> QWidget:
    from seqclr_desktop.ui.training_view import TrainingView

    return TrainingView()


def _make_batch() -> QWidget:
    from seqclr_desktop.ui.batch_view import BatchView

    return BatchView()
