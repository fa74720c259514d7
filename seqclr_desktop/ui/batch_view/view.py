"""The step Collection: everything that no person has transcribed is read by a model, page after page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from seqclr_desktop.collection import Collection, PageFilter
from seqclr_desktop.jobs.job import Control, Job, Outcome, Progress
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.batch_view.job_making import transcribe_job
from seqclr_desktop.ui.batch_view.page_table import PageTable
from seqclr_desktop.ui.batch_view.reading_table import ReadingTable
from seqclr_desktop.ui.batch_view.running_bar import RunningBar
from seqclr_desktop.ui.batch_view.saying import model_words, outcome_words, state_sentence
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.card import heading_label, muted_label
from seqclr_desktop.ui.widgets.empty_state import EmptyState
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.row_table import row_table
from seqclr_desktop.ui.widgets.wording import percent_words
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

JobMaker = Callable[[Path, str, Sequence[str], bool], Job[Any]]
_FIGURES_MS = 1000  # how often the table follows a running job
_WIDTHS = (520, 480)
_NARROW_LETTERS = 110


class BatchView(QWidget):
    """Transcribing the whole collection.

    Signals: `job_wanted(Job)`, `export_wanted()`, `line_wanted(line_id)` to correct a line,
    `step_wanted(name)`, `problem(exception)`.
    """

    job_wanted = Signal(object)
    export_wanted = Signal()
    line_wanted = Signal(int)
    step_wanted = Signal(str)
    problem = Signal(object)

    def __init__(self, make_job: JobMaker = transcribe_job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_job = make_job
        self._collection: Collection | None = None
        self._chosen_model: str | None = None  # by a person; None while the newest shall read
        self._making: Ask | None = None  # a job that was asked for is being made
        self._is_running = False
        self._background = Background(self, is_patient=True)
        self._figures = QTimer(self, interval=_FIGURES_MS, singleShot=True)
        self._reading_lines = QTimer(self, interval=0, singleShot=True)  # one look, however often it was asked for
        self._empty = EmptyState()
        self._heading = heading_label(tr("Transcribe the collection"))
        self._sentence = WrappingLabel()
        self._no_model = muted_label()
        self.model_box = QComboBox()
        self.transcribe_button = QPushButton(tr("Transcribe everything that no person has transcribed"))
        self.again_button = QPushButton(tr("Read the chosen pages again"))
        self._export = QPushButton(tr("Export…"))
        self.running = RunningBar()
        self._outcome = WrappingLabel()
        self.pages = PageTable(self)
        self.readings = ReadingTable(self)
        self.page_table = _table(self.pages, tr("Pages"))
        self.reading_table = _table(self.readings, tr("Lines of the chosen page"))
        self._place()
        self._connect()
        self.show_collection(None)

    # what the workspace calls ------------------------------------------------------------------------

    def show_collection(self, collection: Collection | None) -> None:
        self._collection = collection
        self._chosen_model = None
        self._is_running = False
        if self._making is not None:
            self._making.cancel()  # it was not meant for this collection
        self._making = None
        self.running.end()
        self._tell_outcome("")
        self.pages.show_collection(collection)
        self.readings.show_lines(())
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        collection = self._collection
        overview = collection.overview() if collection is not None else None
        if collection is None or overview is None or not overview.line_count:
            self._show_empty(has_pages=overview is not None and overview.page_count > 0)
            return
        self._stack.setCurrentWidget(self._work)
        self._sentence.setText(state_sentence(overview))
        self._list_models(collection)
        self.pages.show_collection(collection)
        if not self.page_table.currentIndex().isValid():
            self.page_table.setCurrentIndex(self.pages.index(0, 0))
        self._reading_lines.start()
        self._enable()

    def job_began(self, job: Job[Any], control: Control) -> None:
        self._is_running = True
        self._tell_outcome("")
        self.running.begin(control)
        self._enable()

    def job_progressed(self, job: Job[Any], event: object) -> None:
        if isinstance(event, Progress):
            self.running.show_progress(event)
            if not self._figures.isActive():
                self._figures.start()

    def job_ended(self, job: Job[Any], outcome: Outcome[Any]) -> None:
        self._is_running = False
        self.running.end()
        self._tell_outcome(outcome_words(outcome))
        self.refresh()

    # what a person does ------------------------------------------------------------------------------

    def transcribe_all(self) -> None:
        """Ask for everything without human text that the chosen model has not read yet."""
        self._want_job((), again=False)

    def read_again(self) -> None:
        """Ask for the chosen pages, also where this model has read them before."""
        names = [row.page.name for row in map(self.pages.row_at, self._chosen_rows()) if row is not None]
        if names:
            self._want_job(names, again=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who goes to the view goes to the table of pages."""
        (self.page_table if self._work.isVisible() else self._empty).setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tables stand side by side, or below one another where large text leaves them too little width."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW_LETTERS
        self._tables.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)

    # inner -------------------------------------------------------------------------------------------

    def _place(self) -> None:
        self.transcribe_button.setProperty("primary", "true")
        self.model_box.setAccessibleName(tr("Model"))
        self.model_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        deeds = FlowLayout(spacing_px=2 * SPACE)
        for widget in (self.model_box, self.transcribe_button, self.again_button, self._export):
            deeds.addWidget(widget)
        self._tables = tables = QSplitter(Qt.Orientation.Horizontal)
        tables.setChildrenCollapsible(False)
        tables.addWidget(self.page_table)
        tables.addWidget(self.reading_table)
        tables.setSizes(_WIDTHS)
        for place, width in enumerate(_WIDTHS):
            tables.setStretchFactor(place, width)
        _fit_columns(self.page_table, stretched=0)
        _fit_columns(self.reading_table, stretched=1)
        self._work = QWidget()
        rows = QVBoxLayout(self._work)
        rows.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 4 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addWidget(self._heading)
        rows.addWidget(self._sentence)
        rows.addWidget(self._no_model)
        rows.addLayout(deeds)
        rows.addWidget(self.running)
        rows.addWidget(self._outcome)
        rows.addWidget(tables, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._work)

    def _connect(self) -> None:
        self._figures.timeout.connect(self._follow_job)
        self.model_box.activated.connect(self._choose_model)
        self.transcribe_button.clicked.connect(self.transcribe_all)
        self.again_button.clicked.connect(self.read_again)
        self._export.clicked.connect(self.export_wanted)
        self._empty.wanted.connect(lambda: self.step_wanted.emit(self._missing_step))
        self._reading_lines.timeout.connect(self._show_readings)
        self.page_table.selectionModel().selectionChanged.connect(lambda *_: self._reading_lines.start())
        self.page_table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.reading_table.activated.connect(self._open_line)

    def _choose_model(self) -> None:
        self._chosen_model = self.model_box.currentData()

    def _list_models(self, collection: Collection) -> None:
        """The one a person chose stays chosen; else it is the first, so that a model just made is taken."""
        models = collection.recognisers()
        self.model_box.clear()
        if collection.only_trying_tells_who_reads_best():
            self.model_box.addItem(tr("The model that is surest of these lines"), "")
        for model in models:
            self.model_box.addItem(model_words(model), model.name)
        if (place := self.model_box.findData(self._chosen_model)) >= 0:
            self.model_box.setCurrentIndex(place)
        self.model_box.setVisible(bool(models))
        self._no_model.setVisible(not models)
        self._no_model.setText(tr("No model can read this hand yet. Let one learn first, in the step Train."))

    def _show_readings(self) -> None:
        rows = self._chosen_rows()
        if self._collection is None or not rows:
            self.readings.show_lines(())
            return
        self.readings.show_lines(self._collection.lines(self.pages.page_id(rows[0])))

    def _chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.page_table.selectionModel().selectedRows())

    def _open_line(self, index: QModelIndex) -> None:
        line_id = self.readings.line(index.row()).id
        if line_id is not None:
            self.line_wanted.emit(line_id)

    def _want_job(self, page_names: Sequence[str], *, again: bool) -> None:
        if self._collection is None or self._making is not None or self._is_running:
            return
        folder, model = self._collection.folder, self.model_box.currentData() or ""
        names = tuple(page_names)
        self._making = self._background.ask(
            lambda: self._make_job(folder, model, names, again), self._ask_for, self._give_up
        )
        if self.transcribe_button.hasFocus() or self.again_button.hasFocus():
            self.page_table.setFocus()  # the buttons are about to be disabled, which would send the focus elsewhere
        self._enable()

    def _ask_for(self, job: Job[Any]) -> None:
        self._making = None  # it may have to wait for other jobs, or be taken back before it begins
        self.job_wanted.emit(job)
        self._enable()

    def _give_up(self, error: Exception) -> None:
        self._making = None
        self._enable()
        self.problem.emit(error)

    def _follow_job(self) -> None:
        if self._collection is not None:
            self.pages.forget_figures()
            self._sentence.setText(state_sentence(self._collection.overview()))

    def _enable(self) -> None:
        is_free = not (self._making is not None or self._is_running) and self.model_box.count() > 0
        self.transcribe_button.setEnabled(is_free and self._is_something_left())
        self.model_box.setEnabled(is_free)
        self.again_button.setEnabled(is_free and bool(self._chosen_rows()))

    def _is_something_left(self) -> bool:
        """Whether some line has no text by a person."""
        return self._collection is not None and bool(self._collection.page_ids(PageFilter.TO_TRANSCRIBE))

    def _tell_outcome(self, words: str) -> None:
        self._outcome.setText(words)
        self._outcome.setVisible(bool(words))

    def _show_empty(self, *, has_pages: bool) -> None:
        self._missing_step = "lines" if has_pages else "scans"
        self._stack.setCurrentWidget(self._empty)
        if has_pages:
            self._empty.show_words(
                tr("No lines have been found yet"),
                tr("When the lines of writing are found, a model can read them here."),
                tr("Go to Lines"),
            )
        else:
            self._empty.show_words(
                tr("There are no scans yet"),
                tr("When scans are added and their lines found, a model can read all of them here."),
                tr("Go to Scans"),
            )


def _table(model: PageTable | ReadingTable, name: str) -> QTableView:
    table = row_table(model, name)
    table.setWordWrap(False)
    return table


def _fit_columns(table: QTableView, *, stretched: int) -> None:
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    # room for any share: of the rows that are measured none may have one yet
    header.setMinimumSectionSize(table.fontMetrics().horizontalAdvance(percent_words(1.0)) + 4 * SPACE)
    header.setResizeContentsPrecision(8)  # rows looked at: a table of 100 000 is not measured whole
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
