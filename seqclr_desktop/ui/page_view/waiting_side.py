"""Texts that wait beside the page: each is shown where its line was, and kept, put on another line or discarded."""

from __future__ import annotations

from PySide6.QtCore import QObject

from seqclr_desktop.collection import PageLines
from seqclr_desktop.collection.waiting_texts import texts_that_wait
from seqclr_desktop.ui.page_view.line_choice import LineChoice
from seqclr_desktop.ui.page_view.mender import Mender
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas
from seqclr_desktop.ui.page_view.page_words import waiting_rows
from seqclr_desktop.ui.page_view.side_lists import WaitingTexts


class WaitingSide(QObject):
    """The list of these texts and what it does on the page."""

    def __init__(self, texts: WaitingTexts, canvas: PageCanvas, choice: LineChoice, mender: Mender) -> None:
        super().__init__(texts)
        self._texts, self._canvas, self._choice, self._mender = texts, canvas, choice, mender
        self._state: PageLines | None = None
        texts.row_wanted.connect(self._show_place)
        texts.keep_wanted.connect(mender.keep_line)
        texts.put_wanted.connect(self._put)
        texts.discard_wanted.connect(mender.discard_text)
        choice.changed.connect(self._show_target)

    def show_state(self, state: PageLines | None) -> int:
        """List the texts that wait on a page in this state, and tell how many there are."""
        self._state = state
        waiting = texts_that_wait(state) if state is not None else []
        lines = state.lines if state is not None else ()
        self._texts.show_rows(waiting_rows(lines, waiting), self._texts.current_id)
        self._show_target()
        return len(waiting)

    def _show_place(self, line_id: int) -> None:
        """The line is chosen if it is on the page; else its shape is drawn where it was."""
        line = self._state.line(line_id) if self._state is not None else None
        if self._state is not None and line in self._state.lines:
            self._choice.choose([line_id], centre=True)
        else:
            self._canvas.show_ghost(line)
            self._show_target()

    def _show_target(self) -> None:
        target = self._choice.current_id
        self._texts.show_state(has_target=target is not None and target != self._texts.current_id)

    def _put(self, line_id: int) -> None:
        target = self._choice.current_id
        if target is not None and target != line_id:
            self._mender.put_text(line_id, target)
