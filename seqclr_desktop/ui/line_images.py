"""Straightened line pictures for people, made away from the window's thread and kept for a while.

A view asks with `want` and shows what `image` gives; `ready` tells when more is there. One worker
thread is enough (a line takes some milliseconds) and keeps the last pages decoded, so that the lines
of a page are read from its scan once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from seqclr_desktop.document import Line, Page
from seqclr_desktop.errors import AppError
from seqclr_desktop.geometry import Polyline
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.text import error_words, tr

if TYPE_CHECKING:
    from PIL import Image

HEIGHT_PX = 96  # about that of a line on a scan; more would cost time and show no more
_LINES_KEPT = 96
_PAGES_KEPT = 3

PageReader = Callable[[Path, int, int], "Image.Image"]
_Key = tuple[int | None, Polyline, Polyline]  # a line whose shape was changed is another picture


class LineImages(QObject):
    """A small shelf of line pictures.

    Signals: `ready(line_id)` when `image` has something new, or `problem` tells why it never will.
    """

    ready = Signal(int)

    def __init__(self, read_page: PageReader | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: OrderedDict[_Key, QImage] = OrderedDict()
        self._problems: dict[_Key, tuple[Path, str]] = {}  # with the scan that was looked for
        self._asked: dict[_Key, Ask] = {}
        self._pages = _OpenPages(read_page or _read_page)
        self._background = Background(self)
        self._height_px = HEIGHT_PX

    def set_height(self, height_px: int) -> None:
        """Make pictures from now on so high; lower ones serve until higher ones are there."""
        self._height_px = max(height_px, HEIGHT_PX)

    def image(self, line: Line) -> QImage | None:
        """The picture, `HEIGHT_PX` high or as was asked for, or None while it is not there."""
        key = _key(line)
        if key in self._images:
            self._images.move_to_end(key)
        return self._images.get(key)

    def problem(self, line: Line) -> str:
        """Why there will be no picture of this line; empty when nothing is known to be wrong."""
        _, why_not = self._problems.get(_key(line), (None, ""))
        return why_not

    def want(self, page: Page, page_lines: Sequence[Line], lines: Sequence[Line]) -> None:
        """Make the pictures of `lines`, which are among `page_lines`; what is wanted last comes first."""
        for line in lines:
            key = _key(line)
            if key in self._problems and self._problems[key][0] != page.path:
                del self._problems[key]  # the scan was found again
            is_there = key in self._images and self._images[key].height() >= self._height_px
            if is_there or key in self._asked or key in self._problems:
                continue
            question = partial(self._pages.line_image, page, tuple(page_lines), line, self._height_px)
            kept, given_up = partial(self._keep, key), partial(self._give_up, key, page)
            self._asked[key] = self._background.ask(question, kept, given_up)

    def forget(self) -> None:
        """Drop everything: another collection."""
        for ask in self._asked.values():
            ask.cancel()
        for shelf in (self._images, self._problems, self._asked):
            shelf.clear()

    def finish(self) -> None:
        """Make no more pictures, and wait for the one being made."""
        self._background.finish()

    def _keep(self, key: _Key, image: QImage) -> None:
        self._asked.pop(key, None)
        self._images[key] = image
        while len(self._images) > _LINES_KEPT:
            self._images.popitem(last=False)
        if key[0] is not None:
            self.ready.emit(key[0])

    def _give_up(self, key: _Key, page: Page, error: Exception) -> None:
        self._asked.pop(key, None)
        unknown = tr("The image of this line on {page} cannot be shown.", page=page.file_name)
        self._problems[key] = page.path, error_words(error) if isinstance(error, AppError) else unknown
        if key[0] is not None:
            self.ready.emit(key[0])


class _OpenPages:
    """The last few decoded scans; used by the one worker thread only."""

    def __init__(self, read_page: PageReader) -> None:
        self._read_page = read_page
        self._open: OrderedDict[tuple[Path, int, int], Image.Image] = OrderedDict()
        self._shapes: tuple[tuple[Polyline, Polyline], ...] = ()
        self._extents: Sequence[Any] = ()

    def line_image(self, page: Page, page_lines: Sequence[Line], line: Line, height_px: int) -> QImage:
        """The line straightened, its letters as large as those of the other lines of the page."""
        from seqclr_desktop.images import line_crop

        shapes = tuple((other.baseline, other.polygon) for other in page_lines)
        if shapes != self._shapes:
            self._shapes, self._extents = shapes, line_crop.page_extents(shapes)
        extent = self._extents[shapes.index((line.baseline, line.polygon))]
        picture = self._picture(page)
        return as_qimage(line_crop.straighten(picture, line.baseline, line.polygon, height_px, extent))

    def _picture(self, page: Page) -> Image.Image:
        key = (page.path, page.frame, page.rotation)
        if key not in self._open:
            self._open[key] = self._read_page(*key)
            while len(self._open) > _PAGES_KEPT:
                self._open.popitem(last=False)
        self._open.move_to_end(key)
        return self._open[key]


def as_qimage(picture: Image.Image) -> QImage:
    """A Pillow picture of mode "L" or "RGB" as a Qt image that owns its pixels."""
    pixels = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    kind = QImage.Format.Format_Grayscale8 if pixels.mode == "L" else QImage.Format.Format_RGB888
    bytes_per_row = pixels.width * len(pixels.getbands())
    return QImage(pixels.tobytes(), pixels.width, pixels.height, bytes_per_row, kind).copy()


def _key(line: Line) -> _Key:
    return (line.id, line.baseline, line.polygon)


def _read_page(path: Path, frame: int, rotation: int) -> Image.Image:
    from seqclr_desktop.images.reading import read_page

    return read_page(path, frame, rotation)
