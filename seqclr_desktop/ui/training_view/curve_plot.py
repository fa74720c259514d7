"""The curves of a training on one time axis: studying the handwriting above, learning to read below."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, theme
from seqclr_desktop.ui.training_view.curve_strip import CurveStrip
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.training_view.table_text import table_text
from seqclr_desktop.ui.widgets.wording import percent_words


class CurvePlot(QWidget):
    """Strips: contrastive loss, retrieval, small readers, loss in reading, wrong letters; values under the pointer.

    The strips are drawn one after the other, each in a turn of the event loop, and only while they are in
    sight: all at once, they would hold the window up.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves = Curves()
        self.strips = _strips()
        self._contrastive, self._retrieval, self._probe, self._finetune, self._wrong = self.strips
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 3 * SPACE, 2 * SPACE)
        rows.setSpacing(2 * SPACE)
        for strip in self.strips:
            rows.addWidget(strip, 1)
            strip.pointed_at.connect(self._point_at)
        self._drawing = QTimer(self, interval=0, singleShot=True)
        self._drawing.timeout.connect(self._draw_next)
        theme().changed.connect(self._take_colours)
        self.show_curves(Curves())

    def show_curves(self, curves: Curves, before: Curves | None = None) -> None:
        """Draw the run, and the one before it in grey."""
        self._curves = curves
        old = before or Curves()
        self._contrastive.show_curve(curves.contrastive, curves.chance, old.contrastive)
        self._retrieval.show_curve(curves.retrieval, None, old.retrieval)
        self._probe.show_curve(curves.probe, curves.linear_probe, old.probe)
        self._probe.setVisible(bool(curves.probe.values))
        linear = curves.linear_probe.last
        self._probe.say_aside(
            "" if linear is None else tr("dashed: a simpler one, {share}", share=percent_words(linear))
        )
        self._finetune.show_curve(curves.finetune, None, old.finetune)
        self._wrong.show_curve(curves.cer, None, old.cer)
        chance = curves.chance.last
        self._contrastive.say_aside("" if chance is None else tr("dashed: guessing, {loss}", loss=f"{chance:.2f}"))
        best = curves.best_cer
        self._wrong.say_aside("" if best is None else tr("best: {share}", share=percent_words(best)))
        self._retrieval.say_aside(tr("grey: the run before") if before is not None else "")
        for strip in self.strips:
            strip.set_span(max(curves.now_s, old.now_s if before is not None else 0.0))
        self._drawing.start()

    def make_ahead(self) -> bool:
        """Make a plot that nobody sees yet, so that none has to be made beside a training; false when there are all."""
        missing = [strip for strip in self.strips if not strip.has_plot]
        if missing:
            missing[0].draw()
        return len(missing) > 1

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._drawing.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        picture = QAction(tr("Copy as a picture"), menu)
        picture.triggered.connect(self.copy_picture)
        table = QAction(tr("Copy as a table"), menu)
        table.triggered.connect(self.copy_table)
        menu.addActions([picture, table])
        menu.exec(event.globalPos())

    def copy_picture(self) -> None:
        for strip in self.strips:
            if not strip.isHidden():
                strip.draw()
        QGuiApplication.clipboard().setPixmap(self.grab())

    def copy_table(self) -> None:
        QGuiApplication.clipboard().setText(table_text(self._curves))

    def _point_at(self, seconds: float | None) -> None:
        for strip in self.strips:
            strip.point_at(seconds)

    def _draw_next(self) -> None:
        waiting = [strip for strip in self.strips if not strip.is_drawn and strip.isVisible()]
        if waiting:
            waiting[0].draw()
            self._drawing.start()

    def _take_colours(self) -> None:
        for strip in self.strips:
            strip.take_colours()


def _strips() -> tuple[CurveStrip, CurveStrip, CurveStrip, CurveStrip, CurveStrip]:
    def loss(value: float) -> str:
        return f"{value:.2f}"

    return (
        CurveStrip(
            tr("Telling pieces of writing apart"),
            tr("Contrastive loss while studying the handwriting; lower is better."),
            loss,
            is_share=False,
            has_clock=False,
        ),
        CurveStrip(
            tr("Pieces recognised, of 100"),
            tr("Retrieval: how often a piece of writing is found again in an altered picture; higher is better."),
            percent_words,
            is_share=True,
            has_clock=False,
        ),
        CurveStrip(
            tr("Wrong letters of a small reader, of 100"),
            tr(
                "A small reader learns for a moment from what is seen so far, on a few transcribed lines; lower is "
                "better. The state with the best one is kept."
            ),
            percent_words,
            is_share=True,
            has_clock=False,
        ),
        CurveStrip(
            tr("Learning the letters"),
            tr("Fine-tuning loss (CTC, per character); lower is better."),
            loss,
            is_share=False,
            has_clock=False,
        ),
        CurveStrip(
            tr("Wrong letters, of 100"),
            tr("Character error rate (CER) on the validation pages; lower is better."),
            percent_words,
            is_share=True,
            has_clock=True,
        ),
    )
