"""Why a picture file cannot be read, in sentences for a person."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.formats import claims_to_be_a_picture, foreign_format

MEGAPIXEL_LIMIT = 250
"""Larger pages are refused: decoded, one would take about a gigabyte."""

DECODER_ERRORS: tuple[type[Exception], ...] = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What a decoder raises when a file is not what it says it is."""

NO_FILE = "This is not a file but a pipe, a socket or a device, which is never opened."

_COPY_AGAIN = "Copy it again from where it came from."
_MAKE_ROOM = "Close other programs."


def unreadable(path: Path, error: Exception, page_number: int = 0) -> UnreadableFileError:
    """The sentence for a file that could not be opened or decoded; `page_number` is that of one of several pages."""
    if isinstance(error, UnreadableFileError):
        return error
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _refusal(
            path, f"The scan {path.name} is no longer where it was.", "Put it back, or tell where it is now."
        )
    if isinstance(error, PermissionError):
        return _refusal(path, "You have no permission to read this file.", "Change its permissions and add it again.")
    if isinstance(error, MemoryError):
        if page_number:
            return _refusal(path, f"Page {page_number} of the file does not fit into memory.", _MAKE_ROOM)
        return _refusal(path, "The picture does not fit into memory.", _MAKE_ROOM)
    if page_number:
        return _refusal(path, f"Page {page_number} of the file is damaged or incomplete.", _COPY_AGAIN)
    return _refusal(path, "The picture is damaged or incomplete.", _COPY_AGAIN)


def no_file(path: Path) -> UnreadableFileError:
    """The sentence for what must not be opened, since that may wait for ever."""
    return _refusal(path, NO_FILE, "")


def no_picture(path: Path, head: bytes) -> UnreadableFileError:
    """The sentence for a file that begins with `head` and is in no format that can be read."""
    if not head:
        return _refusal(path, "The file is empty.", _COPY_AGAIN)
    if foreign := foreign_format(head):
        return _refusal(path, f"{foreign} pictures cannot be read.", "Save it as TIFF, PNG or JPEG and add that.")
    if claims_to_be_a_picture(path):
        return _refusal(path, "This is not a picture, though its name says so.", "")
    return _refusal(path, "This is not a picture.", "")


def check_size(path: Path, width_px: int, height_px: int) -> None:
    """Raise UnreadableFileError when a picture of that size is above the limit, or has no area."""
    if width_px < 1 or height_px < 1:
        raise _refusal(path, "The picture has no area.", "")
    if width_px * height_px > MEGAPIXEL_LIMIT * 1_000_000:
        raise _refusal(
            path,
            f"The picture has {width_px} × {height_px} pixels; pages above {MEGAPIXEL_LIMIT} megapixels are not read.",
            "Save it smaller and add that.",
        )


def _refusal(path: Path, what: str, advice: str) -> UnreadableFileError:
    return UnreadableFileError(what, where=str(path), advice=advice)
