"""The window: places the rail, the views, the jobs and the advice, and connects them; nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from seqclr_desktop.collection import Collection, Overview, is_collection
from seqclr_desktop.ui.actions import Actions, Needs
from seqclr_desktop.ui.advice import advice_for
from seqclr_desktop.ui.advice_row import AdviceRow
from seqclr_desktop.ui.asking import Asking
from seqclr_desktop.ui.background import Background
from seqclr_desktop.ui.collection_view.start_page import StartPage
from seqclr_desktop.ui.deeds import Deeds
from seqclr_desktop.ui.error_dialogs import show_error
from seqclr_desktop.ui.jobs_view.job_row import state_words
from seqclr_desktop.ui.jobs_view.jobs_panel import JobsPanel
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas
from seqclr_desktop.ui.rail import Rail
from seqclr_desktop.ui.steps import Step, step_states
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.title_row import TitleRow
from seqclr_desktop.ui.views import Views
from seqclr_desktop.ui.widgets.two_turns import TwoTurns
from seqclr_desktop.ui.workspace import Workspace

_FIRST_SIZE = (1280, 800)


@dataclass(frozen=True)
class Successor:
    """The window to be opened when this one has closed."""

    collection_folder: Path | None


class MainWindow(QMainWindow):
    """One window, one collection."""

    step_changed = Signal(str)

    def __init__(self, workspace: Workspace, asking: Asking | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self.rail = Rail()
        self.start = StartPage()
        self.title_row = TitleRow()
        self.stack = QStackedWidget()
        self._turns = TwoTurns(self.stack)
        self.views = Views(workspace, self.stack)
        self.jobs_panel = JobsPanel(workspace.jobs)
        self.advice_row = AdviceRow()
        self.actions_ = Actions(self)
        self.actions_.fill(self.menuBar())
        self.deeds = Deeds(self, workspace, asking or Asking(self))
        self._background = Background(self, is_patient=True)
        self._overview: Overview | None = None
        self._step = Step.SCANS
        self._is_closing = False
        self.successor: Successor | None = None
        self._place_widgets()
        self._connect()
        self.actions_.check(workspace.preferences.theme, workspace.preferences.language)
        self.restore_size()
        self.show_collection(None)
        self.show_overview(None)

    @property
    def step(self) -> Step:
        return self._step

    @property
    def current_view(self) -> QWidget:
        return self.stack.currentWidget() or self.start

    @property
    def canvas(self) -> PageCanvas | None:
        """The page in the view that is seen, if it shows one."""
        return self.current_view.findChild(PageCanvas)

    def go_to(self, name: str) -> QWidget:
        """Show the view of a step."""
        self._step = Step(name)
        view = self.views.view(self._step)
        self._show(view)
        self.rail.choose(self._step)
        self._show_advice()
        self._enable_actions()
        self.step_changed.emit(name)
        return view

    def show_finding(self, name: str) -> QWidget:
        """Show one of the views that lie beside the steps; the rail still marks the step one came from."""
        view = self.views.finding(name)
        self._show(view)
        self._enable_actions()
        return view

    def show_collection(self, collection: Collection | None) -> None:
        """Show a collection from its first step, or the start page."""
        self.views.show_collection(collection)
        self.rail.setVisible(collection is not None)
        self.title_row.setVisible(collection is not None)
        self.title_row.clear()
        self.rail.show_name(collection.name if collection else "")
        name = f"{collection.name} – " if collection else ""
        self.setWindowTitle(f"{name}SeqCLR Desktop")
        self.advice_row.forget_dismissals()
        if collection is None:
            self.stack.setCurrentWidget(self.start)
            self._show_recent()
        else:
            self.go_to(Step.SCANS).setFocus()
        self._enable_actions()

    def show_overview(self, overview: Overview | None) -> None:
        """Show how far the work is."""
        before, self._overview = self._overview, overview
        self.rail.show_states(step_states(overview))
        self._show_advice()
        self._enable_actions()
        has_grown = before is not None and overview is not None and before != overview
        if has_grown and self._step in (Step.SCANS, Step.LINES) and self.workspace.jobs.active:
            self.views.content_changed(self.current_view)

    def open_anew(self) -> None:
        """Close, and have the program open another window on the same collection: it may speak another language."""
        collection = self.workspace.collection
        self.successor = Successor(collection.folder if collection is not None else None)
        self.close()

    def toggle_jobs(self) -> None:
        self.jobs_panel.setVisible(not self.jobs_panel.isVisible())

    def restore_size(self) -> None:
        """As it was left, or a good first size within the screen."""
        if not self.restoreGeometry(self.workspace.preferences.geometry):
            room = self.screen().availableGeometry()
            self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the jobs to stop and wait for them without freezing; then close."""
        if not self.workspace.jobs.is_idle:
            event.ignore()
            if not self._is_closing:
                self._is_closing = True
                self.jobs_panel.show()
                self.workspace.jobs.became_idle.connect(self.close, Qt.ConnectionType.SingleShotConnection)
            self.workspace.jobs.stop_all()  # those too that were wanted since a person first asked
            return
        self._is_closing = False
        if not self._may_close():
            self.successor = None
            event.ignore()
            return
        self.workspace.preferences.geometry = self.saveGeometry()
        self._background.finish()
        self.workspace.shut_down()
        event.accept()

    def _may_close(self) -> bool:
        """Whether what is being typed is kept, or a person does without it."""
        return self.views.leave() or self.deeds.does_without_last_words()

    # inner -------------------------------------------------------------------------------------------

    def _show(self, view: QWidget) -> None:
        if self.current_view is not view:
            self._turns.show(lambda: self.stack.setCurrentWidget(view))

    def _place_widgets(self) -> None:
        self.stack.addWidget(self.start)
        upper_and_jobs = QSplitter(Qt.Orientation.Vertical)
        upper_and_jobs.setChildrenCollapsible(False)
        upper_and_jobs.addWidget(self.stack)
        upper_and_jobs.addWidget(self.jobs_panel)
        upper_and_jobs.setStretchFactor(0, 1)
        upper_and_jobs.setStretchFactor(1, 0)
        self.jobs_panel.hide()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.title_row)
        right.addWidget(upper_and_jobs, 1)
        right.addWidget(self.advice_row)
        middle = QFrame()
        columns = QHBoxLayout(middle)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.rail)
        columns.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        workspace = self.workspace
        workspace.may_close = self._may_close
        workspace.collection_changed.connect(self.show_collection)
        workspace.overview_changed.connect(self.show_overview)
        workspace.content_changed.connect(lambda: self.views.content_changed(self.current_view))
        workspace.error_happened.connect(lambda error: show_error(error, self))
        workspace.files_refused.connect(self.deeds.show_refused_of)
        workspace.about_to_close.connect(self.views.leave)
        workspace.jobs.list_changed.connect(self._show_running_job)
        workspace.jobs.list_changed.connect(self._show_advice)
        workspace.jobs.list_changed.connect(self._enable_actions)
        workspace.jobs.progressed.connect(lambda _wanted, _event: self._show_running_job())
        self.actions_.wanted.connect(self.deeds.do)
        self.rail.step_wanted.connect(lambda name: self.go_to(name).setFocus())
        self.title_row.typed.connect(self.deeds.find)
        self.title_row.entered.connect(lambda: self.deeds.find(self.title_row.field.text(), goes_on=True))
        self.title_row.left.connect(self.deeds.leave_finding)
        self.rail.jobs_wanted.connect(self.toggle_jobs)
        self.jobs_panel.close_wanted.connect(self.jobs_panel.hide)
        self.advice_row.step_wanted.connect(lambda name: self.go_to(name).setFocus())
        self.start.new_wanted.connect(lambda: self.deeds.do("new"))
        self.start.open_wanted.connect(lambda: self.deeds.do("open"))
        self.start.sample_wanted.connect(lambda: self.deeds.do("sample"))
        self.start.recent_wanted.connect(workspace.open_collection)
        self.views.made.connect(self._connect_view)
        if self.actions_.recent_menu is not None:
            self.actions_.recent_menu.aboutToShow.connect(self.deeds.fill_recent)

    def _connect_view(self, view: QWidget) -> None:
        """The agreed signals, as far as a view has them."""
        deeds = self.deeds.wishes_of(view)
        for name, deed in deeds.items():
            signal = getattr(view, name, None)
            if signal is not None:
                signal.connect(deed)
        undo_stack = getattr(view, "undo_stack", None)
        if undo_stack is not None:
            undo_stack.indexChanged.connect(lambda _index: self._enable_actions())

    def _show_running_job(self) -> None:
        active = self.workspace.jobs.active
        if not active:
            self.rail.show_job("", None, "")
            return
        first = active[0]
        title = tr(first.title) if len(active) == 1 else tr("{n} job(s)", len(active))
        self.rail.show_job(title, first.reach.share, state_words(first))

    def _show_advice(self) -> None:
        """While a job works, what would be advised may be what it is doing."""
        overview = self._overview if self.workspace.jobs.is_idle else None
        advice = advice_for(overview) if overview is not None else None
        self.advice_row.show_advice(advice, self._step.value)

    def _enable_actions(self) -> None:
        there = Needs.NOTHING
        if self.workspace.collection is not None:
            there |= Needs.COLLECTION
            if self.canvas is not None:
                there |= Needs.CANVAS
        if self._overview is not None and self._overview.page_count:
            there |= Needs.PAGES
        self.actions_.enable(there | self.deeds.undo_needs())
        self.actions_.say_what_is_undone(*self.deeds.undo_words())

    def _show_recent(self) -> None:
        recent = self.workspace.preferences.recent
        self._background.ask(lambda: existing_collections(recent), self.start.show_recent)


def existing_collections(folders: list[Path]) -> list[Path]:
    """Those that are still there. For a worker thread: a drive may be slow to answer."""
    return [folder for folder in folders if is_collection(folder)]
