"""A page's picture made ready for showing at any zoom, off the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage

from seqclr_desktop.document import Page
from seqclr_desktop.ui.background import Ask, Background, is_orphan

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_LEVEL_PX = 64_000_000
"""Larger scans are shown at half their resolution or less: 64 megapixels take 256 MB of memory."""
_SMALLEST_SIDE_PX = 600
_KEPT_PIXELS = 120_000_000


@dataclass(frozen=True)
class PagePicture:
    """The picture in halving sizes, the first the largest. `width_px`, `height_px` are those of the page."""

    levels: tuple[QImage, ...]
    width_px: int
    height_px: int

    def level_for(self, screen_px_per_page_px: float) -> QImage:
        """The smallest level that still has a pixel for every pixel of the screen."""
        needed = self.width_px * screen_px_per_page_px
        fitting = [level for level in self.levels if level.width() >= needed]
        return fitting[-1] if fitting else self.levels[0]

    @property
    def pixel_count(self) -> int:
        return sum(level.width() * level.height() for level in self.levels)


def load_picture(page: Page) -> PagePicture:
    """Read and prepare the scan of `page`. Raises UnreadableFileError. For a worker thread."""
    from seqclr_desktop.images.reading import read_page

    return picture_of(read_page(page.path, page.frame, page.rotation))


def picture_of(image: Image) -> PagePicture:
    """A picture (any mode) with its halved levels."""
    width_px, height_px = image.size
    while image.width * image.height > LARGEST_LEVEL_PX:
        image = image.reduce(2)
    levels = [image.convert("RGB")]
    while min(levels[-1].size) > 2 * _SMALLEST_SIDE_PX:
        levels.append(levels[-1].reduce(2))
    return PagePicture(tuple(to_qimage(level) for level in levels), width_px, height_px)


def to_qimage(image: Image) -> QImage:
    """A Pillow picture as a Qt picture that owns its memory. Fit for any thread."""
    data = image.convert("RGB").tobytes("raw", "BGRX")
    return QImage(data, image.width, image.height, image.width * 4, QImage.Format.Format_RGB32).copy()


class PictureStore(QObject):
    """The pictures of the pages looked at last, and the one being read. Shared by all canvases."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._kept: OrderedDict[tuple[object, ...], PagePicture] = OrderedDict()

    def want(
        self, page: Page, arrived: Callable[[PagePicture], None], failed: Callable[[Exception], None]
    ) -> Ask | None:
        """Call `arrived` now when the picture is here, else later; None when it was here."""
        key = _key(page)
        if key in self._kept:
            self._kept.move_to_end(key)
            arrived(self._kept[key])
            return None

        def keep_and_tell(picture: PagePicture) -> None:
            self._keep(key, picture)
            if not is_orphan(arrived):
                arrived(picture)

        def tell_failure(error: Exception) -> None:
            if not is_orphan(failed):
                failed(error)

        return self._background.ask(lambda: load_picture(page), keep_and_tell, tell_failure)

    def _keep(self, key: tuple[object, ...], picture: PagePicture) -> None:
        self._kept[key] = picture
        while len(self._kept) > 1 and sum(kept.pixel_count for kept in self._kept.values()) > _KEPT_PIXELS:
            self._kept.popitem(last=False)


def _key(page: Page) -> tuple[object, ...]:
    return (page.path, page.frame, page.rotation, page.content_hash)


def picture_store() -> PictureStore:
    """The one store of the application; it goes when the application goes."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("pictures need an application")
    return application.findChild(PictureStore) or PictureStore(application)
