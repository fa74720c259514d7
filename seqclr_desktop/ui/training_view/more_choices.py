"""Choices about learning to read that few people need: folded away until one is asked for or differs from the usual."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.training.settings import MOST_VOTERS
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.learn_wish import LearnWish
from seqclr_desktop.ui.widgets.card import WholeLabel
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.number_box import NumberBox


class MoreChoices(QWidget):
    """A link and, once it was followed, what it stands for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = QPushButton(tr("More choices…"), self)  # with its parent: Tab goes in the order of adoption
        self.link.setProperty("link", "true")
        self.link.setCheckable(True)
        self._self_training = _check_box(
            tr("Learn also from what it reads itself"),
            tr(
                "While it learns, it reads the lines nobody transcribed, takes the letters it is sure of for true, "
                "and learns from them too. Your texts are never mixed with its own."
            ),
        )
        self._augmentation = _check_box(
            tr("Change the lines a little each time"),
            tr(
                "Each time it learns from a line, the line is slanted, stretched, bent, faded or stained a little, so "
                "that few lines teach more."
            ),
        )
        self._averaging = _check_box(
            tr("Keep the mean of its last states"),
            tr("Each step teaches it the newest lines a little too well. The mean of many steps reads more steadily."),
        )
        self.voters = _voters_box()
        self.folded = QWidget(self)
        self._place()
        self.folded.hide()
        self.link.toggled.connect(self.folded.setVisible)
        self.show_wish(LearnWish())

    def show_wish(self, wish: LearnWish) -> None:
        """What is not as usual is unfolded."""
        self._self_training.setChecked(wish.self_training)
        self._augmentation.setChecked(wish.augmentation)
        self._averaging.setChecked(wish.averaging)
        self.voters.setValue(wish.voters)
        if self.put_into(LearnWish()) != LearnWish():
            self.link.setChecked(True)

    def put_into(self, wish: LearnWish) -> LearnWish:
        """The wish, with what is chosen here."""
        return replace(
            wish,
            self_training=self._self_training.isChecked(),
            voters=self.voters.value(),
            augmentation=self._augmentation.isChecked(),
            averaging=self._averaging.isChecked(),
        )

    def _place(self) -> None:
        link = FlowLayout()
        link.addWidget(self.link)
        choices = QVBoxLayout(self.folded)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(2 * SPACE)
        for box in (self._self_training, self._augmentation, self._averaging):
            choices.addWidget(box)
        choices.addLayout(number_row(self.voters, tr("readers that vote on every letter (1: no vote)")))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2 * SPACE)
        rows.addLayout(link)
        rows.addWidget(self.folded)


def number_row(box: NumberBox, words: str) -> QHBoxLayout:
    """A number before the words that tell of what."""
    box.setAccessibleName(words)
    label = WholeLabel()
    label.setText(words)
    label.setToolTip(box.toolTip())
    row = QHBoxLayout()
    row.setSpacing(2 * SPACE)
    row.addWidget(box)
    row.addWidget(label, 1)
    return row


def _check_box(words: str, help_words: str) -> QCheckBox:
    box = QCheckBox(words)
    box.setToolTip(help_words)
    return box


def _voters_box() -> NumberBox:
    box = NumberBox(1, MOST_VOTERS, LearnWish().voters)
    box.setToolTip(
        tr(
            "Several readers learn one after the other, each without another part of your transcribed lines, and vote "
            "on every letter. They share the time for learning to read, and with three of them reading takes three "
            "times as long."
        )
    )
    return box
