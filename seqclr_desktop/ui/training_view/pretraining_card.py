"""Did pretraining help? What the newest experiment found, and a button that begins one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from seqclr_desktop.collection import RunRecord
from seqclr_desktop.training.protocols import Beginning, Protocol
from seqclr_desktop.ui.pretraining_gain import gain_sentences
from seqclr_desktop.ui.text import in_a_row, number, tr
from seqclr_desktop.ui.training_view.experiments import Experiments, QuickExperiment, can_compare
from seqclr_desktop.ui.training_view.plan import LearningPlan
from seqclr_desktop.ui.training_view.several_trainings import SeveralTrainings
from seqclr_desktop.ui.widgets.card import Card, muted_label
from seqclr_desktop.ui.widgets.wording import duration_words
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


class PretrainingCard(Card):
    """`form` asks for an experiment, which is that of `wanted`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Did pretraining help?"), parent)
        self._plan: LearningPlan | None = None
        self._found = WrappingLabel()
        self._about = muted_label()
        self.form = SeveralTrainings(tr("Find out"), self._plan_words)
        for widget in (self._found, self._about, self.form):
            self.body.addWidget(widget)

    def wanted(self, minutes: float) -> QuickExperiment:
        """The experiment that the button begins, with so many minutes for each training."""
        return QuickExperiment(minutes=minutes) if self._plan is None else QuickExperiment.of(self._plan, minutes)

    def show_experiments(self, experiments: Experiments, plan: LearningPlan, *, is_busy: bool) -> None:
        """Show what was found; `is_busy` while a training is being made ready."""
        self._plan = plan
        found = found_words(experiments.finished)
        self._found.setText(found or tr("Whether it makes a better reader differs from collection to collection."))
        self._about.setText(about_words(experiments.finished) if found and experiments.finished is not None else "")
        self._about.setVisible(bool(found))
        self.form.show_state(experiments.unfinished, can_begin=can_compare(plan), is_busy=is_busy)

    def words(self) -> str:
        """All that the card says."""
        return f"{self._found.text()}\n{self._about.text()}\n{self.form.words()}"

    def _plan_words(self, minutes: float) -> str:
        can_begin = self._plan is not None and can_compare(self._plan)
        return plan_words(self.wanted(minutes)) if can_begin else lack_words()


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
    ]
    minutes = {made.get(part, {}).get("minutes") for part in ("pretrain", "finetune")}
    if len(minutes) == 1 and None not in minutes:
        words.append(tr("{minutes} min for each training", minutes=f"{minutes.pop():g}"))
    sentences = [in_a_row(words) + ".", *_beginning_words(made)]
    if run.result.get("protocol") == Protocol.DECODER_EVALUATION:
        sentences.append(tr("What sees the letters stayed as it was; only what reads them was taught."))
    if seed_count == 1:
        sentences.append(tr("One seed tells nothing of what another would have given."))
    sentences.append(tr("In brackets: how far the difference may be chance, 95 times of 100."))
    return " ".join(sentences)


def _beginning_words(made: Mapping[str, Any]) -> list[str]:
    """What both sides of the comparison began with; nothing where there were two, which have headings."""
    beginnings = made.get("beginnings") or [Beginning.SCRATCH]
    if len(beginnings) > 1:
        return []
    if beginnings[0] == Beginning.BASE:
        return [tr("Both sides began with the model that comes with the program.")]
    return [tr("Both sides began from scratch, without the model that comes with the program.")]


def plan_words(wanted: QuickExperiment) -> str:
    """What the button would begin, and how long that takes."""
    amounts = (
        tr("all transcribed lines") if len(wanted.labels) == 1 else tr("a quarter and all of the transcribed lines")
    )
    return tr(
        "Learns with and without pretraining from {amounts}, {seeds} times each, always beginning with the model that "
        "comes with the program, and compares on the test pages: {count} trainings, about {time} in all. You can pause "
        "it, or stop it and go on later.",
        amounts=amounts,
        seeds=number(wanted.seed_count),
        count=number(wanted.training_count),
        time=duration_words(wanted.seconds),
    )


def lack_words() -> str:
    """Why no experiment can begin yet."""
    return tr("For this, at least three pages must be transcribed: to learn from, to watch with, and to test with.")
