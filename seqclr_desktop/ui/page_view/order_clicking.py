"""Clicking lines in the order in which they are read: what has been clicked so far; no widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seqclr_desktop.layout.order_by_hand import clicked_in_order


@dataclass(frozen=True)
class OrderClicking:
    """`after` is the line that stays where it is and after which the clicked ones come; None: they come first."""

    after: int | None = None
    clicked: tuple[int, ...] = ()

    def with_click(self, line_id: int) -> OrderClicking:
        """One line more; clicking one a second time, or the line all come after, changes nothing."""
        if line_id in (*self.clicked, self.after):
            return self
        return OrderClicking(self.after, (*self.clicked, line_id))

    def without_last(self) -> OrderClicking:
        return OrderClicking(self.after, self.clicked[:-1])

    def turns(self, order: Sequence[int]) -> dict[int, int]:
        """The new numbers, from 1, of those clicked lines that are still among the lines of `order`."""
        wanted = clicked_in_order(order, self.clicked, self.after)
        return {line_id: wanted.index(line_id) + 1 for line_id in self.clicked if line_id in wanted}
