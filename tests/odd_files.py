"""Files as no archive should hand them over, made small."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path


def write_bomb(path: Path, side_px: int = 30_000) -> Path:
    """A sound black-and-white PNG of `side_px` squared that takes a few kilobytes on disk."""
    packer = zlib.compressobj(1)
    row = bytes(1 + (side_px + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(side_px)) + packer.flush()
    header = struct.pack(">IIBBBBB", side_px, side_px, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", data), (b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(*chunk) for chunk in chunks))
    return path


def write_pdf(
    path: Path,
    *,
    content: bytes = b"",
    page: bytes = b"/MediaBox [0 0 200 300]",
    images: Sequence[tuple[int, int]] = (),
    is_locked: bool = False,
) -> Path:
    """A PDF of one page that draws by `content`; `images` (width, height) are grey pictures named /I0, /I1, …"""
    names = b" ".join(b"/I%d %d 0 R" % (number, 5 + number) for number in range(len(images)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << " + names + b" >> >> " + page + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *(_pdf_image(*size) for size in images),
    ]
    trailer = b"/Root 1 0 R"
    if is_locked:  # no password fits these values
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>")
        trailer += b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), b"00" * 16, b"00" * 16)
    path.write_bytes(_pdf(objects, trailer))
    return path


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pdf_image(width_px: int, height_px: int) -> bytes:
    """A picture that says its size and holds next to nothing."""
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
    data = zlib.compress(bytes(min(width_px * height_px, 1_000_000)))
    tail = b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    return head % (width_px, height_px) + tail % (len(data), data)


def _pdf(objects: Sequence[bytes], trailer: bytes) -> bytes:
    file = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return file + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        trailer,
        len(file),
    )
