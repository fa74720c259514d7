"""The `Control` of a terminal: progress on standard error, Ctrl-C asks to stop.

Where a person watches, passing events overwrite one another in one line; in a file or a pipe they
come as lines, one every ten seconds at most. What stays of interest always gets its own line.
"""

from __future__ import annotations

import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from seqclr_desktop.cli.event_lines import describe, is_passing
from seqclr_desktop.jobs.job import Control

_REDRAW_S = 0.1
_NEXT_LINE_S = 10.0


class TerminalProgress(Control):
    """Writes what a job tells to `stream`, thinned; nothing at all when `is_quiet`."""

    def __init__(
        self, stream: TextIO | None = None, *, is_quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._stream = stream or sys.stderr
        self._is_quiet = is_quiet
        self._clock = clock
        self._is_live = self._stream.isatty()
        self._shown_at: float | None = None
        self._skipped = ""
        self._is_line_open = False

    def begin(self, title: str) -> None:
        """Name what begins."""
        self.say(f"{title} …")
        self._shown_at = None

    def finish(self) -> None:
        """Show the last passing event if it was skipped, and end its line."""
        if self._skipped:
            self._write_passing(self._skipped)
        if self._is_line_open:
            self._write("\n")
            self._is_line_open = False

    def say(self, sentence: str) -> None:
        """A line of its own."""
        self.finish()
        self._write(f"{sentence}\n")

    def show(self, event: object) -> None:
        """Write the event, or pass over it when another has just been written."""
        words = describe(event)
        if not words:
            return
        if not is_passing(event):
            self._skipped = ""
            if self._is_live and self._is_line_open:
                self._write(f"\r{' ' * _width()}\r")
                self._is_line_open = False
            self._write(f"  {words}\n")
        elif self._is_due():
            self._write_passing(words)
        else:
            self._skipped = words

    def _is_due(self) -> bool:
        pause = _REDRAW_S if self._is_live else _NEXT_LINE_S
        return self._shown_at is None or self._clock() - self._shown_at >= pause

    def _write_passing(self, words: str) -> None:
        self._shown_at = self._clock()
        self._skipped = ""
        if self._is_live:
            self._write(f"\r{f'  {words}'[: _width()]:<{_width()}}")
            self._is_line_open = True
        else:
            self._write(f"  {words}\n")

    def _write(self, text: str) -> None:
        if not self._is_quiet:
            self._stream.write(text)
            self._stream.flush()

    @contextmanager
    def obeying_keys(self) -> Iterator[None]:
        """While this lasts, Ctrl-C asks the job to stop, and once more leaves at once.

        SIGTERM is the program being closed: what can be resumed is left to be resumed.
        """

        def on_ctrl_c(_number: int, _frame: object) -> None:
            if self.is_stopping:
                raise KeyboardInterrupt
            self.say("Stopping. What is finished is kept. Press Ctrl-C again to leave at once.")
            self.stop()

        def on_termination(_number: int, _frame: object) -> None:
            self.interrupt()

        handlers = {signal.SIGINT: on_ctrl_c, signal.SIGTERM: on_termination}
        former = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)


def _width() -> int:
    """Columns that can be written over: by blanks, since old consoles of Windows know no codes for clearing a line."""
    return max(shutil.get_terminal_size().columns - 1, 1)
