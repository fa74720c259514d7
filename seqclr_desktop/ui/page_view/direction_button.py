"""The button that says which way the writing of a collection runs, and lets a person choose it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from seqclr_desktop.document import Direction
from seqclr_desktop.ui.text import tr


class DirectionButton(QPushButton):
    """`chosen(Direction or None)` when a person chooses from its menu; None: what the texts say."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(
            tr(
                "Which way the writing of this collection runs. Lines found before follow,"
                " unless you wrote on them or shaped them."
            )
        )
        menu = QMenu(self)
        group = QActionGroup(menu)
        self.actions_of: dict[Direction | None, QAction] = {}
        for direction, words in (
            (None, tr("As the &texts say, else from left to right")),
            (Direction.LEFT_TO_RIGHT, tr("From &left to right")),
            (Direction.RIGHT_TO_LEFT, tr("From &right to left")),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, direction))
            group.addAction(action)
            self.actions_of[direction] = action
        self.setMenu(menu)
        self.show_choice(None)

    def show_choice(self, direction: Direction | None) -> None:
        """What is chosen now."""
        self._direction = direction
        self.actions_of[direction].setChecked(True)
        words = {
            None: tr("Direction: as the texts"),
            Direction.LEFT_TO_RIGHT: tr("Direction: left to right"),
            Direction.RIGHT_TO_LEFT: tr("Direction: right to left"),
        }
        self.setText(words[direction])

    def _choose(self, direction: Direction | None) -> None:
        if direction is not self._direction:
            self.chosen.emit(direction)
