"""RIMES 2011 (A2iA): letters with the boxes of their lines in one XML file per part, or single lines with text files.

`training_2011.xml` and `eval_2011_annotated.xml` hold `<SinglePage FileName><Paragraph><Line Left Top
Right Bottom Value>`. The line pictures come with `Images/NAME.jpg`, `Transcriptions/NAME.txt` and
`Sets/TrainLines.txt`. The words come as a table of pictures and texts (`picture_tables`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from seqclr_desktop.document import Split
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.published.records import BadRow, BoxedText, PublishedFolder, PublishedPicture
from seqclr_desktop.exchange.published.tables import (
    Pictures,
    files_in,
    part_in,
    part_of_path,
    table_rows,
    whole_text,
)
from seqclr_desktop.exchange.xml_reading import Element, descendants, name_of, number, parse
from seqclr_desktop.geometry import Box

_ROOT = "DocumentList"
_SIDES = ("Left", "Top", "Right", "Bottom")


def recognise(folder: Path) -> PublishedFolder | None:
    """The folder as RIMES, or None."""
    if (folder / "Images").is_dir() and (folder / "Transcriptions").is_dir():
        return _line_pictures(folder)
    tables = [file for file in files_in(folder, (".xml",)) if _begins_with_root(file)]
    return _letters(folder, tables) if tables else None


def _begins_with_root(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return f"<{_ROOT}".encode() in opened.read(2048)
    except OSError:
        return False


def _letters(folder: Path, tables: list[Path]) -> PublishedFolder:
    pictures = Pictures(folder)
    found: dict[Path, PublishedPicture] = {}
    bad: list[BadRow] = []
    for table in tables:
        try:
            root = parse(table)
        except UnreadableFileError as error:
            bad.append(BadRow(table, error.what))
            continue
        for page in descendants(root, "SinglePage"):
            name = page.get("FileName") or ""
            path = pictures.named(name) or pictures.named(name.replace("\\", "/").rpartition("/")[2])
            if path is None:
                bad.append(BadRow(table, f"There is no picture {name or 'without a name'}."))
                continue
            lines = tuple(_lines(page, table, bad))
            found[path] = PublishedPicture(path, table, "", part_in(table.stem), lines)
    return PublishedFolder(folder, "RIMES, letters with their lines", tuple(found.values()), tuple(bad))


def _lines(page: Element, table: Path, bad: list[BadRow]) -> Iterator[BoxedText]:
    for line in (element for element in page.iter() if name_of(element) == "Line"):
        sides = [number(line, side) for side in _SIDES]
        text = line.get("Value") or ""
        left, top, right, bottom = (side if side is not None else -1.0 for side in sides)
        if None in sides or right <= left or bottom <= top:
            bad.append(BadRow(table, f"A line of {page.get('FileName')} has no box: {text[:60]}"))
        else:
            yield BoxedText(Box(left, top, right, bottom), text.replace("\\n", " "))


def _line_pictures(folder: Path) -> PublishedFolder | None:
    pictures = Pictures(folder / "Images")
    texts = folder / "Transcriptions"
    parts = dict(_parts(folder))
    found, bad = [], []
    for path in pictures.paths:
        file = texts / f"{path.stem}.txt"
        text = ""
        try:
            text = " ".join(row.strip() for row in whole_text(file).splitlines() if row.strip())
        except UnreadableFileError:
            bad.append(BadRow(file, f"There is no text for {path.name}."))
        split = parts.get(path.stem) or part_of_path(path, folder) or part_in(path.stem)
        found.append(PublishedPicture(path, file, text, split))
    if not any(picture.has_text for picture in found):
        return None
    return PublishedFolder(folder, "RIMES, lines", tuple(found), tuple(bad))


def _parts(folder: Path) -> Iterator[tuple[str, Split]]:
    for file in files_in(folder / "Sets", (".txt", ".lst")):
        part = part_in(_spaced(file.stem))
        if part is not None:
            for _, row in table_rows(file):
                yield Path(row.split()[0]).stem, part


def _spaced(name: str) -> str:
    """`TrainLines` as `Train Lines`."""
    return "".join(f" {letter}" if letter.isupper() else letter for letter in name)
