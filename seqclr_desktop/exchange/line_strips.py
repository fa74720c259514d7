"""Published line pictures: a folder per source with `lines-*.zip` (pictures) and `lines.tsv` (their texts).

The table is tab separated with one head line and no quoting: name, page, document, split, direction, text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UnreadableFileError


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


class _Pictures:
    """Pictures by name, wherever among the zip files they are."""

    def __init__(self, folder: Path) -> None:
        self._shards = [zipfile.ZipFile(path) for path in sorted(folder.glob("lines-*.zip"))]
        self._shard_of = {name: shard for shard in self._shards for name in shard.namelist()}

    def grey(self, name: str) -> np.ndarray:
        with Image.open(io.BytesIO(self._shard_of[name].read(name))) as picture:
            return np.asarray(picture.convert("L"))
