"""Which files are taken for pictures of pages: told by their first bytes, never by their name alone.

The name only decides how a file is passed by that is no readable picture: one that claims to be a
picture is refused with a reason, anything else is passed over in silence.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class PictureFormat(StrEnum):
    """A format that can be read; the value is its name for Pillow (PDF is read by PDFium)."""

    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    JPEG_2000 = "JPEG2000"
    WEBP = "WEBP"
    GIF = "GIF"
    BMP = "BMP"
    PDF = "PDF"


PICTURE_ENDINGS = frozenset(
    (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".jp2", ".j2k", ".jpf", ".jpx", ".jpc", ".webp")
) | frozenset((".gif", ".bmp", ".pdf"))
"""Endings, in small letters, of the formats that can be read."""

_FOREIGN_ENDINGS = frozenset(
    (".heic", ".heif", ".avif", ".jxl", ".psd", ".djvu", ".djv", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".orf")
)

_HEAD_BYTES = 1024  # a PDF may begin after that much of something else

_MAGIC = (
    (b"\xff\xd8\xff", PictureFormat.JPEG),
    (b"\x89PNG\r\n\x1a\n", PictureFormat.PNG),
    (b"II*\x00", PictureFormat.TIFF),
    (b"MM\x00*", PictureFormat.TIFF),
    (b"II+\x00", PictureFormat.TIFF),  # BigTIFF, for files above 4 GB
    (b"MM\x00+", PictureFormat.TIFF),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", PictureFormat.JPEG_2000),
    (b"\xff\x4f\xff\x51", PictureFormat.JPEG_2000),  # the bare code stream
    (b"GIF87a", PictureFormat.GIF),
    (b"GIF89a", PictureFormat.GIF),
)

_FOREIGN_MAGIC = (
    (4, b"ftypheic", "HEIC"),
    (4, b"ftypheix", "HEIC"),
    (4, b"ftypmif1", "HEIF"),
    (4, b"ftypavif", "AVIF"),
    (4, b"ftypcrx ", "camera raw"),
    (0, b"AT&TFORM", "DjVu"),
    (0, b"8BPS", "Photoshop"),
    (0, b"\xff\x0a", "JPEG XL"),
    (4, b"JXL \r\n", "JPEG XL"),
)


def read_head(path: Path) -> bytes:
    """The first bytes of a file, as many as telling its format takes. Raises OSError."""
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def picture_format(head: bytes) -> PictureFormat | None:
    """The format a file beginning with `head` has, or None when it is none that can be read."""
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return PictureFormat.WEBP
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return PictureFormat.BMP
    if b"%PDF-" in head[:_HEAD_BYTES]:
        return PictureFormat.PDF
    return None


def foreign_format(head: bytes) -> str:
    """The name of a picture format that is known but cannot be read, or an empty string."""
    for offset, magic, name in _FOREIGN_MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return name
    return ""


def claims_to_be_a_picture(path: Path) -> bool:
    """Whether the ending of the name promises a picture."""
    ending = path.suffix.lower()
    return ending in PICTURE_ENDINGS or ending in _FOREIGN_ENDINGS
