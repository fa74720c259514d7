"""Did pretraining help? What the newest experiment found, and a button that begins one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.collection import RunRecord
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.training.protocols import Protocol
from seqclr_desktop.ui.pretraining_gain import gain_sentences
from seqclr_desktop.ui.text import in_a_row, number, tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.experiments import MINUTES, Experiments, QuickExperiment, can_compare
from seqclr_desktop.ui.training_view.plan import LearningPlan
from seqclr_desktop.ui.training_view.running_trainings import RunningTrainings
from seqclr_desktop.ui.widgets.card import Card, muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.minutes_box import MinutesBox
from seqclr_desktop.ui.widgets.wording import duration_words


class PretrainingCard(Card):
    """Signals: `experiment_wanted(QuickExperiment)`, `resume_wanted(RunRecord)` to go on with one that was cut off."""

    experiment_wanted = Signal(object)
    resume_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Did pretraining help?"), parent)
        self._plan: LearningPlan | None = None
        self._unfinished: RunRecord | None = None
        self._is_busy = False
        self._found = QLabel()
        self._found.setWordWrap(True)
        self._about = muted_label()
        self._minutes = MinutesBox(MINUTES, tr("for each training"))
        self._duration = muted_label()
        self.start_button = QPushButton(tr("Find out"))
        self.resume_button = QPushButton(tr("Go on with the one that was stopped"))
        self._asking = QWidget()
        self.running = RunningTrainings()
        self._place()
        self._minutes.valueChanged.connect(self._tell_duration)
        self.start_button.clicked.connect(lambda: self.experiment_wanted.emit(self.wanted))
        self.resume_button.clicked.connect(lambda: self.resume_wanted.emit(self._unfinished))

    @property
    def wanted(self) -> QuickExperiment:
        """The experiment that the button begins."""
        minutes = float(self._minutes.value())
        return QuickExperiment(minutes=minutes) if self._plan is None else QuickExperiment.of(self._plan, minutes)

    def set_minutes(self, minutes: int) -> None:
        self._minutes.setValue(minutes)

    def show_experiments(self, experiments: Experiments, plan: LearningPlan, *, is_busy: bool) -> None:
        """Show what was found; `is_busy` while a training is being made ready."""
        self._plan, self._unfinished, self._is_busy = plan, experiments.unfinished, is_busy
        found = found_words(experiments.finished)
        self._found.setText(found or tr("Whether it makes a better reader differs from collection to collection."))
        self._about.setText(about_words(experiments.finished) if found and experiments.finished is not None else "")
        self._about.setVisible(bool(found))
        self._tell_duration()

    def begin(self, control: Control) -> None:
        """An experiment runs now."""
        self._asking.hide()
        self.running.begin(control)

    def end(self) -> None:
        """None runs any more."""
        self.running.end()
        self._asking.show()

    def words(self) -> str:
        """All that the card says."""
        now = self.running.words() if not self.running.isHidden() else self._duration.text()
        return f"{self._found.text()}\n{self._about.text()}\n{now}"

    def _place(self) -> None:
        minutes = QHBoxLayout()
        minutes.setSpacing(2 * SPACE)
        minutes.addWidget(self._minutes)
        each = QLabel(tr("for each training"))
        each.setWordWrap(True)
        minutes.addWidget(each, 1)
        buttons = FlowLayout()
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.resume_button)
        asking = _column(self._asking)
        asking.addLayout(minutes)
        asking.addWidget(self._duration)
        asking.addLayout(buttons)
        for widget in (self._found, self._about, self._asking, self.running):
            self.body.addWidget(widget)

    def _tell_duration(self) -> None:
        can_begin = self._plan is not None and can_compare(self._plan)
        self.start_button.setEnabled(can_begin and not self._is_busy)
        self.resume_button.setVisible(self._unfinished is not None)
        self.resume_button.setEnabled(not self._is_busy)
        self._minutes.setEnabled(can_begin)
        self._duration.setText(plan_words(self.wanted) if can_begin else lack_words())


def found_words(run: RunRecord | None) -> str:
    """What came of a finished experiment, a line for each number of labels; empty where there is nothing to tell."""
    if run is None:
        return ""
    return "\n".join(gain_sentences(run.result.get("rows", ()), str(run.result.get("control", ""))))


def about_words(run: RunRecord) -> str:
    """How a finished experiment was made, so that one knows how far it may be trusted."""
    made = run.settings.get("experiment", {})
    seed_count = int(made.get("seed_count", 0))
    words = [
        tr("Experiment of {day}", day=run.started_at[:10]),
        tr("{n} test line(s)", len(run.settings.get("test", ()))),
        tr("{n} seed(s)", seed_count),
        tr("{minutes} min for each training", minutes=f"{made.get('minutes', 0):g}"),
    ]
    sentences = [in_a_row(words) + "."]
    if run.result.get("protocol") == Protocol.DECODER_EVALUATION:
        sentences.append(tr("Only a decoder was taught; what sees the letters stayed as it was."))
    if seed_count == 1:
        sentences.append(tr("One seed tells nothing of what another would have given."))
    sentences.append(tr("In brackets: how far the difference may be chance, 95 times of 100."))
    return " ".join(sentences)


def plan_words(wanted: QuickExperiment) -> str:
    """What the button would begin, and how long that takes."""
    amounts = (
        tr("all transcribed lines") if len(wanted.labels) == 1 else tr("a quarter and all of the transcribed lines")
    )
    return tr(
        "Learns with and without pretraining from {amounts}, {seeds} times each, and compares on the test pages: "
        "{count} trainings, about {time} in all. You can pause it, or stop it and go on later.",
        amounts=amounts,
        seeds=number(wanted.seed_count),
        count=number(wanted.training_count),
        time=duration_words(wanted.seconds),
    )


def lack_words() -> str:
    """Why no experiment can begin yet."""
    return tr("For this, at least three pages must be transcribed: to learn from, to watch with, and to test with.")


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3 * SPACE)
    return column
