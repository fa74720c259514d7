"""Keeps what is typed: every pause makes it a draft in the collection, and leaving the line makes it a version."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from seqclr_desktop.errors import AppError
from seqclr_desktop.ui.text import error_words, tr
from seqclr_desktop.ui.transcription_view.desk import Desk
from seqclr_desktop.ui.transcription_view.line_strip import LineStrip

PAUSE_MS = 150  # with the time the disk takes, nothing older than 300 ms can be lost


class TextKeeper(QObject):
    """Keeps the text of one strip. `written(is leaving the line)` when a version was made that says something new."""

    written = Signal(bool)

    def __init__(self, strip: LineStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self._desk: Desk | None = None
        self._is_typed = False
        self._draft_at = 0.0  # by the monotonic clock
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._write_draft)
        strip.typed.connect(self._note_typing)

    def use(self, desk: Desk | None) -> None:
        """Keep for another collection from now on."""
        self._desk = desk

    def begin_line(self) -> None:
        """Another line stands in the strip, as the collection has it."""
        self._is_typed = False

    @property
    def has_unkept(self) -> bool:
        """Whether something was typed that is no version yet."""
        return self._is_typed

    def keep(self, *, is_checked: bool = False, is_leaving: bool = False) -> bool:
        """Make what is typed a version, if it is new; false when it could not be written (the reason is shown)."""
        self._pause.stop()
        if self._desk is None or not (self._is_typed or is_checked):
            return True
        try:
            is_new = self._desk.write(self._strip.field.marked, is_checked=is_checked)
        except AppError as error:
            self.tell_not_kept(error)
            return False
        self._is_typed = False
        if is_new:
            self.written.emit(is_leaving)
        return True

    def tell_not_kept(self, error: AppError) -> None:
        """Say why, below the field, and try again before long."""
        self._strip.tell_problem(tr("Not kept yet: {reason}", reason=error_words(error)))
        self._pause.start(PAUSE_MS * 20)  # a full disk may have been cleared by then

    def _note_typing(self) -> None:
        """Write at once, or one pause after the last time, even when the typing goes on: nothing older can be lost.

        At once, because a window that is busy with other things keeps a timer waiting.
        """
        self._is_typed = True
        if self._pause.isActive():
            return
        since_ms = round(1000 * (time.monotonic() - self._draft_at))
        if since_ms >= PAUSE_MS:
            self._write_draft()
        else:
            self._pause.start(PAUSE_MS - since_ms)

    def _write_draft(self) -> None:
        """Keep what is typed as it stands."""
        if self._desk is None or not self._is_typed:
            return
        self._draft_at = time.monotonic()
        try:
            self._desk.write_draft(self._strip.field.marked)
        except AppError as error:
            self.tell_not_kept(error)
