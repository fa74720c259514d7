"""A training that was cut off: it can go on where it was."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from seqclr_desktop.collection import RunRecord
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.widgets.card import Card, muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.wording import duration_words


class UnfinishedCard(Card):
    """Hidden while there is no such run. `resume_wanted` carries its RunRecord."""

    resume_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("A training was cut off"), parent)
        self._run: RunRecord | None = None
        self._sentence = muted_label()
        self.button = QPushButton(tr("Go on with it"))
        self.button.clicked.connect(lambda: self.resume_wanted.emit(self._run))
        self.body.addWidget(self._sentence)
        row = FlowLayout()
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.hide()

    def show_run(self, run: RunRecord | None, curves: Curves, *, is_busy: bool) -> None:
        self._run = run
        self.setVisible(run is not None)
        self.button.setEnabled(not is_busy)
        if run is not None:
            self._sentence.setText(
                tr(
                    "“{title}” of {day} stopped after {time}. What it had learnt is kept.",
                    title=tr(run.title),
                    day=run.started_at[:10],
                    time=duration_words(curves.now_s),
                )
            )
