"""Keeps Python's collector of reference cycles in the window's thread.

The collector runs in whatever thread happens to allocate. In the thread of a job it would take apart
widgets and timers that belong to the window, which Qt does not survive. So it is switched off, and a
timer in the window's thread does its work by the same thresholds.

A look through everything PyTorch brings along would halt the window for a tenth of a second. So what
stays for good is set aside unseen: what an import has just made, and what a long look has found alive.
"""

from __future__ import annotations

import gc
import sys
import time

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 250
_LONG_LOOK_S = 0.02


class WindowThreadGarbage(QObject):
    """Active from its making until `end`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        gc.collect()
        gc.freeze()  # what the start has made stays for good
        gc.disable()
        self._module_count = len(sys.modules)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        if len(sys.modules) != self._module_count:
            self._module_count = len(sys.modules)
            gc.freeze()
            return
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                began = time.perf_counter()
                gc.collect(generation)
                if time.perf_counter() - began > _LONG_LOOK_S:
                    gc.freeze()
                return

    def end(self) -> None:
        """Let Python do it again as it used to."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
