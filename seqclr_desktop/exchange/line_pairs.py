"""Pictures of single lines with their texts beside them, as ocropy, kraken, Calamari and tesstrain use them.

`NAME.png` has its text in `NAME.gt.txt`: UTF-8, one line, no line when nobody has transcribed it yet.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from seqclr_desktop.document import Line, LineOrigin, PageContent, box_baseline, direction_of
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.page_assembly import text_version
from seqclr_desktop.geometry import Box


def read(path: Path, image_size: tuple[int, int]) -> PageContent:
    """One line that covers the whole picture of `image_size`. Raises UnreadableFileError."""
    return whole_picture(_one_line(path), path, image_size)


def whole_picture(text: str, source: Path, image_size: tuple[int, int]) -> PageContent:
    """One line with `text` (perhaps none) that covers the whole picture; `source` is the file that says so."""
    width_px, height_px = image_size
    box = Box(0, 0, width_px, height_px)
    human = text_version(text, source)
    line = Line(
        baseline=box_baseline(box),
        polygon=box.as_polygon(),
        direction=direction_of(human.text if human else ""),
        origin=LineOrigin.IMPORT,
        human=human,
    )
    return PageContent(width_px, height_px, (), (line,))


def _one_line(path: Path) -> str:
    try:
        lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise UnreadableFileError("The text is not in UTF-8.", where=str(path), advice="Save it as UTF-8.") from error
    except OSError as error:
        raise UnreadableFileError("The text file cannot be read.", where=str(path)) from error
    if len(lines) > 1:
        raise UnreadableFileError(
            f"The file has {len(lines)} lines of text, but belongs to a picture of a single line.", where=str(path)
        )
    return lines[0] if lines else ""


def picture_bytes(picture: Image.Image) -> bytes:
    """The straightened picture of a line as a PNG file."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def text_bytes(text: str) -> bytes:
    """The content of the `.gt.txt` file: the line and a line end."""
    return f"{text}\n".encode()
