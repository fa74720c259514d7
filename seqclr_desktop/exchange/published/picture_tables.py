"""Pictures of single words or lines with one table of their texts: the form of most word image sets.

Rows are `PATH TEXT`, parted by a tab, a comma or a blank: the words of RIMES, crops out of SynthText or
of photographs, exports of annotation programs. MJSynth's tables give a number instead of a text; there
the word stands in the file's name (`1_word_58236.jpg`).
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from seqclr_desktop.exchange.published.records import BadRow, PublishedFolder, PublishedPicture
from seqclr_desktop.exchange.published.tables import Pictures, files_in, part_in, part_of_path, table_rows

_ENDINGS = (".txt", ".tsv", ".csv", ".lst")
_SEPARATOR = r"(?: *\t\s*|[,;]\s*|\s+)"  # after a tab or a blank, a comma belongs to the text
_ROW = re.compile(
    rf"^\s*\"?(?P<path>[^\"]+?\.(?:png|jpe?g|tiff?|bmp|webp|gif|jp2))\"?{_SEPARATOR}(?P<text>.*\S)\s*$",
    re.IGNORECASE,
)
_SYNTHETIC = re.compile(r"^\d+_(?P<word>.+)_(?P<number>\d+)$")
_TRIED_ROWS = 50
_LEAST_SHARE = 0.9  # of the first rows that must name a picture, so that notes about scans are no table
_TALLEST_LINE_PX = 600  # taller ones are pages, and a remark in a list is not their text


def recognise(folder: Path) -> PublishedFolder | None:
    """The folder as pictures with a table of texts, or None."""
    candidates = [file for file in files_in(folder, _ENDINGS) if _may_be_table(file)]
    if not candidates:
        return None
    pictures = Pictures(folder)
    tables = [table for table in candidates if _names_small_pictures(table, pictures)]
    return _read(folder, tables, pictures) if tables else None


def _may_be_table(file: Path) -> bool:
    """Told by the first rows alone, before any folder is walked."""
    try:
        with file.open("rb") as opened:
            head = opened.read(4096).decode("utf-8", errors="replace")
    except OSError:
        return False
    rows = [row for row in head.splitlines()[:_TRIED_ROWS] if row.strip()]
    return bool(rows) and sum(_ROW.match(row) is not None for row in rows) * 2 >= len(rows)


def _names_small_pictures(table: Path, pictures: Pictures) -> bool:
    tried = table_rows(table)[:_TRIED_ROWS]
    named = [path for _, row in tried if (match := _ROW.match(row)) and (path := pictures.named(match["path"]))]
    if len(named) < _LEAST_SHARE * len(tried):
        return False
    heights = list(_heights(named[:10]))
    return bool(heights) and statistics.median(heights) <= _TALLEST_LINE_PX


def _heights(paths: Sequence[Path]) -> Iterator[int]:
    for path in paths:
        try:
            with Image.open(path) as picture:
                yield picture.height
        except (OSError, ValueError, Image.DecompressionBombError):
            continue


def _read(folder: Path, tables: Sequence[Path], pictures: Pictures) -> PublishedFolder:
    found: dict[Path, PublishedPicture] = {}
    bad: list[BadRow] = []
    for table in tables:
        for number, row in table_rows(table):
            match = _ROW.match(row)
            if match is None:
                bad.append(BadRow(table, f"Row {number} is no picture with a text: {row[:60]}"))
                continue
            name = match["path"]
            path = pictures.named(name)
            if path is None:
                bad.append(BadRow(table, f"Row {number}: there is no picture {name}."))
                continue
            split = part_in(table.stem) or part_of_path(path, folder)
            found[path] = PublishedPicture(path, table, _text(match["text"], path), split)
    for path in pictures.paths:  # what the tables do not name can still be looked at
        found.setdefault(path, PublishedPicture(path, tables[0], "", part_of_path(path, folder)))
    return PublishedFolder(folder, _name(tables), tuple(found.values()), tuple(bad))


def _name(tables: Sequence[Path]) -> str:
    names = " ".join(table.stem.lower() for table in tables)
    if "annotation" in names:
        return "synthetic word images (MJSynth)"
    if "rimes" in names or "icdar2011" in names:
        return "RIMES, words"
    return "pictures of lines or words with a table of texts"


def _text(stated: str, path: Path) -> str:
    in_name = _SYNTHETIC.match(path.stem)
    if in_name is not None and stated == in_name["number"]:
        return in_name["word"]
    if len(stated) >= 2 and stated[0] == stated[-1] == '"':
        return stated[1:-1].replace('\\"', '"').replace('""', '"')
    return stated
