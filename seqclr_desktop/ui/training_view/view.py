"""The step Train: a plain card before, live curves and readings during, a sentence after."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QDialog, QStackedLayout, QWidget

from seqclr_desktop.collection import Collection, RunRecord
from seqclr_desktop.document import Line, Page
from seqclr_desktop.jobs.check_texts import CheckTexts, mend
from seqclr_desktop.jobs.chosen_views import keep_ranges, kept_ranges
from seqclr_desktop.jobs.experiment import Experiment
from seqclr_desktop.jobs.job import Control, Job, Outcome
from seqclr_desktop.jobs.measure_curve import MeasureCurve
from seqclr_desktop.jobs.outlook import MEASURED_KIND, Outlook, outlook
from seqclr_desktop.training.text_check import Finding
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.training_view.experiments import Experiments, QuickExperiment
from seqclr_desktop.ui.training_view.gallery_maker import GalleryMaker
from seqclr_desktop.ui.training_view.jobs import curve_job, experiment_job, learn_job
from seqclr_desktop.ui.training_view.learn_wish import LearnWish, keep_wish, kept_wish
from seqclr_desktop.ui.training_view.overview_panel import OverviewPanel
from seqclr_desktop.ui.training_view.plan import LearningPlan
from seqclr_desktop.ui.training_view.preview_list import LinesFound
from seqclr_desktop.ui.training_view.run_history import RunHistory
from seqclr_desktop.ui.training_view.run_panel import RunPanel
from seqclr_desktop.ui.training_view.several_trainings import SeveralTrainings
from seqclr_desktop.ui.training_view.split_dialog import SplitDialog
from seqclr_desktop.ui.training_view.view_gallery import ViewGallery
from seqclr_desktop.ui.widgets.empty_state import EmptyState
from seqclr_desktop.ui.widgets.two_turns import TwoTurns

JobMaker = Callable[[Path, LearnWish, RunRecord | None], Job[Any]]
ExperimentMaker = Callable[[Path, QuickExperiment, RunRecord | None], Job[Any]]
CurveMaker = Callable[[Path, float, RunRecord | None], Job[Any]]


@dataclass(frozen=True)
class _LinesOfPage:
    """Some lines that were wanted, with what their pictures are made from."""

    page: Page
    lines: Sequence[Line]
    wanted: Sequence[Line]


class TrainingView(QWidget):
    """Learning from the collection.

    Signals: `job_wanted(Job)`; `step_wanted(name)` when another step comes first or next;
    `line_wanted(line_id)` to look at a line; `content_changed()` when texts were put right;
    `model_removal_wanted(names)` when models are to be taken out of the collection;
    `problem(exception)` for the one place that tells people of errors.
    """

    job_wanted = Signal(object)
    step_wanted = Signal(str)
    line_wanted = Signal(int)
    content_changed = Signal()
    model_removal_wanted = Signal(object)
    problem = Signal(object)

    def __init__(
        self,
        make_job: JobMaker = learn_job,
        parent: QWidget | None = None,
        make_experiment: ExperimentMaker = experiment_job,
        make_curve: CurveMaker = curve_job,
    ) -> None:
        super().__init__(parent)
        self._make_job = make_job
        self._make_experiment = make_experiment
        self._make_curve = make_curve
        self._collection: Collection | None = None
        self._history = RunHistory()
        self._resumed: RunRecord | None = None
        self._making: Ask | None = None  # a job that was asked for is being made
        self._is_running = False
        self._check: tuple[Ask, Control] | None = None  # under way
        self._background = Background(self, is_patient=True)
        self._checking = Background(self, is_patient=True)  # no training waits for a check
        self._images = LineImages(parent=self)
        self._empty = EmptyState()
        self.overview = OverviewPanel(self._images, self._find_lines, self)
        self.run_panel = RunPanel(self._images, self._find_lines, self)
        self._stack = QStackedLayout(self)
        for widget in (self._empty, self.overview, self.run_panel):
            self._stack.addWidget(widget)
        self._turns = TwoTurns(self)
        self._connect()
        self.show_collection(None)

    # what the workspace calls ------------------------------------------------------------------------

    def show_collection(self, collection: Collection | None) -> None:
        self._collection = collection
        self._images.forget()
        self._history = RunHistory()
        self._is_running = False
        self._stop_making()
        self._stop_looking_ahead()
        self.overview.plan.findings.show_findings(())
        self.overview.ahead.show_outlook(Outlook(None, (), None))
        self.overview.gain.form.end()
        self.overview.ahead.form.end()
        if collection is not None:
            self.overview.plan.set_wish(kept_wish(collection))
            self.overview.plan.show_views_chosen(bool(kept_ranges(collection)))
        self.refresh()

    def refresh(self) -> None:
        """Count anew; a running training is left in peace."""
        if self._collection is None or self._is_running:
            self._choose_panel(has_lines=False)
            return
        plan = LearningPlan(self._collection.shares())
        if plan.undecided.human_count:
            self._share_out(self._collection.folder)
        is_busy = self._making is not None
        self.overview.plan.show_plan(plan, is_busy=is_busy)
        self._history = RunHistory.of(self._collection, known=self._history)
        models = self._collection.models()
        self.overview.show_history(self._history, models, is_busy=is_busy)
        self.overview.gain.show_experiments(Experiments.of(self._collection), plan, is_busy=is_busy)
        measurings = Experiments.of(self._collection, MEASURED_KIND)
        self.overview.ahead.show_measurings(measurings, plan, is_busy=is_busy)
        self.overview.models.show_models(models)
        self._choose_panel(has_lines=plan.all.line_count > 0)
        if not is_busy:
            self._look_ahead(self._collection.folder)

    def job_began(self, job: Job[Any], control: Control) -> None:
        """What was asked for here has begun."""
        if aside := self._form_of(job):
            aside.begin(control)
            return
        self._is_running = True
        curves = Curves()
        if self._resumed is not None and self._history.unfinished_curves is not None:
            curves = self._history.unfinished_curves
        self.run_panel.begin(control, curves, self._history.last_curves)
        self._choose_panel(has_lines=True)

    def job_progressed(self, job: Job[Any], event: object) -> None:
        if aside := self._form_of(job):
            aside.running.show_event(event)
        else:
            self.run_panel.add(event)

    def job_ended(self, job: Job[Any], outcome: Outcome[Any]) -> None:
        """Whatever the outcome, the record of the run says what came of it."""
        if aside := self._form_of(job):
            aside.end()
            self.refresh()
            return
        self.run_panel.end()
        self._is_running = False
        self._resumed = None
        self.refresh()
        self.overview.verticalScrollBar().setValue(0)

    def make_ahead(self) -> bool:
        """Make a piece of what a training will need, before it halts the window; false when all is there."""
        return self.run_panel.pair.make_ahead() or self.overview.pair.make_ahead()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who goes to the view goes to what is seen of it."""
        button = self.overview.plan.learn_button
        seen = self._stack.currentWidget() or self._empty
        (button if seen is self.overview and button.isEnabled() else seen).setFocus(event.reason())

    # what a person does ------------------------------------------------------------------------------

    def learn(self, wish: LearnWish) -> None:
        """Ask for a new training."""
        if self._collection is not None:
            keep_wish(self._collection, wish)
            self._want_job(wish, None)

    def resume(self, run: RunRecord) -> None:
        """Ask for a training to go on that was cut off."""
        self._want_job(self.overview.plan.wish, run)

    def compare(self, minutes: float) -> None:
        """Ask for an experiment that tells whether pretraining helps, with so many minutes for each training."""
        wanted = self.overview.gain.wanted(minutes)
        self._want(lambda folder: self._make_experiment(folder, wanted, None))

    def go_on_comparing(self, run: RunRecord) -> None:
        """Ask for an experiment to go on that was cut off or stopped."""
        gain = self.overview.gain
        self._want(lambda folder: self._make_experiment(folder, gain.wanted(gain.form.minutes), run))

    def show_gallery(self) -> None:
        """Let a person see what pretraining compares, and choose how far lines are altered for it."""
        collection = self._collection
        if collection is None:
            return
        maker = GalleryMaker(collection.folder)
        dialog = ViewGallery(maker.pairs, kept_ranges(collection), self)
        if dialog.exec() == QDialog.DialogCode.Accepted and collection is self._collection:
            keep_ranges(collection, dialog.chosen)
            self.overview.plan.show_views_chosen(bool(dialog.chosen))
        dialog.deleteLater()

    def measure(self, minutes: float) -> None:
        """Ask for the learning curve to be measured."""
        self._want(lambda folder: self._make_curve(folder, minutes, None))

    def go_on_measuring(self, run: RunRecord) -> None:
        """Ask for a measuring to go on that was cut off or stopped."""
        self._want(lambda folder: self._make_curve(folder, 1.0, run))

    def change_splits(self) -> None:
        """Let a person choose what the pages are for."""
        collection = self._collection
        if collection is None:
            return
        dialog = SplitDialog(collection.pages(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen and collection is self._collection:
            collection.set_splits(dialog.chosen)
            self.refresh()
        dialog.deleteLater()

    # inner -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.overview.plan.learn_wanted.connect(self.learn)
        self.overview.plan.splits_wanted.connect(self.change_splits)
        self.overview.plan.views_wanted.connect(self.show_gallery)
        self.overview.unfinished.resume_wanted.connect(self.resume)
        self.overview.gain.form.start_wanted.connect(self.compare)
        self.overview.gain.form.resume_wanted.connect(self.go_on_comparing)
        self.overview.ahead.form.start_wanted.connect(self.measure)
        self.overview.ahead.form.resume_wanted.connect(self.go_on_measuring)
        self.overview.result.transcribe_wanted.connect(lambda: self.step_wanted.emit("collection"))
        self.overview.plan.findings.mend_wanted.connect(self._mend)
        self.overview.plan.findings.line_wanted.connect(self.line_wanted)
        self.overview.models.removal_wanted.connect(self.model_removal_wanted)
        self._empty.wanted.connect(lambda: self.step_wanted.emit(self._missing_step()))

    def _form_of(self, job: Job[Any]) -> SeveralTrainings | None:
        """What asked for a job that runs beside what the panel shows; None for trainings."""
        if isinstance(job, Experiment):
            return self.overview.gain.form
        return self.overview.ahead.form if isinstance(job, MeasureCurve) else None

    def _look_ahead(self, folder: Path) -> None:
        """Check the transcriptions and forecast in the background: both go through many texts."""
        self._stop_looking_ahead()
        control = Control()
        self._check = self._checking.ask(lambda: _checked(folder, control), self._show_ahead), control

    def _stop_looking_ahead(self) -> None:
        if self._check is not None:
            ask, control = self._check
            ask.cancel()
            control.stop()
            self._check = None

    def _show_ahead(self, answer: tuple[Sequence[Finding], Outlook]) -> None:
        findings, ahead = answer
        self.overview.plan.findings.show_findings(findings)
        self.overview.ahead.show_outlook(ahead)
        for _ in range(3):  # row, card and page in turn, before anything is drawn, so that no text is seen cut off
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _mend(self, finding: Finding) -> None:
        """Put right what a finding names, in the background: each line gets a new version, and there may be many."""
        if self._collection is not None:
            folder = self._collection.folder
            self._background.ask(lambda: _mended(folder, finding), self._mended, self.problem.emit)

    def _mended(self, folder: Path) -> None:
        if self._collection is not None and self._collection.folder == folder:
            self.refresh()
            self.content_changed.emit()

    def _want_job(self, wish: LearnWish, run: RunRecord | None) -> None:
        if self._making is None and not self._is_running:
            self._resumed = run
        self._want(lambda folder: self._make_job(folder, wish, run))

    def _want(self, make: Callable[[Path], Job[Any]]) -> None:
        """Make the job in the background, since that loads PyTorch, and ask for it."""
        if self._collection is None or self._making is not None or self._is_running:
            return
        folder = self._collection.folder
        self._stop_looking_ahead()
        self._making = self._background.ask(lambda: make(folder), self._ask_for, self._give_up)
        if self.overview.plan.learn_button.hasFocus():
            self.overview.setFocus()  # the button is about to be disabled, which would send the focus elsewhere
        self.refresh()

    def _stop_making(self) -> None:
        """Another collection: what is being made was not meant for it."""
        if self._making is not None:
            self._making.cancel()
        self._making = None

    def _ask_for(self, job: Job[Any]) -> None:
        self._making = None  # it may have to wait for other jobs, or be taken back before it begins
        self.job_wanted.emit(job)
        self.refresh()

    def _give_up(self, error: Exception) -> None:
        self._making = self._resumed = None
        self.refresh()
        self.problem.emit(error)

    def _share_out(self, folder: Path) -> None:
        """Give newly transcribed pages a use, so that what is shown is what will happen."""
        self._background.ask(lambda: _share_out(folder), self._shared_out, self.problem.emit)

    def _shared_out(self, folder: Path) -> None:
        if self._collection is not None and self._collection.folder == folder:
            self.refresh()

    def _choose_panel(self, *, has_lines: bool) -> None:
        if self._is_running:
            self._show_panel(self.run_panel)
        elif has_lines:
            self._show_panel(self.overview)
        else:
            self._empty.show_words(
                tr("Nothing to learn from yet"),
                tr("Add scans and have their lines found; then transcribe a few pages. A model learns from those."),
                tr("Go to Lines") if self._missing_step() == "lines" else tr("Go to Scans"),
            )
            self._show_panel(self._empty)

    def _show_panel(self, panel: QWidget) -> None:
        if self._stack.currentWidget() is not panel:
            self._turns.show(lambda: self._stack.setCurrentWidget(panel))

    def _missing_step(self) -> str:
        return "lines" if self._collection is not None and self._collection.overview().page_count else "scans"

    def _find_lines(self, line_ids: Sequence[int], found: LinesFound) -> None:
        """Look the lines up that are still there, tell them, and have their pictures made."""
        collection = self._collection
        if collection is None:
            return
        folder = collection.folder

        def tell(pages: Sequence[_LinesOfPage]) -> None:
            if collection is not self._collection:
                return
            found({line.id: line for page in pages for line in page.wanted if line.id is not None})
            for page in pages:
                self._images.want(page.page, page.lines, page.wanted)

        self._background.ask(lambda: _lines_by_page(folder, line_ids), tell)


def _checked(folder: Path, control: Control) -> tuple[Sequence[Finding], Outlook]:
    """For a worker thread, which needs a connection of its own."""
    with Collection.open(folder) as collection:
        ahead = outlook(collection)
    # the letters of a model are read by PyTorch, which is not loaded for this alone: that halts the window
    asks_model = "torch" in sys.modules
    return CheckTexts(folder, asks_model=asks_model).run(control).findings, ahead


def _mended(folder: Path, finding: Finding) -> Path:
    """For a worker thread, which needs a connection of its own."""
    with Collection.open(folder) as collection:
        mend(collection, finding)
    return folder


def _share_out(folder: Path) -> Path:
    """For a worker thread, which needs a connection of its own."""
    from seqclr_desktop.jobs.page_splits import complete_splits

    with Collection.open(folder) as collection:
        complete_splits(collection)
    return folder


def _lines_by_page(folder: Path, line_ids: Sequence[int]) -> list[_LinesOfPage]:
    """For a worker thread. Lines may have been removed since they were read."""
    wanted: dict[int, list[Line]] = {}
    with Collection.open(folder) as collection:
        for line in collection.lines_there(line_ids):
            wanted.setdefault(line.page_id or 0, []).append(line)
        return [_LinesOfPage(collection.page(page), collection.lines(page), lines) for page, lines in wanted.items()]
