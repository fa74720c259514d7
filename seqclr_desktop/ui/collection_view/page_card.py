"""How a page looks in a list of pages: its small picture, its name, a dot and words for its state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from seqclr_desktop.ui.lists.page_list import STATE_ROLE, WORDS_ROLE
from seqclr_desktop.ui.lists.page_state import PageState
from seqclr_desktop.ui.theme import SPACE, colours, pixmap

_DOT_PX = 10
_Index = QModelIndex | QPersistentModelIndex


def paint_dot(painter: QPainter, box: QRectF, state: PageState) -> None:
    """A dot whose filling tells the state as much as its colour does: empty, ring, half, full."""
    name = {PageState.MISSING: "error", PageState.EMPTY: "warning", PageState.READ: "line_read"}.get(state, "accent")
    colour = colours().colour(name)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours().colour("control_border") if state is PageState.NEW else colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is PageState.MISSING:
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
        return
    if state in (PageState.DONE, PageState.READ):
        painter.setBrush(colour)
    painter.drawEllipse(box)
    if state is PageState.PARTLY:
        painter.setBrush(colour)
        painter.drawPie(box, 90 * 16, -180 * 16)
    if state is PageState.LINES:
        painter.setBrush(colour)
        inner = box.adjusted(3, 3, -3, -3)
        painter.drawEllipse(inner)


class PageCard(QStyledItemDelegate):
    """Paints one page. Sizes follow the font of the list, so that large text has room."""

    def __init__(self, picture_px: QSize, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture = picture_px

    def card_size(self, metrics: QFontMetrics) -> QSize:
        """The size of one card with its margins."""
        width = max(self._picture.width(), metrics.averageCharWidth() * 24) + 4 * SPACE
        return QSize(width, self._picture.height() + 2 * metrics.height() + 6 * SPACE)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self.card_size(option.fontMetrics)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        card = option.rect.adjusted(SPACE // 2, SPACE // 2, -SPACE // 2, -SPACE // 2)
        self._paint_ground(painter, option, card)
        inner = card.adjusted(2 * SPACE, 2 * SPACE, -2 * SPACE, -2 * SPACE)
        line_height = option.fontMetrics.height()
        picture = QRect(inner.left(), inner.top(), inner.width(), inner.height() - 2 * line_height - SPACE)
        state = PageState(index.data(STATE_ROLE))
        self._paint_picture(painter, picture, index.data(Qt.ItemDataRole.DecorationRole), state)
        name = QRect(inner.left(), picture.bottom() + SPACE, inner.width(), line_height)
        self._paint_name(painter, option, name, str(index.data(Qt.ItemDataRole.DisplayRole)))
        words = name.translated(0, line_height)
        self._paint_state(painter, option, words, state, str(index.data(WORDS_ROLE)))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, card: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours().colour("accent_soft" if is_selected else "hover"))
            painter.drawRoundedRect(card, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_picture(self, painter: QPainter, room: QRect, picture: object, state: PageState) -> None:
        if isinstance(picture, QPixmap) and not picture.isNull():
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(room.center().x() - size.width() // 2, room.bottom() - size.height(), *size.toTuple())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, picture)
            painter.setPen(colours().colour("border"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            return
        width = min(room.width(), round(room.height() * 0.72))
        paper = QRect(room.center().x() - width // 2, room.top(), width, room.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours().colour("hover"))
        painter.drawRoundedRect(paper, 2, 2)
        if state is PageState.MISSING:
            mark = pixmap("missing", 32, "error")
            painter.drawPixmap(paper.center().x() - 16, paper.center().y() - 16, mark)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, name: str) -> None:
        painter.setPen(colours().colour("text"))
        painter.setFont(option.font)
        shown = option.fontMetrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, state: PageState, words: str
    ) -> None:
        metrics = option.fontMetrics
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width() - _DOT_PX - 2 * SPACE)
        width = metrics.horizontalAdvance(shown) + _DOT_PX + 2 * SPACE
        left = room.center().x() - width // 2
        is_mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        dot_left = left + width - _DOT_PX if is_mirrored else left
        paint_dot(painter, QRectF(dot_left, room.center().y() - _DOT_PX / 2 + 1, _DOT_PX, _DOT_PX), state)
        painter.setPen(colours().colour("error" if state is PageState.MISSING else "muted"))
        text_left = left if is_mirrored else left + _DOT_PX + 2 * SPACE
        painter.drawText(
            QRect(text_left, room.top(), width - _DOT_PX - 2 * SPACE + 1, room.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            shown,
        )
