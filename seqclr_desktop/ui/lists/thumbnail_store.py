"""Small pictures of pages, made in the background for what is in sight and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from seqclr_desktop.document import Page
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.page_view.page_picture import to_qimage
from seqclr_desktop.ui.text import error_words, tr

THUMBNAIL_PX = 320
_KEPT = 600
_WAITING = 80  # more than fit on a screen; who scrolls on does not want the rest


class ThumbnailStore(QObject):
    """Asks are by page; `arrived(page_id)` tells that `pixmap` or `problem` has something new."""

    arrived = Signal(int)
    many_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._cache_folder: Path | None = None
        self._kept: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._problems: dict[int, str] = {}
        self._missing: frozenset[int] = frozenset()
        self._waiting: OrderedDict[tuple[int, int], Ask] = OrderedDict()

    def use(self, cache_folder: Path | None) -> None:
        """Work for another collection, or for none."""
        self.forget_all()
        self._cache_folder = cache_folder

    def forget_all(self) -> None:
        """Ask again for everything, problems included."""
        for ask in self._waiting.values():
            ask.cancel()
        self._waiting.clear()
        self._kept.clear()
        self._problems.clear()
        self._missing = frozenset()

    def forget(self, page_id: int) -> None:
        """Ask again for one page."""
        self._problems.pop(page_id, None)
        self._missing -= {page_id}
        for key in [key for key in self._kept if key[0] == page_id]:
            del self._kept[key]

    def problem(self, page_id: int | None) -> str:
        """What is wrong with the scan of a page; empty when nothing is known to be."""
        if page_id is None:
            return ""
        if page_id in self._missing:
            return tr("The scan is no longer where it was.")
        return self._problems.get(page_id, "")

    def note_missing(self, page_ids: Iterable[int]) -> None:
        """Pages whose scans are gone, although small pictures of them may be kept."""
        before, self._missing = self._missing, frozenset(page_ids)
        if before != self._missing:
            self.many_changed.emit()

    def pixmap(self, page: Page) -> QPixmap | None:
        """The small picture when it is here; otherwise it is asked for."""
        if page.id is None or page.id in self._problems:
            return None
        key = (page.id, page.rotation)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._waiting and self._cache_folder is not None:
            self._ask(key, page, self._cache_folder)
        return None

    def finish(self) -> None:
        """Wait until no thread works for this store."""
        self._background.finish()

    def _ask(self, key: tuple[int, int], page: Page, cache_folder: Path) -> None:
        def make() -> QImage:
            from seqclr_desktop.images.thumbnails import thumbnail

            return to_qimage(
                thumbnail(page.path, page.frame, page.rotation, page.content_hash, THUMBNAIL_PX, cache_folder)
            )

        self._waiting[key] = self._background.ask(
            make, lambda image: self._keep(key, image), lambda error: self._note(key, error)
        )
        while len(self._waiting) > _WAITING:
            _, oldest = self._waiting.popitem(last=False)
            oldest.cancel()

    def _keep(self, key: tuple[int, int], image: QImage) -> None:
        self._waiting.pop(key, None)
        self._kept[key] = QPixmap.fromImage(image)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(key[0])

    def _note(self, key: tuple[int, int], error: Exception) -> None:
        self._waiting.pop(key, None)
        self._problems[key[0]] = error_words(error)
        self.arrived.emit(key[0])
