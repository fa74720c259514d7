"""The line images a model learns from or reads, made from the scans once and then taken from the cache."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, Page
from seqclr_desktop.errors import AppError, StorageError
from seqclr_desktop.images.line_cache import LineCache, cache_key, page_key
from seqclr_desktop.images.line_crop import crop_line
from seqclr_desktop.images.reading import grey_scan
from seqclr_desktop.images.written_extents import WrittenExtents
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.problems import PageProblem

_MEMORY_BYTES = 256 * 2**20


class StoredLineImages:
    """Line images by index (see `training.lines.LineImages`); decompressed ones are remembered up to a bound."""

    def __init__(self, cache: LineCache, lines: Sequence[tuple[Line, str, int]]) -> None:
        """`lines`: (line, cache key, width in pixels)."""
        self._cache = cache
        self.lines = [line for line, _, _ in lines]
        self._keys = [key for _, key, _ in lines]
        self._widths = [width for _, _, width in lines]
        self._remembered: OrderedDict[int, np.ndarray] = OrderedDict()
        self._remembered_bytes = 0

    def __len__(self) -> int:
        return len(self.lines)

    def line_id(self, index: int) -> int:
        line_id = self.lines[index].id
        assert line_id is not None, "lines of a collection have an id"
        return line_id

    def width_px(self, index: int) -> int:
        return self._widths[index]

    def image(self, index: int) -> np.ndarray:
        if index in self._remembered:
            self._remembered.move_to_end(index)
            return self._remembered[index]
        strip = self._cache.strip(self._keys[index])
        self._remembered[index] = strip
        self._remembered_bytes += strip.nbytes
        while self._remembered_bytes > _MEMORY_BYTES:
            _, forgotten = self._remembered.popitem(last=False)
            self._remembered_bytes -= forgotten.nbytes
        return strip

    def only(self, indices: Sequence[int]) -> StoredLineImages:
        """The same images, fewer of them."""
        chosen = [(self.lines[i], self._keys[i], self._widths[i]) for i in indices]
        return StoredLineImages(self._cache, chosen)


class LineImageMaker:
    """Makes the images of a collection's lines at one height; keeps them in the collection's cache."""

    def __init__(self, collection: Collection, height_px: int) -> None:
        self._collection = collection
        self._height_px = height_px
        try:
            self._cache = LineCache(collection.cache_folder)
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                "The folder for line images cannot be written.",
                where=str(collection.cache_folder),
                advice="Check that the disk is not full and that you may write there.",
            ) from error

    def close(self) -> None:
        self._cache.close()

    def prepare(
        self, pages: Sequence[Page], control: Control, wanted: set[int] | None = None
    ) -> tuple[StoredLineImages, list[PageProblem]]:
        """All usable lines of `pages` (or those whose ids are `wanted`), page after page.

        A page that cannot be read becomes a problem and its lines are left out. Reports progress in
        pages; raises Cancelled between pages, StorageError on a full disk.
        """
        found: list[tuple[Line, str, int]] = []
        problems: list[PageProblem] = []
        with self._full_disk_in_words():
            self._cache.forget(self._collection.page_ids())
        for done, page in enumerate(pages, start=1):
            try:
                found += self.page_lines(page, wanted)
            except StorageError:
                raise  # the next page would fare no better
            except AppError as error:
                problems.append(PageProblem.of(page.name, error))
            control.report(Progress(done, len(pages), "pages", note=page.name))
        return StoredLineImages(self._cache, found), problems

    def images_of(self, lines: Sequence[tuple[Line, str, int]]) -> StoredLineImages:
        return StoredLineImages(self._cache, lines)

    def page_lines(self, page: Page, wanted: set[int] | None = None) -> list[tuple[Line, str, int]]:
        """(line, cache key, width) of a page's usable lines, cropping those that are not in the cache yet.

        The lines come without their outlines: a training remembers those of the whole collection.
        Raises UnreadableFileError when the scan has to be read and cannot be, StorageError on a full disk,
        CollectionError when the page has been taken out meanwhile.
        """
        assert page.id is not None
        page = self._collection.page(page.id)  # a person may have turned it since the list of pages was made
        assert page.id is not None
        lines = self._collection.lines(page.id)
        whole = page_key(page.content_hash, page.frame, page.rotation, lines)
        chosen = [
            (line, cache_key(whole, line, self._height_px))
            for line in lines
            if not line.is_unusable and (wanted is None or line.id in wanted)
        ]
        with self._full_disk_in_words():
            self._cache.note_use(page.id, whole)
        widths = self._cache.widths([key for _, key in chosen])
        missing = {key: line for line, key in chosen if key not in widths}
        if missing:
            strips = _crop(page, lines, missing, self._height_px)
            with self._full_disk_in_words():
                self._cache.put(whole, strips)
            widths.update({key: strip.shape[1] for key, strip in strips})
        return [(_without_shape(line), key, widths[key]) for line, key in chosen]

    @contextmanager
    def _full_disk_in_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StorageError(
                "The line images could not be kept; the disk may be full.",
                where=str(self._collection.cache_folder),
                advice="Make room and start again; nothing is lost.",
            ) from error


def _crop(
    page: Page, lines: Sequence[Line], missing: Mapping[str, Line], height_px: int
) -> list[tuple[str, np.ndarray]]:
    """The images (`height_px`, W) uint8, by their keys, of `missing`, which are among the page's `lines`."""
    grey = grey_scan(page)
    found = WrittenExtents(grey).of([(line.baseline, line.polygon) for line in lines])
    extents = {line.id: extent for line, extent in zip(lines, found, strict=True)}
    return [
        (key, crop_line(grey, line.baseline, line.polygon, height_px, extents[line.id]))
        for key, line in missing.items()
    ]


def _without_shape(line: Line) -> Line:
    """With the ends of its baseline alone: the rest takes most of a line's memory, and its picture is made by now."""
    return replace(line, baseline=(line.baseline[0], line.baseline[-1]), polygon=())
