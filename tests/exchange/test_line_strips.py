"""Published line pictures come with their texts; a damaged source is told of in a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.line_strips import read_line_strips

HEAD = "name\tpage\tdocument\tsplit\tdirection\ttext"


def make_source(folder: Path, rows: Sequence[tuple[str, np.ndarray, str, str, str]]) -> Path:
    """`rows`: (name, picture, split, direction, text)."""
    folder.mkdir(parents=True)
    table = [HEAD]
    with zipfile.ZipFile(folder / "lines-000.zip", "w") as shard:
        for name, grey, split, direction, text in rows:
            written = io.BytesIO()
            Image.fromarray(grey).save(written, "WEBP", lossless=True)
            shard.writestr(name, written.getvalue())
            table.append(f"{name}\tp1\td1\t{split}\t{direction}\t{text}")
    (folder / "lines.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
    return folder


def test_pictures_come_with_text_direction_and_purpose(tmp_path: Path) -> None:
    grey = np.full((64, 200), 220, np.uint8)
    rows = [("a.webp", grey, "train", "ltr", 'il dit "oui"'), ("b.webp", grey, "valid", "rtl", "שלום")]
    first, second = read_line_strips(make_source(tmp_path / "s", rows))
    assert (first.text, first.direction, first.is_for_validation) == ('il dit "oui"', Direction.LEFT_TO_RIGHT, False)
    assert (second.text, second.direction, second.is_for_validation) == ("שלום", Direction.RIGHT_TO_LEFT, True)
    assert first.grey.shape == (64, 200)


def test_a_row_without_picture_is_told_of(tmp_path: Path) -> None:
    source = make_source(tmp_path / "s", [])
    with (source / "lines.tsv").open("a", encoding="utf-8") as table:
        table.write("missing.webp\tp1\td1\ttrain\tltr\ttext\n")
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        list(read_line_strips(source))


def test_a_damaged_zip_is_told_of(tmp_path: Path) -> None:
    source = make_source(tmp_path / "s", [])
    (source / "lines-000.zip").write_bytes(b"no zip")
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        list(read_line_strips(source))
