"""Before a training: what will be learnt from, on what, for how long, and the one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QPushButton, QWidget

from seqclr_desktop.document import Split
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.device_guess import device_guess
from seqclr_desktop.ui.training_view.findings_list import FindingsList
from seqclr_desktop.ui.training_view.learn_wish import LearnWish
from seqclr_desktop.ui.training_view.more_choices import MoreChoices, number_row
from seqclr_desktop.ui.training_view.plan import LearningPlan
from seqclr_desktop.ui.training_view.saying import advice, plan_words, share_words
from seqclr_desktop.ui.widgets.card import Card, WholeLabel, muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.minutes_box import MinutesBox
from seqclr_desktop.ui.widgets.wording import duration_words


class PlanCard(Card):
    """Signals: `learn_wanted(LearnWish)`, `splits_wanted()`, `views_wanted()`."""

    learn_wanted = Signal(object)
    splits_wanted = Signal()
    views_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Learn from this collection"), parent)
        self._lines = WholeLabel()
        self._shares = WholeLabel()
        self._device = WholeLabel()
        self._pretrain = MinutesBox(LearnWish().pretrain_minutes, least=0)
        self._finetune = MinutesBox(LearnWish().finetune_minutes)
        self.more = MoreChoices()
        self._duration = muted_label()
        self._advice = muted_label()
        self.findings = FindingsList()
        self._change = QPushButton(tr("Change which pages…"))
        self._change.setProperty("link", "true")
        self._views = QPushButton(tr("See what is compared…"))
        self._views.setProperty("link", "true")
        self._views_about = muted_label(tr("with the views you chose"), wraps=False)
        self._views_about.hide()
        self.learn_button = QPushButton(tr("Learn from this collection"))
        self.learn_button.setProperty("primary", "true")
        self._place()
        self._change.clicked.connect(self.splits_wanted)
        self._views.clicked.connect(self.views_wanted)
        self.learn_button.clicked.connect(lambda: self.learn_wanted.emit(self.wish))
        for box in (self._pretrain, self._finetune):
            box.valueChanged.connect(self._tell_duration)
        self._tell_duration()

    @property
    def wish(self) -> LearnWish:
        return self.more.put_into(LearnWish(self._pretrain.value(), self._finetune.value()))

    def set_wish(self, wish: LearnWish) -> None:
        self._pretrain.setValue(wish.pretrain_minutes)
        self._finetune.setValue(wish.finetune_minutes)
        self.more.show_wish(wish)

    def show_plan(self, plan: LearningPlan, *, is_busy: bool) -> None:
        """Show what is there; `is_busy` while a training is being made ready or runs."""
        self._lines.setText(plan_words(plan))
        self._shares.setText(shares_text(plan))
        self._device.setText(device_guess())
        self._advice.setText(advice(plan))
        self._advice.setVisible(bool(advice(plan)))
        self.learn_button.setEnabled(plan.can_begin and not is_busy)
        self._change.setEnabled(not is_busy)

    def show_views_chosen(self, is_chosen: bool) -> None:
        """Say whether the next pretraining will alter lines as a person chose in the gallery of views."""
        self._views_about.setVisible(is_chosen)

    def words(self) -> str:
        """All that the card says."""
        return "\n".join(label.text() for label in (self._lines, self._shares, self._device, self._advice))

    def _place(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setColumnStretch(1, 1)
        change = FlowLayout()
        change.addWidget(self._change)
        views = FlowLayout()
        views.addWidget(self._views)
        views.addWidget(self._views_about)
        rows: tuple[tuple[str, QWidget | QLayout], ...] = (
            (tr("From"), self._lines),
            (tr("Pages"), self._shares),
            ("", change),
            (tr("On"), self._device),
            (tr("For"), number_row(self._pretrain, tr("studying the handwriting, on all lines (pretraining)"))),
            ("", views),
            ("", number_row(self._finetune, tr("learning to read, from the transcribed lines"))),
            ("", self.more),
            ("", self._duration),
        )
        for row, (name, content) in enumerate(rows):
            grid.addWidget(muted_label(name, wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
            if isinstance(content, QLayout):
                grid.addLayout(content, row, 1)
            else:
                grid.addWidget(content, row, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self._advice)
        self.body.addWidget(self.findings)
        button = FlowLayout()
        button.addWidget(self.learn_button)
        self.body.addLayout(button)

    def _tell_duration(self) -> None:
        seconds = 60 * (self._pretrain.value() + self._finetune.value())
        self._duration.setText(
            tr("About {time} in all. You can go on working, pause it, or stop it.", time=duration_words(seconds))
        )


def shares_text(plan: LearningPlan) -> str:
    """What the pages are for, a row each."""
    rows = [
        tr("to learn from: {share}", share=share_words(plan.share(Split.TRAIN))),
        tr("to watch the learning: {share}", share=share_words(plan.share(Split.VALID))),
        tr("kept aside as the test: {share}", share=share_words(plan.share(Split.TEST))),
    ]
    if plan.undecided.page_count:
        rows.append(tr("not transcribed, to study only: {n} page(s)", plan.undecided.page_count))
    return "\n".join(rows)
