"""The progress of a maker's command, a line at a time on standard error."""

from __future__ import annotations

import sys

from seqclr_desktop.jobs.job import Control, Progress


class PrintedProgress(Control):
    """Prints every `every`th step; other events are passed over."""

    def __init__(self, every: int = 1) -> None:
        super().__init__()
        self._every = every

    def show(self, event: object) -> None:
        if isinstance(event, Progress) and event.done % self._every == 0:
            sys.stderr.write(f"{event.done}/{event.total} {event.unit} {event.note}".rstrip() + "\n")
            sys.stderr.flush()
