"""Pages of a PDF as pictures, by PDFium.

PDFium must never be entered by two threads at once, so every call here holds one lock of the process.
A page that is one scan is rendered at that scan's own resolution, so that nothing is lost and nothing
invented; any other page (vector drawings, several pictures) at 300 dpi, within bounds.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
from PIL import Image

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.refusals import check_size, unreadable

_LOCK = threading.RLock()

_POINTS_PER_INCH = 72
_DEFAULT_DPI = 300
_LONGEST_SIDE_PX = 8000  # for pages that are not one scan
_FULL_PAGE_SHARE = 0.9  # a scan may leave a thin margin, or overlap the page
_PLAUSIBLE_SCAN_DPI = 100  # below, a picture with other things on it is a backdrop, not a scan
_RENDER_FLAGS = pdfium_raw.FPDF_ANNOT


class PdfPages:
    """A PDF opened for its pages. A context manager; the lock is held only inside each call."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFileError when the PDF is damaged or locked with a password."""
        self._path = path
        with _LOCK:
            try:
                self._document = pdfium.PdfDocument(path)
            except pdfium.PdfiumError as error:
                raise _refusal(path, error) from error
            self.count = len(self._document)
            if not self.count:
                self._document.close()
                raise UnreadableFileError("The PDF has no pages.", where=str(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with _LOCK:
            self._document.close()

    def size_px(self, frame: int) -> tuple[int, int]:
        """Width and height at which page `frame` (from 0) is drawn. Raises UnreadableFileError, also for bombs."""
        with self._page(frame) as page:
            for scan in page.get_objects([pdfium_raw.FPDF_PAGEOBJ_IMAGE]):
                check_size(self._path, *scan.get_px_size())  # PDFium decodes them whole, however small they are drawn
            return _size_px(page)

    def check(self, frame: int) -> None:
        """Nothing more than `size_px` can find: PDFium draws what it can of a damaged page."""

    def read(self, frame: int, at_least_px: int | None = None) -> Image.Image:
        """Page `frame` (from 0) on white, at its size or smaller, the longer side not below `at_least_px`."""
        width_px, height_px = self.size_px(frame)
        share = min(1.0, at_least_px / max(width_px, height_px)) if at_least_px else 1.0
        return self._draw(frame, max(1, round(width_px * share)), max(1, round(height_px * share)))

    def _draw(self, frame: int, width_px: int, height_px: int) -> Image.Image:
        with self._page(frame) as page:
            bitmap = pdfium.PdfBitmap.new_native(width_px, height_px, pdfium_raw.FPDFBitmap_BGR)
            try:
                bitmap.fill_rect((255, 255, 255, 255), 0, 0, width_px, height_px)
                pdfium_raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width_px, height_px, 0, _RENDER_FLAGS)
                picture: Image.Image = bitmap.to_pil().convert("RGB")
                return picture
            finally:
                bitmap.close()

    @contextmanager
    def _page(self, frame: int) -> Iterator[pdfium.PdfPage]:
        with _LOCK:
            try:
                page = self._document[frame]
            except (pdfium.PdfiumError, IndexError) as error:
                raise unreadable(self._path, error, frame + 1) from error
            try:
                yield page
            except pdfium.PdfiumError as error:
                raise unreadable(self._path, error, frame + 1) from error
            finally:
                page.close()


def _size_px(page: pdfium.PdfPage) -> tuple[int, int]:
    width_pt, height_pt = page.get_size()
    across, down = _scan_pixels_per_point(page) or _bounded(width_pt, height_pt)
    return max(1, round(width_pt * across)), max(1, round(height_pt * down))


def _bounded(width_pt: float, height_pt: float) -> tuple[float, float]:
    scale = min(_DEFAULT_DPI / _POINTS_PER_INCH, _LONGEST_SIDE_PX / max(width_pt, height_pt, 1.0))
    return scale, scale


def _scan_pixels_per_point(page: pdfium.PdfPage) -> tuple[float, float] | None:
    """Pixels per point across and down the page as shown, when exactly one scan fills it."""
    objects = list(page.get_objects(max_depth=1))
    scans = [thing for thing in objects if thing.type == pdfium_raw.FPDF_PAGEOBJ_IMAGE]
    if len(scans) != 1:
        return None
    left, bottom, right, top = scans[0].get_bounds()
    if _covered_share(page, (left, bottom, right, top)) < _FULL_PAGE_SHARE:
        return None
    columns, rows = scans[0].get_px_size()
    if _lies_on_its_side(scans[0]):
        columns, rows = rows, columns
    across, down = columns / (right - left), rows / (top - bottom)
    if len(objects) > 1 and max(across, down) * _POINTS_PER_INCH < _PLAUSIBLE_SCAN_DPI:
        return None
    if abs(across - down) > 0.02 * max(across, down):  # a fax: unequal steps across and down
        across = down = max(across, down)
    return (down, across) if page.get_rotation() in (90, 270) else (across, down)


def _lies_on_its_side(picture: pdfium.PdfImage) -> bool:
    a, b, _, _, _, _ = picture.get_matrix().get()
    return bool(abs(b) > abs(a))


def _covered_share(page: pdfium.PdfPage, bounds: tuple[float, float, float, float]) -> float:
    """Share (0–1) of the visible page, in its unturned coordinates, that `bounds` covers."""
    left, bottom, right, top = page.get_cropbox()
    width = max(0.0, min(right, bounds[2]) - max(left, bounds[0]))
    height = max(0.0, min(top, bounds[3]) - max(bottom, bounds[1]))
    area = (right - left) * (top - bottom)
    return width * height / area if area > 0 else 0.0


def _refusal(path: Path, error: pdfium.PdfiumError) -> UnreadableFileError:
    if error.err_code == pdfium_raw.FPDF_ERR_PASSWORD:
        return UnreadableFileError(
            "The PDF is locked with a password.", where=str(path), advice="Save it without a password and add it again."
        )
    return UnreadableFileError(
        "The PDF is damaged or incomplete.", where=str(path), advice="Copy it again from where it came from."
    )
