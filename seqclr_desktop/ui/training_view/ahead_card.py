"""How far am I? The speed of transcribing, the learning curve with its forecast, and a button that measures it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.collection import RunRecord
from seqclr_desktop.document import Split
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.outlook import Outlook
from seqclr_desktop.training.learning_curve import subset_counts
from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.experiments import MINUTES, Experiments
from seqclr_desktop.ui.training_view.learning_curve_plot import LearningCurvePlot
from seqclr_desktop.ui.training_view.plan import LearningPlan
from seqclr_desktop.ui.training_view.running_trainings import RunningTrainings
from seqclr_desktop.ui.training_view.saying import outlook_words
from seqclr_desktop.ui.widgets.card import Card, muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.minutes_box import MinutesBox
from seqclr_desktop.ui.widgets.wording import duration_words

_FEWEST_TRAININGS = 3


class AheadCard(Card):
    """Signals: `measure_wanted(minutes of each training)`, `resume_wanted(RunRecord)` of a measuring cut off."""

    measure_wanted = Signal(float)
    resume_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What more lines would bring"), parent)
        self._counts: tuple[int, ...] = ()
        self._unfinished: RunRecord | None = None
        self._is_busy = False
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.plot = LearningCurvePlot()
        self._minutes = MinutesBox(MINUTES, tr("for each training"))
        self._plan = muted_label()
        self.start_button = QPushButton(tr("Measure it"))
        self.resume_button = QPushButton(tr("Go on with the one that was stopped"))
        self._asking = QWidget()
        self.running = RunningTrainings()
        self._place()
        self._minutes.valueChanged.connect(self._tell_plan)
        self.start_button.clicked.connect(lambda: self.measure_wanted.emit(float(self._minutes.value())))
        self.resume_button.clicked.connect(lambda: self.resume_wanted.emit(self._unfinished))
        self.show_outlook(Outlook(None, (), None))

    def show_outlook(self, ahead: Outlook) -> None:
        """Say how far the work is and what is ahead, as far as the trainings tell."""
        self._words.setText(outlook_words(ahead) or tr("Nothing is known of that yet."))
        self.plot.show_outlook(ahead)
        self.plot.setVisible(len(ahead.curve) > 1)

    def show_measurings(self, measurings: Experiments, plan: LearningPlan, *, is_busy: bool) -> None:
        """Show what could be measured; `is_busy` while a training is being made ready."""
        self._counts = subset_counts(plan.share(Split.TRAIN).human_count)
        self._unfinished, self._is_busy = measurings.unfinished, is_busy
        self._tell_plan()

    def begin(self, control: Control) -> None:
        """The curve is being measured."""
        self._asking.hide()
        self.running.begin(control)

    def end(self) -> None:
        """It is measured no more."""
        self.running.end()
        self._asking.show()

    def words(self) -> str:
        """All that the card says."""
        now = self._plan.text() if self.running.isHidden() else self.running.words()
        return f"{self._words.text()}\n{now}"

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
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(3 * SPACE)
        asking.addLayout(minutes)
        asking.addWidget(self._plan)
        asking.addLayout(buttons)
        for widget in (self._words, self.plot, self._asking, self.running):
            self.body.addWidget(widget)

    def _tell_plan(self) -> None:
        can_begin = len(self._counts) >= _FEWEST_TRAININGS
        self.start_button.setEnabled(can_begin and not self._is_busy)
        self._minutes.setEnabled(can_begin)
        self.resume_button.setVisible(self._unfinished is not None)
        self.resume_button.setEnabled(not self._is_busy)
        self._plan.setText(self._plan_words() if can_begin else tr("A few pages more, and it can be measured."))

    def _plan_words(self) -> str:
        return tr(
            "Learns from {counts} of your lines in turn, each time from the same start, and reads the pages "
            "the learning is watched on: about {time} in all. You can pause it, or stop it and go on later.",
            counts=", ".join(map(number, self._counts)),
            time=duration_words(60 * self._minutes.value() * len(self._counts)),
        )
