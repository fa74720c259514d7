"""Picture files of pages, read as a person should see them: upright, in grey or colour, whole or not at all.

Sizes are told from headers, so that a picture too large to hold is refused before anything is decoded.
A multi-page TIFF or PDF has frames, counted from 0.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image

from seqclr_desktop.document import Page
from seqclr_desktop.images.formats import PictureFormat, picture_format, read_head
from seqclr_desktop.images.pdf_pages import PdfPages
from seqclr_desktop.images.picture_files import PictureFile
from seqclr_desktop.images.refusals import no_file, no_picture, unreadable
from seqclr_desktop.places import is_special

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True)
class FrameInfo:
    """Size in pixels of one page of a picture file, upright as `read_page` gives it."""

    width_px: int
    height_px: int


class PageFile(Protocol):
    """A file opened for its pages. Each call raises UnreadableFileError for a page that is damaged or refused."""

    @property
    def count(self) -> int: ...

    def size_px(self, frame: int) -> tuple[int, int]:
        """Upright width and height, from headers."""
        ...

    def check(self, frame: int) -> None:
        """Find out whether the page can be read to its end."""
        ...

    def read(self, frame: int, at_least_px: int | None = None) -> Image.Image:
        """The page in plain colours; perhaps smaller when `at_least_px` is given."""
        ...


def open_pages(path: Path) -> PictureFile | PdfPages:
    """The pages of a file of any accepted format, told by its content.

    Raises UnreadableFileError with the reason when it is gone, no picture, damaged, or locked.
    """
    if is_special(path):
        raise no_file(path)
    try:
        head = read_head(path)
    except OSError as error:
        raise unreadable(path, error) from error
    found = picture_format(head)
    if found is None:
        raise no_picture(path, head)
    return PdfPages(path) if found is PictureFormat.PDF else PictureFile(path)


def probe(path: Path) -> list[FrameInfo]:
    """The frames of a picture file with their sizes, from headers alone.

    A copy that broke off is found only by `open_pages(path).check`. Raises UnreadableFileError.
    """
    with open_pages(path) as pages:
        return [FrameInfo(*pages.size_px(frame)) for frame in range(pages.count)]


def read_page(path: Path, frame: int = 0, rotation: int = 0, *, at_least_px: int | None = None) -> Image.Image:
    """One page, mode "L" or "RGB", upright, then turned by `rotation` degrees clockwise (0, 90, 180, 270).

    Given `at_least_px`, the picture may come smaller, its longer side not below that, which is much
    faster for JPEG and PDF. Raises UnreadableFileError.
    """
    with open_pages(path) as pages:
        page = pages.read(frame, at_least_px)
    return page.transpose(_TURNS[rotation % 360]) if rotation % 360 else page


def grey_scan(page: Page) -> np.ndarray:
    """The page as it is shown, (H, W) uint8. Raises UnreadableFileError."""
    return np.asarray(read_page(page.path, page.frame, page.rotation).convert("L"))


def content_hash(path: Path) -> str:
    """SHA-256 of the file in hexadecimal. Raises UnreadableFileError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error
