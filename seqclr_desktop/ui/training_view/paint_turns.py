"""Drawings that take long, one a turn of the event loop: Qt would paint all that wait in the same turn."""

from __future__ import annotations

from functools import cache

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class PaintTurns(QObject):
    """Whoever may not draw now shows what it drew last, and is asked to paint again in one of the next turns."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[QWidget] = []
        self._is_taken = False
        self._end = QTimer(self, interval=0, singleShot=True)
        self._end.timeout.connect(self._begin_next)

    def take(self, viewport: QWidget) -> bool:
        """Whether the drawing in `viewport` may be made now."""
        self._end.start()
        if self._is_taken:
            self._waiting.append(viewport)
            return False
        self._is_taken = True
        return True

    def _begin_next(self) -> None:
        self._is_taken = False
        waiting, self._waiting = self._waiting, []
        for viewport in waiting:
            if shiboken6.isValid(viewport):
                viewport.update()


@cache
def paint_turns() -> PaintTurns:
    """Those of the window's thread."""
    return PaintTurns()
