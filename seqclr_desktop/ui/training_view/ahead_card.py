"""How far am I? The speed of transcribing, the learning curve with its forecast, and a button that measures it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from seqclr_desktop.document import Split
from seqclr_desktop.jobs.outlook import Outlook
from seqclr_desktop.training.learning_curve import subset_counts
from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.training_view.experiments import Experiments
from seqclr_desktop.ui.training_view.learning_curve_plot import LearningCurvePlot
from seqclr_desktop.ui.training_view.plan import LearningPlan
from seqclr_desktop.ui.training_view.saying import outlook_words
from seqclr_desktop.ui.training_view.several_trainings import SeveralTrainings
from seqclr_desktop.ui.widgets.card import Card
from seqclr_desktop.ui.widgets.wording import duration_words
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

_FEWEST_TRAININGS = 3


class AheadCard(Card):
    """`form` asks for the curve to be measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What more lines would bring"), parent)
        self._counts: tuple[int, ...] = ()
        self._words = WrappingLabel()
        self.plot = LearningCurvePlot()
        self.form = SeveralTrainings(tr("Measure it"), self._plan_words)
        for widget in (self._words, self.plot, self.form):
            self.body.addWidget(widget)
        self.show_outlook(Outlook(None, (), None))

    def show_outlook(self, ahead: Outlook) -> None:
        """Say how far the work is and what is ahead, as far as the trainings tell."""
        self._words.setText(outlook_words(ahead) or tr("Nothing is known of that yet."))
        self.plot.show_outlook(ahead)
        self.plot.setVisible(len(ahead.curve) > 1)

    def show_measurings(self, measurings: Experiments, plan: LearningPlan, *, is_busy: bool) -> None:
        """Show what could be measured; `is_busy` while a training is being made ready."""
        self._counts = subset_counts(plan.share(Split.TRAIN).human_count)
        self.form.show_state(measurings.unfinished, can_begin=self._can_begin, is_busy=is_busy)

    def words(self) -> str:
        """All that the card says."""
        return f"{self._words.text()}\n{self.form.words()}"

    @property
    def _can_begin(self) -> bool:
        return len(self._counts) >= _FEWEST_TRAININGS

    def _plan_words(self, minutes: float) -> str:
        if not self._can_begin:
            return tr("A few pages more, and it can be measured.")
        return tr(
            "Learns from {counts} of your lines in turn, each time from the same start, and reads the pages "
            "the learning is watched on: about {time} in all. You can pause it, or stop it and go on later.",
            counts=", ".join(map(number, self._counts)),
            time=duration_words(60 * minutes * len(self._counts)),
        )
