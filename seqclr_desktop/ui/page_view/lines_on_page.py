"""The lines in the canvas's scene: which are there, which are lit, and how they stand out from the page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import ceil
from statistics import median

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene, QWidget

from seqclr_desktop.document import Line
from seqclr_desktop.layout.line_shapes import with_height_changed
from seqclr_desktop.ui.page_view.line_item import LineItem, path_of
from seqclr_desktop.ui.theme import colours, sized_font


class LinesOnPage:
    """The items of a page's lines. `widget` gives the font of their numbers."""

    def __init__(self, scene: QGraphicsScene, widget: QWidget) -> None:
        self._scene = scene
        self._widget = widget
        self._items: dict[int, LineItem] = {}
        self._odd_ids: Collection[int] = ()
        self._ghost: QGraphicsPathItem | None = None
        self._veil: QGraphicsPathItem | None = None
        self._page_box = QRectF()
        self._is_dimmed = False
        self.current_id: int | None = None
        self.chosen_ids: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self._items)

    @property
    def current(self) -> LineItem | None:
        """The line whose points can be pulled."""
        return self.item(self.current_id)

    def item(self, line_id: int | None) -> LineItem | None:
        return self._items.get(line_id) if line_id is not None else None

    def begin_page(self, page_box: QRectF) -> None:
        """Another page of this size, whose scene was cleared."""
        self._items, self._ghost, self._veil = {}, None, None
        self.current_id, self.chosen_ids, self._odd_ids = None, (), ()
        self._page_box = page_box

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines, in reading order, instead of those there were; the same ones stay as they are."""
        before, self._items = self._items, {}
        font = sized_font(self._widget, 0.85)
        for turn, line in enumerate(lines, start=1):
            if line.id is None:
                continue
            same = before.get(line.id)
            if same is not None and same.shows(line, turn):
                self._items[line.id] = before.pop(line.id)
            else:
                self._items[line.id] = self._add(LineItem(line, turn, font))
        for item in before.values():
            self._scene.removeItem(item)

    def choose(self, line_ids: Sequence[int], current: int | None) -> None:
        """Light these lines; without `current` among them the last of them is the current one."""
        self.chosen_ids = tuple(line_id for line_id in line_ids if line_id in self._items)
        if current not in self.chosen_ids:
            current = self.chosen_ids[-1] if self.chosen_ids else None
        for item_id, item in self._items.items():
            is_chosen = item_id in self.chosen_ids
            if item.is_current != is_chosen:
                item.set_current(is_chosen)
        self.current_id = current
        self.draw_veil()

    def at(self, point: QPointF) -> LineItem | None:
        """The line at a point of the page; of several the nearest."""
        hit = [item for item in self._scene.items(point) if isinstance(item, LineItem)]
        return min(hit, key=lambda item: item.distance_to(point), default=None)

    def show_turns(self, turns: dict[int, int] | None) -> None:
        """Number the lines otherwise for a while; None gives them their places again."""
        for turn, (line_id, item) in enumerate(self._items.items(), start=1):
            item.tag.set_turn(
                turn if turns is None else turns.get(line_id, turn), is_new=bool(turns and line_id in turns)
            )

    def show_odd(self, line_ids: Collection[int]) -> None:
        """Mark the lines that should be looked at."""
        self._odd_ids = line_ids
        for line_id, item in self._items.items():
            item.set_odd(line_id in line_ids)

    def show_heights(self, above_px: float, below_px: float) -> None:
        """Draw the lit lines higher for a while, as when an edge is pulled."""
        for line_id in self.chosen_ids:
            item = self._items[line_id]
            item.show_shape(with_height_changed(item.line, above_px, below_px))

    def end_shaping(self) -> None:
        """Draw every line as it is again."""
        for item in self._items.values():
            item.end_shaping()

    def show_ghost(self, line: Line | None) -> QRectF | None:
        """Where the shape of a line is drawn that is no longer on the page; None takes it off."""
        if self._ghost is not None:
            self._scene.removeItem(self._ghost)
            self._ghost = None
        if line is None:
            return None
        self._ghost = QGraphicsPathItem(path_of(line.polygon or line.baseline, closed=bool(line.polygon)))
        pen = QPen(colours().colour("line_doubtful"), 2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self._ghost.setPen(pen)
        self._ghost.setZValue(1.5)
        self._scene.addItem(self._ghost)
        return self._ghost.sceneBoundingRect()

    def set_dimmed(self, is_dimmed: bool) -> None:
        """Step everything but the current line back."""
        self._is_dimmed = is_dimmed
        for item in self._items.values():
            item.set_quiet(is_dimmed)
        self.draw_veil()

    def draw_veil(self) -> None:
        """The veil over everything but the current line, in the colours of now."""
        if self._veil is not None:
            self._scene.removeItem(self._veil)
            self._veil = None
        if not self._is_dimmed or self.current is None:
            return
        veil = QPainterPath()
        veil.addRect(self._page_box)
        self._veil = QGraphicsPathItem(veil.subtracted(self.current.shape()))
        self._veil.setPen(QPen(Qt.PenStyle.NoPen))
        self._veil.setBrush(colours().colour("desk", 150))
        self._veil.setZValue(0.5)
        self._scene.addItem(self._veil)

    def thin_tags(self, zoom: float) -> None:
        """Show every number when there is room, else only every second, third, …"""
        tops = sorted(item.line.baseline[0][1] for item in self._items.values())
        gaps = [low - high for high, low in pairwise(tops) if low - high > 2]
        pitch_px = median(gaps) * zoom if gaps else 100.0
        tag_px = QFontMetricsF(sized_font(self._widget, 0.85)).height()
        every = max(1, ceil(0.9 * tag_px / max(pitch_px, 0.5)))
        for item in self._items.values():
            item.tag.setVisible(item.is_current or (item.turn - 1) % every == 0)

    def _add(self, item: LineItem) -> LineItem:
        item.set_quiet(self._is_dimmed)
        item.set_odd(item.line.id in self._odd_ids)
        self._scene.addItem(item)
        return item
