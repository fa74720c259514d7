"""Small pictures of pages for lists, made once and kept in the collection's cache.

The cache may vanish or be unwritable at any time: then a thumbnail is made again, or not kept.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from pathlib import Path

from PIL import Image

from seqclr_desktop.images.folder_walk import CACHE_TAG
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.images.refusals import DECODER_ERRORS

_log = logging.getLogger(__name__)

_JPEG_QUALITY = 85
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# Thumbnails of pages; they are made again when missing.\n"


def thumbnail(
    path: Path, frame: int, rotation: int, content_hash: str, size_px: int, cache_folder: Path
) -> Image.Image:
    """The page with its longer side at most `size_px`, mode "L" or "RGB"; pages are never enlarged.

    Known by `content_hash`, so that it outlives a move of the scan. Raises UnreadableFileError when it
    is not in the cache and the scan cannot be read.
    """
    folder = cache_folder / "thumbnails"
    kept = folder / f"{content_hash}-{frame}-{rotation % 360}-{size_px}.jpg"
    try:
        with Image.open(kept, formats=["JPEG"]) as small:
            small.load()
            return small
    except DECODER_ERRORS:
        pass  # not made yet, or broken: make it
    picture = read_page(path, frame, rotation, at_least_px=2 * size_px)
    picture.thumbnail((size_px, size_px), Image.Resampling.LANCZOS)
    try:
        _keep(picture, kept)
    except OSError as error:
        _log.warning("thumbnail not kept: %s", error)
    return picture


def _keep(picture: Image.Image, kept: Path) -> None:
    """Written aside and put in place at once, since several readers may be about."""
    if not kept.parent.is_dir():
        kept.parent.mkdir(parents=True, exist_ok=True)
        (kept.parent / CACHE_TAG).write_text(_TAG_TEXT, encoding="ascii")
    aside = kept.with_name(f"{kept.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        picture.save(aside, "JPEG", quality=_JPEG_QUALITY)
        aside.replace(kept)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
