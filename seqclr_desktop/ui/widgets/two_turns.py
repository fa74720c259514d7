"""Showing something else in a frame without holding the window up by doing all of it at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class TwoTurns(QObject):
    """What `frame` shows next is laid out in this turn of the event loop and painted in the next one."""

    def __init__(self, frame: QWidget) -> None:
        super().__init__(frame)
        self._frame = frame
        self._painting = QTimer(self, interval=0, singleShot=True)
        self._painting.timeout.connect(lambda: frame.setUpdatesEnabled(True))

    def show(self, exchange: Callable[[], object]) -> None:
        """Call `exchange`, which puts something else into the frame; it is in sight after keys and clicks that wait."""
        self._frame.setUpdatesEnabled(False)
        exchange()
        self._painting.start()
