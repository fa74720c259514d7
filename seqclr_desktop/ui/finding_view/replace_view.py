"""Find and replace in what people wrote: first every place is shown, then a job does it as one act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.collection import Collection, LineChange, Replacement
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.job import Done, Failed, Job, Outcome, Progress, Stopped
from seqclr_desktop.jobs.replace_texts import RedoAct, ReplaceTexts, TextsChanged, UndoAct
from seqclr_desktop.ui.act_commands import ActCommand, keep_in_step, push_made
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.finding_view.hit_list import HitList
from seqclr_desktop.ui.finding_view.hit_row import ShownHit
from seqclr_desktop.ui.finding_view.marked_text import change_html
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import error_words, number, tr
from seqclr_desktop.ui.theme import SPACE, colours
from seqclr_desktop.ui.widgets.card import heading_label, muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout

ActJob = ReplaceTexts | UndoAct | RedoAct


class ReplaceView(QWidget):
    """Signals: `line_wanted(line_id)`, `job_wanted(Job)` that replaces or takes back, `problem(error)`."""

    line_wanted = Signal(int)
    job_wanted = Signal(object)
    problem = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._collection: Collection | None = None
        self._changes: list[LineChange] = []
        self._replacement: Replacement | None = None
        self._ask: Ask | None = None
        self._background = Background(self, is_patient=True)
        self.old, self.new = QLineEdit(), QLineEdit()
        self.ignores_accents = QCheckBox(tr("Accents and case do not matter"))
        self.whole_words = QCheckBox(tr("Whole words only"))
        self.is_pattern = QCheckBox(tr("A pattern (regular expression)"))
        self.look = QPushButton(tr("Show every place"))
        self.replace = QPushButton(tr("Replace"))
        self._sentence = muted_label()
        self.list = HitList(LineImages(parent=self))
        self._place()
        self._connect()
        self._show([])

    # what the window calls ---------------------------------------------------------------------------

    def show_collection(self, collection: Collection | None) -> None:
        self._collection = collection
        self.undo_stack.clear()
        self._forget()

    def refresh(self) -> None:
        """Texts have changed: what was found may not be there any more."""
        if self._changes:
            self.show_places()

    def begin(self, typed: str) -> None:
        """Start with what was searched for."""
        if typed:
            self.old.setText(typed.strip().strip('"'))
        self._forget()
        self.old.setFocus()

    # what a person does ------------------------------------------------------------------------------

    def show_places(self) -> None:
        """Find every place and show what it would become."""
        if self._ask is not None:
            self._ask.cancel()
        if self._collection is None:
            return
        try:
            self._replacement = Replacement(
                self.old.text(),
                self.new.text(),
                is_pattern=self.is_pattern.isChecked(),
                ignores_accents=self.ignores_accents.isChecked(),
                whole_words=self.whole_words.isChecked(),
            )
        except AppError as error:
            self._forget()
            self._say(error_words(error), "error")
            return
        self._ask = self._background.ask(
            _find(self._collection.folder, self._replacement), self._show, self.problem.emit
        )

    def replace_ticked(self) -> None:
        """Ask for the ticked lines to be replaced, as one act that Undo takes back."""
        chosen = self._chosen()
        if self._collection is None or not chosen:
            return
        title = tr("Replace “{old}” by “{new}”", old=self.old.text(), new=self.new.text())
        self._want(ReplaceTexts(self._collection.folder, title, chosen))

    # what becomes of it ------------------------------------------------------------------------------

    def job_progressed(self, job: ActJob, event: object) -> None:
        if isinstance(event, Progress):
            self._say(tr("{done} of {total} lines", done=number(event.done), total=number(event.total)))

    def job_ended(self, job: ActJob, outcome: Outcome[TextsChanged]) -> None:
        """Tell what came of it, and keep what Undo would do in step with what was done."""
        act = outcome.result.act if isinstance(outcome, Done) else None
        if isinstance(job, ReplaceTexts) and act is not None and act.lines_changed:
            folder, act_id = job.collection_folder, act.act_id
            jobs = (partial(UndoAct, folder, act_id), partial(RedoAct, folder, act_id))
            push_made(self.undo_stack, ActCommand(job.act_title, act_id, jobs, self._want))
        elif not isinstance(job, ReplaceTexts):
            self._keep_in_step(job.act_id)
        self._show_nothing(ended_words(job, outcome))
        if isinstance(outcome, Done) and outcome.result.problem is not None:
            self.problem.emit(outcome.result.problem)

    def job_withdrawn(self, job: ActJob) -> None:
        """A job was stopped before it began."""
        if not isinstance(job, ReplaceTexts):
            self._keep_in_step(job.act_id)
        self._show_nothing(ended_words(job, Stopped()))

    def sentence(self) -> str:
        return self._sentence.text()

    # inner -------------------------------------------------------------------------------------------

    def _place(self) -> None:
        self.replace.setProperty("primary", "true")
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for row, (words, field) in enumerate(((tr("&Find"), self.old), (tr("&Replace with"), self.new))):
            label = QLabel(words)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        options = FlowLayout(spacing_px=4 * SPACE)
        for widget in (self.ignores_accents, self.whole_words, self.is_pattern):
            options.addWidget(widget)
        deeds = FlowLayout(spacing_px=2 * SPACE)
        for button in (self.look, self.replace):
            deeds.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 4 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addWidget(heading_label(tr("Find and replace in what people wrote")))
        rows.addLayout(grid)
        rows.addLayout(options)
        rows.addLayout(deeds)
        rows.addWidget(self._sentence)
        rows.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.look.clicked.connect(self.show_places)
        self.replace.clicked.connect(self.replace_ticked)
        for field in (self.old, self.new):
            field.returnPressed.connect(self.show_places)
            field.textChanged.connect(lambda _text: self._forget())
        for box in (self.ignores_accents, self.whole_words, self.is_pattern):
            box.toggled.connect(lambda _on: self._forget())
        self.list.line_wanted.connect(self.line_wanted)
        self.list.ticked.connect(self._count)

    def _forget(self) -> None:
        """What was found is not what would be replaced now."""
        if self._ask is not None:
            self._ask.cancel()
        self._show([])
        self._say(tr("Every place is shown before anything is changed. What models read stays as it is."))

    def _show(self, changes: list[LineChange]) -> None:
        self._changes = changes
        old, new = colours().warning_soft, colours().accent_soft
        hits = (  # one by one as they are scrolled to: there may be thousands
            ShownHit(
                change.line_id,
                tr("{page}, line {number}", page=change.page_name, number=number(change.number)),
                tr("was checked") if change.is_checked else "",
                change.text,
                change_html(change.text, change.changes, old=old, new=new),
                can_be_ticked=True,
            )
            for change in changes
        )
        self.list.show_hits(self._collection, hits)
        places = sum(len(change.changes) for change in changes)
        lines = tr("{n} line(s)", len(changes))
        self._say(tr("{n} place(s) in {lines}.", places, lines=lines) if changes else tr("No such place."))
        self._count()

    def _chosen(self) -> list[LineChange]:
        unticked = self.list.unticked()
        return [change for change in self._changes if change.line_id not in unticked]

    def _count(self) -> None:
        count = len(self._chosen())
        self.replace.setText(tr("Replace in {n} line(s)", count) if count else tr("Replace"))
        self.replace.setEnabled(count > 0)

    def _want(self, job: Job[Any]) -> None:
        self._show_nothing(tr("Getting ready"))
        self.job_wanted.emit(job)

    def _keep_in_step(self, act_id: int) -> None:
        collection = self._collection
        if collection is not None:
            keep_in_step(self.undo_stack, act_id, lambda: collection.act_stands(act_id))

    def _show_nothing(self, sentence: str) -> None:
        self._changes = []
        self.list.show_hits(None, ())
        self._count()
        self._say(sentence)

    def _say(self, sentence: str, role: str = "muted") -> None:
        self._sentence.setText(sentence)
        if self._sentence.property("role") != role:
            self._sentence.setProperty("role", role)
            self._sentence.style().unpolish(self._sentence)
            self._sentence.style().polish(self._sentence)


def _find(folder: Path, replacement: Replacement) -> Callable[[], list[LineChange]]:
    """For a worker thread, which needs a connection of its own."""

    def find() -> list[LineChange]:
        with Collection.open(folder) as collection:
            return collection.find_changes(replacement)

    return find


def ended_words(job: ActJob, outcome: Outcome[TextsChanged]) -> str:
    """What came of it, in the view's sentence."""
    if isinstance(outcome, Failed):
        return error_words(outcome.error)
    if not isinstance(outcome, Done):
        return tr("Stopped. Nothing was changed.")
    act = outcome.result.act
    if isinstance(job, UndoAct):
        words = [tr("{n} line(s) have the text they had before.", act.lines_changed)]
    else:
        words = [tr("Replaced in {n} line(s). Undo takes it back.", act.lines_changed)]
    if act.passed_over:
        words.append(tr("{n} line(s) had been changed in the meantime and were left alone.", act.passed_over))
    if not act.is_complete:
        words.append(tr("It ended before its time; {n} line(s) are as they were.", act.line_count - act.lines_done))
    return " ".join(words)
