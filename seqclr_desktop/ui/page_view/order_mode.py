"""The mode in which lines are clicked in the order they are read: what it shows on the page, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from seqclr_desktop.ui.page_view.mender import Mender
from seqclr_desktop.ui.page_view.order_clicking import OrderClicking
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas
from seqclr_desktop.ui.page_view.side_lists import SideLists


class OrderMode(QObject):
    """Begun and ended by the button of the list of lines. `line_ids` gives those of the page as they are read now."""

    def __init__(
        self, canvas: PageCanvas, lists: SideLists, mender: Mender, line_ids: Callable[[], Sequence[int]]
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._lists, self._mender, self._line_ids = canvas, lists, mender, line_ids
        self._clicking: OrderClicking | None = None
        lists.order.clicking_wanted.connect(self._start_or_end)

    @property
    def is_on(self) -> bool:
        return self._clicking is not None

    def click(self, line_id: int) -> None:
        """This line comes next."""
        if self._clicking is not None:
            self._show(self._clicking.with_click(line_id))

    def take_click_back(self) -> None:
        """The line clicked last does not come next after all."""
        if self._clicking is not None:
            self._show(self._clicking.without_last())

    def finish(self) -> None:
        """Leave the mode and put the lines in the order in which they were clicked."""
        self._lists.order.clicking.setChecked(False)

    def leave(self) -> None:
        """Leave the mode without changing anything."""
        self._clicking = None
        self._canvas.show_turns(None)
        self._lists.order.clicking.setChecked(False)

    def _start_or_end(self, is_wanted: bool) -> None:
        if is_wanted:
            self._canvas.stop_drawing()
            self._lists.setCurrentIndex(2)
            self._canvas.setFocus()
            self._show(OrderClicking(self._canvas.current_line_id))
            return
        done, self._clicking = self._clicking, None
        self._canvas.show_turns(None)
        if done is not None and done.clicked:
            self._mender.order_as_clicked(done.clicked, done.after)

    def _show(self, clicking: OrderClicking) -> None:
        self._clicking = clicking
        self._canvas.show_turns(clicking.turns(self._line_ids()))
