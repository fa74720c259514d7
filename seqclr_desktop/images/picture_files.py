"""JPEG, PNG, TIFF, JPEG 2000, WebP, GIF and BMP files, and the pages they hold, by Pillow."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Self

from PIL import Image

from seqclr_desktop.images.colours import plain_colours
from seqclr_desktop.images.formats import PictureFormat
from seqclr_desktop.images.refusals import DECODER_ERRORS, check_size, unreadable

Image.MAX_IMAGE_PIXELS = None  # sizes are checked in `check_size`, before anything is decoded

_FORMATS = [member.value for member in PictureFormat if member is not PictureFormat.PDF]
_SUBFILE_TYPE, _PHOTOMETRIC, _ORIENTATION = 254, 262, 274  # TIFF 6.0, section 8; EXIF shares the last
_PREVIEW_OR_MASK = 0b101
_ON_THEIR_SIDE = (5, 6, 7, 8)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # what makes a picture of each orientation upright


class PictureFile:
    """A picture file opened for its pages. A context manager; not for several threads."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFileError when the headers make no sense."""
        self._path = path
        with contextlib.ExitStack() as opening:
            try:
                # by handle, not by name: mapped into memory, Pillow garbles plain TIFFs stored on their side
                self._file = opening.enter_context(path.open("rb"))
                self._picture = opening.enter_context(Image.open(self._file, formats=_FORMATS))
                self._places = self._find_pages()
            except DECODER_ERRORS as error:
                raise unreadable(path, error) from error
            opening.pop_all()
        self.count = len(self._places)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._picture.close()
        self._file.close()

    def size_px(self, frame: int) -> tuple[int, int]:
        """Upright width and height of a page, from its header. Raises UnreadableFileError, also for bombs."""
        try:
            self._turn_to(frame)
            width_px, height_px = self._picture.size
            if self._orientation() in _ON_THEIR_SIDE:
                width_px, height_px = height_px, width_px
        except DECODER_ERRORS as error:
            raise unreadable(self._path, error, self._number(frame)) from error
        check_size(self._path, width_px, height_px)
        return width_px, height_px

    def check(self, frame: int) -> None:
        """Decode a page to its end, small where that is faster. Raises UnreadableFileError if it breaks off."""
        self._decoded(frame, at_least_px=1)

    def read(self, frame: int, at_least_px: int | None = None) -> Image.Image:
        """A page upright in plain colours; given `at_least_px`, a JPEG may come smaller, but not below that."""
        picture = self._decoded(frame, at_least_px)
        try:
            page = plain_colours(picture, zero_is_white=self._tag(_PHOTOMETRIC, 1) == 0)
            turn = _TURNS.get(self._orientation())
            if turn is not None:
                return page.transpose(turn)
            return page.copy() if page is self._picture else page  # this one goes on to the next page
        except DECODER_ERRORS as error:
            raise unreadable(self._path, error, self._number(frame)) from error

    def _decoded(self, frame: int, at_least_px: int | None) -> Image.Image:
        width_px, height_px = self.size_px(frame)
        try:
            if at_least_px is not None and self._picture.format in ("JPEG", "MPO"):
                return self._reduced(at_least_px / max(width_px, height_px))
            self._picture.load()
            return self._picture
        except DECODER_ERRORS as error:
            raise unreadable(self._path, error, self._number(frame)) from error

    def _reduced(self, share: float) -> Image.Image:
        """The JPEG at about `share` of its size, opened once more because a draft cannot be taken back."""
        with Image.open(self._path, formats=_FORMATS) as picture:
            width_px, height_px = picture.size
            picture.draft(None, (max(1, round(width_px * share)), max(1, round(height_px * share))))
            picture.load()
            return picture

    def _find_pages(self) -> list[int]:
        """Places of the pages in the file.

        Only TIFF has pages: elsewhere further pictures are animation or a camera's preview. Previews
        and masks within a TIFF are marked as such.
        """
        if self._picture.format != PictureFormat.TIFF:
            return [0]
        count = int(getattr(self._picture, "n_frames", 1))
        return [at for at in range(count) if not self._is_preview(at)] or [0]

    def _is_preview(self, at: int) -> bool:
        self._picture.seek(at)
        return bool(self._tag(_SUBFILE_TYPE, 0) & _PREVIEW_OR_MASK)

    def _turn_to(self, frame: int) -> None:
        if not 0 <= frame < self.count:
            raise EOFError(f"no page {frame + 1}")
        if self.count > 1 or self._places != [0]:
            self._picture.seek(self._places[frame])

    def _orientation(self) -> int:
        """How the picture is stored, 1 (upright) to 8. Nonsense in the EXIF data is no reason to refuse a scan."""
        if self._picture.format == PictureFormat.TIFF:
            return 1  # Pillow turns these by itself
        try:
            return int(self._picture.getexif().get(_ORIENTATION, 1))
        except DECODER_ERRORS:
            return 1

    def _tag(self, tag: int, default: int) -> int:
        tags = getattr(self._picture, "tag_v2", {})  # TIFF has them, no other format
        return int(tags.get(tag, default))

    def _number(self, frame: int) -> int:
        """Told to a person where there are several pages, else 0."""
        return frame + 1 if getattr(self, "count", 1) > 1 else 0
