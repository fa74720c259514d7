"""Published line pictures: a folder per source with `lines-*.zip` (pictures) and `lines.tsv` (their texts).

The table is tab separated with one head line and no quoting: name, page, document, split, direction, text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UnreadableFileError

_HEAD = "name\tpage\tdocument\tsplit\tdirection\ttext"


@dataclass(frozen=True)
class LineStrip:
    """A picture of one line, (H, W) uint8 grey, with its text in logical order."""

    grey: np.ndarray
    text: str
    direction: Direction
    is_for_validation: bool


def read_line_strips(source_folder: Path) -> Iterator[LineStrip]:
    """All lines of one source, in the order of its table. Raises UnreadableFileError."""
    table = source_folder / "lines.tsv"
    try:
        pictures = _Pictures(source_folder)
        with table.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE):
                direction = Direction.RIGHT_TO_LEFT if row["direction"] == "rtl" else Direction.LEFT_TO_RIGHT
                yield LineStrip(pictures.grey(row["name"]), row["text"], direction, row["split"] == "valid")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFileError(
            "The lines of this source cannot be read.",
            where=str(source_folder),
            advice="It needs lines.tsv and the pictures it names, in files lines-*.zip.",
        ) from error


@dataclass(frozen=True)
class NamedStrip:
    """A line to be written to a source: its strip, and the document (the hand, where that is known) it is of."""

    strip: LineStrip
    document: str


def write_line_strips(source_folder: Path, lines: Iterable[NamedStrip]) -> int:
    """Make a source of `lines`, as `read_line_strips` reads it; how many there are. An earlier one is replaced."""
    source_folder.mkdir(parents=True, exist_ok=True)
    rows = []
    unfinished = source_folder / "lines-000.zip.part"
    with zipfile.ZipFile(unfinished, "w") as shard:
        for number, line in enumerate(lines):
            strip, name = line.strip, f"{number:06d}.webp"
            encoded = io.BytesIO()
            Image.fromarray(strip.grey).save(encoded, "WEBP", quality=50, method=0)
            shard.writestr(name, encoded.getvalue())
            split = "valid" if strip.is_for_validation else "train"
            cells = (name, line.document, line.document, split, strip.direction.value, strip.text)
            rows.append("\t".join(cells))
    unfinished.replace(source_folder / "lines-000.zip")
    table = "\n".join((_HEAD, *rows)) + "\n"
    (source_folder / "lines.tsv").write_text(table, encoding="utf-8", newline="\n")
    return len(rows)


class _Pictures:
    """Pictures by name, wherever among the zip files they are."""

    def __init__(self, folder: Path) -> None:
        self._shards = [zipfile.ZipFile(path) for path in sorted(folder.glob("lines-*.zip"))]
        self._shard_of = {name: shard for shard in self._shards for name in shard.namelist()}

    def grey(self, name: str) -> np.ndarray:
        with Image.open(io.BytesIO(self._shard_of[name].read(name))) as picture:
            return np.asarray(picture.convert("L"))
