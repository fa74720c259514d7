"""What is looked up in scans while lines are mended: the crop of a line, which lines are odd, and where others are.

The first two are made in one thread of their own, which keeps the page decoded; of several crops wanted
while a point is pulled only the last is made. The search through other pages has another thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from seqclr_desktop.document import Line, Page
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.odd_lines import PageWithOddLines, first_with_odd_lines, odd_lines_on
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.text import error_words, tr

if TYPE_CHECKING:
    import numpy as np

    from seqclr_desktop.images.line_crop import Extent
    from seqclr_desktop.images.written_extents import WrittenExtents

CROP_HEIGHT_PX = 40
"""What models are given unless they were made for another height."""


class PageLook(QObject):
    """Looks things up and tells them in signals.

    `crop_ready(line id, QImage or None, why there is none)`; `odd_ready(odd lines, lines they are of)`;
    `odd_page_found(PageWithOddLines or None)`, or `seeking_failed(exception)` in its place.
    """

    crop_ready = Signal(object, object, str)
    odd_ready = Signal(object, object)
    odd_page_found = Signal(object)
    seeking_failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._scan = _OpenScan()
        self._crop: Ask | None = None
        self._next_crop: tuple[Page, Sequence[Line], Line] | None = None
        self._odd: Ask | None = None
        self._seeker = Background(self)
        self._search: tuple[Ask, Event] | None = None

    def want_crop(self, page: Page, lines: Sequence[Line], line: Line) -> None:
        """The crop of `line`, in the shape it has here, as a model sees it beside the other `lines`."""
        wanted = (page, tuple(lines), line)
        if self._crop is not None:  # let it come, or nothing would be seen while a point moves without a pause
            self._next_crop = wanted
            return
        self._crop = self._background.ask(
            partial(_crop, self._scan, *wanted),
            lambda image: self._crop_made(line.id, image, ""),
            lambda error: self._crop_made(line.id, None, _why(error)),
        )

    def want_odd(self, page: Page, lines: Sequence[Line]) -> None:
        """Which of the page's lines should be looked at. Without its scan, by their shapes alone."""
        if self._odd is not None:
            self._odd.cancel()
        of_lines = tuple(lines)
        question = partial(odd_lines_on, page, of_lines, self._scan.grey)
        self._odd = self._background.ask(question, lambda odd: self.odd_ready.emit(odd, of_lines))

    def seek_odd(self, collection_folder: Path, page_ids: Sequence[int]) -> None:
        """Look for the first of these pages that has a line to look at."""
        self._end_search()
        stop = Event()
        question = partial(first_with_odd_lines, collection_folder, tuple(page_ids), stop.is_set)
        self._search = self._seeker.ask(question, self._seek_ended, self._seek_failed), stop

    @property
    def is_seeking(self) -> bool:
        """Whether other pages are being looked through."""
        return self._search is not None

    def forget(self) -> None:
        """Another page: nothing that was asked for matters any more."""
        self._end_search()
        for ask in (self._crop, self._odd):
            if ask is not None:
                ask.cancel()
        self._crop = self._odd = self._next_crop = None

    def finish(self) -> None:
        """Look nothing more up, and wait for what is being looked up."""
        self.forget()
        self._background.finish()
        self._seeker.finish()

    def _end_search(self) -> None:
        if self._search is not None:
            ask, stop = self._search
            ask.cancel()
            stop.set()
        self._search = None

    def _seek_ended(self, found: PageWithOddLines | None) -> None:
        self._search = None
        self.odd_page_found.emit(found)

    def _seek_failed(self, error: Exception) -> None:
        self._search = None
        self.seeking_failed.emit(error)

    def _crop_made(self, line_id: int | None, image: QImage | None, why_not: str) -> None:
        self._crop = None
        self.crop_ready.emit(line_id, image, why_not)
        wanted, self._next_crop = self._next_crop, None
        if wanted is not None:
            self.want_crop(*wanted)


class _OpenScan:
    """The page looked at last, decoded; used by the one worker thread only."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._grey: np.ndarray | None = None
        self._extents: WrittenExtents | None = None

    def grey(self, page: Page) -> np.ndarray:
        self._open(page)
        assert self._grey is not None
        return self._grey

    def extents(self, page: Page, lines: Sequence[Line]) -> list[Extent]:
        """How high the letters of each line are, as for a model."""
        self._open(page)
        assert self._extents is not None
        return self._extents.of([(line.baseline, line.polygon) for line in lines])

    def _open(self, page: Page) -> None:
        key = (page.path, page.frame, page.rotation)
        if self._grey is None or key != self._key:
            from seqclr_desktop.images.reading import grey_scan
            from seqclr_desktop.images.written_extents import WrittenExtents  # late, because it takes SciPy

            self._grey = grey_scan(page)
            self._extents = WrittenExtents(self._grey)
            self._key = key


def _crop(scan: _OpenScan, page: Page, lines: Sequence[Line], line: Line) -> QImage:
    from seqclr_desktop.images.line_crop import crop_line

    shaped = [line if other.id == line.id else other for other in lines]
    extents = scan.extents(page, shaped)
    extent = extents[shaped.index(line)] if line in shaped else None
    ink = crop_line(scan.grey(page), line.baseline, line.polygon, CROP_HEIGHT_PX, extent)
    paper = 255 - ink
    height, width = paper.shape
    return QImage(paper.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def _why(error: Exception) -> str:
    return error_words(error) if isinstance(error, AppError) else tr("The image of this line cannot be shown.")
